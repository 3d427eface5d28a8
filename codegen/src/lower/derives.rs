//! The traits of the standard library that types can derive, depending on their closure.

use std::collections::{HashMap, HashSet};

use tinsmith_model::{Member, Model, Selection, Shape, ShapeId, ShapeKind};

use super::member;
use crate::ir::Derives;
use crate::options::Asked;

/// The shapes that reach values without equality, those that reach streams, and those whose type
/// has no `Default`.
pub(super) struct DerivesOf {
    /// The traits to derive beyond the usual ones, if possible.
    pub(super) asked: Asked,
    without_eq: HashSet<ShapeId>,
    without_value: HashSet<ShapeId>,
    without_default: HashSet<ShapeId>,
}

/// Shapes by the shapes that their members target.
type Users<'m> = HashMap<&'m ShapeId, Vec<&'m ShapeId>>;

impl DerivesOf {
    pub(super) fn find(model: &Model, selection: &Selection, asked: Asked) -> Self {
        let shapes: Vec<&Shape> = selection
            .shapes()
            .filter_map(|id| model.shape(id))
            .collect();
        let users = users(&shapes, |_, _| true);
        let targets = users.keys().filter_map(|id| model.shape(id));
        let (streams, inexact): (Vec<_>, Vec<_>) = targets
            .filter(|shape| is_stream(shape) || is_inexact(shape))
            .partition(|shape| is_stream(shape));
        let without_value = reaching(streams.iter().map(|shape| &shape.id), &users);
        let mut without_eq = reaching(inexact.iter().map(|shape| &shape.id), &users);
        without_eq.extend(without_value.iter().cloned());
        Self {
            asked,
            without_eq,
            without_value,
            without_default: without_default(selection, &shapes),
        }
    }

    /// Returns true if the shape's type has a `Default`.
    pub(super) fn has_default(&self, id: &ShapeId) -> bool {
        !self.without_default.contains(id)
    }

    pub(super) fn for_shape(&self, id: &ShapeId) -> Derives {
        Derives {
            value: !self.without_value.contains(id),
            eq: self.asked.eq && !self.without_eq.contains(id),
            hash: self.asked.hash && !self.without_eq.contains(id),
        }
    }
}

fn users<'m>(shapes: &[&'m Shape], uses: impl Fn(&Shape, &Member) -> bool) -> Users<'m> {
    let mut users = Users::new();
    for shape in shapes {
        for member in shape.members().filter(|member| uses(shape, member)) {
            users.entry(&member.target).or_default().push(&shape.id);
        }
    }
    users
}

/// The types without `Default`: those with required values, unions, and the structures that
/// contain such a value directly.
fn without_default(selection: &Selection, shapes: &[&Shape]) -> HashSet<ShapeId> {
    let is_plain = |shape: &Shape, member: &Member| {
        shape.as_structure().is_some() && member::has_no_default(member)
    };
    let plain = users(shapes, is_plain);
    let given = shapes.iter().filter(|shape| {
        let built = selection.reached_from_input(&shape.id);
        built && shape.members().any(|member| is_plain(shape, member))
    });
    let unions = shapes
        .iter()
        .filter(|shape| matches!(shape.kind, ShapeKind::Union { .. }));
    reaching(given.chain(unions).map(|shape| &shape.id), &plain)
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

/// The nodes from which `starts` are reachable.
fn reaching<'m>(starts: impl Iterator<Item = &'m ShapeId>, users: &Users<'m>) -> HashSet<ShapeId> {
    let mut found = HashSet::new();
    let mut waiting: Vec<&ShapeId> = starts.collect();
    while let Some(id) = waiting.pop() {
        if found.insert(id.clone()) {
            waiting.extend(users.get(id).into_iter().flatten());
        }
    }
    found
}
