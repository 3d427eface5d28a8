//! Operations, and shapes that only one of the selections reaches.

use super::change::{Side, Wire};
use super::rules::Rule;
use super::selected::is_type;
use super::spot::Spot;
use super::walk::Walk;
use super::{auth, bindings, ends, traits};
use crate::{Operation, Paginated, Shape, ShapeId};

/// Compares all operations, and has what they reach compared later.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old.selection, walk.new.selection);
    for id in new.operation_ids() {
        match walk.old.operation(id.name()) {
            Some(before) => both(walk, before, id),
            None => report_one_sided(walk, Side::New, id),
        }
    }
    for id in old.operation_ids() {
        if walk.new.operation(id.name()).is_none() {
            report_one_sided(walk, Side::Old, id);
        }
    }
}

/// An operation that only one of the two has.
fn report_one_sided(walk: &mut Walk<'_>, side: Side, id: &ShapeId) {
    let (half, rule, wire, what) = match side {
        Side::New => (&walk.new, Rule::OperationAdded, Wire::Safe, "is new"),
        Side::Old => (&walk.old, Rule::OperationRemoved, Wire::Breaking, "is gone"),
    };
    if let Some(shape) = half.shape(id) {
        let message = format!("the operation `{}` {what}", id.name());
        walk.report(rule, &Spot::shape(side, shape), wire, message);
    }
}

fn both(walk: &mut Walk<'_>, old: &ShapeId, new: &ShapeId) {
    let shapes = walk.old.shape(old).zip(walk.new.shape(new));
    let Some((old, new)) = shapes else { return };
    let Some((before, after)) = old.as_operation().zip(new.as_operation()) else {
        return;
    };
    let spot = Spot::shape(Side::New, new);
    bindings::of_operation(walk, &spot, &old.traits, &new.traits);
    auth::of_operation(walk, &spot, &old.traits, &new.traits);
    pagination(walk, &spot, old, new);
    traits::common(walk, &spot, &old.traits, &new.traits);
    errors(walk, (old, before), (new, after));
    ends::compare(walk, before.input.as_ref(), after.input.as_ref(), true);
    ends::compare(walk, before.output.as_ref(), after.output.as_ref(), false);
}

fn pagination(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape) {
    let services = walk.old.service().zip(walk.new.service());
    let Some((before, after)) = services else {
        return;
    };
    let before = Paginated::merged(&old.traits, &before.traits);
    let after = Paginated::merged(&new.traits, &after.traits);
    if before == after {
        return;
    }
    let shown = |pages: Option<Paginated<'_>>| {
        let Some(pages) = pages else {
            return "not at all".to_owned();
        };
        let part = |name: Option<&str>| name.unwrap_or("nothing").to_owned();
        format!(
            "by {} from {}, limited by {}, items in {}",
            part(pages.input_token),
            part(pages.output_token),
            part(pages.page_size),
            part(pages.items)
        )
    };
    let message = format!("paginated {}; before: {}", shown(after), shown(before));
    walk.report(Rule::PaginationChanged, spot, Wire::Safe, message);
}

/// Compares the operation's own errors and those of its service.
fn errors(walk: &mut Walk<'_>, old: (&Shape, &Operation), new: (&Shape, &Operation)) {
    let (shared_before, shared_after) = (walk.old.shared_errors(), walk.new.shared_errors());
    let before: Vec<&ShapeId> = old.1.errors.iter().chain(shared_before).collect();
    let after: Vec<&ShapeId> = new.1.errors.iter().chain(shared_after).collect();
    let mut lost: Vec<&ShapeId> = Vec::new();
    for id in &before {
        match after.iter().find(|new| walk.matching.are_one(id, new)) {
            Some(new) => walk.later(id, new, None),
            None => lost.push(id),
        }
    }
    let known =
        |walk: &Walk<'_>, id: &ShapeId| before.iter().any(|old| walk.matching.are_one(old, id));
    for id in &after {
        if known(walk, id) {
            continue;
        }
        match lost.iter().position(|old| is_renamed_error(walk, old, id)) {
            Some(at) => walk.later(lost.remove(at), id, None),
            None => error_added(walk, new.0, id),
        }
    }
    for id in lost {
        let message = format!("it does not fail with `{}` any more", walk.old.name(id));
        let spot = Spot::shape(Side::Old, old.0);
        walk.report_about(Rule::ErrorRemoved, &spot, Some(id), Wire::Safe, message);
    }
}

fn error_added(walk: &mut Walk<'_>, operation: &Shape, id: &ShapeId) {
    let message = format!("it can fail with `{}` too", walk.new.name(id));
    let spot = Spot::shape(Side::New, operation);
    walk.report_about(Rule::ErrorAdded, &spot, Some(id), Wire::Safe, message);
}

/// Returns true if an error that is new in one model stands for one that is gone from the other:
/// both have one kind, one status and the same members. Those who match its code do not find it
/// any more.
fn is_renamed_error(walk: &mut Walk<'_>, old: &ShapeId, new: &ShapeId) -> bool {
    let Some((old, new)) = walk.old.shape(old).zip(walk.new.shape(new)) else {
        return false;
    };
    let names = |shape: &Shape| {
        let mut names: Vec<String> = shape.members().map(|one| one.name.clone()).collect();
        names.sort_unstable();
        names
    };
    let alike = old.traits.error() == new.traits.error()
        && old.traits.http_error() == new.traits.http_error()
        && names(old) == names(new);
    let wire = Wire::breaking_if(walk.old.error_code(old) != walk.new.error_code(new));
    alike && walk.is_renamed(old, new, wire)
}

/// Queues the shapes that both selections reach on different paths.
pub(super) fn compare_matched(walk: &mut Walk<'_>) {
    for id in walk.new.selection.shapes() {
        let old = walk.matching.old_of(id).cloned();
        let both = old.and_then(|old| walk.old.shape(&old).zip(walk.new.shape(id)));
        if let Some((old, _)) = both.filter(|(old, new)| is_type(old) && is_type(new)) {
            walk.later(&old.id, id, None);
        }
    }
}

/// Reports the types that only one of the selections reaches.
pub(super) fn report_unmatched(walk: &mut Walk<'_>) {
    for id in walk.new.selection.shapes() {
        let known = walk.matching.has_new(id);
        if let Some(shape) = walk.new.shape(id).filter(|_| !known) {
            unmatched(walk, Side::New, shape);
        }
    }
    for id in walk.old.selection.shapes() {
        let known = walk.matching.has_old(id);
        if let Some(shape) = walk.old.shape(id).filter(|_| !known) {
            unmatched(walk, Side::Old, shape);
        }
    }
}

fn unmatched(walk: &mut Walk<'_>, side: Side, shape: &Shape) {
    let (half, rule, what) = match side {
        Side::New => (&walk.new, Rule::ShapeAdded, "is new"),
        Side::Old => (&walk.old, Rule::ShapeRemoved, "is gone"),
    };
    if !half.becomes_type(shape) {
        return;
    }
    let (kind, name) = (shape.kind.word(), half.name(&shape.id));
    let message = format!("the {kind} `{name}` {what}");
    walk.report(rule, &Spot::shape(side, shape), Wire::Safe, message);
}
