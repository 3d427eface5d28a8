//! Tests with a small service in both forms.

use std::fs;
use std::path::PathBuf;

use tinsmith_model::compare::compare;
use tinsmith_model::{Model, Selection};

use super::causes::{Causes, SelectedModel};
use super::one::{Outcome, problems, work};
use super::{files, lists, pairs, syntax};
use tinsmith::source::Source;

const SMITHY: &str = r#"{ "smithy": "2.0", "shapes": {
"com.amazonaws.town#Town_1": { "type": "service", "version": "1",
    "operations": [{ "target": "com.amazonaws.town#Lend" },
        { "target": "com.amazonaws.town#Stop" }],
    "traits": { "aws.protocols#awsJson1_1": {}, "aws.auth#sigv4": { "name": "town" },
        "smithy.api#title": "Town",
        "aws.api#service": { "sdkId": "Town", "endpointPrefix": "town" } } },
"com.amazonaws.town#Lend": { "type": "operation",
    "input": { "target": "com.amazonaws.town#LendRequest" } },
"com.amazonaws.town#Stop": { "type": "operation" },
"com.amazonaws.town#LendRequest": { "type": "structure",
    "traits": { "smithy.api#input": {} }, "members": {
    "Book": { "target": "com.amazonaws.town#Book" } } },
"com.amazonaws.town#Book": { "type": "structure", "members": {
    "Place": { "target": "com.amazonaws.town#Place" } } },
"com.amazonaws.town#Place": { "type": "structure", "members": {
    "Shelf": { "target": "smithy.api#String" } } }
} }"#;

const BOTOCORE: &str = r#"{ "metadata": { "apiVersion": "1", "serviceId": "Town",
    "serviceFullName": "Town",
    "endpointPrefix": "town",
    "protocol": "json",
    "jsonVersion": "1.1", "targetPrefix": "Town_1", "auth": ["aws.auth#sigv4"] },
"operations": { "Lend": { "http": { "method": "POST", "requestUri": "/" },
        "input": { "shape": "LendRequest" } },
    "Stop": { "http": { "method": "POST", "requestUri": "/" } } },
"shapes": {
    "LendRequest": { "type": "structure", "members": { "Book": { "shape": "Book" } } },
    "Book": { "type": "structure", "members": { "Place": { "shape": "Place" } } },
    "Place": { "type": "structure", "members": { "Shelf": { "shape": "String" } } },
    "String": { "type": "string" }, "Weight": { "type": "double" }
} }"#;

/// A folder for a test, with the two forms of the service.
struct Scene(PathBuf);

impl Scene {
    fn new(name: &str, botocore: &str) -> Self {
        let root =
            std::env::temp_dir().join(format!("tinsmith-readers-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let version = root.join("data/town/2024-01-01");
        fs::create_dir_all(&version).unwrap();
        fs::create_dir_all(root.join("models")).unwrap();
        fs::write(version.join("service-2.json"), botocore).unwrap();
        fs::write(root.join("models/town.json"), SMITHY).unwrap();
        let other = SMITHY.replace(r#""sdkId": "Town""#, r#""sdkId": "Village""#);
        fs::write(root.join("models/village.json"), other).unwrap();
        Self(root)
    }

    fn found(&self) -> pairs::Found {
        let data = Source::File(self.0.join("data"));
        pairs::find(&self.0.join("models"), &data, &[]).unwrap()
    }

    fn outcome(&self) -> Outcome {
        work(&self.found().pairs[0]).unwrap()
    }

    /// The lines of a written file.
    fn list(&self, name: &str) -> Vec<String> {
        let out = self.0.join("out");
        lists::write(&out, &[self.outcome()]).unwrap();
        let text = fs::read_to_string(out.join(name)).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn services_are_found_by_their_names_in_sdks() {
    let scene = Scene::new("pairs", BOTOCORE);
    let found = scene.found();
    let names: Vec<&str> = found.pairs.iter().map(|pair| &*pair.name).collect();
    assert_eq!(names, ["Town"]);
    assert_eq!(found.alone, ["Village"]);
}

#[test]
fn a_service_that_is_alike_generates_alike() {
    let scene = Scene::new("alike", BOTOCORE);
    let outcome = scene.outcome();
    assert!(outcome.changes.is_empty() && outcome.problems.is_empty());
    let compared = outcome.files.unwrap();
    assert!(compared.differing.is_empty() && compared.lines > 100);
    assert_eq!(outcome.syntax.operations, 2);
    assert!(outcome.syntax.differing.is_empty());
}

#[test]
fn differences_have_their_reason() {
    let shelf = r#""Shelf": { "shape": "String" }"#;
    let more = format!(r#"{shelf}, "Weight": {{ "shape": "Weight" }}"#);
    let scene = Scene::new("reasons", &BOTOCORE.replace(shelf, &more));
    assert!(scene.outcome().problems.is_empty());
    assert_eq!(
        scene.list("changes.txt"),
        ["Town Place$Weight member-added: `Weight` is new"]
    );
    assert_eq!(
        scene.list("files.txt"),
        [
            "Town api.txt: member-added Place$Weight",
            "Town src/types/place.rs: member-added Place$Weight",
        ]
    );
    assert_eq!(
        scene.list("syntax.txt"),
        ["Town Lend: member-added Place$Weight"]
    );
    assert_eq!(scene.list("removed.txt"), [""; 0]);
}

#[test]
fn changes_are_compared_with_those_known() {
    let text = BOTOCORE.replace(r#""Shelf""#, r#""Row""#);
    let scene = Scene::new("known", &text);
    let known = scene.0.join("known.txt");
    let gone = "Town Place$Shelf member-removed: `Shelf` is gone";
    fs::write(
        &known,
        format!("{gone}\nTown Stop uri-changed: as it was\n"),
    )
    .unwrap();
    assert_eq!(
        lists::news(&known, &[scene.outcome()]).unwrap(),
        [
            "+ Town Place$Row member-added: `Row` is new",
            "- Town Stop uri-changed: as it was",
        ]
    );
}

#[test]
fn a_difference_without_a_change_is_a_problem() {
    let old = Model::parse(SMITHY, "old.json").unwrap();
    let text = SMITHY.replace(
        r#""Shelf": { "target": "smithy.api#String" }"#,
        r#""Row": { "target": "smithy.api#Integer" }"#,
    );
    let new = Model::parse(&text, "new.json").unwrap();
    let all =
        [&old, &new].map(|model| Selection::all(model, &model.service().unwrap().id).unwrap());
    let halves = [(&old, &all[0]), (&new, &all[1])];
    let halves = halves.map(|(model, selection)| SelectedModel { model, selection });
    let said = |changes: &[_]| {
        let files = files::compare(halves, changes).unwrap();
        let syntax = syntax::compare(halves, &Causes::new(halves, changes));
        problems(Some(&files), &syntax)
    };
    let changes = compare(halves[0].parts(), halves[1].parts());
    assert_eq!(said(&changes), [""; 0]);
    assert_eq!(
        said(&[]),
        [
            "api.txt differs",
            "src/types/place.rs differs",
            "the syntax of Lend differs"
        ]
    );
}

#[test]
fn a_name_that_requests_carry_must_be_the_same() {
    let scene = Scene::new("names", &BOTOCORE.replace("Town_1", "Town_2"));
    let said = scene.outcome().problems;
    assert_eq!(
        said.last().unwrap(),
        "the service is com.amazonaws.town#Town_1 in Smithy's form and \
         com.amazonaws.town#Town_2 in botocore's"
    );
}
