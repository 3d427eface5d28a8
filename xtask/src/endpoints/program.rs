//! A program with the tables of all services, which runs their cases.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::Client;
use super::lowered;
use super::service::Rules;
use tinsmith::config::root;
use tinsmith::failure::Failure;

use crate::{cargo, modules};

/// The part of the program that is the same for all services.
const RUNNER: &str = include_str!("runner.rs");

/// The part that tries forged parameters.
const FORGE: &str = include_str!("forge.rs");

/// The part that sends calls by generated clients.
const SENDER: &str = include_str!("sender.rs");

/// The outcome of a rule set.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Outcome {
    /// The failed cases.
    pub(crate) failed: Vec<String>,
    /// The calls of cases that fail by the generated client.
    pub(crate) failed_calls: Vec<String>,
    /// The number of cases that pass with earlier partitions only.
    pub(crate) by_earlier: usize,
    /// The hosts to which forged parameters lead.
    pub(crate) astray: Vec<String>,
    /// The number of calls that pass.
    pub(crate) calls: usize,
}

/// Writes, builds and runs the program.
pub(crate) fn run(folder: &Path, all: &[Rules]) -> Result<Vec<Outcome>, Failure> {
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
    put(&source.join("sender.rs"), SENDER)?;
    for (module, client) in clients(all) {
        modules::write(&source, &module, &client.files)?;
    }
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
         tinsmith-runtime = {{ path = {:?}, features = [\"conformance\", \
         \"gzip\", \"md5\", \"sigv4a\"] }}\n\n[profile.dev]\ndebug = false\n",
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
    text + &send(all)
}

/// The clients, each with the name of its module.
fn clients(all: &[Rules]) -> impl Iterator<Item = (String, &Client)> {
    let clients = lowered(all);
    clients
        .filter_map(|(number, rules)| Some((module(number), rules.client.as_ref().ok()?.as_ref()?)))
}

fn module(number: usize) -> String {
    format!("client_{number}")
}

/// The modules of the clients, and the function that sends a call by one of them.
fn send(all: &[Rules]) -> String {
    let mut text = String::new();
    for (module, _) in clients(all) {
        let _ = writeln!(text, "mod {module};");
    }
    text.push_str(
        "\nfn send(number: usize, operation: &str, call: &sender::Call<'_>) -> \
         Option<sender::Sent> {\n    match (number, operation) {\n",
    );
    for (number, rules) in lowered(all) {
        let Ok(Some(client)) = &rules.client else {
            continue;
        };
        for (name, path) in modules::operations(&client.listing) {
            let path = format!("{}::{path}", module(number));
            let _ = writeln!(
                text,
                "        ({number}, {name:?}) => Some(call.send::<{path}>()),"
            );
        }
    }
    text.push_str("        _ => None,\n    }\n}\n");
    text
}

fn cases(all: &[Rules]) -> Value {
    all.iter().map(|rules| json!(rules.cases)).collect()
}
