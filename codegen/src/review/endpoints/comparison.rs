//! The comparison of two services' rules.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::iter::successors;

use indexmap::IndexSet;
use tinsmith_model::rules::Case;

use super::calls::{Call, Calls};
use super::domain::Domain;
use super::groups::{self, Found};
use super::outcome::{self, Differing, Kind, Outcome};
use super::resolver::{Bindings, Resolver};
use super::{Bound, settings};
use crate::endpoint::Binding;
use crate::ir::Crate;
use crate::review::WireFact;

/// The most nodes of tables that all resolutions may pass. S3's have ten million nodes, of which
/// they pass a part.
const MOST_NODES: usize = 30_000_000;

/// The comparison of two services' rules, call by call.
pub(super) struct Comparison<'c> {
    resolvers: [Resolver<'c>; 2],
    bound: &'c Bound<'c>,
    /// The bindings of the operations that only one of the crates has.
    alone: [IndexSet<&'c Bindings>; 2],
    /// The endpoints that a call led to, by their numbers in each table.
    reached: [BTreeSet<usize>; 2],
    tried: usize,
    /// True if not all calls could be tried.
    is_cut: bool,
    /// The number of calls that differ in each way.
    counts: BTreeMap<Kind, usize>,
    found: Vec<Found>,
}

impl<'c> Comparison<'c> {
    pub(super) fn new(crates: [&'c Crate; 2], bound: &'c Bound<'c>) -> Self {
        let mut alone = crates.map(|one| {
            let operations = one.operations.iter();
            let bindings = operations.map(|one| one.endpoint_params.as_slice());
            bindings.collect::<IndexSet<_>>()
        });
        for (before, after) in bound.keys() {
            alone[0].swap_remove(before);
            alone[1].swap_remove(after);
        }
        Self {
            resolvers: crates.map(|one| Resolver::new(&one.service)),
            bound,
            alone,
            reached: Default::default(),
            tried: 0,
            is_cut: false,
            counts: BTreeMap::new(),
            found: Vec::new(),
        }
    }

    /// The parameters whose values calls can choose: built-ins, settings of clients, and those that
    /// operations take from their inputs.
    pub(super) fn domain(&self, crates: [&Crate; 2], cases: &[Case]) -> Domain {
        let mut domain = Domain::default();
        for (resolver, one) in self.resolvers.iter().zip(crates) {
            let mut names: HashSet<&str> = settings(&one.service).into_iter().collect();
            for operation in &one.operations {
                let params = operation.endpoint_params.iter();
                let params = params.filter(|(_, from)| matches!(from, Binding::Input(_)));
                names.extend(params.map(|(name, _)| name.as_str()));
            }
            match resolver.table() {
                Some(table) => domain.add(table, &names, cases),
                None => domain.add_region(),
            }
        }
        domain
    }

    /// Resolves calls by both rules, within a bound: operations may bind any number of values.
    pub(super) fn try_calls(&mut self, calls: &Calls) {
        let each = self.bound.len() + self.alone.iter().map(IndexSet::len).sum::<usize>();
        let tables = self.resolvers.each_ref().map(Resolver::table);
        let nodes = tables.into_iter().flatten().map(|table| table.nodes.len());
        let most = MOST_NODES / (each * nodes.sum::<usize>()).max(1);
        self.is_cut = calls.is_full || calls.all.len() > most;
        let calls = &calls.all[..calls.all.len().min(most)];
        // What differs for each call, by the numbers of bindings.
        let mut differing: Vec<Vec<(usize, Differing)>> = Vec::with_capacity(calls.len());
        for call in calls {
            let own = self.try_call(call);
            let base = |at: &usize| calls.get(*at).and_then(Call::base);
            let bases: Vec<usize> = successors(call.base(), base).collect();
            for (bindings, one) in &own {
                let told = bases.iter().flat_map(|at| &differing[*at]);
                if told
                    .into_iter()
                    .any(|told| *told == (*bindings, one.clone()))
                {
                    continue;
                }
                let bindings = (!call.is_exact()).then_some(*bindings);
                let found = Found::new(one.clone(), call.region(), call.setting(), bindings);
                self.found.push(found);
            }
            differing.push(own);
        }
    }

    fn try_call(&mut self, call: &Call) -> Vec<(usize, Differing)> {
        let mut differing = Vec::new();
        let bound = self.bound;
        // The values of a test case are those of no operation.
        let most = if call.is_exact() { 1 } else { bound.len() };
        for (number, (before, after)) in bound.keys().enumerate().take(most) {
            let outcomes = [self.resolve(0, call, before), self.resolve(1, call, after)];
            self.tried += 1;
            let [before, after] = &outcomes;
            let found = outcome::compare(before, after).into_iter();
            differing.extend(found.map(|one| (number, one)));
        }
        for at in [0, 1] {
            for bindings in self.alone[at].clone() {
                self.resolve(at, call, bindings);
            }
        }
        for (_, (kind, _)) in &differing {
            *self.counts.entry(*kind).or_default() += 1;
        }
        differing
    }

    fn resolve(&mut self, at: usize, call: &Call, bindings: &Bindings) -> Outcome {
        let outcome = self.resolvers[at].resolve(call, bindings);
        if let Outcome::Target(target) = &outcome {
            self.reached[at].extend(target.number);
        }
        outcome
    }

    /// The number of endpoints of each table that no call led to and that the other one has not.
    fn unreached(&self) -> [usize; 2] {
        let tables = self.resolvers.each_ref().map(Resolver::table);
        [0, 1].map(|at| {
            let Some(table) = tables[at] else {
                return 0;
            };
            let results = table.results.iter().enumerate();
            let results = results.filter(|(number, _)| !self.reached[at].contains(number));
            let results = results.filter(|(_, result)| result.is_endpoint());
            let other = tables[1 - at].map_or(&[][..], |table| &table.results);
            results
                .filter(|(_, result)| !other.contains(result))
                .count()
        })
    }

    /// Returns true if the rules may lead elsewhere in calls that were not tried.
    pub(super) fn is_open(&self) -> bool {
        self.is_cut || self.unreached() != [0, 0]
    }

    /// The facts in which calls differ, in groups.
    pub(super) fn facts(&self) -> Vec<WireFact> {
        let operations: Vec<_> = self.bound.values().map(Vec::as_slice).collect();
        groups::facts(&self.found, &operations)
    }

    /// The outcome of all calls in a sentence.
    pub(super) fn message(&self) -> String {
        let words = [
            (Kind::Elsewhere, "another endpoint"),
            (Kind::Signed, "another signature"),
            (Kind::Fails, "a new error"),
            (Kind::Offered, "other signatures beside that of before"),
            (Kind::Works, "no error any more"),
            (Kind::Message, "another error"),
        ];
        let parts = words.into_iter().filter_map(|(kind, words)| {
            let count = self.counts.get(&kind)?;
            Some(format!("{words} in {count}"))
        });
        let parts: Vec<String> = parts.collect();
        let tried = format!("of {} calls that were tried", self.tried);
        let mut message = match parts.as_slice() {
            [] => format!("the endpoint rules are others, without an effect on one {tried}"),
            parts => format!(
                "the endpoint rules are others: {} {tried}",
                parts.join(", ")
            ),
        };
        if self.is_cut {
            message.push_str("; there are more than can be tried");
        }
        for (count, whose) in self.unreached().into_iter().zip(["old", "new"]) {
            if count > 0 {
                message.push_str(&format!("; none reached {count} of the {whose} endpoints"));
            }
        }
        message
    }
}
