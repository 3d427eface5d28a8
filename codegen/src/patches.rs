//! Patches: facts that a service documents elsewhere than in its model, each with its reason and
//! source.
//!
//! A patch sets a fact in the lowered crate, and the runtime implements the fact for whoever has
//! it. Service names appear here and nowhere else. A patch whose operation is selected but whose
//! target is gone is an error: it is to be removed, or to be brought up to date.

mod list;

use tinsmith_model::{Diagnostic, Model, ShapeId};

use self::list::PATCHES;
use crate::ir::{
    Crate, FormatTrait, HeaderValue, Operation, OperationSetting, Setting, Structure, TypeBody,
};

/// A fact about a service that its model does not state.
pub(crate) struct Patch {
    /// The name by which messages call the patch.
    name: &'static str,
    /// The service, by its `sdkId` (`aws.api#service`).
    service: &'static str,
    fact: Fact,
    /// The reason for it.
    reason: &'static str,
    /// The document that states the fact.
    source: &'static str,
}

/// The fact that a patch sets.
enum Fact {
    /// Every request has this header, unless it has it already.
    Header(&'static str, HeaderValue),
    /// The label of this name stands for itself by this text if the caller leaves it empty, in
    /// every operation.
    EmptyLabel(&'static str, &'static str),
    /// The label of this name begins the path of operations, and the endpoint rules put its value
    /// into the endpoint.
    LabelInEndpoint(&'static str),
    /// The endpoint rules put this host prefix into the endpoint.
    HostPrefixInEndpoint(&'static str),
    /// Of labels and queries that target these shapes, only the text after the last slash is sent.
    LastSegment(&'static [&'static str]),
    /// The member of the operation's output, a timestamp, is absent if its header cannot be read.
    LenientHeader {
        operation: &'static str,
        member: &'static str,
    },
    /// An error of the operation that has no body and this status is the first of these that the
    /// model lists. The forms of a model differ in it.
    EmptyError {
        operation: &'static str,
        status: u16,
        codes: &'static [&'static str],
    },
    /// Another attempt may succeed after the error of this name.
    Retryable(&'static str),
    /// The document's element is the value of the only member of the operation's output.
    UnwrappedXml { operation: &'static str },
    /// The member of the operation's input is the endpoint of the request.
    Endpoint {
        operation: &'static str,
        member: &'static str,
    },
    /// Bodies of the operation have a SHA-256 tree hash.
    TreeHash { operation: &'static str },
    /// The operation, if it is paginated, ends its pages by the token that it was sent. botocore's
    /// form does not paginate such operations.
    RepeatedTokenEnds {
        operation: &'static str,
        /// The member of the output.
        token: &'static str,
    },
}

/// Applies the patches of the crate's service.
///
/// # Errors
/// Returns the patches that no longer apply.
pub(crate) fn apply(lowered: &mut Crate, model: &Model) -> Result<(), Vec<Diagnostic>> {
    let service = lowered.service.sdk_id.clone();
    let patches = PATCHES.iter().filter(|patch| patch.service == service);
    let id = lowered.service.id.clone();
    let stale = patches.filter(|patch| !patch.apply(lowered, model));
    let stale: Vec<Diagnostic> = stale.map(|patch| patch.stale(&id, model)).collect();
    if stale.is_empty() { Ok(()) } else { Err(stale) }
}

impl Patch {
    /// Sets the fact; returns whether its target is there. An operation that is not selected has
    /// nothing to set.
    fn apply(&self, lowered: &mut Crate, model: &Model) -> bool {
        match &self.fact {
            Fact::Header(name, value) => {
                lowered.service.headers.push((name, *value));
                true
            }
            Fact::EmptyLabel(member, text) => {
                empty_label(lowered, member, text);
                true
            }
            Fact::LabelInEndpoint(label) => {
                label_in_endpoint(lowered, label);
                true
            }
            Fact::HostPrefixInEndpoint(prefix) => {
                host_prefix_in_endpoint(lowered, prefix);
                true
            }
            Fact::LastSegment(targets) => {
                last_segment(lowered, model, targets);
                true
            }
            Fact::LenientHeader { operation, member } => on(lowered, operation, |operation| {
                set(&mut operation.output, member, Setting::Lenient)
            }),
            Fact::EmptyError {
                operation,
                status,
                codes,
            } => on(lowered, operation, |operation| {
                let is_listed =
                    |code: &&&str| operation.errors.iter().any(|one| one.variant == **code);
                let code = codes.iter().find(is_listed);
                let setting = code.map(|code| OperationSetting::EmptyError(*status, code));
                operation.settings.extend(setting);
                code.is_some()
            }),
            Fact::Retryable(error) => retryable(lowered, error),
            Fact::UnwrappedXml { operation } => on(lowered, operation, |operation| {
                let output = &mut operation.output;
                if !output.formats.contains(&FormatTrait::XmlUnwrapped) {
                    output.formats.push(FormatTrait::XmlUnwrapped);
                }
                output.members.len() == 1
            }),
            Fact::Endpoint { operation, member } => on(lowered, operation, |operation| {
                set(&mut operation.input, member, Setting::Endpoint)
            }),
            Fact::TreeHash { operation } => on(lowered, operation, |operation| {
                operation.settings.push(OperationSetting::TreeHash);
                true
            }),
            Fact::RepeatedTokenEnds { operation, token } => on(lowered, operation, |operation| {
                operation.pages.as_mut().is_none_or(|pages| {
                    pages.repeated_token_ends = true;
                    pages
                        .token
                        .last()
                        .is_some_and(|member| member.name == *token)
                })
            }),
        }
    }

    fn stale(&self, service: &ShapeId, model: &Model) -> Diagnostic {
        Diagnostic {
            place: model.shape(service).map(|shape| shape.place),
            shape: Some(service.clone()),
            message: format!(
                "the patch `{}` does not apply any more: {}",
                self.name, self.reason
            ),
            help: format!(
                "compare the model with {}, and update or remove the patch",
                self.source
            ),
        }
    }
}

/// Changes an operation, if it is selected.
fn on(lowered: &mut Crate, name: &str, set: impl FnOnce(&mut Operation) -> bool) -> bool {
    let mut operations = lowered.operations.iter_mut();
    let operation = operations.find(|one| one.id.name() == name);
    operation.is_none_or(set)
}

/// Adds a setting to a member of a structure; returns if there is such a member.
fn set(structure: &mut Structure, member: &str, setting: Setting) -> bool {
    let mut members = structure.members.iter_mut();
    let member = members.find(|one| one.name == member);
    let found = member.map(|member| member.settings.push(setting));
    found.is_some()
}

/// Removes a label from the beginning of paths. A model without endpoint rules keeps it.
fn label_in_endpoint(lowered: &mut Crate, label: &str) {
    if lowered.service.endpoint.is_none() {
        return;
    }
    let prefix = format!("/{{{label}}}");
    let operations = lowered.operations.iter_mut();
    for http in operations.filter_map(|operation| operation.http.as_mut()) {
        let Some(rest) = http.uri.strip_prefix(&prefix) else {
            continue;
        };
        http.uri = match rest.starts_with('/') {
            true => rest.to_owned(),
            false => format!("/{rest}"),
        };
    }
}

/// Removes a host prefix from operations. A model without endpoint rules keeps it.
fn host_prefix_in_endpoint(lowered: &mut Crate, prefix: &str) {
    if lowered.service.endpoint.is_none() {
        return;
    }
    for operation in &mut lowered.operations {
        operation.host_prefix.take_if(|own| own == prefix);
    }
}

/// Marks an error as retryable; returns if the type of this name is one, or is not selected.
fn retryable(lowered: &mut Crate, name: &str) -> bool {
    let mut types = lowered.types.iter_mut();
    let found = types.find(|one| one.id.name() == name);
    found.is_none_or(|one| match &mut one.body {
        TypeBody::Structure(Structure {
            fault: Some(fault), ..
        }) => {
            fault.retryable = true;
            true
        }
        _ => false,
    })
}

fn last_segment(lowered: &mut Crate, model: &Model, targets: &[&str]) {
    for operation in &mut lowered.operations {
        let Some(shape) = model.shape(&operation.input.id) else {
            continue;
        };
        for member in &mut operation.input.members {
            let mut members = shape.members();
            let targeted = members
                .find(|one| one.name == member.name)
                .is_some_and(|one| targets.contains(&one.target.name()));
            let mut settings = member.settings.iter();
            if targeted && settings.any(|one| matches!(one, Setting::Label | Setting::Query(_))) {
                member.settings.push(Setting::LastSegment);
            }
        }
    }
}

fn empty_label(lowered: &mut Crate, name: &str, text: &'static str) {
    let inputs = lowered.operations.iter_mut();
    let members = inputs.flat_map(|operation| &mut operation.input.members);
    let labels = members.filter(|one| one.name == name && one.settings.contains(&Setting::Label));
    labels.for_each(|member| member.settings.push(Setting::EmptyLabel(text)));
}

#[cfg(test)]
mod tests;
