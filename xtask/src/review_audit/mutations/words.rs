//! Documentation, deprecation, constraints and serialized names.

use fastrand::Rng;
use serde_json::json;

use super::presence::toggle;
use crate::review_audit::draft::{At, Draft, pick, prelude_id};

pub(super) fn docs(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut places = draft.members(&["structure", "union", "enum"]);
    let shapes = draft.ids(&["structure", "union", "enum", "operation"]);
    places.extend(shapes.iter().map(|id| At::shape(id)));
    let at = pick(rng, places)?;
    draft.set(&at, &prelude_id("documentation"), json!("Audited."))?;
    Some(at.to_string())
}

fn deprecate(draft: &mut Draft, at: &At) -> Option<String> {
    let value = json!({ "message": "Audited." });
    toggle(draft, at, &prelude_id("deprecated"), value)
}

pub(super) fn deprecated_member(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["structure", "union", "enum"]))?;
    deprecate(draft, &at)
}

pub(super) fn deprecated_shape(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["structure", "union", "enum"]))?);
    deprecate(draft, &at)
}

pub(super) fn deprecated_operation(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["operation"]))?);
    deprecate(draft, &at)
}

pub(super) fn sensitive(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let kinds = [
        "string",
        "structure",
        "union",
        "enum",
        "list",
        "map",
        "blob",
    ];
    let at = At::shape(&pick(rng, draft.ids(&kinds))?);
    toggle(draft, &at, &prelude_id("sensitive"), json!({}))
}

pub(super) fn constraint(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["string", "integer", "list"]))?);
    let (id, value) = match draft.kind(&at.shape).as_str() {
        "integer" => ("range", json!({ "min": 3, "max": 7 })),
        "string" if rng.bool() => ("pattern", json!("^audited$")),
        _ => ("length", json!({ "min": 3, "max": 7 })),
    };
    draft.set(&at, &prelude_id(id), value)?;
    Some(format!("{at}: {id}"))
}

pub(super) fn json_name(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["structure", "union"]))?;
    draft.set(&at, &prelude_id("jsonName"), json!("audited-name"))?;
    Some(at.to_string())
}

pub(super) fn timestamp_format(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut members = draft.members(&["structure"]);
    members.retain(|at| draft.target_kind(at) == "timestamp");
    let at = pick(rng, members)?;
    let formats = ["date-time", "http-date", "epoch-seconds"];
    let format = formats[rng.usize(..formats.len())];
    draft.set(&at, &prelude_id("timestampFormat"), json!(format))?;
    Some(format!("{at}: {format}"))
}
