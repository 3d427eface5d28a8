//! The generated crates of three small models, byte for byte.
//!
//! A folder of `tests/golden` has a `model.json` and its generated crate in `expected`.
//! `UPDATE_GOLDEN=1` rewrites it, for review as a diff. The hazard tests compile these crates.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::{Files, Options, generate, output};
use tinsmith_model::{Model, Selection};

/// True if expected files are rewritten.
pub(crate) fn updates() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Compares a text with a file of `tests`, or writes it.
pub(crate) fn check(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(path);
    if updates() {
        fs::write(&file, text).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == text,
        "{path} is not what is found, which follows; UPDATE_GOLDEN=1 writes it\n{text}"
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn generated(name: &str) -> Files {
    let model = Model::read(&folder().join(name).join("model.json")).unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let mut options = Options::new(name);
    // A fixed version, so that the crates do not change with each release.
    options.runtime_version = "0.1".to_owned();
    generate(&model, &selection, &options).unwrap()
}

#[test]
fn crates_are_as_expected() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["names", "shapes", "weather"]);
    for name in names {
        let (files, expected) = (generated(&name), folder().join(&name).join("expected"));
        if updates() {
            output::write(&expected, &files).unwrap();
        }
        let report = output::compare(&expected, &files).unwrap();
        let differing: Vec<&str> = report
            .changes
            .iter()
            .map(|change| change.path.as_str())
            .collect();
        assert!(
            differing.is_empty(),
            "{name}: {differing:?} are not as expected; UPDATE_GOLDEN=1 writes what is generated"
        );
        assert_eq!(report.unchanged, files.len());
    }
}
