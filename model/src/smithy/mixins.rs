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

/// The maximum number of traits, members and targets copied while a file is read. Without a limit
/// a small file could exhaust the memory.
const COPIES: usize = 1_000_000;

/// Copies the members and traits of mixins, mixins before their users, and applies the `apply`
/// statements on the way. Removes the mixins afterwards, since only `mixins` may refer to them.
/// `None` if mixins form a cycle or copy too much.
pub(super) fn flatten(
    reader: &mut Reader<'_>,
    drafts: &mut Drafts,
    applies: Vec<Apply>,
) -> Option<()> {
    let mut applies = apply::group_by_shape(reader, drafts, applies);
    let mut copies = Copies { left: COPIES };
    for id in dependency_order(reader, drafts)? {
        let Some(mut draft) = drafts.get_mut(&id).map(Draft::replace_with_empty) else {
            continue;
        };
        let left = apply::apply_to_own(reader, &mut draft, applies.remove(&id).unwrap_or_default());
        if !draft.mixins.is_empty()
            && mix_in(reader, drafts, &id, &mut draft, &mut copies).is_none()
        {
            let message = format!("mixins copy more than {COPIES} traits and members");
            reader.report(
                draft.place,
                Some(&id),
                message,
                "use fewer or smaller mixins",
            );
            return None;
        }
        apply::apply_to_mixed_in(reader, &mut draft, left);
        drafts.insert(id, draft);
    }
    drafts.retain(|_, draft| !draft.traits.has(known::MIXIN));
    Some(())
}

/// The budget of copies.
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
    /// Returns the draft, and leaves an empty one behind.
    fn replace_with_empty(&mut self) -> Self {
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

/// Copies the mixins of a shape into it. `None` if the budget is used up.
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
            add_member(reader, id, &mut members, member.clone());
        }
        if let Body::Complete(kind) = &mixin.body {
            whole = Some(match whole {
                Some(earlier) => merged(earlier, kind.clone()),
                None => kind.clone(),
            });
        }
    }
    draft.traits = std::mem::take(&mut draft.traits).over(&traits);
    for (_, member) in std::mem::take(&mut draft.members) {
        add_member(reader, id, &mut members, member);
    }
    draft.members = members;
    if let (Body::Complete(kind), Some(mixed)) = (&mut draft.body, whole) {
        *kind = merged(mixed, kind.clone());
    }
    Some(())
}

impl Draft {
    /// The number of traits, members and targets in the draft.
    fn cost(&self) -> usize {
        let members: usize = self
            .members
            .values()
            .map(|member| 1 + member.traits.len())
            .sum();
        let bound = match &self.body {
            Body::Complete(ShapeKind::Service(service)) => {
                service.operations.len()
                    + service.resources.len()
                    + service.errors.len()
                    + service.rename.len()
            }
            Body::Complete(ShapeKind::Operation(operation)) => operation.errors.len(),
            _ => 0,
        };
        1 + self.traits.len() + members + bound
    }
}

/// Returns the draft of a mixin if it is a mixin of the same type as the shape that uses it.
fn usable<'d>(
    reader: &mut Reader<'_>,
    drafts: &'d Drafts,
    id: &ShapeId,
    draft: &Draft,
    mixin_id: &ShapeId,
) -> Option<&'d Draft> {
    let mixin = drafts.get(mixin_id)?;
    let kind = draft.body.type_name();
    let (message, help) = if !mixin.traits.has(known::MIXIN) {
        (
            format!("{mixin_id} is used as a mixin but is not one"),
            "add the trait smithy.api#mixin".to_owned(),
        )
    } else if mixin.body.type_name() != kind {
        let help = format!("use a mixin of type {kind}");
        (
            format!(
                "the mixin {mixin_id} is a {}, the shape is a {kind}",
                mixin.body.type_name()
            ),
            help,
        )
    } else {
        return Some(mixin);
    };
    reader.report(draft.place, Some(id), message, help);
    None
}

/// The traits inherited from a mixin: all but `mixin` itself and its local traits.
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

/// Adds a member. A member of the same name keeps its position and the traits that the new one
/// does not override.
fn add_member(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    members: &mut IndexMap<String, Member>,
    new: Member,
) {
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
                let help = "give the members of this name the same target";
                reader.report(new.place, Some(id), message, help);
            }
        }
    }
}

/// Merges the properties of services and operations; `later` takes precedence for single values.
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

/// Adds the elements that are not in the list yet.
fn extend<T: Clone + Eq + Hash>(all: &mut Vec<T>, more: Vec<T>) {
    let distinct: indexmap::IndexSet<T> = std::mem::take(all).into_iter().chain(more).collect();
    *all = distinct.into_iter().collect();
}

/// Sorts the shapes so that each comes after its mixins. Unknown mixins are reported; `None` if
/// mixins form a cycle.
fn dependency_order(reader: &mut Reader<'_>, drafts: &Drafts) -> Option<Vec<ShapeId>> {
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
            let message = format!("unknown mixin {mixin}");
            reader.report(
                draft.place,
                Some(id),
                message,
                "define it, or remove it from `mixins`",
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
        report_cycle(reader, drafts, &waits, start);
        return None;
    }
    Some(ready.into_iter().cloned().collect())
}

/// Reports a cycle, found by following unresolved mixins until one repeats.
fn report_cycle(
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
    let cycle: Vec<&str> = path.iter().skip(from).map(|id| id.as_str()).collect();
    let Some((id, draft)) = cycle.first().and_then(|first| drafts.get_key_value(*first)) else {
        return;
    };
    let shown = cycle
        .iter()
        .take(10)
        .copied()
        .collect::<Vec<_>>()
        .join(" → ");
    let message = format!("mixins form a cycle of {}: {shown} → …", cycle.len());
    reader.report(draft.place, Some(id), message, "remove one of the mixins");
}
