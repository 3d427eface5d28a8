//! HTTP bindings.

use fastrand::Rng;
use serde_json::{Value, json};

use super::presence::toggle;
use crate::review_audit::draft::{At, Draft, pick, prelude_id};

/// Picks an operation with an HTTP binding.
fn bound(draft: &Draft, rng: &mut Rng) -> Option<(At, Value)> {
    let mut operations = draft.ids(&["operation"]);
    let id = prelude_id("http");
    operations.retain(|one| draft.has(&At::shape(one), &id));
    let at = At::shape(&pick(rng, operations)?);
    let value = draft.get(&at, &id)?.clone();
    Some((at, value))
}

fn set(draft: &mut Draft, at: &At, key: &str, value: Value) -> Option<String> {
    let id = prelude_id("http");
    let mut http = draft.get(at, &id)?.clone();
    let said = format!("{at}: {key} {value}");
    http.as_object_mut()?.insert(key.to_owned(), value);
    draft.set(at, &id, http)?;
    Some(said)
}

pub(super) fn uri(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let (at, http) = bound(draft, rng)?;
    let uri = format!("/audited{}", http["uri"].as_str()?);
    set(draft, &at, "uri", uri.into())
}

pub(super) fn method(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let (at, http) = bound(draft, rng)?;
    let method = if http["method"] == "PUT" {
        "POST"
    } else {
        "PUT"
    };
    set(draft, &at, "method", method.into())
}

pub(super) fn code(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let (at, http) = bound(draft, rng)?;
    let code = if http["code"] == 202 { 200 } else { 202 };
    set(draft, &at, "code", code.into())
}

/// Swaps two labels of the path.
pub(super) fn labels(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let (at, http) = bound(draft, rng)?;
    let uri = http["uri"].as_str()?;
    let labels = uri.split('{').skip(1);
    let labels: Vec<&str> = labels.filter_map(|rest| rest.split('}').next()).collect();
    let [first, .., last] = labels.as_slice() else {
        return None;
    };
    let swapped = uri
        .replace(&format!("{{{first}}}"), "{\0}")
        .replace(&format!("{{{last}}}"), &format!("{{{first}}}"))
        .replace('\0', last);
    set(draft, &at, "uri", swapped.into())
}

/// Picks a member of a body of a service with HTTP bindings.
fn in_body(draft: &Draft, rng: &mut Rng, ends: &[&str]) -> Option<At> {
    bound(draft, rng)?;
    let shapes = ends.iter().flat_map(|end| draft.messages(end));
    let members: Vec<At> = shapes.flat_map(|id| draft.members_of(&id)).collect();
    let free = members.into_iter().filter(|at| {
        let traits = draft.node(at).and_then(|node| node.get("traits"));
        let mut ids = traits.and_then(Value::as_object).into_iter().flatten();
        !ids.any(|(id, _)| id.contains("#http"))
    });
    pick(rng, free.collect())
}

pub(super) fn query(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = in_body(draft, rng, &["input"])?;
    draft.set(&at, &prelude_id("httpQuery"), json!("audited"))?;
    Some(at.to_string())
}

pub(super) fn header(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = in_body(draft, rng, &["input", "output"])?;
    draft.set(&at, &prelude_id("httpHeader"), json!("x-audited"))?;
    Some(at.to_string())
}

/// Toggles streaming of a payload blob.
pub(super) fn streaming(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut members = draft.members(&["structure"]);
    let payload = prelude_id("httpPayload");
    members.retain(|at| draft.has(at, &payload) && draft.target_kind(at) == "blob");
    let at = pick(rng, members)?;
    let shape = At::shape(draft.target(&at));
    let said = toggle(draft, &shape, &prelude_id("streaming"), json!({}))?;
    Some(format!("{at}: {said}"))
}
