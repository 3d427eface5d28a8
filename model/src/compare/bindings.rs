//! Where values stand in requests and responses: HTTP, hosts, bodies, events.

use super::walk::{Members, Spot, Walk};
use super::{Rule, Wire};
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

/// Traits about authentication that operations have; those of services are compared with them.
pub(super) const OF_AUTH: [&str; 6] = [
    known::AUTH,
    known::OPTIONAL_AUTH,
    known::SIGV4,
    known::SIGV4A,
    known::HTTP_BEARER_AUTH,
    known::NO_AUTH,
];

/// Whether a trait is compared here.
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
        || OF_AUTH.contains(&id)
        || others.contains(&id)
}

/// The traits among `ids` that differ, as they are shown.
pub(super) fn differing(old: &Traits, new: &Traits, ids: &[&str]) -> Option<String> {
    let shown = |traits: &Traits| {
        let set = ids.iter().filter_map(|id| {
            let value = traits.get(*id)?;
            let word = id.rsplit('#').next().unwrap_or(id);
            Some(match value.as_object() {
                Some(object) if object.is_empty() => format!("`{word}`"),
                _ => format!("`{word}` {value}"),
            })
        });
        let set: Vec<String> = set.collect();
        if set.is_empty() {
            "nothing".to_owned()
        } else {
            set.join(", ")
        }
    };
    let differs = ids.iter().any(|id| old.get(*id) != new.get(*id));
    differs.then(|| format!("{}; before: {}", shown(new), shown(old)))
}

pub(super) fn of_member(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>) {
    let (old, new) = (&both.old.traits, &both.new.traits);
    if let Some(message) = differing(old, new, &OF_HTTP) {
        let message = format!("bound by {message}");
        walk.report(Rule::HttpBindingChanged, spot, Wire::Breaking, message);
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
        walk.report(Rule::HttpBindingChanged, spot, Wire::Breaking, message);
    }
    if let Some(message) = differing(old, new, &[known::ENDPOINT]) {
        walk.report(Rule::EndpointChanged, spot, Wire::Breaking, message);
    }
    if let Some(message) = differing(old, new, &OF_BODIES) {
        // A client that does not do what is asked for now is refused; doing more than that is not.
        let more = OF_BODIES.iter().any(|id| {
            let (before, after) = (old.get(*id), new.get(*id));
            after.is_some() && before != after && *id != known::REQUEST_COMPRESSION
        });
        let wire = Wire::breaking_if(more);
        walk.report(Rule::ChecksumChanged, spot, wire, message);
    }
    auth(walk, spot, old, new);
}

/// Compares how calls are authenticated. What was enough before has to stay enough: to offer one more scheme breaks nobody, nor
/// does it to demand nothing any more.
pub(super) fn auth(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    if let Some(message) = differing(old, new, &OF_AUTH) {
        let lost = |id: &&str| old.has(*id) && old.get(*id) != new.get(*id);
        let chosen = new.auth().is_some() && old.auth() != new.auth();
        let wire = Wire::breaking_if(OF_AUTH.iter().any(lost) || chosen);
        walk.report(Rule::AuthChanged, spot, wire, message);
    }
}

fn http(walk: &mut Walk<'_>, spot: &Spot, old: Http<'_>, new: Http<'_>) {
    if old.uri != new.uri {
        let message = format!("the URI is `{}`; before: `{}`", new.uri, old.uri);
        let wire = Wire::breaking_if(without_names(old.uri) != without_names(new.uri));
        walk.report(Rule::UriChanged, spot, wire, message);
    }
    if (old.method, old.code) != (new.method, new.code) {
        let message = format!(
            "{} with status {}; before: {} with status {}",
            new.method, new.code, old.method, old.code
        );
        let wire = Wire::breaking_if(old.method != new.method);
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

/// Compares whether a blob or union is a stream. A stream of bytes looks on the wire as the bytes do.
pub(super) fn streaming(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape) {
    let ids = [known::STREAMING, known::REQUIRES_LENGTH];
    if let Some(message) = differing(&old.traits, &new.traits, &ids) {
        let events = new.kind.word() == "union";
        let wire = Wire::breaking_if(events);
        walk.report(Rule::StreamingChanged, spot, wire, message);
    }
}
