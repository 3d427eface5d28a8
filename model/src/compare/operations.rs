//! Operations, and the shapes that only one of the selections reaches.

use super::walk::{Spot, Walk, is_type};
use super::{Rule, Side, Wire, bindings, ends, traits};
use crate::{Operation, Paginated, Shape, ShapeId};

/// Compares all operations and what they reach.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old.selection, walk.new.selection);
    for id in new.operation_ids() {
        match walk.old.operation(id.name()) {
            Some(before) => both(walk, before, id),
            None => one(walk, Side::New, id),
        }
    }
    for id in old.operation_ids() {
        if walk.new.operation(id.name()).is_none() {
            one(walk, Side::Old, id);
        }
    }
    walk.run();
    of_one_name(walk);
    walk.run();
    alone(walk);
}

/// An operation that only one of the two has.
fn one(walk: &mut Walk<'_>, side: Side, id: &ShapeId) {
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

/// The operation's own errors and those of its service.
fn errors(walk: &mut Walk<'_>, old: (&Shape, &Operation), new: (&Shape, &Operation)) {
    let shared = |service: Option<&'_ Shape>| {
        let service = service.and_then(Shape::as_service);
        service
            .map(|service| service.errors.clone())
            .unwrap_or_default()
    };
    let (before, after) = (shared(walk.old.service()), shared(walk.new.service()));
    let before: Vec<&ShapeId> = old.1.errors.iter().chain(&before).collect();
    let after: Vec<&ShapeId> = new.1.errors.iter().chain(&after).collect();
    let lacks = |all: &[&ShapeId], id: &ShapeId| all.iter().all(|other| other.name() != id.name());
    for id in &after {
        match before.iter().find(|other| other.name() == id.name()) {
            Some(other) => walk.later(other, id, None),
            None => {
                let message = format!("it can fail with `{}` too", id.name());
                let spot = Spot::shape(Side::New, new.0);
                walk.report_about(Rule::ErrorAdded, &spot, Some(id), Wire::Safe, message);
            }
        }
    }
    for id in before.iter().filter(|id| lacks(&after, id)) {
        let message = format!("it does not fail with `{}` any more", id.name());
        let spot = Spot::shape(Side::Old, old.0);
        walk.report_about(Rule::ErrorRemoved, &spot, Some(id), Wire::Safe, message);
    }
}

/// Has the shapes compared that both selections reach, but not by the same way.
fn of_one_name(walk: &mut Walk<'_>) {
    for id in walk.new.selection.shapes() {
        let both = walk.old.named(id.name()).zip(walk.new.shape(id));
        let Some((old, new)) = both else { continue };
        if is_type(old) && is_type(new) && !walk.has_new_name(&old.id) {
            walk.later(&old.id, id, None);
        }
    }
}

/// The types that only one of the selections reaches.
fn alone(walk: &mut Walk<'_>) {
    for id in walk.new.selection.shapes() {
        let known = walk.old.named(id.name()).is_some() || walk.had_old_name(id);
        if let Some(shape) = walk.new.shape(id).filter(|_| !known) {
            lonely(walk, Side::New, shape);
        }
    }
    for id in walk.old.selection.shapes() {
        let known = walk.new.named(id.name()).is_some() || walk.has_new_name(id);
        if let Some(shape) = walk.old.shape(id).filter(|_| !known) {
            lonely(walk, Side::Old, shape);
        }
    }
}

fn lonely(walk: &mut Walk<'_>, side: Side, shape: &Shape) {
    let (half, rule, what) = match side {
        Side::New => (&walk.new, Rule::ShapeAdded, "is new"),
        Side::Old => (&walk.old, Rule::ShapeRemoved, "is gone"),
    };
    if !half.becomes_type(shape) {
        return;
    }
    let message = format!("the {} `{}` {what}", shape.kind.word(), shape.id.name());
    walk.report(rule, &Spot::shape(side, shape), Wire::Safe, message);
}
