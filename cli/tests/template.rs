//! `docs/template`: the repository that `init` and `add` make, without the copy of the runtime,
//! which `generate` writes.
//!
//! `UPDATE_GOLDEN=1 cargo test --package tinsmith --test template` renews it.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The checkout.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const RUNTIME: &str = "crates/tinsmith-runtime/";

/// The files of a person: the model to start from, and the page about the folder.
const BY_HAND: [&str; 2] = ["README.md", "weather.json"];

/// The texts of files by their paths.
type Files = BTreeMap<String, String>;

fn read(root: &Path, folder: &Path, found: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => read(root, &path, found),
            false => {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                found.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
}

fn files(root: &Path) -> Files {
    let mut found = Files::new();
    read(root, root, &mut found);
    found
}

fn write(root: &Path, files: &Files) {
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Runs the tool, as if no botocore were installed, and returns its output.
fn tool(root: &Path, line: &str) -> String {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_cargo-tinsmith"));
    tool.arg("tinsmith").args(line.split(' ')).current_dir(root);
    let output = tool.env("PYTHON", "/none/python").output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tinsmith-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The files without the runtime: neither its copy nor what the lock says about it.
fn without_runtime(files: &Files) -> Files {
    let mut files = files.clone();
    files.retain(|name, _| !name.starts_with(RUNTIME));
    let lock = files.get_mut("tinsmith.lock").unwrap();
    let (before, rest) = lock.split_once("[runtime]").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    *lock = format!("{before}{after}");
    files
}

#[test]
fn the_template_is_what_init_and_add_make() {
    let template = Path::new(CHECKOUT).join("docs/template");
    let (made, copied) = (folder("made"), folder("copied"));
    let mut by_hand = files(&template);
    by_hand.retain(|name, _| BY_HAND.contains(&name.as_str()));
    write(&made, &by_hand);
    tool(&made, "init");
    tool(
        &made,
        "add weather ListCities GetForecast --from weather.json",
    );
    let expected = files(&made);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::remove_dir_all(&template).unwrap();
        write(&template, &without_runtime(&expected));
    }
    assert_eq!(files(&template), without_runtime(&expected));
    write(&copied, &files(&template));
    let shown = tool(&copied, "generate");
    assert!(
        shown.contains("written  crates/tinsmith-runtime: "),
        "{shown}"
    );
    assert_eq!(shown.lines().count(), 3, "{shown}");
    assert_eq!(files(&copied), expected);
    for folder in [made, copied] {
        fs::remove_dir_all(folder).unwrap();
    }
}
