//! One command at a time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};

use crate::failure::Failure;

/// A lock that is held while files may be changed. The system releases it when the process ends,
/// however it ends.
pub(super) struct Guard {
    _file: File,
}

impl Guard {
    /// Takes it.
    ///
    /// # Errors
    /// When another process has it.
    pub(super) fn acquire(root: &Path) -> Result<Self, Failure> {
        let (path, file) = open(root);
        let file = file.map_err(|error| Failure::at(&path, error))?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Failure(
                "another command is changing files of this workspace; try again when it is done"
                    .to_owned(),
            )),
            Err(TryLockError::Error(error)) => Err(Failure::at(&path, error)),
        }
    }
}

/// Opens what is locked: the folder itself if the system can lock folders, else a file where cargo
/// keeps its own.
fn open(root: &Path) -> (PathBuf, io::Result<File>) {
    if cfg!(unix) {
        return (root.to_path_buf(), File::open(root));
    }
    let folder = root.join("target");
    let path = folder.join("tinsmith.guard");
    let file = fs::create_dir_all(&folder).and_then(|()| File::create(&path));
    (path, file)
}
