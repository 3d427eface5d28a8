//! Traits about the presence of values.

use super::{Traits, known};
use crate::TraitValue;

impl Traits {
    /// Returns true if the member is required (`smithy.api#required`).
    #[must_use]
    pub fn required(&self) -> bool {
        self.has(known::REQUIRED)
    }

    /// The default value (`smithy.api#default`). JSON's null overrides the target's default with
    /// none.
    #[must_use]
    pub fn default_value(&self) -> Option<&TraitValue> {
        self.get(known::DEFAULT)
    }

    /// Returns true if the default was added after the member (`smithy.api#addedDefault`).
    #[must_use]
    pub fn added_default(&self) -> bool {
        self.has(known::ADDED_DEFAULT)
    }

    /// Returns true if clients must treat the member as optional in any case
    /// (`smithy.api#clientOptional`).
    #[must_use]
    pub fn client_optional(&self) -> bool {
        self.has(known::CLIENT_OPTIONAL)
    }

    /// Returns true if the structure is the input of one operation and used nowhere else
    /// (`smithy.api#input`).
    #[must_use]
    pub fn input(&self) -> bool {
        self.has(known::INPUT)
    }

    /// Returns true if the structure is the output of one operation and used nowhere else
    /// (`smithy.api#output`).
    #[must_use]
    pub fn output(&self) -> bool {
        self.has(known::OUTPUT)
    }

    /// Returns true if the list or map may contain nulls (`smithy.api#sparse`).
    #[must_use]
    pub fn sparse(&self) -> bool {
        self.has(known::SPARSE)
    }

    /// Returns true if clients set the member to a fresh token unless the caller does
    /// (`smithy.api#idempotencyToken`).
    #[must_use]
    pub fn idempotency_token(&self) -> bool {
        self.has(known::IDEMPOTENCY_TOKEN)
    }
}
