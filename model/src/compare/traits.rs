//! Traits that any shape or member can have, and traits of shapes that have no other place.

use super::change::Wire;
use super::differing::differing;
use super::rules::Rule;
use super::spot::{Reach, Spot};
use super::walk::Walk;
use super::{auth, bindings, names};
use crate::traits::known;
use crate::{Shape, Traits, rules};

/// Traits that are compared here one by one, or in `constraints`, `presence`, `operations` and
/// `service`.
const ELSEWHERE: [&str; 22] = [
    known::ADDED_DEFAULT,
    known::AWS_QUERY_COMPATIBLE,
    known::AWS_QUERY_ERROR,
    known::AWS_SERVICE,
    known::CLIENT_OPTIONAL,
    known::DEFAULT,
    known::DEPRECATED,
    known::DOCUMENTATION,
    known::ENUM_VALUE,
    known::ERROR,
    known::HTTP_ERROR,
    known::IDEMPOTENCY_TOKEN,
    known::LENGTH,
    known::MEDIA_TYPE,
    known::PAGINATED,
    known::PATTERN,
    known::RANGE,
    known::REQUIRED,
    known::RETRYABLE,
    known::SENSITIVE,
    known::SPARSE,
    known::UNIQUE_ITEMS,
];

/// Traits that decide on the endpoints of requests (Smithy 2.0, "Rules engine specification").
const OF_ENDPOINTS: [&str; 6] = [
    known::CLIENT_CONTEXT_PARAMS,
    known::CONTEXT_PARAM,
    known::OPERATION_CONTEXT_PARAMS,
    known::STATIC_CONTEXT_PARAMS,
    rules::DIAGRAM,
    rules::RULE_SET,
];

/// Traits that repeat what is known of a shape anyway.
const NO_NEWS: [&str; 3] = [known::INPUT, known::OUTPUT, known::BOX];

/// Compares documentation, deprecation, sensitivity and whatever no other rule is about.
pub(super) fn common(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    if old.documentation().map(str::trim) != new.documentation().map(str::trim) {
        let message = match (old.documentation(), new.documentation()) {
            (None, _) => "documented now",
            (_, None) => "not documented any more",
            _ => "the documentation has another text",
        };
        let texts = [old, new].map(|traits| traits.documentation().unwrap_or_default());
        walk.report_documentation(spot, texts, message);
    }
    deprecation(walk, spot, old, new);
    let (rule, message) = if new.sensitive() {
        (Rule::SensitivityAdded, "values must not be shown any more")
    } else {
        (Rule::SensitivityRemoved, "values may be shown now")
    };
    if old.sensitive() != new.sensitive() {
        walk.report(rule, spot, Wire::Safe, message.to_owned());
    }
    if let Some(message) = others(old, new, |id| OF_ENDPOINTS.contains(&id)) {
        // To know better, both rules must be resolved.
        walk.report(Rule::EndpointRulesChanged, spot, Wire::Breaking, message);
    }
    if let Some(message) = others(old, new, is_other) {
        walk.report(Rule::TraitChanged, spot, Wire::Safe, message);
    }
}

fn deprecation(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    match (old.deprecated(), new.deprecated()) {
        (before, Some(after)) if before != Some(after) => {
            let message = after.message.map_or_else(
                || "deprecated".to_owned(),
                |message| format!("deprecated: {message}"),
            );
            walk.report(Rule::DeprecatedAdded, spot, Wire::Safe, message);
        }
        (Some(_), None) => {
            let message = "not deprecated any more".to_owned();
            walk.report(Rule::DeprecatedRemoved, spot, Wire::Safe, message);
        }
        _ => {}
    }
}

/// Returns true if no other rule is about a trait.
fn is_other(id: &str) -> bool {
    let compared = [&ELSEWHERE[..], &NO_NEWS, &OF_ENDPOINTS, &names::TRAITS];
    let compared = compared.iter().any(|ids| ids.contains(&id));
    !compared && !bindings::covers(id) && !auth::covers(id) && !known::PROTOCOLS.contains(&id)
}

/// Names the traits that differ, of those that `is_one` selects.
fn others(old: &Traits, new: &Traits, is_one: impl Fn(&str) -> bool) -> Option<String> {
    let gone = old.iter().filter(|one| !new.has(&one.id));
    let differing = new
        .iter()
        .filter(|one| old.get(&one.id) != Some(&one.value));
    let ids = gone.chain(differing).map(|one| one.id.as_str());
    let mut ids: Vec<&str> = ids.filter(|id| is_one(id)).collect();
    ids.sort_unstable();
    (!ids.is_empty()).then(|| format!("other values of {}", ids.join(", ")))
}

/// Compares traits of shapes alone: errors, and lists and maps with nulls.
pub(super) fn of_shape(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape, reach: Reach) {
    let (before, after) = (&old.traits, &new.traits);
    if before.sparse() != after.sparse() {
        let (message, breaks) = if after.sparse() {
            ("nulls may be among the elements", reach.received)
        } else {
            ("no nulls may be among the elements", reach.sent)
        };
        let wire = Wire::breaking_if(breaks);
        walk.report(Rule::SparseChanged, spot, wire, message.to_owned());
    }
    let ids = [known::ERROR, known::HTTP_ERROR, known::AWS_QUERY_ERROR];
    if let Some(message) = differing(before, after, &ids) {
        let wire = Wire::breaking_if(walk.old.error_code(old) != walk.new.error_code(new));
        walk.report(Rule::ErrorChanged, spot, wire, message);
    }
    if let Some(message) = differing(before, after, &[known::RETRYABLE]) {
        walk.report(Rule::RetryChanged, spot, Wire::Safe, message);
    }
}
