//! The steps of a change: each is atomic in the file system.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path};

use crate::failure::Failure;

/// Refuses a path that leaves the root, or goes through a link, which could lead anywhere.
pub(super) fn check_real(root: &Path, path: &str) -> Result<(), Failure> {
    let mut at = root.to_path_buf();
    for part in Path::new(path).components() {
        let Component::Normal(part) = part else {
            return Err(Failure(format!(
                "`{}` leads out of the workspace",
                path.escape_debug()
            )));
        };
        at.push(part);
        if at.is_symlink() {
            return Err(Failure::at(
                &at,
                "is a link; files are written into real folders only",
            ));
        }
    }
    Ok(())
}

/// Reads a file; `None` if it does not exist.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::at(path, error)),
    }
}

/// Writes a file and syncs it to the disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| Failure::at(path, error))
}

/// Copies the permissions of the original.
pub(super) fn keep_permissions(original: &Path, copy: &Path) -> Result<(), Failure> {
    let permissions = fs::metadata(original).map(|metadata| metadata.permissions());
    permissions
        .and_then(|permissions| fs::set_permissions(copy, permissions))
        .map_err(|error| Failure::at(copy, error))
}

/// Moves a file into place. Missing folders are created.
pub(super) fn move_to(from: &Path, to: &Path) -> Result<(), Failure> {
    let parent = to.parent().unwrap_or(to);
    fs::create_dir_all(parent)
        .and_then(|()| fs::rename(from, to))
        .map_err(|error| Failure::at(to, error))
}

/// Removes a file, and then the empty folders below the root.
pub(super) fn remove(root: &Path, path: &Path) -> Result<(), Failure> {
    fs::remove_file(path).map_err(|error| Failure::at(path, error))?;
    remove_empty_folders(root, path);
    Ok(())
}

/// Removes the empty folders around a path, below `top`.
pub(super) fn remove_empty_folders(top: &Path, path: &Path) {
    let parents = path.ancestors().skip(1);
    for parent in parents.take_while(|parent| *parent != top) {
        match fs::remove_dir(parent) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => break,
            _ => {}
        }
    }
}

/// Removes the folder of a change with its backups and its journal, if it exists. Other files in
/// it belong to the user, and are an error.
pub(super) fn clear(folder: &Path) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    let ours = |name: &str| {
        ["new-", "old-", "journal."]
            .iter()
            .any(|start| name.starts_with(start))
    };
    for entry in fs::read_dir(folder).map_err(|error| Failure::at(folder, error))? {
        let path = entry.map_err(|error| Failure::at(folder, error))?.path();
        if !path
            .file_name()
            .is_some_and(|name| ours(&name.to_string_lossy()))
        {
            return Err(Failure::at(&path, "does not belong there; move it away"));
        }
        fs::remove_file(&path).map_err(|error| Failure::at(&path, error))?;
    }
    fs::remove_dir(folder).map_err(|error| Failure::at(folder, error))
}
