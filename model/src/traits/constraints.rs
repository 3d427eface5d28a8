//! Traits that constrain values.

use super::typed::{Length, Range};
use super::{Traits, known};

impl Traits {
    /// The bounds of a length in characters, bytes or elements (`smithy.api#length`).
    #[must_use]
    pub fn length(&self) -> Option<Length> {
        self.read(known::LENGTH)
    }

    /// The bounds of a number (`smithy.api#range`).
    #[must_use]
    pub fn range(&self) -> Option<Range> {
        self.read(known::RANGE)
    }

    /// A regular expression (ECMA 262) that matches in every value (`smithy.api#pattern`).
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.read(known::PATTERN)
    }

    /// Returns true if the elements of the list are distinct (`smithy.api#uniqueItems`).
    #[must_use]
    pub fn unique_items(&self) -> bool {
        self.has(known::UNIQUE_ITEMS)
    }
}
