//! `remove`.

use crate::scene::Scene;

#[test]
fn remove_is_the_inverse_of_add() {
    let scene = Scene::new("inverse");
    let before = scene.state();
    scene.done("add toy Get0");
    let one = scene.state();
    scene.done("add toy Get1 Get2");
    scene.done("remove toy Get2 Get1");
    assert!(scene.state() == one, "{:#?}", scene.state());
    scene.done("remove toy");
    let mut after = scene.state();
    let lock = after.remove("tinsmith.lock").unwrap();
    assert!(!lock.contains("toy"), "{lock}");
    assert_eq!(after, before);
    assert!(!scene.root.join("generated").exists() && scene.loads());
}

#[test]
fn manifests_that_depend_on_a_crate_are_named_or_follow_it() {
    let scene = Scene::new("dependents");
    scene.done("add toy Get0");
    let manifest = scene.read("xtask/Cargo.toml");
    let dependency = "[dependencies]\ntoy = { path = \"../generated/toy\" } # why\n";
    let before = format!("{manifest}{dependency}");
    scene.write("xtask/Cargo.toml", &before);
    let settings = scene.read("tinsmith.toml");
    scene.write(
        "tinsmith.toml",
        &settings.replace("generated/toy", "clients/toy"),
    );
    scene.done("generate");
    let moved = before.replace("generated/toy", "clients/toy");
    assert_eq!(scene.read("xtask/Cargo.toml"), moved);
    let said = scene.run("rename toy play");
    assert!(
        said.err.contains("xtask/Cargo.toml: has play as toy still"),
        "{said:?}"
    );
    let renamed = "toy = { path = \"../clients/play\", package = \"play\" } # why\n";
    assert!(
        scene.read("xtask/Cargo.toml").contains(renamed),
        "{}",
        scene.read("xtask/Cargo.toml")
    );
    assert!(scene.loads());
    let said = scene.run("remove play");
    let message = "xtask/Cargo.toml: depends on toy in clients/play, which is no crate any more";
    assert!(
        said.code == Some(0) && said.err.contains(message),
        "{said:?}"
    );
}

#[test]
fn line_endings_stay() {
    let scene = Scene::new("endings");
    scene.write("CHANGELOG.md", "# Changelog\n");
    let edited = ["tinsmith.toml", "Cargo.toml", "CHANGELOG.md"];
    for path in edited {
        scene.write(path, &scene.read(path).replace('\n', "\r\n"));
    }
    let before = scene.state();
    let lines = "add toy Get0|add toy Get1|update --to 2.0.0 --raise|rename toy play";
    for line in lines.split('|') {
        scene.done(line);
        for path in edited {
            let text = scene.read(path);
            assert_eq!(
                text.matches('\n').count(),
                text.matches("\r\n").count(),
                "{text:?}"
            );
        }
        scene.done("generate --check");
    }
    scene.done("remove play");
    for path in &edited[..2] {
        assert_eq!(scene.read(path), before[*path]);
    }
}

#[test]
fn handwritten_files_are_not_deleted() {
    let scene = Scene::new("hand");
    scene.done("add toy Get0");
    scene.write("generated/toy/examples/mine.rs", "fn main() {}\n");
    let message = scene.refused_in_a_line("remove toy");
    let said = "error: generated/toy/examples/mine.rs: written by hand";
    assert!(message.starts_with(said), "{message}");
}

#[test]
fn unknown_crates_and_operations_are_refused() {
    let scene = Scene::new("absent");
    scene.done("add toy Get0 Get1");
    for (line, said) in [
        ("remove toi", "has no crate `toi`; it has toy"),
        ("remove toy Get2", "has no operation `Get2`"),
        ("remove toy Get0 Get1", "cargo tinsmith remove toy"),
    ] {
        let message = scene.refused_in_a_line(line);
        assert!(message.contains(said), "{message}");
    }
}
