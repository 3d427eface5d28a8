//! Writes texts in memory to a folder: one function compares, writes or refuses.
//!
//! A generated crate's folder contains our files and, beside them, files written by hand
//! (`examples/`, `tests/`). Ours are `Cargo.toml`, `README.md`, `api.txt` and all of `src/`; a
//! module's are `mod.rs`, its neighbors and all of `operation/` and `types/`. Each has the
//! [`MARK`]; other files are never changed.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::{Files, MARK};

/// The part of a file that is searched for the mark, in bytes.
const MARKED_WITHIN: usize = 200;

/// The changes of a generation in a folder, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that differ, sorted by path.
    pub changes: Vec<Change>,
    /// The number of unchanged files.
    pub unchanged: usize,
}

impl Report {
    /// The number of files that were or would be written.
    #[must_use]
    pub fn written(&self) -> usize {
        self.changes
            .iter()
            .filter(|change| change.new.is_some())
            .count()
    }
}

/// A file that differs from what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path in the crate's folder, with `/`.
    pub path: String,
    /// The current content; `None` if the file does not exist.
    pub old: Option<String>,
    /// The generated content; `None` if the file is removed.
    pub new: Option<String>,
}

/// The error of writing or comparing a folder: what, where, and what to do.
#[derive(Debug)]
pub enum OutputError {
    /// A file in the way is not generated.
    NotOurs(PathBuf),
    /// A link would lead out of the folder.
    Link(PathBuf),
    /// A path would lead out of the folder.
    Outside(String),
    /// An I/O error.
    Io(PathBuf, io::Error),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(path) => write!(
                f,
                "{}: is in the way and was not generated; move it away, or generate into another \
                 folder",
                path.display()
            ),
            Self::Link(path) => {
                write!(
                    f,
                    "{}: is a link; generated files are written into real folders only",
                    path.display()
                )
            }
            Self::Outside(path) => write!(
                f,
                "`{}`: leads out of the crate's folder, and is not written",
                path.escape_debug()
            ),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {}

/// Compares a folder with what is generated, and writes nothing.
///
/// # Errors
/// Returns an error if the folder cannot be read, or if files are in the way.
pub fn compare(folder: &Path, files: &Files) -> Result<Report, OutputError> {
    if let Some(path) = files.keys().find(|path| !is_inside(path)) {
        return Err(OutputError::Outside(path.clone()));
    }
    let mut report = Report::default();
    for (path, new) in files {
        let old = read(folder, path)?;
        if old.as_ref() == Some(new) {
            report.unchanged += 1;
            continue;
        }
        report.changes.push(Change {
            path: path.clone(),
            old,
            new: Some(new.clone()),
        });
    }
    for path in orphans(folder, files)? {
        let old = read(folder, &path)?;
        report.changes.push(Change {
            path,
            old,
            new: None,
        });
    }
    report.changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(report)
}

/// Writes the generated files to a folder. Everything is compared before anything is written; each
/// file is replaced atomically.
///
/// # Errors
/// Returns an error as [`compare`] does, or if the file system fails.
pub fn write(folder: &Path, files: &Files) -> Result<Report, OutputError> {
    let report = compare(folder, files)?;
    for change in &report.changes {
        let path = folder.join(&change.path);
        let done = match &change.new {
            Some(text) => replace(&path, text),
            None => remove(folder, &path),
        };
        done.map_err(|error| OutputError::Io(path, error))?;
    }
    Ok(report)
}

/// Returns true if a path consists of plain names, so that it stays in the folder on every system.
fn is_inside(path: &str) -> bool {
    let plain = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':', '\0']);
    path.split('/').all(plain)
}

/// Reads one of our files; `None` if it does not exist.
fn read(folder: &Path, path: &str) -> Result<Option<String>, OutputError> {
    refuse_links(folder, path)?;
    let leftover = is_leftover(path);
    let path = folder.join(path);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(OutputError::Io(path, error)),
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if leftover || is_marked(&text) {
        Ok(Some(text))
    } else {
        Err(OutputError::NotOurs(path))
    }
}

/// The mark of earlier generators.
const EARLIER_MARK: &str = "Generated by Tinsmith from";

/// Returns true if the text of a file has the [`MARK`], or that of an earlier generator, in the
/// position of generated files.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    let head = text.as_bytes();
    let head = &head[..head.len().min(MARKED_WITHIN)];
    let has = |mark: &str| {
        head.windows(mark.len())
            .any(|window| window == mark.as_bytes())
    };
    has(MARK) || has(EARLIER_MARK)
}

/// Nothing is written through a link, which could lead anywhere.
fn refuse_links(folder: &Path, path: &str) -> Result<(), OutputError> {
    let mut at = folder.to_path_buf();
    for part in path.split('/') {
        at.push(part);
        if at.is_symlink() {
            return Err(OutputError::Link(at));
        }
    }
    Ok(())
}

/// The folders whose files are all generated: all sources of a crate, or those of a module.
fn generated_folders(files: &Files) -> Vec<String> {
    let folders: &[&str] = match files.contains_key("mod.rs") {
        true => &["operation", "types"],
        false => &["src"],
    };
    folders.iter().map(|folder| (*folder).to_owned()).collect()
}

/// The files in these folders that are no longer generated, and temporary files of interrupted
/// writes.
fn orphans(folder: &Path, files: &Files) -> Result<BTreeSet<String>, OutputError> {
    let mut found = BTreeSet::new();
    for path in files.keys().filter(|path| !path.contains('/')) {
        let leftover = format!("{path}{UNFINISHED}");
        if folder.join(&leftover).symlink_metadata().is_ok() {
            found.insert(leftover);
        }
    }
    let mut waiting = generated_folders(files);
    while let Some(path) = waiting.pop() {
        refuse_links(folder, &path)?;
        let at = folder.join(&path);
        let entries = match fs::read_dir(&at) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(OutputError::Io(at, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| OutputError::Io(at.clone(), error))?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                return Err(OutputError::NotOurs(entry.path()));
            };
            let path = format!("{path}/{name}");
            if entry.path().is_dir() {
                waiting.push(path);
            } else if is_leftover(&path) || !files.contains_key(&path) {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

/// The extension of a file that is being written.
const UNFINISHED: &str = ".tinsmith-new";

fn is_leftover(path: &str) -> bool {
    path.ends_with(UNFINISHED)
}

/// Writes a file beside its path and moves it there, so that it is never partial. Creates missing
/// folders. Removes the temporary file of a killed process first: it could be a link.
///
/// # Errors
/// Returns an error if the file system fails.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    gone(fs::remove_file(&unfinished))?;
    fs::File::create_new(&unfinished)?.write_all(text.as_bytes())?;
    fs::rename(&unfinished, path)
}

/// The file may be gone already.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Removes a file, and then the empty folders in `folder`.
fn remove(folder: &Path, path: &Path) -> io::Result<()> {
    gone(fs::remove_file(path))?;
    let parents = path
        .ancestors()
        .skip(1)
        .take_while(|parent| *parent != folder);
    for parent in parents {
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}
