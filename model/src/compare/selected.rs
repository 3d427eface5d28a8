//! A model with the operations that are compared, and the names that shapes have in its service.

use std::collections::{HashMap, HashSet};

use crate::traits::known;
use crate::{Member, Model, Selection, Service, Shape, ShapeId, ShapeKind};

/// A model with a selection.
pub(super) struct Selected<'m> {
    pub(super) model: &'m Model,
    pub(super) selection: &'m Selection,
    /// Names that the service gives to shapes of other namespaces.
    rename: HashMap<&'m ShapeId, &'m str>,
    operations: HashMap<&'m str, &'m ShapeId>,
    /// Structures that members or errors refer to; the others are inputs and outputs alone.
    referenced: HashSet<&'m ShapeId>,
}

impl<'m> Selected<'m> {
    pub(super) fn new((model, selection): (&'m Model, &'m Selection)) -> Self {
        let shapes = selection.shapes().filter_map(|id| model.shape(id));
        let members = shapes.flat_map(Shape::members);
        let mut referenced: HashSet<&ShapeId> = members.map(|member| &member.target).collect();
        let ids = selection.operation_ids();
        let operations = ids.iter().filter_map(|id| model.shape(id)?.as_operation());
        referenced.extend(operations.flat_map(|operation| &operation.errors));
        let service = model.shape(selection.service()).and_then(Shape::as_service);
        referenced.extend(service.into_iter().flat_map(|service| &service.errors));
        let rename = service.into_iter().flat_map(|service| &service.rename);
        Self {
            model,
            selection,
            rename: rename.map(|(id, name)| (id, name.as_str())).collect(),
            operations: ids.iter().map(|id| (id.name(), id)).collect(),
            referenced,
        }
    }

    /// The name of the shape within the service: that of its id, or the one by `rename`.
    pub(super) fn name<'i>(&self, id: &'i ShapeId) -> &'i str
    where
        'm: 'i,
    {
        self.rename.get(id).copied().unwrap_or_else(|| id.name())
    }

    /// Returns true if the shape becomes a type of its own name in generated code.
    pub(super) fn becomes_type(&self, shape: &Shape) -> bool {
        let structure = shape.as_structure().is_some();
        is_type(shape) && (!structure || self.referenced.contains(&shape.id))
    }

    /// The selected operation of this name.
    pub(super) fn operation(&self, name: &str) -> Option<&'m ShapeId> {
        self.operations.get(name).copied()
    }

    pub(super) fn shape(&self, id: &ShapeId) -> Option<&'m Shape> {
        self.model.shape(id)
    }

    pub(super) fn service(&self) -> Option<&'m Shape> {
        self.model.shape(self.selection.service())
    }

    /// The errors that every operation can return.
    pub(super) fn shared_errors(&self) -> &'m [ShapeId] {
        let service = self.service().and_then(Shape::as_service);
        service.map_or(&[], |service: &Service| &service.errors)
    }

    /// Returns true if the service speaks one of the protocols whose ids end so.
    pub(super) fn speaks(&self, endings: &[&str]) -> bool {
        let service = self.service();
        let mut protocols = service.into_iter().flat_map(|one| one.traits.protocols());
        protocols.any(|(id, _)| endings.iter().any(|ending| id.name().ends_with(ending)))
    }

    /// Returns true if HTTP bindings say where members travel (Smithy 2.0, "HTTP bindings").
    pub(super) fn binds_http(&self) -> bool {
        self.speaks(&["restJson1", "restXml"])
    }

    /// The name that stands in each request: the shape of a service in awsJson and RPC v2, its
    /// version in the query protocols.
    pub(super) fn sends_service_name(&self) -> bool {
        self.speaks(&["awsJson1_0", "awsJson1_1", "rpcv2Cbor", "rpcv2Json"])
    }

    /// The members that target the shape.
    pub(super) fn uses(&self, target: &ShapeId) -> impl Iterator<Item = (&'m Shape, &'m Member)> {
        let shapes = self.selection.shapes();
        let shapes = shapes.filter_map(|id| self.model.shape(id));
        let members = shapes.flat_map(|shape| shape.members().map(move |member| (shape, member)));
        members.filter(move |(_, member)| member.target == *target)
    }

    /// The code by which a response names the error, within the protocol of the service.
    pub(super) fn error_code(&self, error: &'m Shape) -> &'m str {
        let query = self.speaks(&["awsQuery"]) && error.traits.has(known::AWS_QUERY_ERROR);
        let code = error.traits.query_error().filter(|_| query);
        code.map_or_else(|| error.id.name(), |error| error.code)
    }
}

/// Returns true if the shape is of a kind that has a type of its own in generated code.
pub(super) fn is_type(shape: &Shape) -> bool {
    use ShapeKind::{Enum, IntEnum, Structure, Union};
    matches!(
        shape.kind,
        Structure { .. } | Union { .. } | Enum(_) | IntEnum(_)
    ) && !shape.id.is_prelude()
}
