//! Labels of host prefixes (Smithy 2.0, "Endpoint traits").

use super::{about_trait, is_text, labels};
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Selection, Shape, Trait};

/// Checks the selected operations with host prefixes, whatever the protocol.
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
                "`{name}` is bound to a label that is missing in the host prefix `{prefix}`"
            );
            let help = format!("add `{{{name}}}` to the `hostPrefix` of {}", operation.id);
            found.extend(about_member(input, member, message, help));
        }
        check_member(model, input, member, found);
    }
}

fn is_label(member: &Member) -> bool {
    member.traits.has(known::HOST_LABEL)
}

/// Checks that a member of the host is required and a string.
fn check_member(model: &Model, shape: &Shape, member: &Member, found: &mut Vec<Diagnostic>) {
    if !member.traits.required() {
        let message = format!("`{}` is a part of the host but not required", member.name);
        let help = "add smithy.api#required to the member";
        found.extend(about_member(shape, member, message, help));
    }
    let target = model.shape(&member.target);
    if let Some(target) = target.filter(|target| !is_text(target)) {
        let message = format!(
            "`{}` is a part of the host but of type {}",
            member.name,
            target.kind.word()
        );
        let help = "target a string";
        found.extend(about_member(shape, member, message, help));
    }
}

/// Creates a diagnostic about the `hostLabel` trait of a member.
fn about_member(
    shape: &Shape,
    member: &Member,
    message: String,
    help: impl Into<String>,
) -> Option<Diagnostic> {
    let bound = member.traits.find(known::HOST_LABEL)?;
    Some(about_trait(shape.id.clone(), bound, message, help))
}
