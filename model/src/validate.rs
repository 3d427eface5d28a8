//! Validation of well-formed models that cannot be generated.

mod cycles;
mod host;
mod http;
mod labels;
mod members;
mod protocol;
mod targets;
mod uri;

use crate::{Diagnostic, Model, Selection, Shape, ShapeId, ShapeKind, Trait, rules};

/// Validates the selected operations and their closure: unknown protocols, contradictory HTTP
/// bindings and URIs, host prefixes without members for their labels, traits of members that cannot
/// hold, renamed errors, shapes without a finite value, and contradictory endpoint rules.
/// Returns the errors sorted by position; none if all is well.
///
/// A model that was read without errors can still be invalid in these ways, and a selection can
/// exclude what is invalid.
#[must_use]
pub fn validate(model: &Model, selection: &Selection) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(service) = model.shape(selection.service()) {
        protocol::check(model, service, &mut found);
        protocol::check_renames(model, service, &mut found);
        let operations = selection.operation_ids().iter();
        let operations: Vec<&Shape> = operations.filter_map(|id| model.shape(id)).collect();
        found.extend(rules::validate(model, service, &operations));
        if protocol::binds_http(service) {
            http::check(model, selection, &mut found);
        }
    }
    host::check(model, selection, &mut found);
    members::check(model, selection, &mut found);
    cycles::check(model, selection, &mut found);
    found.sort_by_key(|diagnostic| diagnostic.place);
    found
}

/// Returns true for strings and enums.
fn is_text(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::String | ShapeKind::Enum(_))
}

/// Creates a diagnostic about a shape, at its position.
fn about(shape: &Shape, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic {
        place: Some(shape.place),
        shape: Some(shape.id.clone()),
        message: message.into(),
        help: help.into(),
    }
}

/// Creates a diagnostic about a trait of a shape or member, at the position of the trait.
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
