//! The shapes that become types, and those that become collections.

use std::collections::{HashMap, HashSet};

use tinsmith_model::{Model, Selection, Shape, ShapeId, ShapeKind};

use super::doubles;

/// The shapes of a selection, by their representation.
pub(super) struct Scope<'m> {
    shapes: Vec<&'m Shape>,
    /// The targets of members, and errors. Other structures are only inputs and outputs, and are
    /// in the file of their operation.
    referenced: HashSet<&'m ShapeId>,
    /// Duplicates of another shape of the same name, which represents them.
    doubles: HashMap<&'m ShapeId, &'m ShapeId>,
}

impl<'m> Scope<'m> {
    pub(super) fn new(model: &'m Model, selection: &Selection) -> Self {
        let shapes: Vec<&Shape> = selection
            .shapes()
            .filter_map(|id| model.shape(id))
            .collect();
        let members = shapes.iter().flat_map(|shape| shape.members());
        let mut referenced: HashSet<&ShapeId> = members.map(|member| &member.target).collect();
        let operations = selection.operation_ids().iter();
        let operations = operations.filter_map(|id| model.shape(id)?.as_operation());
        referenced.extend(operations.flat_map(|operation| &operation.errors));
        let service = model.shape(selection.service()).and_then(Shape::as_service);
        referenced.extend(service.into_iter().flat_map(|service| &service.errors));
        let rename = service.map(|service| &service.rename);
        let doubles = doubles::find(model, &shapes, |shape| {
            let renamed = rename.and_then(|rename| rename.get(&shape.id));
            renamed.map_or_else(|| shape.id.name().to_owned(), Clone::clone)
        });
        Self {
            shapes,
            referenced,
            doubles,
        }
    }

    /// The duplicates, each with the shape that represents it.
    pub(super) fn doubles(&self) -> impl Iterator<Item = (&'m ShapeId, &'m ShapeId)> {
        self.doubles.iter().map(|(double, first)| (*double, *first))
    }

    /// All shapes in the closure, sorted by name.
    pub(super) fn shapes(&self) -> impl Iterator<Item = &'m Shape> {
        self.shapes.iter().copied()
    }

    /// Returns true if the shape is only an input or output.
    pub(super) fn is_end(&self, shape: &Shape) -> bool {
        let structure = matches!(shape.kind, ShapeKind::Structure { .. });
        structure && !self.referenced.contains(&shape.id)
    }

    /// The shapes without duplicates.
    fn items(&self) -> impl Iterator<Item = &'m Shape> {
        self.shapes()
            .filter(|shape| !self.doubles.contains_key(&shape.id))
    }

    /// The shapes that become types.
    pub(super) fn types(&self) -> impl Iterator<Item = &'m Shape> {
        self.items().filter(|shape| match shape.kind {
            ShapeKind::Structure { .. } => !self.is_end(shape),
            ShapeKind::Union { .. } | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => true,
            _ => false,
        })
    }

    /// The shapes that only become statics.
    pub(super) fn collections(&self) -> impl Iterator<Item = &'m Shape> {
        self.items()
            .filter(|shape| matches!(shape.kind, ShapeKind::List { .. } | ShapeKind::Map { .. }))
    }
}
