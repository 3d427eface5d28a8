//! The layers of a crate: which of its top-level modules use which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The top-level modules of a crate with the modules that each of them uses.
#[derive(Debug)]
pub struct Layers(BTreeMap<String, BTreeSet<String>>);

impl Layers {
    /// Reads the paths that start with `crate::` or `super::` in the sources under `src`, tests left
    /// out. A name that the crate's root re-exports counts as a use of the module that defines it.
    ///
    /// # Panics
    /// Panics if a file cannot be read.
    #[must_use]
    pub fn read(src: &Path) -> Self {
        let files = files(src);
        let root = ["lib.rs", "main.rs"].map(|name| src.join(name));
        let root = root.iter().find(|file| file.is_file()).expect("a root");
        let exports = exports(&code(root));
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for file in files.iter().filter(|file| *file != root) {
            let path = module(file.strip_prefix(src).unwrap());
            modules.entry(path[0].clone()).or_default();
        }
        let names: BTreeSet<String> = modules.keys().cloned().collect();
        for file in files.iter().filter(|file| *file != root) {
            let path = module(file.strip_prefix(src).unwrap());
            let to_root = "super::".repeat(path.len());
            let code = code(file);
            let used = ["crate::", &to_root].map(|prefix| first_names(&code, prefix));
            let used = used.into_iter().flatten().filter_map(|name| {
                let name = exports.get(&name).unwrap_or(&name);
                names.get(name).filter(|name| **name != path[0]).cloned()
            });
            modules.entry(path[0].clone()).or_default().extend(used);
        }
        Self(modules)
    }

    /// The modules that use each other, directly or through others, as groups; none if there is no
    /// cycle.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> = self
            .0
            .keys()
            .map(|module| (module.as_str(), self.reached_from(module)))
            .collect();
        let mut groups: BTreeSet<Vec<&str>> = BTreeSet::new();
        for (module, others) in reached.iter().filter(|(module, all)| all.contains(*module)) {
            let back = |other: &&&str| reached[**other].contains(module);
            groups.insert(others.iter().filter(back).copied().collect());
        }
        groups.into_iter().collect()
    }

    /// The uses within cycles, as text.
    #[must_use]
    pub fn describe(&self) -> String {
        let cycles = self.cycles();
        let described = cycles.iter().flat_map(|cycle| {
            cycle.iter().map(|module| {
                let used = self.used_by(module).filter(|used| cycle.contains(used));
                format!("{module} uses {}", used.collect::<Vec<_>>().join(", "))
            })
        });
        described.collect::<Vec<_>>().join("; ")
    }

    /// The modules that `module` uses directly.
    pub fn used_by(&self, module: &str) -> impl Iterator<Item = &str> {
        self.0.get(module).into_iter().flatten().map(String::as_str)
    }

    fn reached_from(&self, module: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&str> = self.used_by(module).collect();
        while let Some(next) = waiting.pop() {
            if reached.insert(next) {
                waiting.extend(self.used_by(next));
            }
        }
        reached
    }
}

/// The Rust files under a folder, without those of tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_stem().is_some_and(|stem| stem != "tests")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The path of the module in a file, for example `["botocore", "enums"]`.
fn module(file: &Path) -> Vec<String> {
    let path = file.with_extension("");
    let mut parts: Vec<String> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The code of a file without its comments and its unit tests.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(&text);
    let lines = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""));
    lines.map(|line| format!(" {line}\n")).collect()
}

/// The first name, or the first names of a group, of each path that starts with `prefix`.
fn first_names(code: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter == '$' || letter == ':' || letter.is_alphanumeric()) {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(entries(group).map(|entry| name(entry).to_owned())),
            None => names.push(name(rest).to_owned()),
        }
    }
    names
}

/// The entries of a group up to its closing brace, those of nested groups as one.
fn entries(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.into_iter().map(str::trim)
}

/// The identifier that a text starts with.
fn name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The names that a crate's root re-exports, with the modules they come from.
fn exports(root: &str) -> BTreeMap<String, String> {
    let mut exports = BTreeMap::new();
    for statement in root.split(';') {
        let Some((_, path)) = statement.split_once("use ") else {
            continue;
        };
        let path = path.trim().trim_start_matches("self::");
        let Some((module, rest)) = path.split_once("::") else {
            continue;
        };
        let names = match rest.split_once('{') {
            Some((_, group)) => entries(group).map(last_name).collect(),
            None => vec![last_name(rest)],
        };
        exports.extend(names.into_iter().map(|name| (name, module.to_owned())));
    }
    exports
}

/// The name under which a path is known after its `use`.
fn last_name(path: &str) -> String {
    let path = path.rsplit(" as ").next().unwrap_or(path);
    path.rsplit("::").next().unwrap_or(path).trim().to_owned()
}
