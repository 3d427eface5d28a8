//! Members whose values are of another shape.

use super::walk::{Members, Reach, Spot, Walk, is_type};
use super::{Rule, width};

/// Compares the targets of a member, and has what they hold compared later.
pub(super) fn compare(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let (old_id, new_id) = (&both.old.target, &both.new.target);
    let targets = walk.old.shape(old_id).zip(walk.new.shape(new_id));
    let Some((old, new)) = targets else { return };
    if old_id.name() == new_id.name() {
        return walk.later(old_id, new_id, None);
    }
    let of_one_kind = old.kind.word() == new.kind.word();
    if of_one_kind && !is_type(new) {
        return walk.later(old_id, new_id, Some((spot.clone(), reach)));
    }
    if of_one_kind && walk.is_renamed(old, new) {
        return walk.later(old_id, new_id, None);
    }
    let wire = if of_one_kind {
        walk.exchange(old_id, new_id)
    } else {
        width::of_change(&old.kind, &new.kind, reach)
    };
    let message = format!(
        "its values are of `{}` ({}); before: `{}` ({})",
        new_id.name(),
        new.kind.word(),
        old_id.name(),
        old.kind.word()
    );
    walk.report_about(Rule::TargetChanged, spot, Some(new_id), wire, message);
}
