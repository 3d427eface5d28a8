//! A model with its selected shapes, as the search for the cause of a difference reads it.

use std::collections::HashMap;

use tinsmith_model::{Member, Model, Selection, Shape, ShapeId, ShapeKind};

/// A model with the selected shapes by name.
pub(super) struct Half<'m> {
    model: &'m Model,
    by_name: HashMap<&'m str, &'m Shape>,
}

impl<'m> Half<'m> {
    pub(super) fn new((model, selection): (&'m Model, &'m Selection)) -> Self {
        let ids = selection.shapes().chain(selection.operation_ids());
        let ids = ids.chain([selection.service()]);
        let shapes = ids.filter_map(|id| model.shape(id));
        Self {
            model,
            by_name: shapes.map(|shape| (shape.id.name(), shape)).collect(),
        }
    }

    /// The shape of this id, or of its name in a model of other namespaces.
    pub(super) fn shape(&self, id: &ShapeId) -> Option<&'m Shape> {
        let shape = id.shape();
        let named = || self.by_name.get(shape.name()).copied();
        self.model.shape(&shape).or_else(named)
    }

    /// The member of this id.
    pub(super) fn member(&self, id: &ShapeId) -> Option<&'m Member> {
        let name = id.member()?;
        self.shape(id)?.members().find(|one| one.name == name)
    }

    /// The shape and all that it reaches, the nearest first.
    pub(super) fn reached(&self, shape: &'m Shape) -> impl Iterator<Item = &'m Shape> {
        self.model.reached(shape)
    }

    /// Returns true if the shape, or one that it reaches, is such a one.
    pub(super) fn reaches(&self, id: &ShapeId, is_such: impl Fn(&Shape) -> bool) -> bool {
        let shape = self.shape(id);
        let mut reached = shape.into_iter().flat_map(|shape| self.reached(shape));
        reached.any(is_such)
    }
}

/// Returns true if no type that holds values of the shape can have `Eq`, `Hash` or `Ord`.
pub(super) fn takes_equality(shape: &Shape) -> bool {
    let float = matches!(
        shape.kind,
        ShapeKind::Float | ShapeKind::Double | ShapeKind::Document
    );
    float || is_stream(shape)
}

/// Returns true if no type that holds values of the shape can have `Clone` or `PartialEq`.
pub(super) fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Blob) && shape.traits.streaming()
}
