//! The walk through both models at once: the pairs of shapes that wait, and the changes found so
//! far.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::change::{Change, Side, Wire};
use super::matching::Matching;
use super::rules::Rule;
use super::selected::Selected;
use super::spot::{Pair, Reach, Spot};
use super::touched::Users;
use crate::{Model, Selection, Shape, ShapeId};

/// Two models, the pairs of shapes that are still to be compared, and the changes found.
pub(super) struct Walk<'m> {
    pub(super) old: Rc<Selected<'m>>,
    pub(super) new: Rc<Selected<'m>>,
    pub(super) matching: Matching,
    waiting: VecDeque<Pair>,
    seen: HashSet<Pair>,
    found: Vec<Found>,
    /// Changes of targets whose verdict depends on what the two types differ in, by their
    /// positions in `found`.
    exchanged: Vec<(usize, Pair)>,
    /// Only types in place of others are compared, for the verdict alone.
    only_verdict: bool,
}

struct Found {
    rule: Rule,
    spot: Spot,
    related: Option<ShapeId>,
    message: String,
    documentation: Option<[String; 2]>,
    wire: Wire,
}

impl<'m> Walk<'m> {
    pub(super) fn new(old: (&'m Model, &'m Selection), new: (&'m Model, &'m Selection)) -> Self {
        let (old, new) = (Selected::new(old), Selected::new(new));
        let matching = Matching::new(&old, &new);
        Self::between(Rc::new(old), Rc::new(new), matching, false)
    }

    fn between(
        old: Rc<Selected<'m>>,
        new: Rc<Selected<'m>>,
        matching: Matching,
        only_verdict: bool,
    ) -> Self {
        Self {
            old,
            new,
            matching,
            waiting: VecDeque::new(),
            seen: HashSet::new(),
            found: Vec::new(),
            exchanged: Vec::new(),
            only_verdict,
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
            documentation: None,
            wire,
        });
    }

    /// Notes that documentation has another text.
    pub(super) fn report_documentation(&mut self, spot: &Spot, texts: [&str; 2], message: &str) {
        self.report(Rule::DocsChanged, spot, Wire::Safe, message.to_owned());
        if let Some(found) = self.found.last_mut() {
            found.documentation = Some(texts.map(str::to_owned));
        }
    }

    /// Queues two shapes to be compared, once. A pair waits once for each member at which it is
    /// reported, so the walk ends.
    pub(super) fn later(&mut self, old: &ShapeId, new: &ShapeId, at: Option<(Spot, Reach)>) {
        // Matched shapes are compared in any case.
        if self.only_verdict && self.matching.are_one(old, new) {
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

    /// The next pair that waits.
    pub(super) fn next(&mut self) -> Option<Pair> {
        self.waiting.pop_front()
    }

    /// Notes that a type stands in the place of another, for the change reported next; its verdict
    /// is that of everything in which the two differ.
    pub(super) fn exchange(&mut self, old: &ShapeId, new: &ShapeId) {
        if self.only_verdict {
            return self.later(old, new, None);
        }
        let pair = Pair {
            old: old.clone(),
            new: new.clone(),
            at: None,
        };
        self.exchanged.push((self.found.len(), pair));
    }

    /// Gives changes by exchanged types their verdicts, as `run` finds them by comparing the two
    /// types.
    pub(super) fn judge_exchanges(&mut self, run: impl Fn(&mut Walk<'m>)) {
        let mut known: HashMap<Pair, Wire> = HashMap::new();
        for (at, pair) in std::mem::take(&mut self.exchanged) {
            let wire = *known.entry(pair.clone()).or_insert_with(|| {
                let (old, new) = (Rc::clone(&self.old), Rc::clone(&self.new));
                let matching = std::mem::take(&mut self.matching);
                let mut inner = Walk::between(old, new, matching, true);
                inner.later(&pair.old, &pair.new, None);
                run(&mut inner);
                self.matching = inner.matching;
                let wires = inner.found.iter().map(|found| found.wire);
                wires.max().unwrap_or(Wire::Safe)
            });
            if let Some(found) = self.found.get_mut(at) {
                found.wire = wire;
            }
        }
    }

    /// The reach that both shapes have: what an old client neither sends nor receives cannot break
    /// it.
    pub(super) fn reach(&self, old: &ShapeId, new: &ShapeId) -> Reach {
        let (before, after) = (self.old.selection, self.new.selection);
        Reach {
            sent: before.reached_from_input(old) && after.reached_from_input(new),
            received: before.reached_from_output(old) && after.reached_from_output(new),
        }
    }

    /// Returns true if a type goes by a new name: the old one is not reached any more, and the new
    /// one was not before. The first time it is reported.
    pub(super) fn is_renamed(&mut self, old: &Shape, new: &Shape, wire: Wire) -> bool {
        if self.only_verdict || self.matching.is_renamed(&old.id, &new.id) {
            return !self.only_verdict;
        }
        let renamed = self.matching.rename(&old.id, &new.id);
        if renamed {
            self.report_renamed(old, new, wire);
        }
        renamed
    }

    /// Reports that a type goes by a new name.
    pub(super) fn report_renamed(&mut self, old: &Shape, new: &Shape, wire: Wire) {
        let (before, after) = (self.old.name(&old.id), self.new.name(&new.id));
        let message = format!("`{before}` is called `{after}` now");
        let spot = Spot::shape(Side::New, new);
        self.report_about(Rule::ShapeRenamed, &spot, Some(&old.id), wire, message);
    }

    /// The changes, each with the operations it touches.
    pub(super) fn finish(self) -> Vec<Change> {
        let mut old = Users::new(self.old.model, self.old.selection);
        let mut new = Users::new(self.new.model, self.new.selection);
        let changes = self.found.into_iter().map(|found| {
            let (users, selection) = match found.spot.side {
                Side::Old => (&mut old, self.old.selection),
                Side::New => (&mut new, self.new.selection),
            };
            let shape = found.spot.subject.shape();
            Change {
                operations: users.operations(&found.spot.subject),
                sent: selection.reached_from_input(&shape),
                received: selection.reached_from_output(&shape),
                rule: found.rule,
                subject: found.spot.subject,
                related: found.related,
                message: found.message,
                documentation: found.documentation,
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
