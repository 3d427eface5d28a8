//! Places of changes, and from where shapes are reached.

use super::change::Side;
use crate::{Member, Place, Shape, ShapeId};

/// The shape or member that a change is reported at.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub(super) side: Side,
    pub(super) subject: ShapeId,
    pub(super) place: Place,
}

impl Spot {
    /// At a shape.
    pub(super) fn shape(side: Side, shape: &Shape) -> Self {
        Self {
            side,
            subject: shape.id.clone(),
            place: shape.place,
        }
    }

    /// At a member, by its name.
    pub(super) fn member(side: Side, shape: &ShapeId, name: &str, place: Place) -> Self {
        Self {
            side,
            subject: shape.with_member(name),
            place,
        }
    }
}

/// The direction in which values of a shape travel in both models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reach {
    /// Clients send it.
    pub(super) sent: bool,
    /// Clients receive it.
    pub(super) received: bool,
}

impl Reach {
    /// Returns true if values travel in any direction.
    pub(super) fn any(self) -> bool {
        self.sent || self.received
    }
}

/// A member of both models.
#[derive(Clone, Copy)]
pub(super) struct Members<'m> {
    pub(super) old: &'m Member,
    pub(super) new: &'m Member,
}

/// An old shape and a new one that stands for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Pair {
    pub(super) old: ShapeId,
    pub(super) new: ShapeId,
    /// The member whose target changed from the one to the other, if changes are those of the
    /// member, and from where the member is reached.
    pub(super) at: Option<(Spot, Reach)>,
}
