//! Shapes of one name in several namespaces that may be in one closure, because they are alike
//! (Smithy 2.0, "Service types", "Shape types allowed to conflict in a closure"): simple types,
//! and lists of them, with the same traits. Each such group becomes one item of the crate.

use std::collections::HashMap;

use tinsmith_model::{Model, Shape, ShapeId, ShapeKind};

/// The largest depth of nested lists that are compared.
const DEEPEST: usize = 32;

/// Finds the enums and lists that are like another of their name, and gives for each the first
/// such shape.
pub(super) fn find<'m>(
    model: &'m Model,
    shapes: &[&'m Shape],
    name: impl Fn(&Shape) -> String,
) -> HashMap<&'m ShapeId, &'m ShapeId> {
    let mut first: HashMap<String, &Shape> = HashMap::new();
    let mut doubles = HashMap::new();
    for shape in shapes.iter().filter(|shape| may_conflict(shape)) {
        let found = first.entry(name(shape)).or_insert(shape);
        if found.id != shape.id && are_alike(model, found, shape, DEEPEST) {
            doubles.insert(&shape.id, &found.id);
        }
    }
    doubles
}

/// Returns whether a shape becomes an item of the crate, and may be there twice. Other simple
/// types have no item.
fn may_conflict(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) | ShapeKind::List { .. }
    )
}

fn are_alike(model: &Model, a: &Shape, b: &Shape, depth: usize) -> bool {
    if a.id == b.id {
        return true;
    }
    if depth == 0 || a.traits != b.traits {
        return false;
    }
    match (&a.kind, &b.kind) {
        (ShapeKind::List { member: a }, ShapeKind::List { member: b }) => {
            let targets = model.shape(&a.target).zip(model.shape(&b.target));
            let alike = |(a, b)| are_alike(model, a, b, depth - 1);
            a.traits == b.traits && (a.target == b.target || targets.is_some_and(alike))
        }
        (ShapeKind::Map { .. } | ShapeKind::Structure { .. } | ShapeKind::Union { .. }, _) => false,
        (a, b) => a == b,
    }
}
