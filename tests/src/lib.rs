//! Shared code of the tests across crates.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

pub mod carrier;
pub mod client;
pub mod clock;
pub mod example;
pub mod module_graph;
pub mod proxy;
pub mod server;
pub mod shapes;
pub mod tls;

use std::path::{Path, PathBuf};

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of test data outside of the repository; if it is missing, prints to standard error
/// that `test` is skipped.
#[must_use]
pub fn shared(test: &str) -> Option<PathBuf> {
    tinsmith_test_data::find("", test)
}

/// The text of an error with all its sources, as error reporters print it.
#[must_use]
pub fn report(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(&format!(": {error}"));
        source = error.source();
    }
    text
}
