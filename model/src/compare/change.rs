//! One change between two models.

use super::Rule;
use crate::{Place, ShapeId};

/// A change between two models.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What kind of change it is.
    pub rule: Rule,
    /// The shape or member that has changed, by its id in the model of [`side`](Self::side).
    pub subject: ShapeId,
    /// Another shape that the change is about: the error that was added, the new target, the old name.
    pub related: Option<ShapeId>,
    /// What has changed, in a sentence with the values before and after.
    pub message: String,
    /// The model in which subject and place are found.
    pub side: Side,
    /// Where the subject stands in the file of that model.
    pub place: Place,
    /// The selected operations that use the subject, sorted by name.
    pub operations: Vec<ShapeId>,
    /// Whether clients made from the old model go on working.
    pub wire: Wire,
}

/// One of the two models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The model before. Removals are found there.
    Old,
    /// The model after.
    New,
}

/// What a change does on the wire: to clients that were made from the old model and talk to a service of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// They go on working.
    Safe,
    /// A request of theirs may be refused, or an answer may be misread or lack what it promised.
    Breaking,
}

impl Wire {
    /// `safe` or `breaking`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Breaking => "breaking",
        }
    }

    /// Breaking where `breaks` holds.
    pub(super) fn breaking_if(breaks: bool) -> Self {
        if breaks { Self::Breaking } else { Self::Safe }
    }
}
