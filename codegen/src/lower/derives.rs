//! Which traits of the standard library types can derive, by what they reach.

use std::collections::{HashMap, HashSet};

use tinsmith_model::{Model, Selection, Shape, ShapeId, ShapeKind};

use crate::ir::Derives;

/// The shapes that reach values without equality, and those that reach streams.
pub(super) struct DerivesOf {
    without_eq: HashSet<ShapeId>,
    without_value: HashSet<ShapeId>,
}

impl DerivesOf {
    pub(super) fn find(model: &Model, selection: &Selection) -> Self {
        let shapes: Vec<&Shape> = selection
            .shapes()
            .filter_map(|id| model.shape(id))
            .collect();
        let mut users: HashMap<&ShapeId, Vec<&ShapeId>> = HashMap::new();
        for shape in &shapes {
            for member in shape.members() {
                users.entry(&member.target).or_default().push(&shape.id);
            }
        }
        let targets = users.keys().filter_map(|id| model.shape(id));
        let (streams, inexact): (Vec<_>, Vec<_>) = targets
            .filter(|shape| is_stream(shape) || is_inexact(shape))
            .partition(|shape| is_stream(shape));
        let without_value = reaching(streams.iter().map(|shape| &shape.id), &users);
        let mut without_eq = reaching(inexact.iter().map(|shape| &shape.id), &users);
        without_eq.extend(without_value.iter().cloned());
        Self {
            without_eq,
            without_value,
        }
    }

    pub(super) fn of(&self, id: &ShapeId) -> Derives {
        Derives {
            value: !self.without_value.contains(id),
            eq: !self.without_eq.contains(id),
        }
    }
}

fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Blob) && shape.traits.streaming()
}

fn is_inexact(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Float | ShapeKind::Double | ShapeKind::Document
    )
}

/// Everything from which `starts` can be reached.
fn reaching<'m>(
    starts: impl Iterator<Item = &'m ShapeId>,
    users: &HashMap<&'m ShapeId, Vec<&'m ShapeId>>,
) -> HashSet<ShapeId> {
    let mut found = HashSet::new();
    let mut waiting: Vec<&ShapeId> = starts.collect();
    while let Some(id) = waiting.pop() {
        if found.insert(id.clone()) {
            waiting.extend(users.get(id).into_iter().flatten());
        }
    }
    found
}
