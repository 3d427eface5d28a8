//! Cargo, for the packages and workspaces that tasks write.

use std::env;
use std::fs;
use std::path::{Path, absolute};
use std::process::Command;

use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith_codegen::RuntimeSource;

/// Creates a command that runs the cargo that runs this task.
pub(crate) fn command() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The runtime of this repository, for a crate that a task writes. The path is absolute: cargo
/// reads a relative one without resolving links, and `target` can be a link.
///
/// # Errors
/// Returns a [`Failure`] if the current folder is not known.
pub(crate) fn runtime() -> Result<RuntimeSource, Failure> {
    let folder = root().join("runtime");
    let folder = absolute(&folder).map_err(|error| Failure::at(&folder, error))?;
    Ok(RuntimeSource::Path(folder.display().to_string()))
}

/// Copies this workspace's `Cargo.lock` into a folder, so that the same versions are built there.
///
/// # Errors
/// Returns a [`Failure`] if the file cannot be read or written.
pub(crate) fn copy_lock(folder: &Path) -> Result<(), Failure> {
    let lock = folder.join("Cargo.lock");
    fs::copy(root().join("Cargo.lock"), &lock).map_err(|error| Failure::at(&lock, error))?;
    Ok(())
}
