//! Traits that constrain values.

use super::typed::{Length, Range};
use super::{Traits, known};

impl Traits {
    /// The bounds of a length: characters, bytes or elements.
    #[must_use]
    pub fn length(&self) -> Option<Length> {
        self.read(known::LENGTH)
    }

    /// The bounds of a number.
    #[must_use]
    pub fn range(&self) -> Option<Range> {
        self.read(known::RANGE)
    }

    /// A regular expression (ECMA 262) that matches in every value.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.read(known::PATTERN)
    }

    /// Whether no element of the list comes twice.
    #[must_use]
    pub fn unique_items(&self) -> bool {
        self.has(known::UNIQUE_ITEMS)
    }
}
