//! Upgrades to a newer model, as callers meet them: each sentence of `docs/downstream.md` has a
//! program that is compiled with a crate of the older model and with one of the newer.

#![allow(clippy::unwrap_used)]

mod promises;
mod released;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use promises::{PRELUDE, PROMISES, Promise};
use serde_json::Value;
use tinsmith_codegen::{Options, RuntimeSource, generate, output};
use tinsmith_model::{Model, Selection};

/// The repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const MODEL: &str = include_str!("model.json");

/// The part of the page that promises.
const HEADING: &str = "## What a newer model may do to your code";

#[test]
fn every_sentence_has_a_program() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/downstream.md")).unwrap();
    let (_, part) = page.split_once(HEADING).unwrap();
    let (_, part) = part.split_once("\n* ").unwrap();
    let (list, _) = part.split_once("\n\n").unwrap();
    let items = list.split("\n* ").map(one_line);
    let sentences = items.flat_map(|item| {
        let item = item.trim_end_matches('.').to_owned();
        item.split(". ").map(str::to_owned).collect::<Vec<_>>()
    });
    let shown = PROMISES.iter().map(|promise| one_line(promise.sentence));
    assert_eq!(
        sentences.collect::<Vec<_>>(),
        shown.collect::<Vec<_>>(),
        "the sentences of the page, and those that a program shows"
    );
}

#[test]
fn programs_compile_with_both_crates_unless_the_page_says_that_they_break() {
    let folder = workspace();
    let built = build(&folder);
    let errors = String::from_utf8_lossy(&built.stderr);
    for (at, promise) in PROMISES.iter().enumerate() {
        let failed =
            |side: &str| errors.contains(&format!("could not compile `{side}-{at}-caller`"));
        let sentence = promise.sentence;
        assert!(!failed("old"), "the older crate: {sentence}\n{errors}");
        assert_eq!(
            failed("new"),
            promise.error.is_some(),
            "{sentence}\n{errors}"
        );
        let error = promise.error.unwrap_or_default();
        assert!(
            errors.contains(error),
            "{sentence}: {error:?} is not in\n{errors}"
        );
    }
    run();
}

/// Runs what compiles.
fn run() {
    for (at, promise) in PROMISES.iter().enumerate() {
        let sides = if promise.error.is_some() {
            &["old"][..]
        } else {
            &["old", "new"]
        };
        for side in sides {
            let package = format!("{side}-{at}-caller");
            let program = target().join("debug").join(&package);
            let ran = Command::new(program).output().unwrap();
            let errors = String::from_utf8_lossy(&ran.stderr);
            assert!(
                ran.status.success(),
                "{package}: {}\n{errors}",
                promise.sentence
            );
        }
    }
}

/// Writes the crates and the callers, and returns the folder of their workspace.
fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("upgrades");
    if let Err(error) = fs::remove_dir_all(folder.join("crates")) {
        assert!(!folder.join("crates").exists(), "{error}");
    }
    fs::create_dir_all(&folder).unwrap();
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(
        Path::new(ROOT).join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    for (at, promise) in PROMISES.iter().enumerate() {
        let mut shapes: Value = serde_json::from_str(MODEL).unwrap();
        write_crate(&folder, &format!("old-{at}"), &shapes, promise);
        (promise.change)(&mut shapes["shapes"]);
        write_crate(&folder, &format!("new-{at}"), &shapes, promise);
    }
    folder
}

/// Writes a crate, and the caller of a promise that depends on it.
fn write_crate(folder: &Path, name: &str, model: &Value, promise: &Promise) {
    let model = Model::parse(&model.to_string(), name).unwrap_or_else(|error| panic!("{error}"));
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let mut options = Options::new(name);
    let root = Path::new(ROOT).canonicalize().unwrap();
    options.runtime = RuntimeSource::Path(root.join("runtime").to_str().unwrap().to_owned());
    options.derives = promise
        .derives
        .iter()
        .map(|&derive| derive.to_owned())
        .collect();
    let files = generate(&model, &selection, &options).unwrap_or_else(|error| panic!("{error}"));
    let crates = folder.join("crates");
    output::write(&crates.join(name), &files).unwrap();
    let caller = crates.join(format!("{name}-caller"));
    fs::create_dir_all(caller.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}-caller\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies.made]\npackage = \"{name}\"\npath = \"../{name}\"\ndefault-features = false\n"
    );
    fs::write(caller.join("Cargo.toml"), manifest).unwrap();
    let program = format!("{PRELUDE}\nfn main() {{{}\n}}\n", promise.caller);
    fs::write(caller.join("src/main.rs"), program).unwrap();
}

/// Builds all that compiles.
fn build(folder: &Path) -> Output {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--keep-going", "--workspace"]);
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target());
    command.output().unwrap()
}

/// The folder of what all tests of this package compile, so that dependencies are compiled once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled")
}

/// A text with single blanks in place of its line breaks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
