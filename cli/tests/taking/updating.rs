//! `update`.

use serde_json::json;

use crate::scene::{Scene, toy};

#[test]
fn a_newer_model_is_taken_with_all_that_comes_of_it() {
    let scene = Scene::new("update");
    scene.write(
        "CHANGELOG.md",
        "# Changelog\n\n## Unreleased\n\n### Added\n- x\n",
    );
    scene.done("add toy Get0 Get1");
    let before = scene.state();
    let told = scene.done("update --to 2.0.0 --dry-run");
    assert!(
        told.contains("toy: botocore 1.0.0 to botocore 2.0.0: "),
        "{told}"
    );
    assert!(told.contains("nothing was written"), "{told}");
    assert_eq!(scene.state(), before);
    assert!(
        told.contains("member-added") && told.contains("0 breaking"),
        "{told}"
    );
    let out = scene.done("update --to 2.0.0");
    assert!(
        told.lines()
            .all(|line| line.contains("nothing") || out.contains(line)),
        "{out}"
    );
    assert!(
        scene
            .read("generated/toy/src/operation/get0.rs")
            .contains("member2")
    );
    assert!(scene.read("tinsmith.lock").contains("version = \"2.0.0\""));
    assert!(scene.read("CHANGELOG.md").ends_with(
        "- x\n\n## toy 0.1.1\n\nThe model is that of botocore 2.0.0 (before: botocore 1.0.0).\n\n\
         ### Added\n\n- `Get0Response.member2`: `member2` is new.\n- `Get1Response.member2`: \
         `member2` is new.\n"
    ), "{}", scene.read("CHANGELOG.md"));
    scene.done("generate --check");
}

#[test]
fn the_pinned_version_wins_and_is_raised_with_all() {
    let scene = Scene::new("pinned");
    let settings = scene.read("tinsmith.toml");
    let pinned = |version: &str| format!("botocore = \"{version}\" # pinned\n{settings}");
    scene.write("tinsmith.toml", &pinned("2.0.0"));
    let out = scene.done("add toy Get0");
    assert!(out.contains("from botocore 2.0.0"), "{out}");
    scene.done("update toy --to 1.0.0");
    assert!(scene.read("tinsmith.toml").starts_with(&pinned("2.0.0")));
    scene.done("update --to 1.0.0");
    assert!(scene.read("tinsmith.toml").starts_with(&pinned("1.0.0")));
    scene.done("update --to 2.0.0");
    scene.write(
        "tinsmith.toml",
        &scene.read("tinsmith.toml").replace("2.0.0", "1.0.0"),
    );
    let said = scene.run("update");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.err.contains("toy: left alone: ") && said.err.contains("the one to take is 1.0.0"),
        "{said:?}"
    );
}

#[test]
fn nothing_new_changes_nothing() {
    let scene = Scene::new("same");
    scene.done("add toy Get0");
    scene.put_service("3.0.0", "toy", &toy(3, 1));
    let before = scene.state();
    assert!(scene.done("update").contains("toy: the model is the same"));
    assert!(
        scene
            .done("update --to 3.0.0")
            .contains("toy: the model is the same")
    );
    assert_eq!(scene.state(), before);
}

#[test]
fn the_installed_version_counts_unless_it_is_older() {
    let scene = Scene::new("installed");
    scene.done("add toy Get0");
    scene.install("2.0.0");
    scene.done("update toy");
    assert!(scene.read("tinsmith.lock").contains("version = \"2.0.0\""));
    scene.install("1.0.0");
    let message = scene.refused_in_a_line("update toy");
    assert!(message.contains("--to VERSION"), "{message}");
    scene.done("update toy --to 1.0.0");
    assert!(scene.read("tinsmith.lock").contains("version = \"1.0.0\""));
}

#[test]
fn updates_are_all_or_nothing() {
    let scene = Scene::new("none");
    scene.put_service("1.0.0", "zoo", &toy(2, 1));
    scene.put_service("2.0.0", "zoo", &toy(1, 2));
    scene.done("add toy Get0");
    scene.done("add zoo Get1");
    let message = scene.refused_in_a_line("update --to 2.0.0");
    assert!(message.contains("has no operation `Get1`"), "{message}");
    let mut event_stream = toy(2, 2);
    event_stream["shapes"]["Text"] =
        json!({ "type": "structure", "members": {}, "eventstream": true });
    scene.put_service("2.0.0", "zoo", &event_stream);
    scene.refused("update --to 2.0.0");
    scene.put_service("2.0.0", "zoo", &toy(2, 2));
    scene.done("update --to 2.0.0");
    scene.done("generate --check");
}

#[test]
fn invalid_arguments_are_refused() {
    let scene = Scene::new("sense");
    scene.done("add toy Get0");
    for (line, said) in [
        ("update toi", "has no crate `toi`"),
        ("update --to latest", "is no version"),
        (
            "update --to 2.0.0 --from botocore==2.0.0",
            "give one of them",
        ),
        ("update --from x.json", "one model is for one service"),
    ] {
        let message = scene.refused_in_a_line(line);
        assert!(message.contains(said), "{message}");
    }
}
