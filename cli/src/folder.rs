//! The files of a generated crate's folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::output;

use crate::failure::Failure;
use crate::names;
use crate::root::root;

/// The files of a folder, which is relative to the root as they are, sorted.
///
/// # Errors
/// Returns [`Failure`] if the folder cannot be read, or holds a link.
pub(crate) fn files(folder: &Path) -> Result<BTreeSet<PathBuf>, Failure> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let at = root().join(&folder);
        if !at.exists() {
            continue;
        }
        for entry in fs::read_dir(&at).map_err(|error| Failure::at(&at, error))? {
            let entry = entry.map_err(|error| Failure::at(&at, error))?;
            let path = folder.join(entry.file_name());
            let kind = entry.file_type().map_err(|error| Failure::at(&at, error))?;
            match kind {
                // What cargo keeps there is nobody's work.
                kind if kind.is_dir() && entry.file_name() == "target" => {}
                kind if kind.is_dir() => waiting.push(path),
                kind if kind.is_file() => drop(found.insert(path)),
                _ => return Err(Failure::at(&path, "is a link; move it away")),
            }
        }
    }
    Ok(found)
}

/// The files of a folder, if all of them were generated.
///
/// # Errors
/// Returns [`Failure`] if one of them was written by hand.
pub(crate) fn generated_files(folder: &Path) -> Result<BTreeSet<PathBuf>, Failure> {
    let files = files(folder)?;
    let mut by_hand = Vec::new();
    for file in &files {
        let at = root().join(file);
        let bytes = fs::read(&at).map_err(|error| Failure::at(&at, error))?;
        if !is_generated(&bytes) && file.file_name().is_none_or(|name| name != "Cargo.lock") {
            by_hand.push(names::slashed(file));
        }
    }
    if by_hand.is_empty() {
        return Ok(files);
    }
    Err(Failure(format!(
        "{}: written by hand, and not deleted by a command; delete or move away what is not \
         needed, then try again",
        by_hand.join(", ")
    )))
}

/// Returns whether a file was generated, by its contents.
pub(crate) fn is_generated(bytes: &[u8]) -> bool {
    output::is_marked(&String::from_utf8_lossy(bytes))
}
