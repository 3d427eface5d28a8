//! Labels of host prefixes have their members (Smithy 2.0, "Endpoint traits").

use super::{about_trait, labels};
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Selection, Shape, ShapeKind, Trait};

/// Checks the operations of a selection whose hosts have prefixes, whatever the protocol.
pub(super) fn check(model: &Model, selection: &Selection, found: &mut Vec<Diagnostic>) {
    let operations = selection.operation_ids().iter();
    for shape in operations.filter_map(|id| model.shape(id)) {
        let input = shape.as_operation().and_then(|one| one.input.as_ref());
        if let Some(endpoint) = shape.traits.find(known::ENDPOINT) {
            prefix(
                model,
                shape,
                endpoint,
                input.and_then(|id| model.shape(id)),
                found,
            );
        }
    }
}

fn prefix(
    model: &Model,
    operation: &Shape,
    endpoint: &Trait,
    input: Option<&Shape>,
    found: &mut Vec<Diagnostic>,
) {
    let prefix = operation.traits.endpoint();
    let prefix = prefix.map_or("", |one| one.host_prefix);
    labels::check(
        operation,
        (endpoint, prefix),
        input,
        known::HOST_LABEL,
        found,
    );
    let labels = labels::names(prefix);
    let Some(input) = input else { return };
    for member in input.members().filter(|one| is_label(one)) {
        if !labels.contains(&member.name.as_str()) {
            let (name, prefix) = (&member.name, quoted(prefix));
            let message = format!(
                "`{name}` is bound to a label that the host prefix `{prefix}` does not have"
            );
            let help = format!("add `{{{name}}}` to the `hostPrefix` of {}", operation.id);
            found.extend(about_member(input, member, message, help));
        }
        of_member(model, input, member, found);
    }
}

fn is_label(member: &Member) -> bool {
    member.traits.has(known::HOST_LABEL)
}

/// A host has no room for what is missing, and none for anything but text.
fn of_member(model: &Model, shape: &Shape, member: &Member, found: &mut Vec<Diagnostic>) {
    if !member.traits.required() {
        let message = format!("`{}` is a part of the host but not required", member.name);
        let help = "add smithy.api#required to the member: a host has no room for what is missing";
        found.extend(about_member(shape, member, message, help));
    }
    let target = model.shape(&member.target);
    let text = |target: &Shape| matches!(target.kind, ShapeKind::String | ShapeKind::Enum(_));
    if let Some(target) = target.filter(|target| !text(target)) {
        let message = format!(
            "`{}` is a part of the host but of the kind {}",
            member.name,
            target.kind.word()
        );
        let help = "have the member target a string: a host is text";
        found.extend(about_member(shape, member, message, help));
    }
}

/// At the member's trait.
fn about_member(
    shape: &Shape,
    member: &Member,
    message: String,
    help: impl Into<String>,
) -> Option<Diagnostic> {
    let bound = member.traits.find(known::HOST_LABEL)?;
    Some(about_trait(shape.id.clone(), bound, message, help))
}
