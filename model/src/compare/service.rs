//! Facts that all operations of a service share.

use super::change::{Side, Wire};
use super::differing::differing;
use super::rules::Rule;
use super::spot::Spot;
use super::walk::Walk;
use super::{auth, names, traits};
use crate::traits::known;
use crate::{Shape, Traits};

/// Returns true if two service shapes are of one service: they have one `sdkId`, one name or one
/// id; or, if one of them has no `sdkId`, one namespace.
#[must_use]
pub fn are_of_one_service(old: &Shape, new: &Shape) -> bool {
    let sdk_id = |shape: &Shape| Some(shape.traits.service_names()?.sdk_id.to_owned());
    if old.id.name() == new.id.name() {
        return true;
    }
    match (sdk_id(old), sdk_id(new)) {
        (Some(old), Some(new)) => old == new,
        _ => old.id.namespace() == new.id.namespace(),
    }
}

/// Compares the two services: their protocols, authentication, names and traits.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let services = walk.old.service().zip(walk.new.service());
    let Some((old, new)) = services else { return };
    let spot = Spot::shape(Side::New, new);
    protocols(walk, &spot, &old.traits, &new.traits);
    auth::of_service(walk, &spot, &old.traits, &new.traits);
    versions(walk, &spot, old, new);
    target(walk, &spot, old, new);
    host(walk, &spot, &old.traits, &new.traits);
    sdk_id(walk, &spot, &old.traits, &new.traits);
    names::of_shape(walk, &spot, &old.traits, &new.traits);
    traits::common(walk, &spot, &old.traits, &new.traits);
}

/// Compares protocols. One that is spoken as before is enough for those who speak it.
fn protocols(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    let mut ids = known::PROTOCOLS.to_vec();
    ids.push(known::AWS_QUERY_COMPATIBLE);
    let Some(message) = differing(old, new, &ids) else {
        return;
    };
    let lost = old.protocols().any(|(id, _)| !new.has(id));
    let codes = old.query_compatible() && !new.query_compatible();
    let wire = Wire::breaking_if(lost || codes);
    walk.report(Rule::ProtocolChanged, spot, wire, message);
}

/// Compares versions, which the query protocols send.
fn versions(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape) {
    let services = old.as_service().zip(new.as_service());
    let Some((before, after)) = services else {
        return;
    };
    if before.version != after.version {
        let message = format!(
            "the version is `{}`; before: `{}`",
            after.version, before.version
        );
        let wire = Wire::breaking_if(walk.new.speaks(&["Query"]));
        walk.report(Rule::ServiceChanged, spot, wire, message);
    }
}

/// Compares the names of the service shapes, for the protocols that send them with each request
/// (Smithy 2.0, "AWS JSON protocols", `X-Amz-Target`; "RPC v2 CBOR", the path).
fn target(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape) {
    let (before, after) = (old.id.name(), new.id.name());
    if before != after && walk.new.sends_service_name() {
        let message = format!("requests name the service `{after}`; before: `{before}`");
        walk.report(Rule::ServiceChanged, spot, Wire::Breaking, message);
    }
}

/// Compares the first labels of the hosts.
fn host(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    let host = |traits: &Traits| traits.service_names()?.host().map(str::to_owned);
    if let (Some(before), Some(after)) = (host(old), host(new)) {
        if before != after {
            let message = format!("the host begins with `{after}`; before: `{before}`");
            walk.report(Rule::EndpointChanged, spot, Wire::Breaking, message);
        }
    }
}

/// Compares the names in SDKs.
fn sdk_id(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    let sdk = |traits: &Traits| Some(traits.service_names()?.sdk_id.to_owned());
    let (before, after) = (sdk(old), sdk(new));
    if before != after {
        let shown =
            |name: Option<String>| name.map_or("none".to_owned(), |name| format!("`{name}`"));
        let message = format!("the name is {}; before: {}", shown(after), shown(before));
        walk.report(Rule::ServiceChanged, spot, Wire::Safe, message);
    }
}
