//! The project's words: first lines of doc comments, American spelling, and lines that fit.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;

use tinsmith_tests::root;

/// Beginnings of first lines that are neither a third-person verb nor a noun phrase that stands
/// alone.
const FIRST_LINES: [&str; 9] = [
    "What ", "Whether ", "Where ", "One with", "If ", "How ", "Why ", "Which ", "Who ",
];

/// Stems of British spellings.
const BRITISH: [&str; 41] = [
    "analyse",
    "artefact",
    "authoris",
    "behaviour",
    "cancelled",
    "cancelling",
    "capitalis",
    "catalogue",
    "centre",
    "colour",
    "customis",
    "defence",
    "deserialis",
    "favour",
    "finalis",
    "fulfil ",
    "grey",
    "honour",
    "initialis",
    "judgement",
    "labelled",
    "labelling",
    "licence",
    "minimis",
    "modelled",
    "modelling",
    "neighbour",
    "normalis",
    "optimis",
    "organis",
    "programme ",
    "realis",
    "recognis",
    "serialis",
    "signalled",
    "specialis",
    "summaris",
    "synchronis",
    "travelled",
    "utilis",
    "whilst",
];

/// The longest line of Rust, in columns.
const WIDTH: usize = 100;

/// The files of the repository whose names end with one of `endings`, without what is not our text:
/// licenses, recorded data, and the list of spellings in this file.
fn files(endings: &[&str]) -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "git lists no files");
    let names = String::from_utf8(output.stdout).unwrap();
    let ours = |name: &&str| {
        endings.iter().any(|ending| name.ends_with(ending))
            && !name.contains("/golden/")
            && *name != "tests/tests/words.rs"
            && root().join(name).is_file()
    };
    names.lines().filter(ours).map(str::to_owned).collect()
}

/// The Rust files that are written by hand: docs in generated code are those of a model.
fn sources() -> Vec<String> {
    const GENERATED: [&str; 3] = [
        "generated/",
        "docs/template/crates/",
        "codegen/tests/released/",
    ];
    let generated = |name: &String| {
        GENERATED.iter().any(|folder| name.starts_with(folder)) && name.contains("/src/")
    };
    let files = files(&[".rs"]).into_iter();
    files.filter(|name| !generated(name)).collect()
}

/// Fails with all places that `wrong` finds in the lines of the files, each as `file:line: text`.
fn assert_none(files: &[String], wrong: impl Fn(Option<&str>, &str) -> bool) {
    assert!(!files.is_empty(), "no files were found");
    let mut places = Vec::new();
    for name in files {
        let text = fs::read_to_string(root().join(name)).unwrap();
        let mut before = None;
        for (at, line) in text.lines().enumerate() {
            if wrong(before, line) {
                places.push(format!("{name}:{}: {}", at + 1, line.trim()));
            }
            before = Some(line);
        }
    }
    assert!(
        places.is_empty(),
        "{} places:\n{}",
        places.len(),
        places.join("\n")
    );
}

/// The text of a line of a doc comment.
fn doc(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///")
        .or(line.strip_prefix("//!"))
        .map(str::trim_start)
}

#[test]
fn first_lines_of_doc_comments_stand_alone() {
    assert_none(&sources(), |before, line| {
        let first = before.and_then(doc).is_none();
        first && doc(line).is_some_and(|text| FIRST_LINES.iter().any(|it| text.starts_with(it)))
    });
}

#[test]
fn spelling_is_american() {
    assert_none(
        &files(&[".rs", ".md", ".toml", ".yml", ".py", ".ci/run"]),
        |_, line| {
            // `cancelled()` is a function of GitHub's workflows.
            let line = line.to_lowercase().replace("cancelled()", "");
            BRITISH.iter().any(|stem| line.contains(stem))
        },
    );
}

/// Text in quotes stays on its line, as in rustfmt.
#[test]
fn lines_of_rust_fit() {
    assert_none(&sources(), |_, line| {
        let quoted = line.contains('"') && !line.trim_start().starts_with("//");
        line.chars().count() > WIDTH && !quoted
    });
}
