//! What is wrong with the input, and where.

use std::fmt;

/// Input that does not hold what was expected.
pub struct Failure(Box<Inner>);

struct Inner {
    reason: &'static str,
    offset: usize,
    /// From the innermost step outwards.
    path: Vec<Box<str>>,
}

/// What reading a value returns.
pub type Decoded = Result<(), Failure>;

impl Failure {
    /// A failure at a byte offset.
    #[must_use]
    #[cold]
    pub fn new(reason: &'static str, offset: usize) -> Self {
        Self(Box::new(Inner {
            reason,
            offset,
            path: Vec::new(),
        }))
    }

    /// Adds that it lies in the member of this name.
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
