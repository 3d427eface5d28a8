//! Names of services and crates.

use serde_json::json;

use crate::scene::{Scene, toy};

#[test]
fn a_service_is_found_by_any_of_its_names() {
    let scene = Scene::new("names");
    let mut model = toy(2, 1);
    model["metadata"]["serviceId"] = json!("Toy Box");
    model["metadata"]["endpointPrefix"] = json!("box-prefix");
    model["metadata"]["signingName"] = json!("signed-box");
    scene.put_service("1.0.0", "toybox", &model);
    let before = scene.state();
    for name in ["toybox", "ToyBox", "toy-box", "box-prefix", "signedbox"] {
        let out = scene.done(&format!("add {name} Get0"));
        assert!(
            out.starts_with("toybox: generated/toybox from botocore 1.0.0\n"),
            "{out}"
        );
        // The same name finds the crate that is there.
        scene.done(&format!("add {name} Get1"));
        assert!(
            scene
                .read("tinsmith.lock")
                .contains("    \"Get0\",\n    \"Get1\",\n")
        );
        scene.restore(&before);
    }
    let message = scene.refused_in_a_line("add crate Get0");
    assert!(message.contains("has no service `crate`"), "{message}");
}

#[test]
fn a_crate_can_have_another_name() {
    let scene = Scene::new("other-name");
    scene.done("add toy Get0 --name my-toy");
    let settings = scene.read("tinsmith.toml");
    let table = "[crates.my-toy]\nmodel = \"model/services/my-toy.json\"\nservice = \"toy\"\n";
    assert!(settings.contains(table), "{settings}");
    assert!(
        scene
            .read("generated/my-toy/Cargo.toml")
            .contains("name = \"my-toy\"")
    );
    scene.done("add my-toy Get1");
    scene.done("update my-toy --to 2.0.0");
    assert!(scene.read("model/services/my-toy.json").contains("member2"));
    scene.done("add toy Get0 --from botocore:toy");
    scene.done("update toy --from botocore:toy==2.0.0");
    scene.done("generate --check");
    assert!(
        scene
            .done("syntax botocore:toy Get0")
            .contains("client.get0(")
    );
    scene.done("generate --model botocore:toy --out x --operations Get0");
    let before = scene.state();
    assert_eq!(scene.run("review botocore:toy botocore:toy").code, Some(0));
    assert_eq!(scene.state(), before);
}

#[test]
fn a_crate_can_be_renamed() {
    let scene = Scene::new("renamed");
    scene.done("add toy Get0 Get1");
    scene.write("generated/toy/examples/mine.rs", "fn main() {}\n");
    let out = scene.done("rename toy play");
    assert!(out.contains("1 file written by hand"), "{out}");
    for gone in ["generated/toy", "model/services/toy.json"] {
        assert!(!scene.root.join(gone).exists(), "{gone}");
    }
    assert_eq!(
        scene.read("generated/play/examples/mine.rs"),
        "fn main() {}\n"
    );
    assert!(
        scene
            .read("generated/play/Cargo.toml")
            .contains("name = \"play\"")
    );
    assert!(scene.read("Cargo.toml").contains("\"generated/play\""));
    assert!(
        scene
            .read("CHANGELOG.md")
            .contains("## play\n\n- The crate was called `toy`.\n")
    );
    let lock = scene.read("tinsmith.lock");
    let entry = "[crates.play]\nsource = \"botocore:toy\"\nversion = \"1.0.0\"\n";
    assert!(
        lock.contains(entry) && !lock.contains("crates.toy"),
        "{lock}"
    );
    assert!(scene.loads());
    scene.done("generate --check");
    scene.done("add play Get2");
    scene.done("update --to 2.0.0");
    scene.done("add toy Get0");
    for (line, said) in [
        ("rename play toy", "there is a crate toy already"),
        ("rename play runtime", "there is a crate runtime already"),
        ("rename play std", "resolves itself"),
        ("rename gone x", "has no crate `gone`"),
    ] {
        let message = scene.refused_in_a_line(line);
        assert!(message.contains(said), "{message}");
    }
}

/// A model with two services.
const TWO: &str = r##"{ "smithy": "2.0", "shapes": {
    "e#One": { "type": "service", "version": "1", "operations": [{ "target": "e#Ping" }], "traits": { "aws.protocols#awsJson1_1": {} } },
    "e#Two": { "type": "service", "version": "1", "operations": [{ "target": "e#Pong" }], "traits": { "aws.protocols#awsJson1_1": {} } },
    "e#Ping": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" } },
    "e#Pong": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" } } } }"##;

#[test]
fn one_of_several_services_is_chosen() {
    let scene = Scene::new("several");
    scene.write("two.json", TWO);
    let message = scene.refused_in_a_line("add two Pong --from two.json");
    assert!(
        message.contains("e#One e#Two") && message.contains("--service"),
        "{message}"
    );
    scene.done("add two Pong --from two.json --service Two");
    let lock = scene.read("tinsmith.lock");
    assert!(
        lock.contains("source = \"two.json\"\nservice = \"Two\"\n"),
        "{lock}"
    );
    scene.done("update two");
    scene.done("generate --check");
    assert!(
        scene
            .done("syntax two.json --service Two")
            .contains("client.pong()")
    );
    let message = scene.refused_in_a_line("syntax two.json --service Three");
    assert!(message.contains("not one service `Three`"), "{message}");
    let settings = scene.read("tinsmith.toml");
    let table =
        "\n[crates.one]\nmodel = \"two.json\"\nservice = \"e#One\"\nout = \"generated/one\"\n";
    scene.write("tinsmith.toml", &format!("{settings}{table}"));
    scene.done("generate --update-lock");
    assert!(
        scene
            .root
            .join("generated/one/src/operation/ping.rs")
            .is_file()
    );
    scene.done("generate --check");
}

#[test]
fn one_of_several_services_is_listed_and_reviewed() {
    let scene = Scene::new("several-listed");
    scene.write("two.json", TWO);
    let names = |out: String| -> Vec<String> {
        let words = out.lines().map(|line| line.split_whitespace().next());
        words.flatten().map(str::to_owned).collect()
    };
    assert_eq!(names(scene.done("list --from two.json")), ["One", "Two"]);
    assert_eq!(scene.done("list Two --from two.json"), "Pong\n");
    assert_eq!(
        names(scene.done("list --search ping --from two.json")),
        ["One"]
    );
    let message = scene.refused_in_a_line("list Three --from two.json");
    assert!(message.contains("not one service `Three`"), "{message}");
    let file = "toy-2.json";
    scene.write(file, &toy(2, 1).to_string());
    assert_eq!(
        scene.done(&format!("list toy --from {file}")),
        "Get0\nGet1\n"
    );
    scene.write("newer.json", &TWO.replace("e#Pong", "e#Other"));
    let message = scene.refused_in_a_line("review two.json newer.json");
    assert!(message.contains("--service"), "{message}");
    let out = scene.done("review two.json newer.json --service One");
    assert!(out.contains("nothing generated changes"), "{out}");
    let out = scene.done("review two.json newer.json --service e#Two");
    assert!(out.contains("Pong"), "{out}");
}

#[test]
fn names_that_differ_only_in_case_are_refused() {
    let scene = Scene::new("case");
    scene.done("add toy Get0 --name my-toy");
    for name in ["My-Toy", "my_toy"] {
        let message = scene.refused_in_a_line(&format!("add toy Get0 --name {name}"));
        let both = message.contains("`my-toy`") && message.contains(&format!("`{name}`"));
        assert!(both, "{message}");
    }
}
