//! A model reduced to a selection.

use indexmap::IndexMap;

use crate::{Model, Selection, Service, Shape, ShapeKind};

/// Returns the model reduced to the selection: the service with the selected operations bound
/// directly, the operations, and their closure. Resources are dropped, and so are renames of
/// shapes outside the closure.
#[must_use]
pub fn prune(model: &Model, selection: &Selection) -> Model {
    let service = model
        .shape(selection.service())
        .map(|shape| service(shape, selection));
    let kept = selection
        .operation_ids()
        .iter()
        .chain(selection.shapes())
        .filter_map(|id| model.shape(id));
    let shapes = service.into_iter().chain(kept.cloned());
    let shapes: IndexMap<_, _> = shapes.map(|shape| (shape.id.clone(), shape)).collect();
    Model {
        source: model.source.clone(),
        shapes,
    }
}

fn service(shape: &Shape, selection: &Selection) -> Shape {
    let mut shape = shape.clone();
    if let ShapeKind::Service(service) = &mut shape.kind {
        *service = Service {
            operations: selection.operation_ids().to_vec(),
            resources: Vec::new(),
            ..std::mem::take(service)
        };
        service.rename.retain(|id, _| selection.contains(id));
    }
    shape
}
