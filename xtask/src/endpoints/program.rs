//! A program with the tables of all services, which runs their cases.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::lowered;
use super::service::Rules;
use tinsmith::config::root;
use tinsmith::failure::Failure;

use crate::cargo;

/// The part of the program that is the same for all services.
const RUNNER: &str = include_str!("runner.rs");

/// The part that tries forged parameters.
const FORGE: &str = include_str!("forge.rs");

/// The failed cases of each rule set, by its number; how many of its cases passed with earlier
/// partitions only; and the hosts to which forged parameters lead.
pub(crate) type Outcomes = Vec<(Vec<String>, usize, Vec<String>)>;

/// Writes, builds and runs the program.
pub(crate) fn run(folder: &Path, all: &[Rules]) -> Result<Outcomes, Failure> {
    write(folder, all)?;
    let output = cargo::command()
        .args(["run", "--quiet", "--", "cases.json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .map_err(|error| Failure::at(folder, format!("cargo cannot be run: {error}")))?;
    if !output.status.success() {
        let notes = String::from_utf8_lossy(&output.stderr);
        return Err(Failure(format!(
            "the program of the tables fails:\n{notes}"
        )));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn write(folder: &Path, all: &[Rules]) -> Result<(), Failure> {
    let source = folder.join("src");
    fs::create_dir_all(&source).map_err(|error| Failure::at(&source, error))?;
    put(&folder.join("Cargo.toml"), &manifest())?;
    cargo::copy_lock(folder)?;
    for (number, rules) in lowered(all) {
        let text = format!("use crate::rt;\n{}", rules.text());
        put(&source.join(format!("table_{number}.rs")), &text)?;
    }
    put(&source.join("forge.rs"), FORGE)?;
    put(&source.join("main.rs"), &main(all))?;
    put(&folder.join("cases.json"), &cases(all).to_string())
}

/// Writes a file unless it holds the text already, so that cargo need not build what has not
/// changed.
fn put(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| Failure::at(path, error))
}

fn manifest() -> String {
    let runtime = root().join("runtime");
    format!(
        "[package]\nname = \"endpoints\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[dependencies]\nserde_json = \"1.0\"\n\
         tinsmith-runtime = {{ path = {:?} }}\n\n[profile.dev]\ndebug = false\n",
        runtime.display().to_string()
    )
}

/// The root of the program: the modules of the tables, and the list of all rules, in a standard
/// form if they are of one.
fn main(all: &[Rules]) -> String {
    let mut text = RUNNER.to_owned();
    for (number, _) in lowered(all) {
        let _ = writeln!(text, "mod table_{number};");
    }
    text.push_str("\nstatic ALL: &[(usize, EndpointRules)] = &[\n");
    for (number, rules) in lowered(all) {
        let table = format!("EndpointRules::table(&table_{number}::RULES)");
        let expression = match &rules.standard {
            Some(form) => format!("rt::endpoint::{}({:?})", form.function, form.prefix),
            None => table,
        };
        let _ = writeln!(text, "    ({number}, {expression}),");
    }
    text.push_str("];\n");
    text
}

fn cases(all: &[Rules]) -> Value {
    all.iter().map(|rules| json!(rules.cases)).collect()
}
