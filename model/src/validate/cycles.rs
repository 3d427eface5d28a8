//! Structures that contain themselves through required members only.

use std::collections::{HashMap, HashSet};

use super::about;
use crate::{Diagnostic, Model, Selection, Shape, ShapeId};

/// Reports each cycle of structures in which every step is a required member. Lists, maps and
/// unions break a cycle, since they can be empty or another member.
pub(super) fn check(model: &Model, selection: &Selection, found: &mut Vec<Diagnostic>) {
    let mut done: HashSet<&ShapeId> = HashSet::new();
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

/// A structure on the path, with the members still to be followed.
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
    let Some(members) = shape.as_structure() else {
        return;
    };
    let required = members.values().filter(|member| member.traits.required());
    let mut pending: Vec<_> = required
        .map(|member| (member.name.as_str(), &member.target))
        .collect();
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
    let message = format!(
        "required members form a cycle of {}: {} → …",
        steps.len(),
        names.join(" → ")
    );
    about(
        steps[0].shape,
        message,
        "no value can be infinitely deep; remove smithy.api#required from one of the members",
    )
}
