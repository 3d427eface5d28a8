//! Compares two folders of models, or two versions of botocore: all common services.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::pairs::{of_models, unchanged};
use super::report::Service;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::names::crate_name_of;
use crate::pool::{self, Task};
use crate::report::{count, print_error};
use crate::services::ids::{self, Known};
use crate::source::Source;

/// Two models of one service.
struct Pair {
    name: String,
    old: PathBuf,
    new: PathBuf,
    bytes: u64,
}

impl Task for Pair {
    fn name(&self) -> &str {
        &self.name
    }

    fn weight(&self) -> u64 {
        self.bytes
    }
}

/// The sources OLD and NEW, if they have several models: a folder of models, `botocore` or
/// `botocore==VERSION`.
pub(super) fn source(path: &Path) -> Option<Source> {
    match path.to_str().map(Source::parse) {
        Some(Ok(source @ Source::Botocore(_))) => Some(source),
        _ => ids::is_folder(path).then(|| Source::File(path.to_path_buf())),
    }
}

/// The common services, matched and sorted by SDK id. Services of only one source are listed on
/// standard error. `None` after an interruption.
///
/// # Errors
/// Returns [`Failure`] if there is no common service, or if a service cannot be compared.
pub(super) fn compare(
    [old, new]: &[Source; 2],
    keep: bool,
    interrupt: &Interrupt,
) -> Result<Option<Vec<Service>>, Failure> {
    let (mut old, mut new) = (ids::known(old)?, ids::known(new)?);
    let pairs = pairs(&mut old, &mut new);
    if pairs.is_empty() {
        return Err(Failure(format!(
            "{} and {} have no service in common, so there is nothing to compare",
            old.shown, new.shown
        )));
    }
    [&old, &new].into_iter().for_each(say_left_out);
    let work = |pair: &Pair| {
        if is_same(&pair.old, &pair.new) {
            let name = crate_name_of(&pair.name);
            return Ok(unchanged(&name, [&pair.old, &pair.new]));
        }
        let compared = of_models([&pair.old, &pair.new], None, &[], keep);
        compared.map_err(|Failure(message)| format!("{}: {message}", pair.name))
    };
    let outcomes = pool::run(&pairs, pool::cores(), "comparing", interrupt, work);
    if interrupt.is_set() {
        return Ok(None);
    }
    let mut failures = Vec::new();
    let services = outcomes
        .into_iter()
        .filter_map(|outcome| outcome.map_err(|why| failures.push(why)).ok());
    let services = services.collect();
    match failures.is_empty() {
        true => Ok(Some(services)),
        false => Err(Failure(failures.join("\n"))),
    }
}

/// Returns true if both are one file, or folders with the same files, byte by byte.
fn is_same(old: &Path, new: &Path) -> bool {
    let files = |path: &Path| -> Option<Vec<(Option<OsString>, Vec<u8>)>> {
        if path.is_file() {
            return Some(vec![(None, fs::read(path).ok()?)]);
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(path).ok()? {
            let entry = entry.ok()?;
            found.push((Some(entry.file_name()), fs::read(entry.path()).ok()?));
        }
        found.sort();
        Some(found)
    };
    old == new || files(old).is_some_and(|old| files(new) == Some(old))
}

/// Removes the common elements from both.
fn pairs(old: &mut Known, new: &mut Known) -> Vec<Pair> {
    let names: Vec<String> = old.services.keys().cloned().collect();
    let pair = |name: String| {
        let after = new.services.remove(&name)?;
        let before = old.services.remove(&name)?;
        Some(Pair {
            name,
            old: before.path,
            new: after.path,
            bytes: before.bytes + after.bytes,
        })
    };
    names.into_iter().filter_map(pair).collect()
}

fn say_left_out(known: &Known) {
    let alone: Vec<&str> = known.services.keys().map(String::as_str).collect();
    let doubles: Vec<&str> = known.doubles.iter().map(|one| one.name.as_str()).collect();
    for (names, why) in [
        (alone, "not compared, as the other has none of this name"),
        (
            doubles,
            "not compared, as another model is of the same service",
        ),
    ] {
        if !names.is_empty() {
            let services = count(names.len(), "service");
            let names = few(&names);
            print_error(&format!("{services} of {} {why}: {names}", known.shown));
        }
    }
}

/// Formats the first names, and the number of others.
fn few(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{shown} and {more} more"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = include_str!("../../../model/tests/golden/compare/base.json");

    /// Creates a folder with a model for each of these services.
    fn folder(name: &str, services: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("tinsmith-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for service in services {
            let id = format!("\"sdkId\": \"{service}\"");
            let text = MODEL.replacen("\"sdkId\": \"Things\"", &id, 1);
            fs::write(folder.join(format!("{service}.json")), text).unwrap();
        }
        folder
    }

    fn compared(old: &Path, new: &Path) -> Result<Vec<String>, String> {
        let sources = [old, new].map(|path| source(path).unwrap());
        let services =
            compare(&sources, false, &Interrupt::never()).map_err(|Failure(message)| message)?;
        let services = services.unwrap_or_default().into_iter();
        Ok(services.map(|service| service.name).collect())
    }

    #[test]
    fn services_of_both_folders_are_compared() {
        let (old, new) = (
            folder("old", &["B", "A", "Gone"]),
            folder("new", &["New", "B", "A"]),
        );
        let third = folder("third", &["Third"]);
        assert_eq!(compared(&old, &new).unwrap(), ["a", "b"]);
        let nothing = compared(&old, &third).unwrap_err();
        assert!(
            nothing.ends_with("have no service in common, so there is nothing to compare"),
            "{nothing}"
        );
        // A service that cannot be compared fails the run, by name.
        let text = MODEL.replacen("\"sdkId\": \"Things\"", "\"sdkId\": \"A\"", 1);
        let text = text.replacen(
            "\"smithy.api#httpLabel\": {}",
            "\"smithy.api#httpQuery\": \"id\"",
            1,
        );
        fs::write(new.join("A.json"), text).unwrap();
        let failed = compared(&old, &new).unwrap_err();
        assert!(failed.contains("{id}"), "{failed}");
        for folder in [old, new, third] {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn folders_and_versions_are_many() {
        let many = folder("many", &["A"]);
        let service = many.join("a/2020-01-01");
        fs::create_dir_all(&service).unwrap();
        fs::write(service.join("service-2.json"), "{}").unwrap();
        let is_many = |path: &Path| source(path).is_some();
        assert!(
            is_many(&many)
                && is_many(Path::new("botocore"))
                && is_many(Path::new("botocore==1.2.3"))
        );
        let single = [service.as_path(), &many.join("a"), &many.join("A.json")];
        assert!(!single.into_iter().any(is_many));
        assert!(!is_many(Path::new("botocore:lambda")) && !is_many(Path::new("nowhere")));
        fs::remove_dir_all(many).unwrap();
    }
}
