//! The test data outside of the repository: the folder named by `TINSMITH_TEST_DATA`, by default
//! `shared` beside the checkout.

use std::path::{Path, PathBuf};

/// Finds a file or folder of the test data by its path there, such as `smithy/models`. If it is
/// missing, prints to standard error that `test` is skipped.
#[must_use]
pub fn find(path: &str, test: &str) -> Option<PathBuf> {
    let found = root().join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: {test} needs the test data {}", found.display());
    None
}

/// Finds the JSON files of a folder of the test data, sorted by name. If the folder is missing,
/// returns none and prints to standard error that `test` is skipped.
///
/// # Panics
/// Panics if the folder exists and has no such file, or cannot be read.
#[must_use]
pub fn json_files(folder: &str, test: &str) -> Vec<PathBuf> {
    let Some(folder) = find(folder, test) else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    assert!(!files.is_empty(), "{} has no JSON files", folder.display());
    files
}

fn root() -> PathBuf {
    match std::env::var_os("TINSMITH_TEST_DATA") {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ => Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).to_path_buf(),
    }
}
