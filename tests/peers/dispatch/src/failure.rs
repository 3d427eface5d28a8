//! Errors in the input, with their positions.

use std::fmt;

/// Input of an unexpected form.
pub struct Failure(Box<Inner>);

struct Inner {
    reason: &'static str,
    offset: usize,
    /// The path, innermost step first.
    path: Vec<Box<str>>,
}

/// The result of reading a value.
pub type Decoded = Result<(), Failure>;

impl Failure {
    /// Creates a failure at a byte offset.
    #[must_use]
    #[cold]
    pub fn new(reason: &'static str, offset: usize) -> Self {
        Self(Box::new(Inner {
            reason,
            offset,
            path: Vec::new(),
        }))
    }

    /// Adds the member of this name to the path.
    #[must_use]
    #[cold]
    pub fn within(mut self, name: &str) -> Self {
        self.0.path.push(name.into());
        self
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            reason,
            offset,
            path,
        } = &*self.0;
        write!(f, "{reason} at byte {offset} in {path:?} (inside out)")
    }
}
