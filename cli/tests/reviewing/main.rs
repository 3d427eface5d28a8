//! One hundred single changes: ten edits, written by hand, of ten published models. A reviewed
//! table says the rule, both verdicts and the exit codes of `review`.

#![allow(clippy::unwrap_used)]

mod edits;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tinsmith_codegen::unsupported_operations;
use tinsmith_model::{Model, Selection, prune, write};

use self::edits::EDITS;

/// The models by the starts of their files' names.
const SERVICES: [&str; 10] = [
    "bedrock-runtime",
    "budgets",
    "dynamodb",
    "iot-data-plane",
    "iottwinmaker",
    "kinesis",
    "kms",
    "lambda",
    "polly",
    "secrets-manager",
];

/// The number of operations of each service.
const OPERATIONS: usize = 8;

const TABLE: &str = "tests/reviewing/changes.txt";

/// The models, cut down to some operations; `None` if the test data is missing.
fn models() -> Option<Vec<(&'static str, Value)>> {
    let folder = tinsmith_test_data::find("smithy/models", "the reviewed changes")?;
    let files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    let models = SERVICES.map(|name| {
        let named = |path: &&PathBuf| {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            let rest = file.strip_prefix(name).map(str::to_owned);
            rest.is_some_and(|rest| rest.starts_with("-20"))
        };
        let path = files
            .iter()
            .find(named)
            .unwrap_or_else(|| panic!("no model of {name}"));
        (name, cut(&Model::read(path).unwrap()))
    });
    Some(models.to_vec())
}

fn cut(model: &Model) -> Value {
    let service = &model.service().unwrap().id;
    let all = Selection::all(model, service).unwrap();
    let refused = unsupported_operations(model, &all);
    let ids = all.operation_ids().iter();
    let ids = ids.filter(|id| refused.iter().all(|(refused, _)| refused != *id));
    let selection = Selection::operations(model, service, ids.take(OPERATIONS)).unwrap();
    serde_json::from_str(&write(&prune(model, &selection))).unwrap()
}

/// The exit code and the report of a review.
fn review(old: &Path, new: &Path, limit: &str) -> (i32, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-tinsmith"))
        .args(["tinsmith", "review"])
        .args([old, new])
        .args(["--format", "json", "--fail-on", limit])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}"));
    (output.status.code().unwrap(), report)
}

/// The row of one change: its rules with their verdicts, and the exit codes by three limits.
fn row(name: &str, edit: &str, place: &str, [old, new]: [&Path; 2]) -> String {
    let (breaking, report) = review(old, new, "breaking");
    let [validation, major] = ["validation", "major"].map(|limit| review(old, new, limit).0);
    let changes = report["services"][0]["changes"].as_array().unwrap().clone();
    let rules = changes.iter().map(|change| {
        let word = |key: &str| change[key].as_str().unwrap_or("none").to_owned();
        format!("{} {} {}", word("rule"), word("wire"), word("api"))
    });
    let rules: Vec<String> = rules.collect();
    format!(
        "{name} | {edit} | {place} | {} | {breaking} {validation} {major}\n",
        rules.join(", ")
    )
}

#[test]
fn a_hundred_changes_are_judged_as_the_table_says() {
    let Some(models) = models() else {
        eprintln!("skipped: the test data is missing");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reviewing");
    fs::create_dir_all(&folder).unwrap();
    let mut table = String::from(
        "service | edit | place | rule, on the wire, in Rust | exit codes: breaking validation major\n",
    );
    for (name, model) in &models {
        let old = folder.join(format!("{name}.json"));
        fs::write(&old, model.to_string()).unwrap();
        for (edit, apply) in EDITS {
            let mut changed = model.clone();
            let place =
                apply(&mut changed).unwrap_or_else(|| panic!("{edit} fits nowhere in {name}"));
            let new = folder.join(format!("{name}-{edit}.json"));
            fs::write(&new, changed.to_string()).unwrap();
            table.push_str(&row(name, edit, &place, [&old, &new]));
        }
    }
    assert_eq!(table.lines().count(), 101);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    for (seen, expected) in table.lines().zip(expected.lines()) {
        assert_eq!(seen, expected);
    }
    assert_eq!(table.len(), expected.len());
}
