//! Added, removed, renamed and reordered members.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::review_audit::draft::{At, Draft, pick, prelude_id};

/// The targets of new members that the prelude defines.
pub(super) const SIMPLE: [&str; 8] = [
    "Blob",
    "Boolean",
    "Double",
    "Integer",
    "Long",
    "String",
    "Timestamp",
    "Document",
];

/// The name of new members.
const NEW: &str = "auditedNote";

/// Inserts a member at a random position.
fn insert(draft: &mut Draft, rng: &mut Rng, shape: &str, member: Value) -> Option<String> {
    // Beside a whole body there is no place for it (Smithy 2.0, "httpPayload trait").
    let payload = prelude_id("httpPayload");
    if draft
        .members_of(shape)
        .iter()
        .any(|at| draft.has(at, &payload))
    {
        return None;
    }
    let members = draft.members_mut(shape)?;
    if members.contains_key(NEW) {
        return None;
    }
    let place = rng.usize(..=members.len());
    let target = member["target"].as_str().unwrap_or_default().to_owned();
    members.shift_insert(place, NEW.to_owned(), member);
    Some(format!("{}: {target}", At::member(shape, NEW)))
}

fn simple(rng: &mut Rng) -> String {
    // Documents and floats have kinds of their own.
    const PLAIN: [&str; 5] = ["Blob", "Boolean", "Integer", "String", "Timestamp"];
    prelude_id(PLAIN[rng.usize(..PLAIN.len())])
}

pub(super) fn added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut ids = draft.ids(&["structure"]);
    let inputs = draft.messages("input");
    ids.retain(|id| !inputs.contains(id));
    let shape = pick(rng, ids)?;
    let target = simple(rng);
    insert(draft, rng, &shape, json!({ "target": target }))
}

pub(super) fn input_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.messages("input"))?;
    let target = simple(rng);
    insert(draft, rng, &shape, json!({ "target": target }))
}

pub(super) fn required_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["structure"]))?;
    let member = json!({ "target": simple(rng), "traits": { "smithy.api#required": {} } });
    insert(draft, rng, &shape, member)
}

pub(super) fn float_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["structure", "union"]))?;
    insert(
        draft,
        rng,
        &shape,
        json!({ "target": prelude_id("Double") }),
    )
}

pub(super) fn document_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    if !draft.takes_documents() {
        return None;
    }
    let shape = pick(rng, draft.ids(&["structure", "union"]))?;
    let target = prelude_id("Document");
    insert(draft, rng, &shape, json!({ "target": target }))
}

/// Adds a member with a new type.
pub(super) fn type_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["structure"]))?;
    let member = json!({ "target": prelude_id("String") });
    let new = json!({ "type": "structure", "members": { "text": member } });
    let target = draft.add("AuditedType", new)?;
    insert(draft, rng, &shape, json!({ "target": target }))
}

/// Adds a member that makes a structure recursive.
pub(super) fn recursion_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.inner())?;
    insert(draft, rng, &shape, json!({ "target": shape }))
}

pub(super) fn variant_added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["union"]))?;
    let target = simple(rng);
    insert(draft, rng, &shape, json!({ "target": target }))
}

pub(super) fn removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    remove(draft, rng, "structure")
}

pub(super) fn variant_removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    remove(draft, rng, "union")
}

fn remove(draft: &mut Draft, rng: &mut Rng, kind: &str) -> Option<String> {
    let at = pick(rng, draft.members(&[kind]))?;
    let member = at.member.as_deref()?;
    draft.members_mut(&at.shape)?.shift_remove(member)?;
    Some(at.to_string())
}

pub(super) fn renamed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["structure", "union"]))?;
    let old = at.member.as_deref()?;
    let new = format!("{old}Audited");
    rename(draft, &at.shape, old, &new)?;
    Some(format!("{at} to {new}"))
}

/// Renames a member in its position.
pub(super) fn rename(draft: &mut Draft, shape: &str, old: &str, new: &str) -> Option<()> {
    let members = draft.members_mut(shape)?;
    let place = members.keys().position(|name| name == old)?;
    let member = members.shift_remove(old)?;
    members.shift_insert(place, new.to_owned(), member);
    Some(())
}

pub(super) fn reordered(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["structure", "union"]))?;
    reorder(draft, rng, &shape)
}

/// Moves the first member after another one.
pub(super) fn reorder(draft: &mut Draft, rng: &mut Rng, shape: &str) -> Option<String> {
    let members = draft.members_mut(shape)?;
    let first = members.keys().next()?.clone();
    let last = members.len().checked_sub(1).filter(|last| *last > 0)?;
    let member = members.shift_remove(&first)?;
    let place = rng.usize(1..=last);
    members.shift_insert(place, first.clone(), member);
    Some(format!("{} to place {place}", At::member(shape, &first)))
}
