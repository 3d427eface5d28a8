//! Compiles what is generated for all hazards, as one workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use tinsmith_codegen::{Files, Kind, output};

use crate::{generated, hazards};

const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["crates/*"]

[profile.dev]
debug = false
"#;

/// The repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

#[test]
fn all_hazards_compile_without_a_warning() {
    let folder = workspace();
    let linted = cargo(&folder, &["clippy", "--version"]).output();
    if linted.is_ok_and(|output| output.status.success()) {
        run(&folder, &["clippy", "--", "-D", "warnings"]);
    } else {
        eprintln!("clippy is not installed: the hazards are compiled, but not linted");
        run(&folder, &["check"]);
    }
    run(&folder, &["doc", "--no-deps", "--document-private-items"]);
}

/// Writes the workspace. It has the versions of the repository's own, so that cargo need not ask
/// for others.
fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hazards");
    let crates = folder.join("crates");
    std::fs::create_dir_all(&crates).unwrap();
    let versions = std::fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).unwrap();
    // Cargo leaves out of its own copy what it does not need; the other one shows whether the
    // versions are still these.
    if write(&folder.join("versions.lock"), &versions) {
        std::fs::write(folder.join("Cargo.lock"), versions).unwrap();
    }
    write(&folder.join("Cargo.toml"), MANIFEST);
    let written = generated_crates();
    for found in std::fs::read_dir(&crates).unwrap() {
        let found = found.unwrap();
        if !written.iter().any(|(name, _)| **name == *found.file_name()) {
            std::fs::remove_dir_all(found.path()).unwrap();
        }
    }
    for (name, files) in written {
        output::write(&crates.join(&name), &files).unwrap();
    }
    folder
}

/// A client of every hazard by its name, and of some the types alone.
fn generated_crates() -> Vec<(String, Files)> {
    let runtime = Path::new(ROOT).canonicalize().unwrap().join("runtime");
    let runtime = runtime.to_str().unwrap();
    let mut crates = Vec::new();
    for (name, model) in hazards() {
        if name.starts_with("golden_") {
            let name = format!("types_{name}");
            let files = generated(&name, &model, Kind::Types, runtime);
            crates.push((name, files));
        }
        let files = generated(&name, &model, Kind::Crate, runtime);
        crates.push((name, files));
    }
    crates
}

/// Writes a file that is not there yet, or is different; what is as old as before is not compiled
/// again.
fn write(path: &Path, text: &str) -> bool {
    let changed = std::fs::read_to_string(path).ok().as_deref() != Some(text);
    if changed {
        std::fs::write(path, text).unwrap();
    }
    changed
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).args(arguments);
    command.env("CARGO_TARGET_DIR", crate::target());
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}

fn run(folder: &Path, arguments: &[&str]) {
    // The generated code has nothing that depends on a feature, and without them fewer crates are
    // compiled.
    let (verb, rest) = arguments.split_first().unwrap();
    let mut command = cargo(
        folder,
        &[verb, "--quiet", "--workspace", "--no-default-features"],
    );
    let output = command.args(rest).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "cargo {verb}: {}",
        errors.chars().take(20_000).collect::<String>()
    );
}
