//! Members that target another shape.

use super::change::Wire;
use super::rules::Rule;
use super::selected::is_type;
use super::spot::{Members, Reach, Spot};
use super::walk::Walk;
use super::width;

/// Compares the targets of a member, and has them compared later if they stand for each other.
pub(super) fn compare(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let (old_id, new_id) = (&both.old.target, &both.new.target);
    if old_id == new_id && old_id.is_prelude() {
        return;
    }
    let targets = walk.old.shape(old_id).zip(walk.new.shape(new_id));
    let Some((old, new)) = targets else { return };
    if walk.matching.are_one(old_id, new_id) {
        return walk.later(old_id, new_id, None);
    }
    let of_one_kind = old.kind.word() == new.kind.word();
    if of_one_kind && !is_type(new) {
        return walk.later(old_id, new_id, Some((spot.clone(), reach)));
    }
    if of_one_kind && walk.is_renamed(old, new, Wire::Safe) {
        return walk.later(old_id, new_id, None);
    }
    let wire = if of_one_kind {
        walk.exchange(old_id, new_id);
        Wire::Safe
    } else {
        width::of_change(&old.kind, &new.kind, reach)
    };
    let message = format!(
        "its values are of `{}` ({}); before: `{}` ({})",
        walk.new.name(new_id),
        new.kind.word(),
        walk.old.name(old_id),
        old.kind.word()
    );
    walk.report_about(Rule::TargetChanged, spot, Some(new_id), wire, message);
}
