//! `tinsmith.lock` and `generate`.

use crate::scene::Scene;

#[test]
fn another_model_is_refused_until_it_is_locked() {
    let scene = Scene::new("locked");
    scene.done("add toy Get0");
    let model = scene.read("model/services/toy.json");
    let changed = model.replace("Gets thing 0", "Gets a thing");
    assert_ne!(changed, model);
    scene.write("model/services/toy.json", &changed);
    let commands = "generate, generate --check, add toy Get1, remove toy Get0, update --to 2.0.0";
    for line in commands.split(", ") {
        let message = scene.refused_in_a_line(line);
        assert!(
            message.contains("cargo tinsmith generate --update-lock"),
            "{message}"
        );
    }
    let message = scene.refused_in_a_line("generate --update-lock");
    assert!(
        message.contains("from botocore 1.0.0, which gives another model")
            && message.contains("--forget-source"),
        "{message}"
    );
    scene.done("generate --update-lock --forget-source");
    scene.done("generate --check");
    let lock = scene.read("tinsmith.lock");
    assert!(
        lock.contains("source = \"model/services/toy.json\"\nsha256"),
        "{lock}"
    );
    for line in ["update", "update --to 2.0.0"] {
        assert!(scene.done(line).contains("toy: left alone"));
        assert_eq!(scene.read("model/services/toy.json"), changed);
    }
    scene.done("update --from botocore");
    assert_eq!(scene.read("model/services/toy.json"), model);
}

#[test]
fn a_model_that_is_not_locked_is_refused() {
    let scene = Scene::new("unlocked");
    scene.done("add toy Get0");
    std::fs::remove_file(scene.root.join("tinsmith.lock")).unwrap();
    let message = scene.refused_in_a_line("generate");
    assert!(
        message.contains("tinsmith.lock has no model for the crate toy"),
        "{message}"
    );
    scene.done("generate --update-lock");
    scene.done("generate --check");
}

#[test]
fn the_check_covers_the_whole_lock() {
    let scene = Scene::new("check");
    scene.done("add toy Get0");
    let lock = scene.read("tinsmith.lock");
    let version = concat!("generator = \"", env!("CARGO_PKG_VERSION"), "\"");
    for other in [
        lock.replace(version, "generator = \"0.0.1\""),
        lock.replace("Get0", "Get1"),
        format!("{lock}# mine\n"),
    ] {
        scene.write("tinsmith.lock", &other);
        let said = scene.run("generate --check");
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(
            said.out.contains("tinsmith.lock (as generated)"),
            "{said:?}"
        );
        scene.done("generate");
        assert_eq!(scene.read("tinsmith.lock"), lock);
    }
    scene.write("tinsmith.lock", "[crates.toy]\nsource = 1\n");
    scene.refused("generate");
}

#[test]
fn a_model_with_other_line_endings_is_not_locked() {
    let scene = Scene::new("crlf");
    scene.done("add toy Get0");
    let model = scene.read("model/services/toy.json");
    scene.write("model/services/toy.json", &model.replace('\n', "\r\n"));
    for line in ["generate", "add toy Get1", "generate --update-lock"] {
        let message = scene.refused_in_a_line(line);
        assert!(message.contains("CRLF line endings"), "{message}");
        assert!(
            message.contains("`model/services/** -text` to .gitattributes"),
            "{message}"
        );
        assert!(!message.contains("--update-lock"), "{message}");
    }
    scene.write("model/services/toy.json", &model);
    scene.done("generate --check");
}
