//! The kinds of changes that reach the wire.

use fastrand::Rng;
use serde_json::json;

use crate::review_audit::draft::{At, Draft, name, pick, prelude_id};
use crate::review_audit::mutations::{KINDS, Kind, kind};

/// The kinds of the audit that do not only change words, and some more.
pub(super) fn all() -> Vec<Kind> {
    let words = ["deprecated", "docs", "sensitive", "pagination", "reordered"];
    let known = KINDS
        .iter()
        .filter(|kind| !words.iter().any(|word| kind.name.contains(word)));
    let own = [
        kind("media-type-changed", media_type),
        kind("service-renamed", service),
        kind("endpoint-prefix-changed", endpoint_prefix),
        kind("signing-name-changed", signing_name),
        kind("host-prefix-changed", host_prefix),
        kind("auth-repeated", auth_repeated),
        kind("required-to-default", required_to_default),
    ];
    known.copied().chain(own).collect()
}

/// Gives a string or blob a media type, or takes it away; bound ones first.
fn media_type(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut members = draft.members(&["structure"]);
    members.retain(|at| matches!(draft.target_kind(at).as_str(), "string" | "blob"));
    let bound = |at: &At| {
        ["httpHeader", "httpPayload"]
            .iter()
            .any(|id| draft.has(at, &prelude_id(id)))
    };
    let first: Vec<At> = members.iter().filter(|at| bound(at)).cloned().collect();
    let at = pick(rng, if first.is_empty() { members } else { first })?;
    draft.set(&at, &prelude_id("mediaType"), json!("application/audited"))?;
    Some(at.to_string())
}

fn service(draft: &mut Draft, _: &mut Rng) -> Option<String> {
    let id = draft.service()?.to_owned();
    let new = draft.rename(&id, &format!("Audited{}", name(&id)))?;
    Some(format!("{} to {}", name(&id), name(&new)))
}

/// Sets a text of a trait of the service.
fn set(draft: &mut Draft, id: &str, key: &str) -> Option<String> {
    let at = At::shape(draft.service()?);
    let mut value = draft.get(&at, id)?.clone();
    value
        .as_object_mut()?
        .insert(key.to_owned(), json!("audited"));
    draft.set(&at, id, value)?;
    Some(format!("{key} of {at}"))
}

fn endpoint_prefix(draft: &mut Draft, _: &mut Rng) -> Option<String> {
    set(draft, "aws.api#service", "endpointPrefix")
}

fn signing_name(draft: &mut Draft, _: &mut Rng) -> Option<String> {
    set(draft, "aws.auth#sigv4", "name")
}

fn host_prefix(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["operation"]))?);
    draft.set(
        &at,
        &prelude_id("endpoint"),
        json!({ "hostPrefix": "audited." }),
    )?;
    Some(at.to_string())
}

/// Names the only scheme of the service at an operation.
fn auth_repeated(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let service = At::shape(draft.service()?);
    draft.get(&service, "aws.auth#sigv4")?;
    let at = At::shape(&pick(rng, draft.ids(&["operation"]))?);
    draft.set(&at, &prelude_id("auth"), json!(["aws.auth#sigv4"]))?;
    draft.set(&at, &prelude_id("documentation"), json!("Audited."))?;
    Some(at.to_string())
}

/// Replaces `required` by the default that readers assume anyway.
fn required_to_default(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let ends: Vec<String> = draft
        .messages("output")
        .into_iter()
        .chain(draft.inner())
        .collect();
    let mut members: Vec<At> = ends.iter().flat_map(|id| draft.members_of(id)).collect();
    members
        .retain(|at| draft.has(at, &prelude_id("required")) && draft.target_kind(at) == "string");
    let at = pick(rng, members)?;
    draft.unset(&at, &prelude_id("required"))?;
    draft.set(&at, &prelude_id("default"), json!(""))?;
    Some(at.to_string())
}
