//! What is being changed, for whoever has to put it back.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tinsmith_codegen::output::Change;

use super::files;
use crate::failure::Failure;
use crate::lock::hex_digest;

/// The changes in their order.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    pub(super) entries: Vec<Entry>,
}

/// One file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The path relative to the root.
    pub(super) path: String,
    /// The SHA-256 of what it held; `None` where there was none.
    pub(super) old: Option<String>,
    /// The SHA-256 of what it is to hold; `None` where it is to go.
    new: Option<String>,
}

impl Entry {
    /// The entry for a change of a file that holds `old`.
    pub(super) fn of(change: &Change, old: Option<&[u8]>) -> Self {
        Self {
            path: change.path.clone(),
            old: old.map(hex_digest),
            new: change.new.as_ref().map(|text| hex_digest(text.as_bytes())),
        }
    }

    /// Refuses to go over what somebody has written since.
    pub(super) fn check(&self, path: &Path) -> Result<(), Failure> {
        let now = files::read(path)?.as_deref().map(hex_digest);
        if now == self.old || now == self.new {
            return Ok(());
        }
        let what = format!(
            "was changed after a command was ended that changed it too; to keep all files as they are, delete the folder {}",
            super::FOLDER
        );
        Err(Failure::at(path, what))
    }
}

impl Journal {
    /// Where it lies.
    pub(super) fn path(folder: &Path) -> PathBuf {
        folder.join("journal.json")
    }

    /// Puts it there, whole.
    pub(super) fn put(&self, folder: &Path) -> Result<(), Failure> {
        let unfinished = folder.join("journal.new");
        files::write(&unfinished, serde_json::to_string_pretty(self)?.as_bytes())?;
        files::move_to(&unfinished, &Self::path(folder))
    }

    /// Reads it; `None` where there is none.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Failure> {
        let path = Self::path(folder);
        let Some(bytes) = files::read(&path)? else {
            return Ok(None);
        };
        let read = serde_json::from_slice(&bytes);
        read.map(Some).map_err(|error| Failure::at(&path, error))
    }

    /// Takes it away, with which the change is done or undone.
    pub(super) fn remove(folder: &Path) -> Result<(), Failure> {
        let path = Self::path(folder);
        fs::remove_file(&path).map_err(|error| Failure::at(&path, error))
    }
}
