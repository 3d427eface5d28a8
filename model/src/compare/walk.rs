//! The way through both models at once, and what was found on it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::touched::Users;
use super::{Change, Rule, Side, Wire, shapes};
use crate::{Member, Model, Place, Selection, Shape, ShapeId, ShapeKind};

/// Two models, what of them is still to be compared, and what was found.
pub(super) struct Walk<'m> {
    pub(super) old: Rc<Half<'m>>,
    pub(super) new: Rc<Half<'m>>,
    waiting: VecDeque<Pair>,
    seen: HashSet<Pair>,
    found: Vec<Found>,
    /// New names of types by their old ones.
    renamed: HashMap<ShapeId, ShapeId>,
    /// What it means that the one type stands in the other's place, for members whose targets changed.
    exchanged: HashMap<(ShapeId, ShapeId), Wire>,
    /// Whether only types in place of others are looked at, for the verdict alone.
    only_verdict: bool,
}

/// A model with a selection.
pub(super) struct Half<'m> {
    pub(super) model: &'m Model,
    pub(super) selection: &'m Selection,
    by_name: HashMap<&'m str, &'m ShapeId>,
    operations: HashMap<&'m str, &'m ShapeId>,
    /// What members target and operations fail with; other structures are inputs and outputs alone.
    referenced: HashSet<&'m ShapeId>,
}

/// An old shape and a new one that stands for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Pair {
    pub(super) old: ShapeId,
    pub(super) new: ShapeId,
    /// The member whose target changed from the one to the other, where changes are those of the member, and from where
    /// the member is reached.
    pub(super) at: Option<(Spot, Reach)>,
}

/// Where a change is reported.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub(super) side: Side,
    pub(super) subject: ShapeId,
    pub(super) place: Place,
}

impl Spot {
    /// At a shape.
    pub(super) fn shape(side: Side, shape: &Shape) -> Self {
        Self {
            side,
            subject: shape.id.clone(),
            place: shape.place,
        }
    }

    /// At a member, by its name.
    pub(super) fn member(side: Side, shape: &ShapeId, name: &str, place: Place) -> Self {
        Self {
            side,
            subject: shape.with_member(name),
            place,
        }
    }
}

struct Found {
    rule: Rule,
    spot: Spot,
    related: Option<ShapeId>,
    message: String,
    wire: Wire,
}

/// From where a shape is reached in both models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reach {
    /// Clients send it.
    pub(super) sent: bool,
    /// Clients receive it.
    pub(super) received: bool,
}

impl<'m> Half<'m> {
    fn new((model, selection): (&'m Model, &'m Selection)) -> Self {
        let shapes = selection.shapes().filter_map(|id| model.shape(id));
        let members = shapes.flat_map(Shape::members);
        let mut referenced: HashSet<&ShapeId> = members.map(|member| &member.target).collect();
        let ids = selection.operation_ids();
        let operations = ids.iter().filter_map(|id| model.shape(id)?.as_operation());
        referenced.extend(operations.flat_map(|operation| &operation.errors));
        let service = model.shape(selection.service()).and_then(Shape::as_service);
        referenced.extend(service.into_iter().flat_map(|service| &service.errors));
        Self {
            model,
            selection,
            by_name: selection.shapes().map(|id| (id.name(), id)).collect(),
            operations: ids.iter().map(|id| (id.name(), id)).collect(),
            referenced,
        }
    }

    /// Whether the shape becomes a type of its own name in generated code.
    pub(super) fn becomes_type(&self, shape: &Shape) -> bool {
        let structure = shape.as_structure().is_some();
        is_type(shape) && (!structure || self.referenced.contains(&shape.id))
    }

    /// The selected shape of this name.
    pub(super) fn named(&self, name: &str) -> Option<&'m Shape> {
        self.model.shape(self.by_name.get(name)?)
    }

    /// The selected operation of this name.
    pub(super) fn operation(&self, name: &str) -> Option<&'m ShapeId> {
        self.operations.get(name).copied()
    }

    pub(super) fn shape(&self, id: &ShapeId) -> Option<&'m Shape> {
        self.model.shape(id)
    }

    pub(super) fn service(&self) -> Option<&'m Shape> {
        self.model.shape(self.selection.service())
    }
}

impl<'m> Walk<'m> {
    pub(super) fn new(old: (&'m Model, &'m Selection), new: (&'m Model, &'m Selection)) -> Self {
        Self::between(Rc::new(Half::new(old)), Rc::new(Half::new(new)))
    }

    fn between(old: Rc<Half<'m>>, new: Rc<Half<'m>>) -> Self {
        Self {
            old,
            new,
            waiting: VecDeque::new(),
            seen: HashSet::new(),
            found: Vec::new(),
            renamed: HashMap::new(),
            exchanged: HashMap::new(),
            only_verdict: false,
        }
    }

    /// Notes a change.
    pub(super) fn report(&mut self, rule: Rule, spot: &Spot, wire: Wire, message: String) {
        self.report_about(rule, spot, None, wire, message);
    }

    /// Notes a change that is about another shape too.
    pub(super) fn report_about(
        &mut self,
        rule: Rule,
        spot: &Spot,
        related: Option<&ShapeId>,
        wire: Wire,
        message: String,
    ) {
        self.found.push(Found {
            rule,
            spot: spot.clone(),
            related: related.cloned(),
            message,
            wire,
        });
    }

    /// Has two shapes compared later, once. Those that a structure of the model holds in itself are as many as its members;
    /// so the way ends.
    pub(super) fn later(&mut self, old: &ShapeId, new: &ShapeId, at: Option<(Spot, Reach)>) {
        // Shapes of one name are compared in any case.
        if self.only_verdict && old.name() == new.name() {
            return;
        }
        let pair = Pair {
            old: old.clone(),
            new: new.clone(),
            at,
        };
        if self.seen.insert(pair.clone()) {
            self.waiting.push_back(pair);
        }
    }

    /// Compares whatever waits.
    pub(super) fn run(&mut self) {
        while let Some(pair) = self.waiting.pop_front() {
            shapes::compare(self, &pair);
        }
    }

    /// What it does on the wire that a type stands in the place of another: whether anything in which the two differ breaks.
    pub(super) fn exchange(&mut self, old: &ShapeId, new: &ShapeId) -> Wire {
        if self.only_verdict {
            self.later(old, new, None);
            return Wire::Safe;
        }
        let key = (old.clone(), new.clone());
        if let Some(known) = self.exchanged.get(&key) {
            return *known;
        }
        let mut inner = Walk::between(Rc::clone(&self.old), Rc::clone(&self.new));
        inner.only_verdict = true;
        inner.later(old, new, None);
        inner.run();
        let breaks = inner.found.iter().any(|one| one.wire == Wire::Breaking);
        let wire = Wire::breaking_if(breaks);
        self.exchanged.insert(key, wire);
        wire
    }

    /// The reach that both shapes have: what an old client neither sends nor receives cannot break it.
    pub(super) fn reach(&self, old: &ShapeId, new: &ShapeId) -> Reach {
        let (before, after) = (self.old.selection, self.new.selection);
        Reach {
            sent: before.reached_from_input(old) && after.reached_from_input(new),
            received: before.reached_from_output(old) && after.reached_from_output(new),
        }
    }

    /// Whether a type goes by a new name: the old one is not reached any more, the new one was not before, and no other has
    /// taken either.
    pub(super) fn is_renamed(&mut self, old: &Shape, new: &Shape) -> bool {
        if self.only_verdict {
            return false;
        }
        if let Some(known) = self.renamed.get(&old.id) {
            return *known == new.id;
        }
        let free = self.new.named(old.id.name()).is_none()
            && self.old.named(new.id.name()).is_none()
            && !self.renamed.values().any(|taken| *taken == new.id);
        if free {
            self.renamed.insert(old.id.clone(), new.id.clone());
            let message = format!("`{}` is called `{}` now", old.id.name(), new.id.name());
            let spot = Spot::shape(Side::New, new);
            self.report_about(
                Rule::ShapeRenamed,
                &spot,
                Some(&old.id),
                Wire::Safe,
                message,
            );
        }
        free
    }

    /// Whether the type of the old model goes by another name.
    pub(super) fn has_new_name(&self, old: &ShapeId) -> bool {
        self.renamed.contains_key(old)
    }

    /// Whether the type of the new model went by another name.
    pub(super) fn had_old_name(&self, new: &ShapeId) -> bool {
        self.renamed.values().any(|taken| taken == new)
    }

    /// The changes, each with the operations it touches.
    pub(super) fn finish(self) -> Vec<Change> {
        let mut old = Users::of(self.old.model, self.old.selection);
        let mut new = Users::of(self.new.model, self.new.selection);
        let changes = self.found.into_iter().map(|found| {
            let users = match found.spot.side {
                Side::Old => &mut old,
                Side::New => &mut new,
            };
            Change {
                operations: users.operations(&found.spot.subject),
                rule: found.rule,
                subject: found.spot.subject,
                related: found.related,
                message: found.message,
                side: found.spot.side,
                place: found.spot.place,
                wire: found.wire,
            }
        });
        let mut changes: Vec<Change> = changes.collect();
        changes.sort_by(|a, b| a.subject.name().cmp(b.subject.name()));
        changes
    }
}

/// Whether the shape is of a kind that has a type of its own in generated code.
pub(super) fn is_type(shape: &Shape) -> bool {
    use ShapeKind::{Enum, IntEnum, Structure, Union};
    matches!(
        shape.kind,
        Structure { .. } | Union { .. } | Enum(_) | IntEnum(_)
    ) && !shape.id.is_prelude()
}

/// A member of both models.
#[derive(Clone, Copy)]
pub(super) struct Members<'m> {
    pub(super) old: &'m Member,
    pub(super) new: &'m Member,
}
