//! Traits about the presence of values.

use super::{Traits, known};
use crate::TraitValue;

impl Traits {
    /// Whether the member must be there.
    #[must_use]
    pub fn required(&self) -> bool {
        self.has(known::REQUIRED)
    }

    /// The value assumed where none is given; JSON's null says that there is none in spite of the target's.
    #[must_use]
    pub fn default_value(&self) -> Option<&TraitValue> {
        self.get(known::DEFAULT)
    }

    /// Whether the default came after the member.
    #[must_use]
    pub fn added_default(&self) -> bool {
        self.has(known::ADDED_DEFAULT)
    }

    /// Whether clients must treat the member as optional, whatever else is said.
    #[must_use]
    pub fn client_optional(&self) -> bool {
        self.has(known::CLIENT_OPTIONAL)
    }

    /// Whether the structure is the input of one operation and of nothing else.
    #[must_use]
    pub fn input(&self) -> bool {
        self.has(known::INPUT)
    }

    /// Whether the structure is the output of one operation and of nothing else.
    #[must_use]
    pub fn output(&self) -> bool {
        self.has(known::OUTPUT)
    }

    /// Whether the list or map may hold nulls.
    #[must_use]
    pub fn sparse(&self) -> bool {
        self.has(known::SPARSE)
    }

    /// Whether clients fill the member with a fresh token where the caller leaves it out.
    #[must_use]
    pub fn idempotency_token(&self) -> bool {
        self.has(known::IDEMPOTENCY_TOKEN)
    }
}
