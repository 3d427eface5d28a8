//! Traits of any shape: documentation, deprecation, sensitivity.

use super::typed::Deprecated;
use super::{Traits, known};

impl Traits {
    /// The documentation, in CommonMark with HTML (`smithy.api#documentation`).
    #[must_use]
    pub fn documentation(&self) -> Option<&str> {
        self.read(known::DOCUMENTATION)
    }

    /// The human-readable name of the service (`smithy.api#title`).
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.read(known::TITLE)
    }

    /// The deprecation of the shape (`smithy.api#deprecated`).
    #[must_use]
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        self.read(known::DEPRECATED)
    }

    /// Returns true if the shape may change at any time (`smithy.api#unstable`).
    #[must_use]
    pub fn unstable(&self) -> bool {
        self.has(known::UNSTABLE)
    }

    /// Returns true if the shape is not part of the public API (`smithy.api#internal`).
    #[must_use]
    pub fn internal(&self) -> bool {
        self.has(known::INTERNAL)
    }

    /// Returns true if values must be redacted (`smithy.api#sensitive`).
    #[must_use]
    pub fn sensitive(&self) -> bool {
        self.has(known::SENSITIVE)
    }
}
