//! Members with other targets.

use fastrand::Rng;
use serde_json::{Value, json};

use super::members::SIMPLE;
use crate::review_audit::draft::{At, Draft, name, pick, prelude_id};

/// Retargets a member.
fn retarget(draft: &mut Draft, at: &At, target: &str) -> Option<String> {
    let old = draft.target(at).to_owned();
    // A status is an integer (Smithy 2.0, "httpResponseCode trait").
    let misplaced = draft.has(at, &prelude_id("httpResponseCode"))
        || target == prelude_id("Document") && !draft.takes_documents();
    if old == target || misplaced {
        return None;
    }
    let node = draft.node_mut(at)?;
    node.insert("target".to_owned(), target.into());
    Some(format!("{at}: {} to {}", name(&old), name(target)))
}

/// Picks a simple shape of another type than the member's.
fn another(draft: &Draft, rng: &mut Rng, at: &At) -> Option<String> {
    let kind = draft.target_kind(at);
    let others = SIMPLE
        .iter()
        .filter(|name| !name.eq_ignore_ascii_case(&kind));
    pick(rng, others.collect()).map(|name| prelude_id(name))
}

pub(super) fn simple(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["structure"]))?;
    let target = another(draft, rng, &at)?;
    retarget(draft, &at, &target)
}

pub(super) fn variant(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["union"]))?;
    let target = another(draft, rng, &at)?;
    retarget(draft, &at, &target)
}

pub(super) fn element(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::member(&pick(rng, draft.ids(&["list"]))?, "member");
    let target = another(draft, rng, &at)?;
    retarget(draft, &at, &target)
}

pub(super) fn value(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::member(&pick(rng, draft.ids(&["map"]))?, "value");
    let target = another(draft, rng, &at)?;
    retarget(draft, &at, &target)
}

/// Wraps the target in a list.
pub(super) fn list(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    wrap(
        draft,
        rng,
        |target| json!({ "type": "list", "member": { "target": target } }),
    )
}

/// Wraps the target in a map.
pub(super) fn map(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    wrap(draft, rng, |target| {
        let key = prelude_id("String");
        json!({ "type": "map", "key": { "target": key }, "value": { "target": target } })
    })
}

fn wrap(draft: &mut Draft, rng: &mut Rng, around: fn(&str) -> Value) -> Option<String> {
    let at = pick(rng, draft.members(&["structure"]))?;
    let shape = around(draft.target(&at));
    let target = draft.add("AuditedValues", shape)?;
    retarget(draft, &at, &target)
}

pub(super) fn structure(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["structure"]))?;
    let target = pick(rng, draft.inner())?;
    retarget(draft, &at, &target)
}
