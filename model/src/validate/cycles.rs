//! Structures and unions of which no value is finite.

use std::collections::{HashMap, HashSet};

use super::about;
use crate::{Diagnostic, Model, Selection, Shape, ShapeId, ShapeKind};

/// Reports each cycle of members among the shapes without a finite value (Smithy 2.0, "Aggregate
/// types", "Recursive shape definitions").
pub(super) fn check(model: &Model, selection: &Selection, found: &mut Vec<Diagnostic>) {
    let mut done = finite(model, selection);
    for id in selection.shapes() {
        let mut path: Vec<Step<'_>> = Vec::new();
        let mut on_path: HashMap<&ShapeId, usize> = HashMap::new();
        enter(model, id, &mut path, &mut on_path, &done);
        while let Some(step) = path.last_mut() {
            let Some((name, target)) = step.next() else {
                if let Some(step) = path.pop() {
                    on_path.remove(&step.shape.id);
                    done.insert(&step.shape.id);
                }
                continue;
            };
            step.member = name;
            match on_path.get(target) {
                Some(from) => found.push(cycle(&path[*from..])),
                None => enter(model, target, &mut path, &mut on_path, &done),
            }
        }
    }
}

/// Finds the shapes that have a finite value: structures whose required members have one, unions
/// of which a member has one, and all others, since lists and maps can be empty.
fn finite<'m>(model: &'m Model, selection: &Selection) -> HashSet<&'m ShapeId> {
    let shapes: Vec<&Shape> = selection
        .shapes()
        .filter_map(|id| model.shape(id))
        .collect();
    let mut users: HashMap<&ShapeId, Vec<&Shape>> = HashMap::new();
    for shape in &shapes {
        for (_, target) in needed(shape) {
            users.entry(target).or_default().push(shape);
        }
    }
    // Shapes of the prelude are not in the selection.
    let all: HashSet<&ShapeId> = shapes.iter().map(|shape| &shape.id).collect();
    let mut finite = HashSet::new();
    let mut waiting = shapes;
    while let Some(shape) = waiting.pop() {
        let mut targets = needed(shape).map(|(_, target)| target).peekable();
        let ends = |target: &ShapeId| finite.contains(target) || !all.contains(target);
        let is_finite = match shape.kind {
            ShapeKind::Union { .. } if targets.peek().is_some() => targets.any(ends),
            _ => targets.all(ends),
        };
        if is_finite && finite.insert(&shape.id) {
            waiting.extend(users.get(&shape.id).into_iter().flatten());
        }
    }
    finite
}

/// The members that a finite value depends on: the required ones of a structure, and those of a
/// union.
fn needed(shape: &Shape) -> impl Iterator<Item = (&str, &ShapeId)> {
    let members = shape.members().filter(|member| match shape.kind {
        ShapeKind::Structure { .. } => member.traits.required(),
        ShapeKind::Union { .. } => true,
        _ => false,
    });
    members.map(|member| (member.name.as_str(), &member.target))
}

/// A shape on the path, with the members still to be followed.
struct Step<'m> {
    shape: &'m Shape,
    pending: Vec<(&'m str, &'m ShapeId)>,
    /// The last member that was followed.
    member: &'m str,
}

impl<'m> Step<'m> {
    fn next(&mut self) -> Option<(&'m str, &'m ShapeId)> {
        self.pending.pop()
    }
}

fn enter<'m>(
    model: &'m Model,
    id: &ShapeId,
    path: &mut Vec<Step<'m>>,
    on_path: &mut HashMap<&'m ShapeId, usize>,
    done: &HashSet<&ShapeId>,
) {
    let Some(shape) = model.shape(id).filter(|shape| !done.contains(&shape.id)) else {
        return;
    };
    let mut pending: Vec<_> = needed(shape).collect();
    pending.reverse();
    on_path.insert(&shape.id, path.len());
    path.push(Step {
        shape,
        pending,
        member: "",
    });
}

fn cycle(steps: &[Step<'_>]) -> Diagnostic {
    let shown = steps.iter().take(10);
    let names: Vec<String> = shown
        .map(|step| format!("{}${}", step.shape.id.name(), step.member))
        .collect();
    let union = |step: &Step<'_>| matches!(step.shape.kind, ShapeKind::Union { .. });
    let (members, help) = match steps.iter().any(union) {
        true => (
            "required members and those of unions",
            "no value can be infinitely deep; remove smithy.api#required from one of the members, \
             or add a member to a union that does not lead back to it",
        ),
        false => (
            "required members",
            "no value can be infinitely deep; remove smithy.api#required from one of the members",
        ),
    };
    let (count, names) = (steps.len(), names.join(" → "));
    let message = format!("{members} form a cycle of {count}: {names} → …");
    about(steps[0].shape, message, help)
}
