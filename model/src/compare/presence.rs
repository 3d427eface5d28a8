//! Presence of members of structures: required, defaulted, optional, filled in by clients.

use super::change::Wire;
use super::rules::Rule;
use super::spot::{Members, Reach, Spot};
use super::walk::Walk;
use crate::{TraitValue, Traits};

/// Compares if a member must be there, and the value that it has if it is not.
pub(super) fn compare(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let (old, new) = (&both.old.traits, &both.new.traits);
    required(walk, spot, old, new, reach);
    default(walk, spot, old, new, reach);
    if old.client_optional() != new.client_optional() {
        let what = if new.client_optional() {
            "must be treated as optional"
        } else {
            "need not be treated as optional any more"
        };
        let message = format!("the member {what}");
        walk.report(Rule::ClientOptionalChanged, spot, Wire::Safe, message);
    }
    if old.idempotency_token() != new.idempotency_token() {
        let message = if new.idempotency_token() {
            "clients fill in a token where the caller gives none"
        } else {
            "clients do not fill in a token any more"
        };
        let breaks = !new.idempotency_token() && new.required() && reach.sent;
        let wire = Wire::breaking_if(breaks);
        walk.report(Rule::IdempotencyChanged, spot, wire, message.to_owned());
    }
}

fn required(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits, reach: Reach) {
    match (old.required(), new.required()) {
        (false, true) => {
            let filled = given(new).is_some() || new.idempotency_token();
            let wire = Wire::breaking_if(reach.sent && !filled);
            let message = "the member must be there".to_owned();
            walk.report(Rule::RequiredAdded, spot, wire, message);
        }
        (true, false) => {
            // A default in place of `required` is what clients read anyway (Smithy 2.0, "Evolving
            // requirements and members").
            let wire = Wire::breaking_if(reach.received && given(new).is_none());
            let message = "the member may be left out".to_owned();
            walk.report(Rule::RequiredRemoved, spot, wire, message);
        }
        _ => {}
    }
}

/// A default of null says that there is none.
fn given(traits: &Traits) -> Option<&TraitValue> {
    traits.default_value().filter(|json| !json.is_null())
}

fn default(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits, reach: Reach) {
    let (before, after) = (given(old), given(new));
    if before == after && old.added_default() == new.added_default() {
        return;
    }
    let shown = |value: Option<&TraitValue>, added: bool| match value {
        Some(value) if added => format!("`{value}`, added later"),
        Some(value) => format!("`{value}`"),
        None => "none".to_owned(),
    };
    let message = format!(
        "the default is {}; before: {}",
        shown(after, new.added_default()),
        shown(before, old.added_default())
    );
    // Whoever leaves the member out means another value than before, or reads one that is not
    // meant.
    let breaks = before.is_some() && before != after && reach.any();
    walk.report(
        Rule::DefaultChanged,
        spot,
        Wire::breaking_if(breaks),
        message,
    );
}
