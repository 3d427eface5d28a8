//! Host prefixes and their labels (Smithy 2.0, "Endpoint traits").

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
    if let Some((flaw, help)) = flaw(prefix) {
        let message = format!("the host prefix `{}` {flaw}", quoted(prefix));
        found.push(about_trait(operation.id.clone(), endpoint, message, help));
    }
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

/// The longest part of a host between two dots (RFC 1035, section 2.3.4).
const LONGEST: usize = 63;

/// The rule that a host prefix breaks, and how to keep it. The part behind its last dot continues
/// in the host of the endpoint.
fn flaw(prefix: &str) -> Option<(&'static str, &'static str)> {
    let mut text = String::new();
    for part in prefix.split_inclusive('}') {
        match part.split_once('{') {
            // A label has one character at least.
            Some((before, label)) if label.ends_with('}') => text.extend([before, "x"]),
            _ => text.push_str(part),
        }
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let (whole, _) = text.rsplit_once('.').unwrap_or(("x", ""));
    if text.contains(['{', '}']) {
        Some(("has a brace without its other", "write labels as `{name}`"))
    } else if !text.chars().all(allowed) {
        let help = "use letters, digits, `-`, `_` and `.`";
        Some(("has characters that no host can have", help))
    } else if whole.split('.').any(str::is_empty) {
        Some(("has nothing before a dot", "remove the dot"))
    } else if text.split('.').any(|part| part.len() > LONGEST) {
        let help = "write 63 characters at most between two dots";
        Some(("has a part that is too long for a host", help))
    } else {
        None
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
