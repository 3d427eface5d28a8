//! What the tests across crates share.

use std::path::{Path, PathBuf};

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of test data beside the workspace. Where it is missing, says on standard error that `test` is skipped.
#[must_use]
pub fn shared(test: &str) -> Option<PathBuf> {
    let path = root().join("../shared");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {test} needs the test data in {}", path.display());
    None
}
