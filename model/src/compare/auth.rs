//! Authentication schemes of services and operations (Smithy 2.0, "Authentication traits").

use super::change::Wire;
use super::differing::differing;
use super::rules::Rule;
use super::selected::Selected;
use super::spot::Spot;
use super::walk::Walk;
use crate::traits::known;
use crate::{ShapeId, TraitValue, Traits};

/// The authentication traits.
pub(super) const TRAITS: [&str; 11] = [
    known::AUTH,
    known::OPTIONAL_AUTH,
    known::SIGV2,
    known::SIGV4,
    known::SIGV4A,
    known::HTTP_BEARER_AUTH,
    known::NO_AUTH,
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpDigestAuth",
    "aws.auth#sigv4S3Express",
];

/// The schemes available to a call, with their settings; `None` if authentication is optional.
type Schemes<'m> = Option<Vec<(ShapeId, Option<&'m TraitValue>)>>;

/// Compares the authentication of an operation.
pub(super) fn of_operation(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    if let Some(message) = differing(old, new, &TRAITS) {
        let (before, after) = (schemes(&walk.old, old), schemes(&walk.new, new));
        let wire = verdict(before, after);
        walk.report(Rule::AuthChanged, spot, wire, message);
    }
}

/// Compares the schemes of two services, which apply to every operation without its own.
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

/// The traits of the operations in both models.
fn operation_traits<'m>(walk: &Walk<'m>) -> Vec<(&'m Traits, &'m Traits)> {
    let ids = walk.new.selection.operation_ids().iter();
    let both = ids.filter_map(|id| {
        let old = walk.old.shape(walk.old.operation(id.name())?)?;
        Some((&old.traits, &walk.new.shape(id)?.traits))
    });
    both.collect()
}

/// A change is compatible if every scheme that worked still works: adding a scheme breaks nobody,
/// nor does making authentication optional.
fn verdict(before: Schemes<'_>, after: Schemes<'_>) -> Wire {
    let Some(after) = after else {
        return Wire::Safe;
    };
    Wire::breaking_if(before.is_none_or(|before| before.iter().any(|one| !after.contains(one))))
}

/// The schemes of the operation, or of its service: those in `auth`, or else all that the service
/// supports.
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
