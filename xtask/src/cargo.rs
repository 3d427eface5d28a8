//! Cargo, for the packages and workspaces that tasks write.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use tinsmith::config::root;
use tinsmith::failure::Failure;

/// Creates a command that runs the cargo that runs this task.
pub(crate) fn command() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
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
