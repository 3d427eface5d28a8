//! The files of a folder or archive.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use flate2::read::GzDecoder;
use zip::ZipArchive;

use crate::failure::Failure;

/// The maximum size of a file, in bytes. The largest published model has 12 MB; a small compressed
/// file can expand to any size.
const LARGEST: u64 = 256 << 20;

/// The number of bytes of a model that are read for its names.
const HEAD: u64 = 16 << 10;

/// The maximum depth of folders.
const DEEPEST: usize = 6;

/// A folder or archive.
pub(super) struct Files {
    path: PathBuf,
    form: Form,
    list: Vec<String>,
}

enum Form {
    Folder,
    Zip(Mutex<ZipArchive<File>>),
    Tar,
}

/// Returns true if a path is that of an archive, by its extension.
pub(crate) fn is_archive(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| {
        [".whl", ".zip", ".tar.gz", ".tgz"]
            .iter()
            .any(|ending| name.ends_with(ending))
    })
}

impl Files {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::at(path, error);
        let mut list = Vec::new();
        let form = if path.is_dir() {
            gather(path, "", 0, &mut list).map_err(failed)?;
            Form::Folder
        } else if path.to_string_lossy().ends_with("gz") {
            each_entry(path, &mut |name, _| {
                list.push(name);
                Ok(())
            })?;
            Form::Tar
        } else {
            let file = File::open(path).map_err(failed)?;
            let archive = ZipArchive::new(file).map_err(|error| Failure::at(path, error))?;
            list.extend(archive.file_names().map(str::to_owned));
            Form::Zip(Mutex::new(archive))
        };
        list.sort();
        Ok(Self {
            path: path.to_path_buf(),
            form,
            list,
        })
    }

    /// The paths of all files, sorted, with `/`.
    pub(super) fn list(&self) -> Result<Vec<String>, Failure> {
        Ok(self.list.clone())
    }

    /// The name of a file in messages.
    pub(super) fn shown(&self, path: &str) -> String {
        let joint = if matches!(self.form, Form::Folder) {
            "/"
        } else {
            ":"
        };
        format!("{}{joint}{path}", self.path.display())
    }

    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let path = path.to_owned();
        let mut found = self.read_all(&[&path])?;
        found
            .remove(&path)
            .ok_or_else(|| Failure(format!("{}: there is no such file", self.shown(&path))))
    }

    /// Reads files by path. Those whose name ends in `.gz` are decompressed.
    pub(super) fn read_all(&self, paths: &[&String]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        self.read_some(paths, LARGEST)
    }

    /// Reads the part of files that contains their names: all of a Smithy model, and the first
    /// part of one in the botocore form.
    pub(super) fn heads(&self, paths: &[&String]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let botocore = paths.iter().all(|path| path.contains("service-2.json"));
        self.read_some(paths, if botocore { HEAD } else { LARGEST })
    }

    fn read_some(
        &self,
        paths: &[&String],
        most: u64,
    ) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let mut found = BTreeMap::new();
        match &self.form {
            Form::Folder => {
                for path in paths {
                    let at = self.path.join(path);
                    let file = File::open(&at).map_err(|error| Failure::at(&at, error))?;
                    found.insert((*path).clone(), self.unpacked(path, file, most)?);
                }
            }
            Form::Zip(archive) => {
                let mut archive = archive.lock().unwrap_or_else(|poison| poison.into_inner());
                for path in paths {
                    let entry = archive.by_name(path);
                    let entry = entry.map_err(|error| Failure::at(&self.path, error))?;
                    found.insert((*path).clone(), self.unpacked(path, entry, most)?);
                }
            }
            Form::Tar => {
                let wanted: BTreeSet<&str> = paths.iter().map(|path| path.as_str()).collect();
                each_entry(&self.path, &mut |name, entry| {
                    if wanted.contains(name.as_str()) {
                        let bytes = self.unpacked(&name, entry, most)?;
                        found.insert(name, bytes);
                    }
                    Ok(())
                })?;
            }
        }
        Ok(found)
    }

    fn unpacked(&self, path: &str, file: impl Read, most: u64) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = match path.ends_with(".gz") {
            true => GzDecoder::new(file).take(most + 1).read_to_end(&mut bytes),
            false => file.take(most + 1).read_to_end(&mut bytes),
        };
        match read {
            Err(error) => Err(Failure(format!("{}: {error}", self.shown(path)))),
            Ok(_) if most == LARGEST && bytes.len() as u64 > LARGEST => Err(Failure(format!(
                "{}: has more than {LARGEST} bytes",
                self.shown(path)
            ))),
            Ok(_) => Ok(bytes),
        }
    }
}

/// Calls `visit` with each file of a compressed archive.
fn each_entry(
    path: &Path,
    visit: &mut dyn FnMut(String, &mut dyn Read) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::at(path, error);
    let file = File::open(path).map_err(failed)?;
    let mut archive = tar::Archive::new(GzDecoder::new(io::BufReader::new(file)));
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            visit(name, &mut entry)?;
        }
    }
    Ok(())
}

/// Finds the files in a folder.
fn gather(folder: &Path, prefix: &str, depth: usize, list: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEEPEST && !name.starts_with('.') {
            gather(&entry.path(), &format!("{path}/"), depth + 1, list)?;
        } else if !kind.is_dir() && entry.path().is_file() {
            list.push(path);
        }
    }
    Ok(())
}
