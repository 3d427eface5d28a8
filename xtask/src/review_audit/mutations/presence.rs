//! Required members and defaults.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::review_audit::draft::{At, Draft, pick, prelude_id};

/// Toggles a trait.
pub(super) fn toggle(draft: &mut Draft, at: &At, id: &str, value: Value) -> Option<String> {
    let name = id.rsplit('#').next().unwrap_or(id);
    if draft.unset(at, id).is_some() {
        return Some(format!("{at}: {name} off"));
    }
    draft.set(at, id, value)?;
    Some(format!("{at}: {name} on"))
}

pub(super) fn required(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["structure"]))?;
    toggle(draft, &at, &prelude_id("required"), json!({}))
}

pub(super) fn client_optional(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut members = draft.members(&["structure"]);
    let matters = ["required", "default"].map(prelude_id);
    members.retain(|at| matters.iter().any(|id| draft.has(at, id)));
    let at = pick(rng, members)?;
    toggle(draft, &at, &prelude_id("clientOptional"), json!({}))
}

pub(super) fn default(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let id = prelude_id("default");
    let mut members = draft.members(&["structure"]);
    members.retain(|at| default_of(&draft.target_kind(at)).is_some() || draft.has(at, &id));
    let at = pick(rng, members)?;
    let value = default_of(&draft.target_kind(&at)).unwrap_or_default();
    toggle(draft, &at, &id, value)
}

fn default_of(kind: &str) -> Option<Value> {
    Some(match kind {
        "boolean" => json!(true),
        "integer" | "long" | "short" | "byte" => json!(1),
        "string" => json!("audited"),
        "list" => json!([]),
        "map" => json!({}),
        _ => return None,
    })
}

pub(super) fn token(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let inputs = draft.messages("input");
    let members = inputs.iter().flat_map(|id| draft.members_of(id));
    let mut texts: Vec<At> = members.collect();
    texts.retain(|at| draft.target_kind(at) == "string");
    let at = pick(rng, texts)?;
    toggle(draft, &at, &prelude_id("idempotencyToken"), json!({}))
}

pub(super) fn sparse(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["list", "map"]))?);
    toggle(draft, &at, &prelude_id("sparse"), json!({}))
}
