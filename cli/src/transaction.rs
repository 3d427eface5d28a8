//! Several files changed together: all of them, or none.
//!
//! The new contents and copies of the old ones are put into a folder of their own. Then a journal
//! is moved there, and each file is moved into its place. As long as the journal is there the
//! change is not done, and whoever finds it puts the old files back; with its removal the change
//! is done.

mod files;
mod guard;
mod journal;

use std::fs;
use std::path::Path;

use tinsmith_codegen::output::Change;

use self::guard::Guard;
use self::journal::{Entry, Journal};
use crate::failure::Failure;
use crate::report;
use crate::tool;

/// The folder for what is not done yet, in the root of the workspace.
pub(crate) const FOLDER: &str = ".tinsmith";

/// The reason why nothing was changed.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Ctrl-C.
    Interrupted,
    /// A failure.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Decides before each step if the transaction goes on.
pub(crate) type Watch<'a> = &'a mut dyn FnMut() -> Result<(), Stop>;

/// Keeps other commands from changing files, and puts back what one that was ended has left. Lives
/// as long as files may be changed.
pub(crate) struct Session {
    root: std::path::PathBuf,
    _guard: Guard,
}

impl Session {
    /// Begins in the workspace at `root`.
    ///
    /// # Errors
    /// When another command is at work, or what was left cannot be put back.
    pub(crate) fn begin(root: &Path) -> Result<Self, Failure> {
        let guard = Guard::acquire(root)?;
        recover(root)?;
        Ok(Self {
            root: root.to_path_buf(),
            _guard: guard,
        })
    }

    /// Makes the changes in their order; their paths are relative to the root, with `/`.
    ///
    /// # Errors
    /// Whatever stopped it, and then the files are as they were. Should that fail too, the next
    /// session tries again.
    pub(crate) fn commit(&self, changes: &[Change], watch: Watch<'_>) -> Result<(), Stop> {
        if changes.is_empty() {
            return Ok(());
        }
        let stopped = match attempt(&self.root, changes, watch) {
            Ok(()) => return Ok(()),
            Err(stopped) => stopped,
        };
        match (undo(&self.root), stopped) {
            (Ok(_), stopped) => Err(stopped),
            (Err(Failure(undoing)), Stop::Interrupted) => Err(Failure(format!(
                "interrupted, and the old files could not be put back: {undoing}; the next command \
                 tries again"
            ))
            .into()),
            (Err(Failure(undoing)), Stop::Failed(Failure(first))) => Err(Failure(format!(
                "{first}; then the old files could not be put back: {undoing}; the next command \
                 tries again"
            ))
            .into()),
        }
    }
}

/// Refuses to go on where a change was not finished. For commands that write nothing.
pub(crate) fn refuse_unfinished(root: &Path) -> Result<(), Failure> {
    if Journal::path(&root.join(FOLDER)).exists() {
        return Err(Failure(format!(
            "{FOLDER}: a command was ended while it changed files; to put the old ones back: {} \
             generate",
            tool::name()
        )));
    }
    Ok(())
}

/// Puts back what was left, and says so.
fn recover(root: &Path) -> Result<(), Failure> {
    if undo(root)? {
        report::print_error("a command was ended while it changed files; the old ones are back");
    }
    Ok(())
}

fn attempt(root: &Path, changes: &[Change], watch: Watch<'_>) -> Result<(), Stop> {
    let folder = root.join(FOLDER);
    files::check_real(root, FOLDER)?;
    watch()?;
    fs::create_dir(&folder).map_err(|error| Failure::at(&folder, error))?;
    let mut entries = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        watch()?;
        entries.push(stage(root, &folder, number, change)?);
    }
    watch()?;
    Journal { entries }.put(&folder)?;
    for (number, change) in changes.iter().enumerate() {
        watch()?;
        let path = root.join(&change.path);
        match change.new {
            Some(_) => files::move_to(&folder.join(new(number)), &path)?,
            None => files::remove(root, &path)?,
        }
    }
    watch()?;
    Journal::remove(&folder)?;
    // The change is done; what lies there still goes with the next one.
    let _ = files::clear(&folder);
    Ok(())
}

/// Puts what a change needs, there and back, into the folder.
fn stage(root: &Path, folder: &Path, number: usize, change: &Change) -> Result<Entry, Failure> {
    files::check_real(root, &change.path)?;
    let path = root.join(&change.path);
    let old = files::read(&path)?;
    let expected = change.old.as_deref();
    if old.as_deref().map(String::from_utf8_lossy).as_deref() != expected {
        return Err(Failure::at(&path, "was changed by another meanwhile"));
    }
    if let Some(bytes) = &old {
        files::write(&folder.join(self::old(number)), bytes)?;
        files::keep_permissions(&path, &folder.join(self::old(number)))?;
    }
    if let Some(text) = &change.new {
        files::write(&folder.join(new(number)), text.as_bytes())?;
        if old.is_some() {
            files::keep_permissions(&path, &folder.join(new(number)))?;
        }
    }
    Ok(Entry::new(root, change, old.as_deref()))
}

fn new(number: usize) -> String {
    format!("new-{number}")
}

fn old(number: usize) -> String {
    format!("old-{number}")
}

/// Puts the old files back where a journal says that a change was not done, and removes the
/// folder. Whether there was one. It can be broken off and begun again.
fn undo(root: &Path) -> Result<bool, Failure> {
    let folder = root.join(FOLDER);
    files::check_real(root, FOLDER)?;
    let journal = Journal::read(&folder)?;
    if let Some(journal) = &journal {
        for entry in &journal.entries {
            files::check_real(root, &entry.path)?;
            entry.check(&root.join(&entry.path))?;
        }
        for (number, entry) in journal.entries.iter().enumerate().rev() {
            put_back(root, &folder.join(old(number)), entry)?;
        }
        Journal::remove(&folder)?;
    }
    files::clear(&folder)?;
    Ok(journal.is_some())
}

fn put_back(root: &Path, copy: &Path, entry: &Entry) -> Result<(), Failure> {
    let path = root.join(&entry.path);
    let top = root.join(&entry.folder);
    match entry.old {
        // What was not changed, or is back already, may lie where nothing can be written.
        _ if entry.is_old(&path)? => files::remove_empty_folders(&top, &path),
        Some(_) if copy.exists() => files::move_to(copy, &path)?,
        Some(_) => {}
        None => files::remove(&top, &path)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests;
