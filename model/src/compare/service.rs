//! What is common to all operations.

use super::walk::{Spot, Walk};
use super::{Rule, Side, Wire, bindings, names, traits};
use crate::traits::known;
use crate::{Shape, Traits};

/// Compares the two services: their protocols, authentication, names and traits.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let services = walk.old.service().zip(walk.new.service());
    let Some((old, new)) = services else { return };
    let spot = Spot::shape(Side::New, new);
    protocols(walk, &spot, &old.traits, &new.traits);
    bindings::auth(walk, &spot, &old.traits, &new.traits);
    versions(walk, &spot, old, new);
    called(walk, &spot, &old.traits, &new.traits);
    names::of_shape(walk, &spot, &old.traits, &new.traits);
    traits::common(walk, &spot, &old.traits, &new.traits);
}

/// A protocol that is spoken as before is enough for whoever speaks it.
fn protocols(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    let mut ids = known::PROTOCOLS.to_vec();
    ids.push(known::AWS_QUERY_COMPATIBLE);
    let Some(message) = bindings::differing(old, new, &ids) else {
        return;
    };
    let lost = old.protocols().any(|(id, _)| !new.has(id));
    let codes = old.query_compatible() && !new.query_compatible();
    let wire = Wire::breaking_if(lost || codes);
    walk.report(Rule::ProtocolChanged, spot, wire, message);
}

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
        walk.report(Rule::ServiceChanged, spot, Wire::Safe, message);
    }
}

/// The first label of its host, and its name in SDKs.
fn called(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    let host = |traits: &Traits| {
        let names = traits.service_names()?;
        names.host().map(str::to_owned)
    };
    let (before, after) = (host(old), host(new));
    if before != after && before.is_some() && after.is_some() {
        let shown = |host: Option<String>| host.unwrap_or_default();
        let message = format!(
            "the host begins with `{}`; before: `{}`",
            shown(after),
            shown(before)
        );
        walk.report(Rule::EndpointChanged, spot, Wire::Breaking, message);
    }
    let sdk = |traits: &Traits| Some(traits.service_names()?.sdk_id.to_owned());
    let (before, after) = (sdk(old), sdk(new));
    if before != after {
        let shown =
            |name: Option<String>| name.map_or("none".to_owned(), |name| format!("`{name}`"));
        let message = format!("the name is {}; before: {}", shown(after), shown(before));
        walk.report(Rule::ServiceChanged, spot, Wire::Safe, message);
    }
}
