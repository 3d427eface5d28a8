//! Two shapes that stand for each other.

use super::change::{Side, Wire};
use super::rules::Rule;
use super::selected::is_type;
use super::spot::{Members, Pair, Reach, Spot};
use super::walk::Walk;
use super::{bindings, constraints, enums, media_type, members, names, traits, width};
use crate::{Member, Shape, ShapeKind};

/// Compares two shapes and has what they hold compared later.
pub(super) fn compare(walk: &mut Walk<'_>, pair: &Pair) {
    let shapes = walk.old.shape(&pair.old).zip(walk.new.shape(&pair.new));
    let Some((old, new)) = shapes else { return };
    let (spot, reach) = pair.at.clone().unwrap_or_else(|| {
        let reach = walk.reach(&pair.old, &pair.new);
        (Spot::shape(Side::New, new), reach)
    });
    let names = [walk.old.name(&old.id), walk.new.name(&new.id)];
    if pair.at.is_none() && names[0] != names[1] && old.id == new.id && is_type(new) {
        walk.report_renamed(old, new, Wire::Safe);
    }
    if old.kind.word() != new.kind.word() {
        return of_other_kind(walk, &spot, old, new, reach);
    }
    shape_traits(walk, &spot, old, new, reach);
    match (&old.kind, &new.kind) {
        (ShapeKind::Enum(before), ShapeKind::Enum(after)) => {
            enums::compare(walk, old, new, before, after, reach);
        }
        (ShapeKind::IntEnum(before), ShapeKind::IntEnum(after)) => {
            enums::compare(walk, old, new, before, after, reach);
        }
        (ShapeKind::List { .. } | ShapeKind::Map { .. }, _) => parts(walk, pair, old, new, reach),
        (ShapeKind::Structure { .. } | ShapeKind::Union { .. }, _) => {
            members::compare(walk, old, new, reach);
        }
        _ => {}
    }
}

fn of_other_kind(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape, reach: Reach) {
    let message = format!(
        "`{}` is of the kind {}; before: {}",
        new.id.name(),
        new.kind.word(),
        old.kind.word()
    );
    let wire = width::of_change(&old.kind, &new.kind, reach);
    walk.report(Rule::TypeChanged, spot, wire, message);
}

fn shape_traits(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape, reach: Reach) {
    let (before, after) = (&old.traits, &new.traits);
    constraints::compare(walk, spot, before, after, reach);
    traits::of_shape(walk, spot, old, new, reach);
    names::of_shape(walk, spot, before, after);
    bindings::streaming(walk, spot, old, new, reach);
    media_type::of_shape(walk, spot, old, new);
    traits::common(walk, spot, before, after);
}

/// Compares the element of a list, or key and value of a map. If the collection is only another
/// target of a member, changes are the member's.
fn parts(walk: &mut Walk<'_>, pair: &Pair, old: &Shape, new: &Shape, reach: Reach) {
    let both: Vec<(&Member, &Member)> = old.members().zip(new.members()).collect();
    for (before, after) in both {
        let own = || Spot::member(Side::New, &new.id, &after.name, after.place);
        let at = pair.at.as_ref().map(|(spot, _)| spot.clone());
        let spot = at.unwrap_or_else(own);
        let both = Members {
            old: before,
            new: after,
        };
        members::same(walk, &spot, both, reach);
    }
}
