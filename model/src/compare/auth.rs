//! Authentication schemes of services and operations (Smithy 2.0, "Authentication traits").

use super::change::Wire;
use super::differing::differing;
use super::rules::Rule;
use super::selected::Selected;
use super::spot::Spot;
use super::walk::Walk;
use crate::traits::known;
use crate::{ShapeId, TraitValue, Traits};

/// The traits that say how calls are authenticated.
pub(super) const TRAITS: [&str; 10] = [
    known::AUTH,
    known::OPTIONAL_AUTH,
    known::SIGV4,
    known::SIGV4A,
    known::HTTP_BEARER_AUTH,
    known::NO_AUTH,
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpDigestAuth",
    "aws.auth#sigv4S3Express",
];

/// The schemes that a call can choose from, with their settings; `None` if it may go without any.
type Schemes<'m> = Option<Vec<(ShapeId, Option<&'m TraitValue>)>>;

/// Compares how calls of an operation are authenticated.
pub(super) fn of_operation(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    if let Some(message) = differing(old, new, &TRAITS) {
        let (before, after) = (schemes(&walk.old, old), schemes(&walk.new, new));
        let wire = verdict(before, after);
        walk.report(Rule::AuthChanged, spot, wire, message);
    }
}

/// Compares the schemes of two services, which are those of every operation that names none.
pub(super) fn of_service(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    if let Some(message) = differing(old, new, &TRAITS) {
        let none = Traits::default();
        let wire = verdict(schemes(&walk.old, &none), schemes(&walk.new, &none));
        let wires = operation_traits(walk)
            .into_iter()
            .map(|(old, new)| verdict(schemes(&walk.old, old), schemes(&walk.new, new)));
        let wire = wires.max().unwrap_or(wire);
        walk.report(Rule::AuthChanged, spot, wire, message);
    }
}

/// The traits of the operations that both models have.
fn operation_traits<'m>(walk: &Walk<'m>) -> Vec<(&'m Traits, &'m Traits)> {
    let ids = walk.new.selection.operation_ids().iter();
    let both = ids.filter_map(|id| {
        let old = walk.old.shape(walk.old.operation(id.name())?)?;
        Some((&old.traits, &walk.new.shape(id)?.traits))
    });
    both.collect()
}

/// What was enough before has to stay enough: to offer one more scheme breaks nobody, nor does it to demand nothing any more.
fn verdict(before: Schemes<'_>, after: Schemes<'_>) -> Wire {
    let Some(after) = after else {
        return Wire::Safe;
    };
    Wire::breaking_if(before.is_none_or(|before| before.iter().any(|one| !after.contains(one))))
}

/// The operation's own schemes, or those of its service; both by `auth`, or else all that the service supports.
fn schemes<'m>(half: &Selected<'m>, operation: &Traits) -> Schemes<'m> {
    let service = &half.service()?.traits;
    if operation.optional_auth() {
        return None;
    }
    let chosen = operation.auth().or_else(|| service.auth());
    let all = || {
        let ids = service.iter().map(|one| &one.id);
        ids.filter(|id| TRAITS[2..].contains(&id.as_str())).cloned()
    };
    let chosen: Vec<ShapeId> = chosen.unwrap_or_else(|| all().collect());
    if chosen.is_empty() || chosen.iter().any(|id| id.as_str() == known::NO_AUTH) {
        return None;
    }
    let with_settings = chosen.into_iter().map(|id| {
        let settings = service.get(id.as_str());
        (id, settings)
    });
    Some(with_settings.collect())
}

/// Returns true if the trait is compared here.
pub(super) fn covers(id: &str) -> bool {
    TRAITS.contains(&id)
}
