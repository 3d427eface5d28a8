//! What the botocore form says of members, and Smithy of the shapes that they target.
//!
//! Where all members that target a shape say the same, the shape says it; otherwise those that do get a shape of their
//! own, a copy under another name.

use std::collections::HashMap;
use std::sync::Arc;

use super::enums;
use crate::draft::{Body, Draft, Drafts};
use crate::reader::Reader;
use crate::traits::known;
use crate::{ShapeId, Trait, TraitValue};

/// Something a member says.
pub(super) struct Move {
    /// The shape that has the member.
    pub(super) owner: ShapeId,
    pub(super) member: String,
    pub(super) target: ShapeId,
    pub(super) fact: Fact,
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fact {
    /// The blob is a stream.
    Streaming,
    /// The text is JSON.
    JsonValue,
    /// The text is one of these.
    Values(Vec<String>),
}

/// Moves all facts to shapes.
pub(super) fn apply(reader: &mut Reader<'_>, drafts: &mut Drafts, moves: Vec<Move>) {
    let mut groups: indexmap::IndexMap<(ShapeId, Fact), Vec<Move>> = indexmap::IndexMap::new();
    for one in moves {
        let key = (one.target.clone(), one.fact.clone());
        groups.entry(key).or_default().push(one);
    }
    let uses = uses(drafts);
    for ((target, fact), moves) in groups {
        let everywhere = uses.get(&target) == Some(&moves.len());
        if everywhere {
            say(reader, drafts, &target, fact);
        } else if let Some(copy) = copy(reader, drafts, &target, &fact, &moves) {
            say(reader, drafts, &copy, fact);
            retarget(drafts, &moves, &copy);
        }
    }
}

/// How many members target each shape.
pub(super) fn uses(drafts: &Drafts) -> HashMap<ShapeId, usize> {
    let mut uses = HashMap::new();
    let members = drafts.values().flat_map(|draft| draft.members.values());
    for member in members {
        *uses.entry(member.target.clone()).or_default() += 1;
    }
    uses
}

/// Puts a copy of the shape into the model. `None` where there is no such shape, or where the name is taken.
fn copy(
    reader: &mut Reader<'_>,
    drafts: &mut Drafts,
    target: &ShapeId,
    fact: &Fact,
    moves: &[Move],
) -> Option<ShapeId> {
    let original = drafts.get(target)?;
    let Body::Whole(kind) = &original.body else {
        return None;
    };
    let draft = Draft {
        body: Body::Whole(kind.clone()),
        traits: original.traits.clone(),
        place: original.place,
        mixins: Vec::new(),
        members: indexmap::IndexMap::new(),
    };
    let place = draft.place;
    let name = match (fact, moves.first()) {
        (Fact::Values(_), Some(first)) => format!("{}{}", first.owner.name(), first.member),
        (Fact::JsonValue, _) => format!("SyntheticJson{}", target.name()),
        _ => format!("Streaming{}", target.name()),
    };
    let id = reader.id(&format!("{}#{name}", target.namespace()), place, None)?;
    if drafts.contains_key(&id) {
        let message =
            format!("the shape is used in two ways, and the name for the second is taken by {id}");
        reader.report(place, Some(target), message, "rename one of the two");
        return None;
    }
    drafts.insert(id.clone(), draft);
    Some(id)
}

fn retarget(drafts: &mut Drafts, moves: &[Move], copy: &ShapeId) {
    for one in moves {
        let owner = drafts.get_mut(&one.owner);
        if let Some(member) = owner.and_then(|owner| owner.members.get_mut(&one.member)) {
            member.target = copy.clone();
        }
    }
}

fn say(reader: &mut Reader<'_>, drafts: &mut Drafts, id: &ShapeId, fact: Fact) {
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
