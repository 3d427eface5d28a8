//! What a model can say that is well-formed and yet cannot be generated.

mod cycles;
mod host;
mod http;
mod labels;
mod protocol;

use crate::{Diagnostic, Model, Selection, Shape, ShapeId, Trait, rules};

/// Everything that is wrong with the selected operations and the shapes they reach: protocols that are not known,
/// bindings to HTTP that contradict each other, host prefixes without what their labels stand for, structures that cannot be
/// finite, endpoint rules that contradict themselves. Sorted by place; empty where all is well.
///
/// A model that was read without errors can still be wrong in these ways, and a selection can leave out what is.
#[must_use]
pub fn validate(model: &Model, selection: &Selection) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(service) = model.shape(selection.service()) {
        protocol::check(model, service, &mut found);
        let operations = selection.operation_ids().iter();
        let operations: Vec<&Shape> = operations.filter_map(|id| model.shape(id)).collect();
        found.extend(rules::validate(model, service, &operations));
        if protocol::binds_http(service) {
            http::check(model, selection, &mut found);
        }
    }
    host::check(model, selection, &mut found);
    cycles::check(model, selection, &mut found);
    found.sort_by_key(|diagnostic| diagnostic.place);
    found
}

/// A diagnostic about a shape, at its place.
fn about(shape: &Shape, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic {
        place: Some(shape.place),
        shape: Some(shape.id.clone()),
        message: message.into(),
        help: help.into(),
    }
}

/// A diagnostic about a trait of a shape or member, at the trait's place.
fn about_trait(
    shape: ShapeId,
    one: &Trait,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        place: Some(one.place),
        shape: Some(shape),
        message: message.into(),
        help: help.into(),
    }
}
