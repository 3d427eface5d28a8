//! Facts that the botocore form states about members, and Smithy about the shapes they target.
//!
//! If all members that target a shape agree, the fact facts to the shape; otherwise those with the
//! fact target a copy of the shape under another name.

use std::collections::HashMap;
use std::sync::Arc;

use super::enums;
use crate::draft::{Body, Draft, Drafts};
use crate::reader::Reader;
use crate::traits::known;
use crate::{ShapeId, Trait, TraitValue};

/// A fact stated about a member.
pub(super) struct MemberFact {
    /// The shape with the member.
    pub(super) owner: ShapeId,
    pub(super) member: String,
    pub(super) target: ShapeId,
    pub(super) fact: Fact,
}

/// The fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fact {
    /// The target is a streaming blob.
    Streaming,
    /// The target is a string that contains JSON.
    JsonValue,
    /// The target is an enum with these values.
    Values(Vec<String>),
}

/// Moves all facts to the targets.
pub(super) fn apply(reader: &mut Reader<'_>, drafts: &mut Drafts, facts: Vec<MemberFact>) {
    let mut groups: indexmap::IndexMap<(ShapeId, Fact), Vec<MemberFact>> =
        indexmap::IndexMap::new();
    for fact in facts {
        let key = (fact.target.clone(), fact.fact.clone());
        groups.entry(key).or_default().push(fact);
    }
    let uses = count_targets(drafts);
    for ((target, fact), facts) in groups {
        let everywhere = uses.get(&target) == Some(&facts.len());
        if everywhere {
            apply_fact(reader, drafts, &target, fact);
        } else if let Some(copy) = copy(reader, drafts, &target, &fact, &facts) {
            apply_fact(reader, drafts, &copy, fact);
            retarget(drafts, &facts, &copy);
        }
    }
}

/// Counts the members that target each shape.
pub(super) fn count_targets(drafts: &Drafts) -> HashMap<ShapeId, usize> {
    let mut uses = HashMap::new();
    let members = drafts.values().flat_map(|draft| draft.members.values());
    for member in members {
        *uses.entry(member.target.clone()).or_default() += 1;
    }
    uses
}

/// Adds a copy of the shape to the model; `None` if there is no such shape, or if its name is
/// taken.
fn copy(
    reader: &mut Reader<'_>,
    drafts: &mut Drafts,
    target: &ShapeId,
    fact: &Fact,
    facts: &[MemberFact],
) -> Option<ShapeId> {
    let original = drafts.get(target)?;
    let Body::Complete(kind) = &original.body else {
        return None;
    };
    let draft = Draft {
        body: Body::Complete(kind.clone()),
        traits: original.traits.clone(),
        place: original.place,
        mixins: Vec::new(),
        members: indexmap::IndexMap::new(),
    };
    let place = draft.place;
    let name = match (fact, facts.first()) {
        (Fact::Values(_), Some(first)) => format!("{}{}", first.owner.name(), first.member),
        (Fact::JsonValue, _) => format!("SyntheticJson{}", target.name()),
        _ => format!("Streaming{}", target.name()),
    };
    let id = reader.id(&format!("{}#{name}", target.namespace()), place, None)?;
    if drafts.contains_key(&id) {
        let message =
            format!("the shape is used in two ways, and the name of the second, {id}, is taken");
        reader.report(place, Some(target), message, "rename one of the shapes");
        return None;
    }
    drafts.insert(id.clone(), draft);
    Some(id)
}

fn retarget(drafts: &mut Drafts, facts: &[MemberFact], copy: &ShapeId) {
    for fact in facts {
        let owner = drafts.get_mut(&fact.owner);
        if let Some(member) = owner.and_then(|owner| owner.members.get_mut(&fact.member)) {
            member.target = copy.clone();
        }
    }
}

fn apply_fact(reader: &mut Reader<'_>, drafts: &mut Drafts, id: &ShapeId, fact: Fact) {
    let Some(draft) = drafts.get_mut(id) else {
        return;
    };
    let (name, value): (&str, TraitValue) = match fact {
        Fact::Streaming => (known::STREAMING, known::annotation()),
        Fact::JsonValue => (known::MEDIA_TYPE, "application/json".into()),
        Fact::Values(values) => {
            draft.members = enums::members(reader, id, draft.place, values);
            draft.body = Body::Enum;
            return;
        }
    };
    if let Some(id) = reader.id(name, draft.place, Some(id)) {
        draft.traits.set(Trait {
            id,
            value: Arc::new(value),
            place: draft.place,
        });
    }
}
