//! The generated workspace of all suites, and the results of its tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tinsmith_codegen::output;

use super::suite::Suite;
use tinsmith::failure::Failure;

use crate::cargo;

/// The results of the test functions, by `crate::function`; true if passed.
pub(crate) type Outcomes = BTreeMap<String, bool>;

/// Writes a workspace with a crate for each supported suite.
pub(crate) fn write_workspace(folder: &Path, suites: &[Suite]) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    let mut members = Vec::new();
    for suite in suites {
        if let Ok(files) = &suite.outcome {
            output::write(&folder.join(suite.crate_name()), files)?;
            members.push(format!("\"{}\"", suite.crate_name()));
        }
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    let path = folder.join("Cargo.toml");
    fs::write(&path, manifest).map_err(|error| Failure::at(&path, error))?;
    cargo::copy_lock(folder)
}

/// Builds and runs the tests.
pub(crate) fn tests(folder: &Path) -> Result<Outcomes, Failure> {
    let output = cargo::command()
        .args([
            "test",
            "--workspace",
            "--lib",
            "--no-fail-fast",
            "--no-default-features",
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .map_err(|error| Failure::at(folder, format!("cargo cannot be run: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let notes = String::from_utf8_lossy(&output.stderr).into_owned();
    let outcomes = outcomes(&text, &notes);
    if outcomes.is_empty() {
        return Err(Failure(format!("the suites could not be built:\n{notes}")));
    }
    for line in failures(&text) {
        eprintln!("{line}");
    }
    Ok(outcomes)
}

/// Parses the lines `test protocol_tests::name ... ok`. Cargo prints the crate names on the other
/// stream, in the order of the sections `running N tests` here.
fn outcomes(text: &str, notes: &str) -> Outcomes {
    let crates = notes.lines().filter_map(|line| {
        let (_, binary) = line
            .trim()
            .strip_prefix("Running unittests ")?
            .rsplit_once("/deps/")?;
        let (name, _) = binary.rsplit_once('-')?;
        Some(name.replace('_', "-"))
    });
    let mut crates = crates.collect::<Vec<_>>().into_iter();
    let (mut current, mut outcomes) = (String::new(), Outcomes::new());
    for line in text.lines() {
        if line.starts_with("running ") {
            current = crates.next().unwrap_or_default();
        }
        let Some(rest) = line.strip_prefix("test protocol_tests::") else {
            continue;
        };
        if let Some((name, outcome)) = rest.split_once(" ... ") {
            outcomes.insert(format!("{current}::{name}"), outcome == "ok");
        }
    }
    outcomes
}

/// The output of the failed tests.
fn failures(text: &str) -> impl Iterator<Item = &str> {
    let noise = [
        "test protocol_tests::",
        "running ",
        "note: ",
        "test result: ok",
    ];
    let lines = text
        .lines()
        .filter(move |line| !noise.iter().any(|noise| line.starts_with(noise)));
    lines.filter(|line| !line.trim().is_empty())
}
