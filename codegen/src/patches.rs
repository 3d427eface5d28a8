//! Patches: facts that a service documents elsewhere than in its model, each with its reason and
//! source.
//!
//! A patch sets a fact in the lowered crate, and the runtime implements the fact for whoever has
//! it. Service names appear here and nowhere else. A patch whose operation is selected but whose
//! target is gone is an error: it is to be removed, or to be brought up to date.

mod list;

use tinsmith_model::{Diagnostic, Model, ShapeId};

use self::list::PATCHES;
use crate::ir::{Crate, HeaderValue, Operation, OperationSetting, Setting};

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
    let stale = patches.filter(|patch| !patch.apply(lowered));
    let stale: Vec<Diagnostic> = stale.map(|patch| patch.stale(&id, model)).collect();
    if stale.is_empty() { Ok(()) } else { Err(stale) }
}

impl Patch {
    /// Sets the fact; returns whether its target is there. An operation that is not selected has
    /// nothing to set.
    fn apply(&self, lowered: &mut Crate) -> bool {
        match &self.fact {
            Fact::Header(name, value) => {
                lowered.service.headers.push((name, *value));
                true
            }
            Fact::EmptyLabel(member, text) => {
                empty_label(lowered, member, text);
                true
            }
            Fact::Endpoint { operation, member } => on(lowered, operation, |operation| {
                let mut members = operation.input.members.iter_mut();
                let member = members.find(|one| one.name == *member);
                let found = member.map(|member| member.settings.push(Setting::Endpoint));
                found.is_some()
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

fn empty_label(lowered: &mut Crate, name: &str, text: &'static str) {
    let inputs = lowered.operations.iter_mut();
    let members = inputs.flat_map(|operation| &mut operation.input.members);
    let labels = members.filter(|one| one.name == name && one.settings.contains(&Setting::Label));
    labels.for_each(|member| member.settings.push(Setting::EmptyLabel(text)));
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Selection;

    use super::*;
    use crate::Options;

    fn logs(paginated: &str) -> Result<crate::Files, tinsmith_model::ReadErrors> {
        let text = format!(
            r##"{{"smithy":"2.0","shapes":{{
            "l#Logs":{{"type":"service","version":"1","operations":[{{"target":"l#GetLogEvents"}},{{"target":"l#List"}}],
            "traits":{{"aws.protocols#awsJson1_1":{{}},"aws.api#service":{{"sdkId":"CloudWatch Logs"}}}}}},
            "l#GetLogEvents":{{"type":"operation","input":{{"target":"l#In"}},"output":{{"target":"l#Out"}},"traits":{{{paginated}}}}},
            "l#List":{{"type":"operation","input":{{"target":"l#In"}},"output":{{"target":"l#Out"}},"traits":{{{PAGINATED}}}}},
            "l#In":{{"type":"structure","members":{{"token":{{"target":"smithy.api#String"}}}}}},
            "l#Out":{{"type":"structure","members":{{"nextForwardToken":{{"target":"smithy.api#String"}},
                "other":{{"target":"smithy.api#String"}}}}}}}}}}"##
        );
        let model = Model::parse(&text, "logs.json").unwrap();
        let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
        crate::generate(&model, &selection, &Options::new("logs"))
    }

    const PAGINATED: &str =
        r#""smithy.api#paginated":{"inputToken":"token","outputToken":"nextForwardToken"}"#;

    #[test]
    fn a_repeated_token_ends_the_pages_of_the_patched_operation_alone() {
        let files = logs(PAGINATED).unwrap();
        let fact = "const REPEATED_TOKEN_ENDS: bool = true;";
        assert!(files["src/operation/get_log_events.rs"].contains(fact));
        assert!(!files["src/operation/list.rs"].contains(fact));
    }

    #[test]
    fn a_patch_that_does_not_apply_any_more_is_an_error() {
        let other = PAGINATED.replace("nextForwardToken", "other");
        let error = logs(&other).unwrap_err().to_string();
        for part in ["get-log-events-end", "does not apply any more", "https://"] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn an_operation_without_pages_has_no_end_to_mark() {
        let files = logs("").unwrap();
        assert!(!files["src/operation/get_log_events.rs"].contains("REPEATED_TOKEN_ENDS"));
    }

    #[test]
    fn every_patch_has_a_name_a_reason_and_a_source() {
        for (at, patch) in PATCHES.iter().enumerate() {
            assert!(!patch.reason.is_empty() && patch.source.starts_with("https://"));
            let others = PATCHES[at + 1..].iter();
            assert!(
                others
                    .map(|other| other.name)
                    .all(|name| name != patch.name)
            );
        }
    }
}
