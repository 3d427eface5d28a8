//! Operations, their errors and their pagination.

use fastrand::Rng;
use serde_json::json;

use super::presence::toggle;
use crate::review_audit::draft::{At, Draft, name, pick, prelude_id};

fn operation(draft: &Draft, rng: &mut Rng) -> Option<At> {
    Some(At::shape(&pick(rng, draft.ids(&["operation"]))?))
}

pub(super) fn auth(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    if rng.bool() {
        return toggle(draft, &at, "aws.auth#unsignedPayload", json!({}));
    }
    toggle(draft, &at, &prelude_id("optionalAuth"), json!({}))
}

pub(super) fn checksum(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    toggle(draft, &at, &prelude_id("httpChecksumRequired"), json!({}))
}

/// Adds a copy of an operation with an input and an output of its own.
pub(super) fn added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    let mut copy = draft.node(&at)?.clone();
    for end in ["input", "output"] {
        let target = copy[end]["target"].as_str()?.to_owned();
        if let Some(shape) = draft.node(&At::shape(&target)).cloned() {
            let id = draft.add(&format!("Audited{}", name(&target)), shape)?;
            copy[end]["target"] = id.into();
        }
    }
    let new = draft.add(&format!("Audited{}", name(&at.shape)), copy)?;
    let service = draft.service()?.to_owned();
    let mut operations = draft.targets(&service, "operations");
    operations.push(new);
    draft.set_targets(&service, "operations", &operations)?;
    Some(format!("a copy of {at}"))
}

pub(super) fn removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    let service = draft.service()?.to_owned();
    let mut operations = draft.targets(&service, "operations");
    operations.retain(|id| *id != at.shape);
    draft.set_targets(&service, "operations", &operations)?;
    Some(at.to_string())
}

pub(super) fn renamed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    let new = draft.rename(&at.shape, &format!("Audited{}", name(&at.shape)))?;
    Some(format!("{at} to {}", name(&new)))
}

pub(super) fn input_removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    without(draft, rng, "input")
}

pub(super) fn output_removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    without(draft, rng, "output")
}

fn without(draft: &mut Draft, rng: &mut Rng, end: &str) -> Option<String> {
    let at = operation(draft, rng)?;
    let unit = json!({ "target": prelude_id("Unit") });
    draft.node_mut(&at)?.insert(end.to_owned(), unit);
    Some(at.to_string())
}

/// Adds an error shape.
fn error(draft: &mut Draft) -> Option<String> {
    let members = json!({ "message": { "target": prelude_id("String") } });
    let traits = json!({ "smithy.api#error": "client" });
    let shape = json!({ "type": "structure", "members": members, "traits": traits });
    draft.add("AuditedException", shape)
}

pub(super) fn error_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    add_error(draft, &at)
}

pub(super) fn service_error(draft: &mut Draft, _: &mut Rng) -> Option<String> {
    let at = At::shape(draft.service()?);
    add_error(draft, &at)
}

fn add_error(draft: &mut Draft, at: &At) -> Option<String> {
    let error = error(draft)?;
    let mut errors = draft.targets(&at.shape, "errors");
    let said = format!("{at}: {}", name(&error));
    errors.push(error);
    draft.set_targets(&at.shape, "errors", &errors)?;
    Some(said)
}

pub(super) fn error_removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    let mut errors = draft.targets(&at.shape, "errors");
    let gone = pick(rng, errors.clone())?;
    errors.retain(|id| *id != gone);
    draft.set_targets(&at.shape, "errors", &errors)?;
    Some(format!("{at}: {}", name(&gone)))
}

/// Picks an error.
fn pick_error(draft: &Draft, rng: &mut Rng) -> Option<At> {
    let errors = draft.ids(&["structure"]).into_iter();
    let errors = errors.map(|id| At::shape(&id));
    let errors = errors.filter(|at| draft.has(at, &prelude_id("error")));
    pick(rng, errors.collect())
}

pub(super) fn fault(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick_error(draft, rng)?;
    let id = prelude_id("error");
    let fault = match draft.get(&at, &id)?.as_str()? {
        "client" => "server",
        _ => "client",
    };
    draft.set(&at, &id, fault.into())?;
    Some(format!("{at}: {fault}"))
}

pub(super) fn retryable(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick_error(draft, rng)?;
    toggle(draft, &at, &prelude_id("retryable"), json!({}))
}

/// Toggles the pagination of an operation or of its items; new pagination uses a string of the
/// input and one of the output.
pub(super) fn pagination(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = operation(draft, rng)?;
    let id = prelude_id("paginated");
    if draft.has(&at, &id) {
        if rng.bool() {
            return items(draft, rng, &at);
        }
        draft.unset(&at, &id)?;
        return Some(format!("{at}: off"));
    }
    let [input, output] = ["input", "output"].map(|end| {
        let texts = members_of_end(draft, &at, end, &["string"]);
        pick(rng, texts)?.member
    });
    let (input, output) = input.zip(output)?;
    let said = format!("{at}: from {input} to {output}");
    let value = json!({ "inputToken": input, "outputToken": output });
    draft.set(&at, &id, value)?;
    Some(said)
}

/// Toggles the items of a page.
fn items(draft: &mut Draft, rng: &mut Rng, at: &At) -> Option<String> {
    let id = prelude_id("paginated");
    let mut value = draft.get(at, &id)?.clone();
    let settings = value.as_object_mut()?;
    let said = match settings.shift_remove("items") {
        Some(_) => format!("{at}: items off"),
        None => {
            let lists = members_of_end(draft, at, "output", &["list", "map"]);
            let list = pick(rng, lists)?.member?;
            settings.insert("items".to_owned(), list.clone().into());
            format!("{at}: items {list}")
        }
    };
    draft.set(at, &id, value)?;
    Some(said)
}

/// The members of the input or output of an operation that have these types.
fn members_of_end(draft: &Draft, at: &At, end: &str, kinds: &[&str]) -> Vec<At> {
    let shape = draft.node(at).and_then(|node| node[end]["target"].as_str());
    let mut members = draft.members_of(shape.unwrap_or_default());
    members.retain(|at| kinds.contains(&draft.target_kind(at).as_str()));
    members
}
