//! Enums and their values.

use fastrand::Rng;
use serde_json::{Value, json};

use super::members::{rename, reorder};
use crate::review_audit::draft::{At, Draft, pick, prelude_id};

const VALUE: &str = "smithy.api#enumValue";

pub(super) fn added(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["enum"]))?;
    let members = draft.members_mut(&shape)?;
    let place = rng.usize(..=members.len());
    let name = "AUDITED_VALUE";
    if members.contains_key(name) {
        return None;
    }
    members.shift_insert(place, name.to_owned(), member(json!("audited-value")));
    Some(At::member(&shape, name).to_string())
}

fn member(value: Value) -> Value {
    json!({ "target": prelude_id("Unit"), "traits": { VALUE: value } })
}

pub(super) fn removed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["enum"]))?;
    let member = at.member.as_deref()?;
    draft.members_mut(&at.shape)?.shift_remove(member)?;
    Some(at.to_string())
}

pub(super) fn renamed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["enum"]))?;
    let old = at.member.as_deref()?;
    let new = format!("{old}_AUDITED");
    rename(draft, &at.shape, old, &new)?;
    Some(format!("{at} to {new}"))
}

pub(super) fn changed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = pick(rng, draft.members(&["enum"]))?;
    let old = draft.get(&at, VALUE)?.as_str()?.to_owned();
    let new = format!("{old}-audited");
    draft.set(&at, VALUE, json!(new))?;
    Some(format!("{at}: {old} to {new}"))
}

pub(super) fn reordered(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let shape = pick(rng, draft.ids(&["enum"]))?;
    reorder(draft, rng, &shape)
}

pub(super) fn to_text(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["enum"]))?);
    let node = draft.node_mut(&at)?;
    node.insert("type".to_owned(), "string".into());
    node.shift_remove("members");
    Some(at.to_string())
}

pub(super) fn of_text(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["string"]))?);
    let values = ["one", "two"].map(|value| (value.to_uppercase(), member(json!(value))));
    of_values(draft, &at, "enum", values.into_iter().collect())
}

pub(super) fn of_number(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.ids(&["integer"]))?);
    let values = [("ONE", 1), ("TWO", 2)];
    let values = values.map(|(name, value)| (name.to_owned(), member(json!(value))));
    of_values(draft, &at, "intEnum", values.into_iter().collect())
}

fn of_values(draft: &mut Draft, at: &At, kind: &str, members: Value) -> Option<String> {
    let node = draft.node_mut(at)?;
    node.insert("type".to_owned(), kind.into());
    node.insert("members".to_owned(), members);
    Some(at.to_string())
}
