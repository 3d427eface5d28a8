//! The folder that a command works in: the nearest one, upwards from the current folder, that has
//! a `tinsmith.toml`.

use std::path::{Path, PathBuf, absolute};
use std::sync::OnceLock;

use crate::failure::Failure;

/// The name of the file that marks the folder.
pub(crate) const MARKER: &str = "tinsmith.toml";

/// The folder that the command line names.
static NAMED: OnceLock<PathBuf> = OnceLock::new();

/// Works in the folder of a manifest instead of looking for one. `path` is that of a
/// `tinsmith.toml`, of a file beside it, or of its folder.
///
/// # Errors
/// Returns [`Failure`] if there is no such file or folder.
pub(crate) fn set_manifest_path(path: &Path) -> Result<(), Failure> {
    let found = absolute(path).and_then(|path| path.metadata().map(|data| (path, data)));
    let (path, data) = found.map_err(|error| Failure::at(path, error))?;
    let folder = match data.is_dir() {
        true => path,
        false => path.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    NAMED
        .set(folder)
        .map_err(|_| Failure("--manifest-path is given twice".to_owned()))
}

/// Returns the folder; the current one if none has a `tinsmith.toml`.
#[must_use]
pub fn root() -> PathBuf {
    if let Some(named) = NAMED.get() {
        return named.clone();
    }
    let current = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let found = current
        .ancestors()
        .find(|folder| folder.join(MARKER).is_file());
    found.map(Path::to_path_buf).unwrap_or(current)
}
