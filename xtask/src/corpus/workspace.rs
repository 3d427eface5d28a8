//! Writes the chosen crates to a Cargo workspace of their own, in this workspace's target folder.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tinsmith_codegen::output;

use super::one;
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith::interrupt::Interrupt;
use tinsmith::progress::Progress;
use tinsmith::services::Service;

use crate::cargo;

/// The folder of the workspace's members.
pub(crate) const CRATES: &str = "crates";

const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";

/// Replaces the crates and the workspace of the previous run, and returns its folder. Built
/// dependencies are kept.
pub(super) fn write(
    chosen: &[(&Service, usize)],
    interrupt: &Interrupt,
) -> Result<PathBuf, Failure> {
    let folder = target_folder().join("corpus");
    let crates = folder.join(CRATES);
    remove_folder(&crates)?;
    let progress = Progress::new(chosen.len(), "writing");
    for (service, _) in chosen {
        if interrupt.is_set() {
            break;
        }
        progress.at(&service.name);
        let at = crates.join(&service.name);
        output::write(&at, &one::files(service)?)?;
        progress.done();
    }
    write_manifest(&folder)?;
    Ok(folder)
}

/// Removes a folder with its content, if it exists.
pub(crate) fn remove_folder(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::at(folder, error)),
        _ => Ok(()),
    }
}

/// Writes the workspace manifest for the crates of a folder, with the dependency versions of this
/// workspace.
pub(crate) fn write_manifest(folder: &Path) -> Result<(), Failure> {
    write_file(&folder.join("Cargo.toml"), MANIFEST)?;
    cargo::copy_lock(folder)
}

pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    output::replace(path, text).map_err(|error| Failure::at(path, error))
}

/// Cargo's target folder.
pub(crate) fn target_folder() -> PathBuf {
    let named = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    named.map_or_else(|| root().join("target"), PathBuf::from)
}
