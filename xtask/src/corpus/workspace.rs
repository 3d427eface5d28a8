//! Chosen crates in a Cargo workspace of their own, beside this one's target folder.

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

/// The folder of the workspace's members.
pub(crate) const CRATES: &str = "crates";

const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";

/// Writes the crates and the workspace around them, in place of those of the last run, and returns its folder. The
/// dependencies that were built for the last run stay.
pub(super) fn write(
    chosen: &[(&Service, usize)],
    interrupt: &Interrupt,
) -> Result<PathBuf, Failure> {
    let folder = target().join("corpus");
    let crates = folder.join(CRATES);
    empty(&crates)?;
    let progress = Progress::new(chosen.len(), "writing");
    for (service, _) in chosen {
        if interrupt.is_set() {
            break;
        }
        progress.at(&service.name);
        let at = crates.join(&service.name);
        output::write(&at, &one::files(service, &at)?)?;
        progress.done();
    }
    around(&folder)?;
    Ok(folder)
}

/// Removes a folder with all that is in it, where it is there.
pub(crate) fn empty(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::at(folder, error)),
        _ => Ok(()),
    }
}

/// Writes the workspace around the crates of a folder, with the same versions as those of this workspace.
pub(crate) fn around(folder: &Path) -> Result<(), Failure> {
    put(&folder.join("Cargo.toml"), MANIFEST)?;
    let lock = root().join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|error| Failure::at(&lock, error))?;
    put(&folder.join("Cargo.lock"), &text)
}

pub(crate) fn put(path: &Path, text: &str) -> Result<(), Failure> {
    output::replace(path, text).map_err(|error| Failure::at(path, error))
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    let named = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    named.map_or_else(|| root().join("target"), PathBuf::from)
}
