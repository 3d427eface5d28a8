//! Places of values in requests and responses: HTTP, hosts, bodies, events.

use super::change::Wire;
use super::differing::differing;
use super::rules::Rule;
use super::spot::{Members, Reach, Spot};
use super::walk::Walk;
use crate::traits::known;
use crate::{Http, Shape, Traits};

/// Traits that put a member somewhere in a request or response.
const OF_HTTP: [&str; 8] = {
    let [a, b, c, d, e, f, g] = known::HTTP_BINDINGS;
    [a, b, c, d, e, f, g, known::HOST_LABEL]
};

/// Traits that put a member somewhere in an event.
const OF_EVENTS: [&str; 2] = [known::EVENT_HEADER, known::EVENT_PAYLOAD];

/// Traits about the body of requests.
const OF_BODIES: [&str; 4] = [
    known::HTTP_CHECKSUM_REQUIRED,
    known::HTTP_CHECKSUM,
    known::REQUEST_COMPRESSION,
    known::UNSIGNED_PAYLOAD,
];

/// Returns true if the trait is compared here.
pub(super) fn covers(id: &str) -> bool {
    let others = [
        known::HTTP,
        known::ENDPOINT,
        known::STREAMING,
        known::REQUIRES_LENGTH,
    ];
    OF_HTTP.contains(&id)
        || OF_EVENTS.contains(&id)
        || OF_BODIES.contains(&id)
        || others.contains(&id)
}

/// Compares where a member stands. Bindings of HTTP count only for the protocols that use them.
pub(super) fn of_member(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let (old, new) = (&both.old.traits, &both.new.traits);
    if let Some(message) = differing(old, new, &OF_HTTP) {
        let message = format!("bound by {message}");
        let host = old.host_label() != new.host_label();
        let wire = Wire::breaking_if((walk.new.binds_http() || host) && reach.any());
        walk.report(Rule::HttpBindingChanged, spot, wire, message);
    }
    if let Some(message) = differing(old, new, &OF_EVENTS) {
        let message = format!("bound by {message}");
        walk.report(Rule::EventBindingChanged, spot, Wire::Breaking, message);
    }
}

/// Compares what operations say about requests.
pub(super) fn of_operation(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    if let Some((before, after)) = old.http().zip(new.http()) {
        http(walk, spot, before, after);
    } else if let Some(message) = differing(old, new, &[known::HTTP]) {
        let message = format!("bound by {message}");
        let wire = Wire::breaking_if(walk.new.binds_http());
        walk.report(Rule::HttpBindingChanged, spot, wire, message);
    }
    if let Some(message) = differing(old, new, &[known::ENDPOINT]) {
        walk.report(Rule::EndpointChanged, spot, Wire::Breaking, message);
    }
    if let Some(message) = differing(old, new, &OF_BODIES) {
        let wire = Wire::breaking_if(demands_more(old, new));
        walk.report(Rule::ChecksumChanged, spot, wire, message);
    }
}

/// Returns true if requests are refused that were not: a checksum is demanded, or the body must be
/// signed.
fn demands_more(old: &Traits, new: &Traits) -> bool {
    let checksum = |traits: &Traits| {
        let algorithms = traits.http_checksum();
        let required = algorithms.is_some_and(|checksum| checksum.request_checksum_required);
        traits.http_checksum_required() || required
    };
    (checksum(new) && !checksum(old)) || (old.unsigned_payload() && !new.unsigned_payload())
}

fn http(walk: &mut Walk<'_>, spot: &Spot, old: Http<'_>, new: Http<'_>) {
    if old.uri != new.uri {
        let message = format!("the URI is `{}`; before: `{}`", new.uri, old.uri);
        let differs = without_names(old.uri) != without_names(new.uri);
        let wire = Wire::breaking_if(differs && walk.new.binds_http());
        walk.report(Rule::UriChanged, spot, wire, message);
    }
    if (old.method, old.code) != (new.method, new.code) {
        let message = format!(
            "{} with status {}; before: {} with status {}",
            new.method, new.code, old.method, old.code
        );
        let wire = Wire::breaking_if(old.method != new.method && walk.new.binds_http());
        walk.report(Rule::HttpBindingChanged, spot, wire, message);
    }
}

/// The URI without what its labels are called, which no request shows.
fn without_names(uri: &str) -> String {
    let mut shown = String::with_capacity(uri.len());
    let mut inside = false;
    for letter in uri.chars() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        if !inside || matches!(letter, '{' | '+') {
            shown.push(letter);
        }
    }
    shown
}

/// Compares if a blob or union is a stream. A stream of bytes looks on the wire as the bytes do;
/// one whose length must be known is refused without it.
pub(super) fn streaming(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape, reach: Reach) {
    let ids = [known::STREAMING, known::REQUIRES_LENGTH];
    if let Some(message) = differing(&old.traits, &new.traits, &ids) {
        let events = new.kind.word() == "union";
        let length = !old.traits.requires_length() && new.traits.requires_length();
        let wire = Wire::breaking_if(events || (length && reach.sent));
        walk.report(Rule::StreamingChanged, spot, wire, message);
    }
}
