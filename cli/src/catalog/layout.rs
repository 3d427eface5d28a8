//! The layout of folders and archives of models.

use std::collections::BTreeMap;

/// The name of a service's file of the botocore form.
const SERVICE: &str = "service-2.json";

/// The files of each service.
#[derive(Default)]
pub(super) struct Layout {
    /// The path of the newest model of each service by its name.
    pub(super) services: BTreeMap<String, String>,
    /// The file that says which version of botocore it is.
    pub(super) version: Option<String>,
}

/// Finds the services among the paths of files: of the botocore form, or else files of Smithy JSON
/// AST.
pub(super) fn find(paths: &[String]) -> Layout {
    let mut services = newest(paths.iter().filter_map(|path| of_botocore(path)));
    let version = match services.is_empty() {
        true => None,
        false => paths.iter().find(|path| is_package(path)).cloned(),
    };
    if services.is_empty() {
        services = newest(paths.iter().filter_map(|path| of_smithy(path)));
    }
    Layout { services, version }
}

/// The file of the package botocore itself.
fn is_package(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    parts.next() == Some("__init__.py") && matches!(parts.next(), None | Some("botocore"))
}

/// The path with the greatest version for each name.
fn newest<'a>(
    found: impl Iterator<Item = (String, &'a str, &'a String)>,
) -> BTreeMap<String, String> {
    let mut newest: BTreeMap<String, (&str, &String)> = BTreeMap::new();
    for (name, version, path) in found {
        let entry = newest.entry(name).or_insert((version, path));
        *entry = (*entry).max((version, path));
    }
    newest
        .into_iter()
        .map(|(name, (_, path))| (name, path.clone()))
        .collect()
}

/// `NAME/VERSION/service-2.json`: the name, the version and the path.
fn of_botocore(path: &String) -> Option<(String, &str, &String)> {
    let plain = path.strip_suffix(".gz").unwrap_or(path);
    let mut parts = plain.rsplit('/');
    let (file, version, name) = (parts.next()?, parts.next()?, parts.next()?);
    (file == SERVICE).then(|| (name.to_owned(), version, path))
}

/// `NAME/service/VERSION/*.json`, or `NAME-VERSION.json`, or `NAME.json`.
fn of_smithy(path: &String) -> Option<(String, &str, &String)> {
    let plain = path.strip_suffix(".gz").unwrap_or(path);
    let stem = plain.strip_suffix(".json")?;
    let mut parts = stem.rsplit('/');
    let (file, version, service, name) = (parts.next()?, parts.next(), parts.next(), parts.next());
    if let (Some(version), Some("service"), Some(name)) = (version, service, name) {
        return Some((name.to_owned(), version, path));
    }
    let (name, version) = match file.len().checked_sub(11) {
        Some(at) if is_date(file.get(at..)?) => file.split_at(at),
        _ => (file, ""),
    };
    Some((name.to_owned(), version, path))
}

/// Returns whether a text is `-2014-03-28`.
fn is_date(text: &str) -> bool {
    let shape = text.bytes().map(|byte| match byte {
        b'0'..=b'9' => b'0',
        other => other,
    });
    shape.eq(*b"-0000-00-00")
}

/// The path of a file in a folder, plain or compressed, if there is one.
pub(super) fn existing(paths: &[String], folder: &str, name: &str) -> Option<String> {
    let path = match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    let names = [path.clone(), format!("{path}.gz")];
    names.into_iter().find(|name| paths.contains(name))
}
