//! Kinds of values that can stand for each other on the wire.

use super::change::Wire;
use super::spot::Reach;
use crate::ShapeKind;

/// Kinds that are written in one way, with how much each of them can hold.
fn form(kind: &ShapeKind) -> Option<(&'static str, u8)> {
    Some(match kind {
        ShapeKind::Byte => ("integer", 1),
        ShapeKind::Short => ("integer", 2),
        ShapeKind::IntEnum(_) => ("integer", 3),
        ShapeKind::Integer => ("integer", 4),
        ShapeKind::Long => ("integer", 5),
        ShapeKind::BigInteger => ("integer", 6),
        ShapeKind::Float => ("number", 1),
        ShapeKind::Double => ("number", 2),
        ShapeKind::Enum(_) => ("text", 1),
        ShapeKind::String => ("text", 2),
        _ => return None,
    })
}

/// Returns the verdict on another kind. If both are written alike, a kind that holds less breaks
/// those who send, and one that holds more those who receive. A string in place of an enum breaks
/// nobody, as enums are open; nor does an integer in place of an `intEnum`.
pub(super) fn of_change(old: &ShapeKind, new: &ShapeKind, reach: Reach) -> Wire {
    let Some(((old_form, before), (new_form, after))) = form(old).zip(form(new)) else {
        return Wire::Breaking;
    };
    let open = matches!(old, ShapeKind::Enum(_))
        || (matches!(old, ShapeKind::IntEnum(_)) && matches!(new, ShapeKind::Integer));
    let narrower = reach.sent && after < before;
    let wider = reach.received && after > before && !open;
    Wire::breaking_if(old_form != new_form || narrower || wider)
}
