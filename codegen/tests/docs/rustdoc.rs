//! Runs rustdoc.

use std::path::Path;
use std::process::{Command, Output};

const LINTS: &str =
    "#![deny(rustdoc::all)]\n#![allow(rustdoc::missing_crate_level_docs, non_camel_case_types)]\n";

/// Fails where rustdoc warns of something in this code of a crate, or finds a doctest in it.
pub(crate) fn has_nothing_to_say(name: &str, code: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("lib.rs");
    std::fs::write(&file, format!("{LINTS}{code}")).unwrap();

    let out = folder.join("doc");
    let output = run(&file, &["--out-dir", out.to_str().unwrap()]);
    let errors = String::from_utf8_lossy(&output.stderr);
    let passed = output.status.success() && errors.is_empty();
    assert!(
        passed,
        "{}",
        errors.chars().take(10_000).collect::<String>()
    );

    let tests = run(&file, &["--test"]);
    let report = String::from_utf8_lossy(&tests.stdout);
    let none = tests.status.success() && report.contains("running 0 tests");
    assert!(none, "{report}");
}

fn run(file: &Path, arguments: &[&str]) -> Output {
    let program = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let mut command = Command::new(program);
    command.arg(file);
    command.args([
        "--edition",
        "2024",
        "--crate-name",
        "docs",
        "-D",
        "warnings",
    ]);
    command.args(arguments).output().unwrap()
}
