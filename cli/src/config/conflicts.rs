//! Crates that would overwrite each other's files, or files of others.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::Config;
use crate::names;

/// A folder that is written by one owner only.
struct Owned {
    owner: String,
    folder: String,
    parts: Vec<String>,
}

impl Owned {
    fn new(owner: String, folder: &Path) -> Self {
        Self {
            owner,
            folder: names::slashed(folder),
            parts: parts(folder),
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.parts.starts_with(&other.parts) || other.parts.starts_with(&self.parts)
    }
}

/// Checks that each crate has a folder of its own, apart from reserved ones.
pub(super) fn check_folders(config: &Config) -> Result<(), String> {
    let crates = config.crates.iter();
    let crates = crates.map(|(name, one)| Owned::new(format!("the crate `{name}`"), &one.out));
    let mut folders: Vec<Owned> = crates.collect();
    let number = folders.len();
    folders.extend(reserved(config));
    for (at, one) in folders.iter().enumerate().take(number) {
        if let Some(other) = folders[at + 1..].iter().find(|other| one.overlaps(other)) {
            return Err(format!(
                "the folder `{}` of {} and the folder `{}` of {} overlap; set another `out`",
                one.folder, one.owner, other.folder, other.owner
            ));
        }
    }
    Ok(())
}

/// The folders that no crate is generated into. The folder of models is one unless crates are
/// added within it.
fn reserved(config: &Config) -> Vec<Owned> {
    let owned = |owner: &str, folder: &str| Owned::new(owner.to_owned(), Path::new(folder));
    let mut reserved = vec![owned("git", ".git")];
    let models = owned("the models", &config.folders.models);
    if !parts(Path::new(&config.folders.crates)).starts_with(&models.parts) {
        reserved.push(models);
    }
    let runtime = config.runtime.vendor.iter();
    reserved.extend(runtime.map(|folder| owned("the runtime", folder)));
    reserved
}

/// The parts of a path below the root, without `.` and `..`, and in lower case, since file systems
/// may ignore case.
fn parts(path: &Path) -> Vec<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if parts.last().is_some_and(|last| last != "..") => {
                parts.pop();
            }
            part => parts.push(part.as_os_str().to_string_lossy().to_lowercase()),
        }
    }
    parts
}

/// Checks that no two crates have names that file systems or Rust take for the same.
pub(super) fn check_names(config: &Config) -> Result<(), String> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for name in config.crates.keys() {
        if let Some(other) = seen.insert(name.to_lowercase().replace('_', "-"), name) {
            return Err(format!(
                "the names of the crates `{other}` and `{name}` differ only in case or in `-` and \
                 `_`; give one of them another name"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks crates of these names and folders.
    fn check(settings: &str, crates: &[[&str; 2]]) -> Result<(), String> {
        let tables = crates.iter().map(|[name, out]| {
            format!("[crates.{name}]\nmodel = \"models/{name}.json\"\nout = \"{out}\"\n")
        });
        let text = format!("{settings}\n{}", tables.collect::<String>());
        Config::parse(&text).map(drop).map_err(|failure| failure.0)
    }

    #[test]
    fn crates_have_folders_of_their_own() {
        for [one, other] in [
            ["crates/x", "crates/x"],
            ["crates/x", "./crates/y/../x/"],
            ["crates/x", "crates/X"],
            ["crates/x", "crates/x/src/y"],
            ["crates/x/y", "crates"],
        ] {
            let message = check("", &[["one", one], ["two", other]]).unwrap_err();
            let both = message.contains("`one`") && message.contains("`two`");
            assert!(both && message.contains("overlap"), "{message}");
        }
        check(
            "",
            &[
                ["one", "crates/x"],
                ["two", "crates/x2"],
                ["three", "../crates/x"],
            ],
        )
        .unwrap();
        check("", &[["module", "runtime/src/toy"]]).unwrap();
    }

    #[test]
    fn reserved_folders_are_refused() {
        let vendor = "[runtime]\nvendor = \"crates/tinsmith-runtime\"";
        let models = "[folders]\nmodels = \"m/services\"";
        for (settings, out, reserved) in [
            ("", ".", "`.git`"),
            ("", ".git/hooks", "`.git`"),
            ("", "models/x", "`models`"),
            (models, "m", "`m/services`"),
            (vendor, "crates", "`crates/tinsmith-runtime`"),
        ] {
            let message = check(settings, &[["one", out]]).unwrap_err();
            assert!(
                message.contains("`one`") && message.contains(reserved),
                "{message}"
            );
        }
        let together = "[folders]\nmodels = \".\"\ncrates = \".\"";
        check(together, &[["one", "one"]]).unwrap();
    }

    #[test]
    fn names_differ_in_more_than_case_and_hyphens() {
        for [one, other] in [["KMS", "kms"], ["kms-x", "kms_x"]] {
            let message = check("", &[[one, "crates/x"], [other, "crates/y"]]).unwrap_err();
            assert!(
                message.contains(&format!("`{one}` and `{other}`")),
                "{message}"
            );
        }
        check("", &[["kms", "crates/x"], ["kms-x", "crates/y"]]).unwrap();
    }
}
