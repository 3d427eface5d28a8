//! The failure of a command: always exit code 2.

use std::fmt::Display;

/// A message that says what, where, and what now.
#[derive(Debug)]
pub struct Failure(pub String);

impl Failure {
    /// A failure that has to do with a file or folder.
    pub fn at(path: &std::path::Path, what: impl Display) -> Self {
        Self(format!("{}: {what}", path.display()))
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}
