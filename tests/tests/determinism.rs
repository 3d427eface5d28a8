//! The generated text changes no more than the model requires.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use similar::{ChangeTag, TextDiff};
use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection};

const OPERATION: &str = "ListSyncJobs";
const NAMESPACE: &str = "com.amazonaws.iottwinmaker";

/// The committed model as JSON.
fn committed() -> Value {
    let path = tinsmith_tests::root().join("model/services/iottwinmaker.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Generates the crate for the operation from a model.
fn crate_of(model: &Value) -> Files {
    let model = Model::parse(&model.to_string(), "iottwinmaker.json").unwrap();
    let service = &model.service().unwrap().id;
    let selection = Selection::operations(&model, service, [OPERATION]).unwrap();
    generate(&model, &selection, &Options::new("iottwinmaker")).unwrap()
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    assert_eq!(crate_of(&committed()), crate_of(&committed()));
}

#[test]
fn the_order_of_shapes_in_the_model_does_not_matter() {
    let model = committed();
    let expected = crate_of(&model);
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..20 {
        let mut shapes: Vec<(String, Value)> = model["shapes"]
            .as_object()
            .unwrap()
            .clone()
            .into_iter()
            .collect();
        random.shuffle(&mut shapes);
        let shapes: Map<String, Value> = shapes.into_iter().collect();
        let shuffled = json!({ "smithy": "2.0", "shapes": shapes });
        assert_ne!(shuffled.to_string(), model.to_string());
        assert_eq!(crate_of(&shuffled), expected);
    }
}

/// The service's published model with all operations generates the same as the committed one,
/// except for documentation, which the committed model leaves out.
#[test]
fn the_upstream_model_gives_the_same_rust_but_for_docs() {
    let test = "the_upstream_model_gives_the_same_rust_but_for_docs";
    let Some(shared) = tinsmith_tests::shared(test) else {
        return;
    };
    let path = shared.join("smithy/models/iottwinmaker-2021-11-29.json");
    let upstream: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(upstream["shapes"].as_object().unwrap().len() > 300);
    let (upstream, ours) = (rust(&crate_of(&upstream)), rust(&crate_of(&committed())));
    assert!(ours.values().all(|text| !text.is_empty()));
    assert_eq!(upstream, ours);
}

/// Removes the comments from the Rust files.
fn rust(files: &Files) -> BTreeMap<String, String> {
    let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let code = |text: &str| {
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        lines.map(|line| format!("{line}\n")).collect()
    };
    rust.map(|(path, text)| (path.clone(), code(text)))
        .collect()
}

/// Inserts a string member between the others of a structure.
fn with_member(shape: &str, at: usize, name: &str) -> Value {
    let mut model = committed();
    let id = format!("{NAMESPACE}#{shape}");
    let members = model["shapes"][&id]["members"].as_object_mut().unwrap();
    assert!(at > 0 && at < members.len(), "in the middle");
    let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
    let docs = json!({ "smithy.api#documentation": "New." });
    all.insert(
        at,
        (
            name.to_owned(),
            json!({ "target": "smithy.api#String", "traits": docs }),
        ),
    );
    members.extend(all);
    model
}

/// Returns the lines that `new` adds to the files of `old`, except for the API listing. Fails if a
/// line was changed or removed.
fn added(old: &Files, new: &Files) -> Vec<String> {
    assert!(old.keys().eq(new.keys()), "no file comes or goes");
    let mut added = Vec::new();
    for (path, text) in new {
        for change in TextDiff::from_lines(&old[path], text).iter_all_changes() {
            match change.tag() {
                ChangeTag::Equal => {}
                ChangeTag::Insert if path == "api.txt" => {}
                ChangeTag::Insert => added.push(format!("{path}: {}", change.value().trim_end())),
                ChangeTag::Delete => panic!("{path} lost or changed: {}", change.value()),
            }
        }
    }
    added
}

/// Filters out documentation.
fn without_docs(lines: &[String]) -> usize {
    lines
        .iter()
        .filter(|line| !line.contains(": ///") && !line.contains("    ///"))
        .count()
}

#[test]
fn a_member_in_the_middle_of_an_output_structure_only_adds_lines() {
    let old = crate_of(&committed());
    let lines = added(
        &old,
        &crate_of(&with_member("SyncJobSummary", 3, "syncJobPriority")),
    );
    println!("{}", lines.join("\n"));
    assert_eq!(without_docs(&lines), 2, "{}", lines.join("\n"));
    assert!(
        lines
            .iter()
            .all(|line| line.starts_with("src/types/sync_job_summary.rs: "))
    );
}

#[test]
fn a_member_in_the_middle_of_the_input_only_adds_lines() {
    let old = crate_of(&committed());
    let lines = added(
        &old,
        &crate_of(&with_member("ListSyncJobsRequest", 1, "syncSource")),
    );
    println!("{}", lines.join("\n"));
    assert_eq!(without_docs(&lines), 3, "{}", lines.join("\n"));
    assert!(
        lines
            .iter()
            .all(|line| line.starts_with("src/operation/list_sync_jobs.rs: "))
    );
}

/// A member takes no more lines, and changes none, however long its name is.
#[test]
fn long_names_take_no_more_lines() {
    let long = "aVeryLongNameOfAMemberThatNoFormatterWouldLeaveOnTheLineOnWhichItWasWrittenFirst";
    let old = crate_of(&committed());
    let output = added(&old, &crate_of(&with_member("SyncJobSummary", 1, long)));
    let input = added(
        &old,
        &crate_of(&with_member("ListSyncJobsRequest", 2, long)),
    );
    assert!(without_docs(&output) <= 6, "{}", output.join("\n"));
    assert!(without_docs(&input) <= 10, "{}", input.join("\n"));
}

/// The repository contains what the generator produces.
#[test]
fn the_committed_crate_is_what_is_generated() {
    let root = tinsmith_tests::root();
    let status = std::process::Command::new(env!("CARGO"))
        .args(["xtask", "generate", "--check"])
        .current_dir(root)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&status.stdout).into_owned();
    assert!(
        status.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&status.stderr)
    );
}
