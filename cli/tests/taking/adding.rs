//! `add`.

use std::path::Path;

use tinsmith_model::{Model, write};

use crate::scene::{SETTINGS, Scene};

#[test]
fn a_new_service_is_taken_whole() {
    let scene = Scene::new("new");
    let out = scene.done("add toy Get1 Get0");
    let said = "toy: generated/toy from botocore 1.0.0\n  2 of 3 operations: Get0, Get1\n";
    assert!(out.starts_with(said), "{out}");
    assert!(
        !out.contains("toy.json") && out.contains(" lines of Rust; "),
        "{out}"
    );
    assert!(
        out.ends_with("to use it: cargo add --path generated/toy\n"),
        "{out}"
    );
    let model = scene.read("model/services/toy.json");
    assert_eq!(model, write(&Model::parse(&model, "toy.json").unwrap()));
    assert!(model.contains("#Get1\"") && model.contains("Gets thing 0"));
    assert!(!model.contains("Get2"), "only what is reached is taken");
    let table = "[crates.toy]\nmodel = \"model/services/toy.json\"\noperations = [\n    \
        \"Get0\",\n    \"Get1\",\n]\nout = \"generated/toy\"\n";
    assert_eq!(scene.read("tinsmith.toml"), format!("{SETTINGS}\n{table}"));
    let manifest = scene.read("Cargo.toml");
    let members = "members = [\"xtask\", \"runtime\", \"generated/toy\"] # and those that come";
    assert!(manifest.contains(members), "{manifest}");
    let lock = scene.read("tinsmith.lock");
    for line in [
        "[crates.toy]\nsource = \"botocore:toy\"\nversion = \"1.0.0\"\n",
        "operations = [\n    \"Get0\",\n    \"Get1\",\n]\n",
        concat!("generator = \"", env!("CARGO_PKG_VERSION"), "\"\n"),
    ] {
        assert!(lock.contains(line), "{lock}");
    }
    assert!(
        scene
            .root
            .join("generated/toy/src/operation/get1.rs")
            .is_file()
    );
    assert!(scene.loads());
    scene.done("generate --check");
    assert!(!scene.root.join(".tinsmith").exists());
}

#[test]
fn operations_are_added_from_where_the_others_came() {
    let scene = Scene::new("extend");
    scene.done("add toy Get1");
    scene.install("2.0.0");
    scene.done("add toy Get2 Get1");
    assert!(
        scene
            .read("tinsmith.toml")
            .contains("operations = [\n    \"Get1\",\n    \"Get2\",\n]")
    );
    let model = scene.read("model/services/toy.json");
    assert!(
        model.contains("#Get2\"") && !model.contains("member2"),
        "{model}"
    );
    assert!(scene.read("tinsmith.lock").contains("version = \"1.0.0\""));
    scene.done("generate --check");
    let message = scene.refused_in_a_line("add toy Get2");
    assert!(
        message.contains("has these operations already"),
        "{message}"
    );
    scene.done("add toy Get0 --from botocore==2.0.0");
    assert!(scene.read("model/services/toy.json").contains("member2"));
}

#[test]
fn files_are_named_without_the_machine() {
    let scene = Scene::new("file");
    let beside = scene.root.join("../toy-2020.json");
    let text = r##"{ "smithy": "2.0", "shapes": {
        "e#Toy": { "type": "service", "version": "1", "operations": [{ "target": "e#Ping" }],
            "traits": {
            "aws.protocols#restJson1": {}, "aws.api#service": { "sdkId": "Toy" },
                "aws.auth#sigv4": { "name": "toy" } } },
        "e#Ping": { "type": "operation", "input": { "target": "smithy.api#Unit" },
            "output": { "target": "smithy.api#Unit" },
            "traits": { "smithy.api#http": { "method": "GET", "uri": "/" } } } } }"##;
    std::fs::write(&beside, text).unwrap();
    let line = format!("add ping e#Ping --from {}", beside.display());
    scene.done(&line);
    let lock = scene.read("tinsmith.lock");
    assert!(lock.contains("source = \"../toy-2020.json\"\n"), "{lock}");
    scene.done("generate --check");
    assert!(scene.done("update ping").contains("the model is the same"));
    std::fs::remove_file(&beside).unwrap();
    let message = scene.refused_in_a_line("update ping");
    assert!(message.contains("--from FILE"), "{message}");
    let said = scene.run("update");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.err.starts_with("warning: ping: left alone: "),
        "{said:?}"
    );
    scene.write("models/toy.json", text);
    let inside = scene.root.join("models/toy.json");
    scene.done("remove ping");
    scene.done(&format!("add ping Ping --from {}", inside.display()));
    let lock = scene.read("tinsmith.lock");
    assert!(lock.contains("source = \"models/toy.json\"\n"), "{lock}");
    assert!(scene.done("update ping").contains("the model is the same"));
}

#[test]
fn without_documentation_it_stays_so() {
    let scene = Scene::new("docs");
    scene.done("add toy Get0 --no-docs");
    scene.done("update --to 2.0.0");
    let model = scene.read("model/services/toy.json");
    assert!(
        model.contains("member2") && !model.contains("documentation"),
        "{model}"
    );
    assert!(scene.read("tinsmith.lock").contains("docs = false\n"));
}

#[test]
fn failed_adds_change_nothing() {
    let scene = Scene::new("wrong");
    for (line, said) in [
        (
            "add toi Get0",
            "botocore 1.0.0 has no service `toi`; did you mean toy?",
        ),
        ("add toy Get7", "has no operation `Get7`"),
        ("add toy get0", "did you mean `Get0`?"),
        (
            "add std Get0 --from botocore:toy --name std",
            "resolves itself",
        ),
        ("add toy Get0 --name test", "resolves itself"),
        (
            "add toy Get0 --from botocore==9.9",
            "cannot fetch botocore==9.9",
        ),
        (
            "add toy Get0 --from botocore==",
            "is no version of botocore",
        ),
        ("add ../toi Get0", "has no service `../toi`"),
        (
            "add runtime Get0",
            "runtime: is a package called runtime already",
        ),
    ] {
        let message = scene.refused_in_a_line(line);
        assert!(message.contains(said), "{message}");
    }
    let message = scene.refused("add toy Get0 --from nowhere.json");
    assert!(message.contains("nowhere.json"), "{message}");
    scene.write("model/services/toy.json", "mine");
    let message = scene.refused_in_a_line("add toy Get0");
    assert!(message.contains("already exists"), "{message}");
    std::fs::remove_file(scene.root.join("model/services/toy.json")).unwrap();
    scene.write("generated/toy/README.md", "mine");
    let message = scene.refused_in_a_line("add toy Get0");
    assert!(message.contains("was not generated"), "{message}");
    assert!(
        !Path::new(&scene.root)
            .join("model/services/toy.json")
            .exists()
    );
}

#[test]
fn operations_that_were_added_by_hand_are_taken_from_the_source() {
    let scene = Scene::new("by-hand");
    scene.done("add toy Get0");
    let settings = scene.read("tinsmith.toml");
    let more = settings.replace(
        "    \"Get0\",\n",
        "    \"Get0\",\n    \"Get1\",\n    \"Get2\",\n",
    );
    scene.write("tinsmith.toml", &more);
    for line in ["generate", "generate --check", "update"] {
        let message = scene.refused_in_a_line(line);
        let expected = "model/services/toy.json: has no operation Get1, Get2";
        assert!(message.contains(expected), "{message}");
        assert!(
            message.contains("cargo tinsmith add toy Get1 Get2\n"),
            "{message}"
        );
    }
    scene.done("add toy Get1 Get2");
    assert_eq!(scene.read("tinsmith.toml"), more);
    scene.done("generate --check");
}
