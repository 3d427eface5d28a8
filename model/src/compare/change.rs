//! One change between two models.

use super::rules::Rule;
use crate::{Place, ShapeId};

/// A change between two models.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The kind of change.
    pub rule: Rule,
    /// The shape or member that has changed, by its id in the model of [`side`](Self::side).
    pub subject: ShapeId,
    /// Another shape that the change is about: the error that was added, the new target, the old
    /// name.
    pub related: Option<ShapeId>,
    /// The change in a sentence, with the values before and after.
    pub message: String,
    /// The documentation before and after, if that is what has changed; empty if there was or is
    /// none.
    pub documentation: Option<[String; 2]>,
    /// The model in which subject and place are found.
    pub side: Side,
    /// The place of the subject in the file of that model.
    pub place: Place,
    /// The selected operations that use the subject, sorted by name.
    pub operations: Vec<ShapeId>,
    /// Requests reach the subject: it is an input or part of one.
    pub sent: bool,
    /// Responses reach the subject: it is an output or error, or part of one.
    pub received: bool,
    /// The effect on clients that were made from the old model.
    pub wire: Wire,
}

impl Change {
    /// A change that was found by comparing more than the two models.
    #[must_use]
    pub fn new(rule: Rule, side: Side, subject: ShapeId, place: Place, message: String) -> Self {
        Self {
            rule,
            subject,
            related: None,
            documentation: None,
            message,
            side,
            place,
            operations: Vec::new(),
            sent: false,
            received: false,
            wire: Wire::Safe,
        }
    }
}

/// One of the two models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The model before. Removals are found there.
    Old,
    /// The model after.
    New,
}

/// The effect of a change on the wire: on clients that were made from the old model and talk to a
/// service of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// They go on working.
    Safe,
    /// A value of theirs may be refused that was allowed, by a constraint that only the service
    /// checks.
    Validation,
    /// A request of theirs may be refused, or a response may be misread or lack what it promised.
    Breaking,
}

impl Wire {
    /// Every verdict, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Validation, Self::Safe];

    /// `safe`, `validation` or `breaking`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Validation => "validation",
            Self::Breaking => "breaking",
        }
    }

    /// Breaking if `breaks` holds, or else safe.
    pub(super) fn breaking_if(breaks: bool) -> Self {
        if breaks { Self::Breaking } else { Self::Safe }
    }

    /// Validation if `narrows` holds, or else safe.
    pub(super) fn validation_if(narrows: bool) -> Self {
        if narrows {
            Self::Validation
        } else {
            Self::Safe
        }
    }
}
