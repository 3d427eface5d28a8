//! The copy of the runtime that generated crates depend on, written from the sources that the tool
//! carries.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use tinsmith_codegen::MARK;
use tinsmith_runtime::sources;
use toml::{Table, Value};

use crate::config::Config;
use crate::failure::Failure;
use crate::folder;
use crate::lock::{self, LockedRuntime, hex_digest};
use crate::names;
use crate::root::root;

/// Files by their paths, with `/`; `None` for one that is to go.
pub(crate) type Copy = BTreeMap<String, Option<String>>;

/// The copy that the settings ask for, relative to the root, and what is locked of it. If they ask
/// for none, or no crate needs it any more, nothing is locked.
///
/// # Errors
/// Returns [`Failure`] if the folder holds what neither this tool nor an earlier one wrote.
pub(crate) fn copy(
    config: &Config,
    locked: Option<&LockedRuntime>,
) -> Result<(Copy, Option<LockedRuntime>), Failure> {
    let mut copy = left(config, locked)?;
    let Some(folder) = config.runtime.vendor.as_ref() else {
        return Ok((copy, None));
    };
    let is_needed = !config.crates.is_empty();
    if !is_needed && locked.is_none() {
        return Ok(Default::default());
    }
    let files = if is_needed { files()? } else { BTreeMap::new() };
    let new = LockedRuntime {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sha256: digest(&files),
        folder: Some(folder.trim_end_matches('/').to_owned()),
    };
    let present = present(Path::new(folder))?;
    let found = digest(&present);
    let known = locked.is_some_and(|locked| locked.sha256 == found);
    if !present.is_empty() && !known && found != new.sha256 {
        return Err(Failure(format!(
            "{folder}: is not the runtime that {} names; restore it or delete the folder, or set \
             `path` instead of `vendor` \
             in {} to keep it",
            lock::FILE,
            crate::config::FILE
        )));
    }
    let gone = present.into_keys().filter(|path| !files.contains_key(path));
    let folder = folder.trim_end_matches('/');
    let at = |path: String| format!("{folder}/{path}");
    copy.extend(gone.map(|path| (at(path), None)));
    let files = files.into_iter();
    copy.extend(files.map(|(path, text)| (at(path), Some(text))));
    Ok((copy, is_needed.then_some(new)))
}

/// The removal of the copy in a folder that the settings name no more.
fn left(config: &Config, locked: Option<&LockedRuntime>) -> Result<Copy, Failure> {
    let parts = |folder: &str| names::slashed(Path::new(folder.trim_start_matches("./")));
    let now = config.runtime.vendor.as_deref().map(parts);
    let before = locked.and_then(|locked| Some((locked.folder.as_deref()?, &locked.sha256)));
    let Some((folder, sha256)) = before.filter(|(folder, _)| Some(parts(folder)) != now) else {
        return Ok(Copy::new());
    };
    let present = present(Path::new(folder))?;
    if !present.is_empty() && digest(&present) != *sha256 {
        return Err(Failure(format!(
            "{folder}: is the runtime that was vendored before, but was changed by hand; restore \
             it or move it away"
        )));
    }
    let paths = present.into_keys();
    Ok(paths
        .map(|path| (format!("{folder}/{path}"), None))
        .collect())
}

/// The files of the copy.
fn files() -> Result<BTreeMap<String, String>, Failure> {
    let files = sources::files().into_iter();
    let mut files: BTreeMap<String, String> = files
        .map(|(path, text)| (format!("src/{path}"), text.to_owned()))
        .collect();
    files.insert("Cargo.toml".to_owned(), manifest(sources::MANIFEST)?);
    Ok(files)
}

/// The files that are there, but for what cargo puts beside them.
fn present(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut present = BTreeMap::new();
    let manifest = folder.join("Cargo.toml");
    let sources = folder::files(&folder.join("src"))?;
    for path in sources.into_iter().chain([manifest]) {
        let at = root().join(&path);
        let bytes = match fs::read(&at) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Failure::at(&at, error)),
        };
        let inside = names::slashed(path.strip_prefix(folder).unwrap_or(&path));
        present.insert(inside, String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(present)
}

fn digest(files: &BTreeMap<String, String>) -> String {
    let files = files.iter();
    let text: String = files
        .map(|(path, text)| format!("{path}\0{}\0{text}", text.len()))
        .collect();
    hex_digest(text.as_bytes())
}

/// The manifest of the copy: of that of the runtime the features and what they need, in a form
/// that depends neither on a workspace nor on cargo's own rewriting of published manifests. Its
/// tests stay with the runtime.
fn manifest(original: &str) -> Result<String, Failure> {
    let original: Table = toml::from_str(original)?;
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "# {MARK} tinsmith-runtime {version}. Do not edit.\n\n[package]\nname = \
         \"tinsmith-runtime\"\n\
         version = \"{version}\"\nedition = \"2024\"\nrust-version = \"{}\"\nlicense = \"{}\"\n\
         publish = false\n\n\
         [lib]\ntest = false\ndoctest = false\n\n[features]\n",
        env!("CARGO_PKG_RUST_VERSION"),
        env!("CARGO_PKG_LICENSE"),
    );
    for (name, value) in sorted(&original, "features") {
        text.push_str(&format!("{name} = {value}\n"));
    }
    text.push_str("\n[dependencies]\n");
    for (name, value) in sorted(&original, "dependencies") {
        let value = match value {
            Value::Table(fields) => inline(fields),
            version => format!("{{ version = {version} }}"),
        };
        text.push_str(&format!("{name} = {value}\n"));
    }
    Ok(text)
}

/// The entries of a table of the manifest, by name.
fn sorted<'t>(manifest: &'t Table, name: &str) -> BTreeMap<&'t String, &'t Value> {
    let table = manifest.get(name).and_then(Value::as_table);
    table.into_iter().flatten().collect()
}

/// A dependency on a line, its fields by name.
fn inline(fields: &Table) -> String {
    let fields: BTreeMap<&String, &Value> = fields.iter().collect();
    let fields: Vec<String> = fields
        .into_iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    format!("{{ {} }}", fields.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_carries_the_whole_runtime() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        let mut waiting = vec![folder.join("src")];
        let mut files = BTreeMap::new();
        while let Some(at) = waiting.pop() {
            for entry in fs::read_dir(&at).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => waiting.push(path),
                    false => {
                        let inside = path.strip_prefix(folder.join("src")).unwrap();
                        files.insert(names::slashed(inside), fs::read_to_string(&path).unwrap());
                    }
                }
            }
        }
        let carried = sources::files().into_iter();
        let carried: BTreeMap<String, String> = carried
            .map(|(path, text)| (path, text.to_owned()))
            .collect();
        assert!(
            carried == files,
            "the sources in the tool are not those in runtime/src"
        );
    }

    #[test]
    fn a_published_manifest_gives_the_same_copy() {
        let ours = "[package]\nname = \"r\"\nversion.workspace = true\n[features]\nb = \
            [\"dep:x\"]\na = []\n[dependencies]\n\
            y = \"1.0\"\nx = { version = \"2\", optional = true, default-features = false }\n\
            [dev-dependencies]\nz = \"1\"\n";
        let published = "[package]\nname = \"r\"\nversion = \"0.1.0\"\nautobins = false\n[lib]\n\
            name = \"r\"\n\
            path = \"src/lib.rs\"\n[features]\na = []\nb = [\"dep:x\"]\n[dependencies.x]\nversion \
            = \"2\"\noptional = true\n\
            default-features = false\n[dependencies.y]\nversion = \"1.0\"\n[dev-dependencies.z]\n\
            version = \"1\"\n";
        let copy = manifest(ours).unwrap();
        assert_eq!(copy, manifest(published).unwrap());
        let end = "[features]\na = []\nb = [\"dep:x\"]\n\n[dependencies]\n\
            x = { default-features = false, optional = true, version = \"2\" }\ny = { version = \
            \"1.0\" }\n";
        assert!(copy.ends_with(end), "{copy}");
    }
}
