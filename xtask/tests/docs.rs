//! Checks that the commands, options and files named in `docs/` exist.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// The pages and workflows by path.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for folder in ["docs", "docs/workflows"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.insert(path.clone(), fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// The output of `--help` of a command; `None` if there is no such command.
fn help(command: &str) -> Option<String> {
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = xtask.args([command, "--help"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output.status.success().then_some(text)
}

#[test]
fn commands_and_their_options_exist() {
    let mut seen = 0;
    for (path, text) in pages() {
        for (_, rest) in text.lines().filter_map(|line| {
            let xtask = line.split_once("cargo xtask ");
            xtask.or_else(|| line.split_once("cargo tinsmith "))
        }) {
            let mut words = rest.split([' ', '`', '|']);
            let command = words.next().unwrap();
            let help = help(command);
            let help = help.unwrap_or_else(|| panic!("{}: no command {command}", path.display()));
            for option in words
                .take_while(|word| !word.is_empty())
                .filter(|word| word.starts_with("--"))
            {
                let there = help.split_whitespace().any(|word| word == option);
                assert!(
                    there,
                    "{}: {command} has no option {option}",
                    path.display()
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 8, "{seen} options were seen");
}

#[test]
fn links_lead_to_files() {
    let mut seen = 0;
    for (path, text) in pages() {
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = path.parent().unwrap().join(link);
            assert!(target.exists(), "{}: {link} is not there", path.display());
            seen += 1;
        }
    }
    assert!(seen > 2, "{seen} links were seen");
}
