//! The journal of a change, for its recovery.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tinsmith_codegen::output::Change;

use super::files;
use crate::failure::Failure;
use crate::lock::hex_digest;
use crate::names::slashed;

/// The changes, in order.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    pub(super) entries: Vec<Entry>,
}

/// The change of a file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The path relative to the root.
    pub(super) path: String,
    /// The SHA-256 of the old content; `None` if the file is new.
    pub(super) old: Option<String>,
    /// The SHA-256 of the new content; `None` if the file is removed.
    new: Option<String>,
    /// The deepest folder around the file that existed before, relative to the root.
    #[serde(default)]
    pub(super) folder: String,
}

impl Entry {
    /// Creates the entry for a file with the content `old`.
    pub(super) fn new(root: &Path, change: &Change, old: Option<&[u8]>) -> Self {
        let mut folders = Path::new(&change.path).ancestors().skip(1);
        let folder = folders.find(|folder| root.join(folder).is_dir());
        Self {
            folder: folder.map(slashed).unwrap_or_default(),
            path: change.path.clone(),
            old: old.map(hex_digest),
            new: change.new.as_ref().map(|text| hex_digest(text.as_bytes())),
        }
    }

    /// Returns whether the file has its old content.
    pub(super) fn is_old(&self, path: &Path) -> Result<bool, Failure> {
        Ok(digest(path)? == self.old)
    }

    /// Refuses to overwrite later changes by others.
    pub(super) fn check(&self, path: &Path) -> Result<(), Failure> {
        let now = digest(path)?;
        if now == self.old || now == self.new {
            return Ok(());
        }
        let what = format!(
            "was changed after a command was ended that changed it too; to keep all files as they \
             are, delete the folder {}",
            super::FOLDER
        );
        Err(Failure::at(path, what))
    }
}

/// The SHA-256 of a file's content; `None` if there is no file.
fn digest(path: &Path) -> Result<Option<String>, Failure> {
    Ok(files::read(path)?.as_deref().map(hex_digest))
}

impl Journal {
    /// The path of the journal.
    pub(super) fn path(folder: &Path) -> PathBuf {
        folder.join("journal.json")
    }

    /// Writes the journal atomically.
    pub(super) fn put(&self, folder: &Path) -> Result<(), Failure> {
        let unfinished = folder.join("journal.new");
        files::write(&unfinished, serde_json::to_string_pretty(self)?.as_bytes())?;
        files::move_to(&unfinished, &Self::path(folder))
    }

    /// Reads the journal; `None` if there is none.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Failure> {
        let path = Self::path(folder);
        let Some(bytes) = files::read(&path)? else {
            return Ok(None);
        };
        let read = serde_json::from_slice(&bytes);
        read.map(Some).map_err(|error| Failure::at(&path, error))
    }

    /// Removes the journal, which completes the change or its recovery.
    pub(super) fn remove(folder: &Path) -> Result<(), Failure> {
        let path = Self::path(folder);
        fs::remove_file(&path).map_err(|error| Failure::at(&path, error))
    }
}
