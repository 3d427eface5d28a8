//! Traits of any shape: documentation, deprecation, sensitivity.

use super::typed::Deprecated;
use super::{Traits, known};

impl Traits {
    /// The documentation, in CommonMark with HTML.
    #[must_use]
    pub fn documentation(&self) -> Option<&str> {
        self.read(known::DOCUMENTATION)
    }

    /// The name of the service for people.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.read(known::TITLE)
    }

    /// Whether, and since when, it should not be used any more.
    #[must_use]
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        self.read(known::DEPRECATED)
    }

    /// Whether it may change at any time.
    #[must_use]
    pub fn unstable(&self) -> bool {
        self.has(known::UNSTABLE)
    }

    /// Whether it is not meant for customers.
    #[must_use]
    pub fn internal(&self) -> bool {
        self.has(known::INTERNAL)
    }

    /// Whether values must not be shown.
    #[must_use]
    pub fn sensitive(&self) -> bool {
        self.has(known::SENSITIVE)
    }
}
