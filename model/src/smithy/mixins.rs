//! Mixins: traits and members copied into the shapes that use them (Smithy 2.0, "Mixins").

use std::collections::HashMap;
use std::hash::Hash;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::Deserialize;

use super::apply::{self, Apply};
use crate::draft::{Body, Draft, Drafts};
use crate::reader::Reader;
use crate::traits::known::{self, Mixin};
use crate::{Member, ShapeId, ShapeKind, Traits};

/// How many traits, members and targets may be copied while a file is read. Without a limit a small file could ask for
/// more than any memory holds.
const COPIES: usize = 1_000_000;

/// Copies what is mixed in, mixins before their users, and applies the `apply` statements on the way. Mixins themselves
/// are then taken out: nothing but a mixin's user may refer to one. `None` when mixins go in a circle or copy too much.
pub(super) fn flatten(
    reader: &mut Reader<'_>,
    drafts: &mut Drafts,
    applies: Vec<Apply>,
) -> Option<()> {
    let mut applies = apply::by_shape(reader, drafts, applies);
    let mut copies = Copies { left: COPIES };
    for id in order(reader, drafts)? {
        let Some(mut draft) = drafts.get_mut(&id).map(Draft::take) else {
            continue;
        };
        let left = apply::to_own(reader, &mut draft, applies.remove(&id).unwrap_or_default());
        if !draft.mixins.is_empty()
            && mix_in(reader, drafts, &id, &mut draft, &mut copies).is_none()
        {
            let message = format!("mixins copy more than {COPIES} traits and members");
            reader.report(
                draft.place,
                Some(&id),
                message,
                "use fewer mixins, or smaller ones",
            );
            return None;
        }
        apply::to_mixed_in(reader, &mut draft, left);
        drafts.insert(id, draft);
    }
    drafts.retain(|_, draft| !draft.traits.has(known::MIXIN));
    Some(())
}

/// The allowance of copies.
struct Copies {
    left: usize,
}

impl Copies {
    fn spend(&mut self, count: usize) -> Option<()> {
        self.left = self.left.checked_sub(count)?;
        Some(())
    }
}

impl Draft {
    /// The draft, with an empty one left in its place.
    fn take(&mut self) -> Self {
        let empty = Self {
            body: Body::Structure,
            traits: Traits::default(),
            place: self.place,
            mixins: Vec::new(),
            members: IndexMap::new(),
        };
        std::mem::replace(self, empty)
    }
}

/// Copies the mixins of one shape into it. `None` when there are too many copies.
fn mix_in(
    reader: &mut Reader<'_>,
    drafts: &Drafts,
    id: &ShapeId,
    draft: &mut Draft,
    copies: &mut Copies,
) -> Option<()> {
    let mut traits = Traits::default();
    let mut members: IndexMap<String, Member> = IndexMap::new();
    let mut whole: Option<ShapeKind> = None;
    for mixin_id in std::mem::take(&mut draft.mixins) {
        let Some(mixin) = usable(reader, drafts, id, draft, &mixin_id) else {
            continue;
        };
        copies.spend(mixin.cost())?;
        traits = inherited(mixin).over(&traits);
        for member in mixin.members.values() {
            put(reader, id, &mut members, member.clone());
        }
        if let Body::Whole(kind) = &mixin.body {
            whole = Some(match whole {
                Some(earlier) => merged(earlier, kind.clone()),
                None => kind.clone(),
            });
        }
    }
    draft.traits = std::mem::take(&mut draft.traits).over(&traits);
    for (_, member) in std::mem::take(&mut draft.members) {
        put(reader, id, &mut members, member);
    }
    draft.members = members;
    if let (Body::Whole(kind), Some(mixed)) = (&mut draft.body, whole) {
        *kind = merged(mixed, kind.clone());
    }
    Some(())
}

impl Draft {
    /// What copying the draft costs.
    fn cost(&self) -> usize {
        let members: usize = self
            .members
            .values()
            .map(|member| 1 + member.traits.len())
            .sum();
        let bound = match &self.body {
            Body::Whole(ShapeKind::Service(service)) => {
                service.operations.len()
                    + service.resources.len()
                    + service.errors.len()
                    + service.rename.len()
            }
            Body::Whole(ShapeKind::Operation(operation)) => operation.errors.len(),
            _ => 0,
        };
        1 + self.traits.len() + members + bound
    }
}

/// The draft of a mixin, when it is one and fits the shape that uses it.
fn usable<'d>(
    reader: &mut Reader<'_>,
    drafts: &'d Drafts,
    id: &ShapeId,
    draft: &Draft,
    mixin_id: &ShapeId,
) -> Option<&'d Draft> {
    let mixin = drafts.get(mixin_id)?;
    let kind = draft.body.word();
    let (message, help) = if !mixin.traits.has(known::MIXIN) {
        (
            format!("{mixin_id} is used as a mixin but is none"),
            "a mixin has the trait smithy.api#mixin".to_owned(),
        )
    } else if mixin.body.word() != kind {
        let help = format!("a {kind} mixes in shapes of type {kind}");
        (
            format!(
                "the mixin {mixin_id} is a {}, the shape is a {kind}",
                mixin.body.word()
            ),
            help,
        )
    } else {
        return Some(mixin);
    };
    reader.report(draft.place, Some(id), message, help);
    None
}

/// The traits a mixin hands on: all but `mixin` itself and those it calls local.
fn inherited(mixin: &Draft) -> Traits {
    let local = mixin
        .traits
        .get(known::MIXIN)
        .and_then(|value| Mixin::deserialize(value).ok());
    let local = local.map(|mixin| mixin.local_traits).unwrap_or_default();
    let mut traits = mixin.traits.clone();
    traits.retain(|one| one.id.as_str() != known::MIXIN && !local.contains(&one.id));
    traits
}

/// Adds a member; one of the same name keeps its position, and its traits where the new one does not have them.
fn put(reader: &mut Reader<'_>, id: &ShapeId, members: &mut IndexMap<String, Member>, new: Member) {
    match members.entry(new.name.clone()) {
        Entry::Vacant(vacant) => {
            vacant.insert(new);
        }
        Entry::Occupied(mut occupied) => {
            let old = occupied.get_mut();
            if old.target == new.target {
                *old = Member {
                    traits: new.traits.over(&old.traits),
                    ..new
                };
            } else {
                let message = format!(
                    "the member `{}` targets both {} and {}",
                    new.name, old.target, new.target
                );
                let help = "members of the same name, mixed in or own, have the same target";
                reader.report(new.place, Some(id), message, help);
            }
        }
    }
}

/// Properties of services and operations; `later` wins where there can be only one value.
fn merged(earlier: ShapeKind, later: ShapeKind) -> ShapeKind {
    match (earlier, later) {
        (ShapeKind::Service(mut service), ShapeKind::Service(later)) => {
            extend(&mut service.operations, later.operations);
            extend(&mut service.resources, later.resources);
            extend(&mut service.errors, later.errors);
            service.rename.extend(later.rename);
            if !later.version.is_empty() {
                service.version = later.version;
            }
            ShapeKind::Service(service)
        }
        (ShapeKind::Operation(mut operation), ShapeKind::Operation(later)) => {
            extend(&mut operation.errors, later.errors);
            operation.input = later.input.or(operation.input);
            operation.output = later.output.or(operation.output);
            ShapeKind::Operation(operation)
        }
        (_, later) => later,
    }
}

/// Adds what is not there yet.
fn extend<T: Clone + Eq + Hash>(all: &mut Vec<T>, more: Vec<T>) {
    let distinct: indexmap::IndexSet<T> = std::mem::take(all).into_iter().chain(more).collect();
    *all = distinct.into_iter().collect();
}

/// All shapes, each after its mixins. Mixins that do not exist are reported; `None` when mixins go in a circle.
fn order(reader: &mut Reader<'_>, drafts: &Drafts) -> Option<Vec<ShapeId>> {
    let mut waits: HashMap<&ShapeId, usize> = HashMap::new();
    let mut users: HashMap<&ShapeId, Vec<&ShapeId>> = HashMap::new();
    let mut ready: Vec<&ShapeId> = Vec::new();
    for (id, draft) in drafts {
        let (known, unknown): (Vec<_>, Vec<_>) = draft
            .mixins
            .iter()
            .partition(|mixin| drafts.contains_key(*mixin));
        for mixin in unknown
            .into_iter()
            .filter(|mixin| !reader.is_broken(mixin))
            .collect::<Vec<_>>()
        {
            let message = format!("the mixin {mixin} does not exist");
            reader.report(
                draft.place,
                Some(id),
                message,
                "define it, or take it out of `mixins`",
            );
        }
        if known.is_empty() {
            ready.push(id);
        }
        waits.insert(id, known.len());
        known
            .into_iter()
            .for_each(|mixin| users.entry(mixin).or_default().push(id));
    }
    let mut at = 0;
    while let Some(id) = ready.get(at).copied() {
        at += 1;
        for user in users.get(id).into_iter().flatten() {
            let Some(count) = waits.get_mut(user) else {
                continue;
            };
            *count -= 1;
            if *count == 0 {
                ready.push(user);
            }
        }
    }
    let stuck = drafts
        .keys()
        .find(|id| waits.get(id).is_some_and(|count| *count > 0));
    if let Some(start) = stuck {
        report_circle(reader, drafts, &waits, start);
        return None;
    }
    Some(ready.into_iter().cloned().collect())
}

/// Follows mixins that still wait until one comes again.
fn report_circle(
    reader: &mut Reader<'_>,
    drafts: &Drafts,
    waits: &HashMap<&ShapeId, usize>,
    start: &ShapeId,
) {
    let waiting = |id: &&ShapeId| waits.get(id).is_some_and(|count| *count > 0);
    let mut path: indexmap::IndexSet<&ShapeId> = indexmap::IndexSet::new();
    let mut next = Some(start);
    while let Some(id) = next.filter(|id| path.insert(id)) {
        next = drafts
            .get(id)
            .and_then(|draft| draft.mixins.iter().find(waiting));
    }
    let from = next.and_then(|id| path.get_index_of(id)).unwrap_or(0);
    let circle: Vec<&str> = path.iter().skip(from).map(|id| id.as_str()).collect();
    let Some((id, draft)) = circle
        .first()
        .and_then(|first| drafts.get_key_value(*first))
    else {
        return;
    };
    let shown = circle
        .iter()
        .take(10)
        .copied()
        .collect::<Vec<_>>()
        .join(" → ");
    let message = format!("mixins go in a circle of {}: {shown} → …", circle.len());
    reader.report(
        draft.place,
        Some(id),
        message,
        "a shape cannot be a part of itself: take one of the mixins out",
    );
}
