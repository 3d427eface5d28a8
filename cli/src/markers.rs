//! The marks that git leaves in a file where two branches conflict.

use std::path::Path;

use crate::failure::Failure;

/// The beginning of the first line of a conflict.
const START: &str = "<<<<<<< ";

/// Returns whether a text holds a conflict.
#[must_use]
pub(crate) fn has(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(START))
}

/// Refuses a text that holds a conflict; `path` is what the message calls it.
///
/// # Errors
/// Returns [`Failure`] with the line of the first conflict, and the command that resolves it.
pub(crate) fn refuse(text: &str, path: &Path) -> Result<(), Failure> {
    match text.lines().position(|line| line.starts_with(START)) {
        None => Ok(()),
        Some(at) => Err(Failure(format!(
            "{}:{}: a conflict of a merge; to take the operations of both sides: {} resolve",
            path.display(),
            at + 1,
            crate::tool::name(),
        ))),
    }
}
