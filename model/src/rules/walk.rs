//! Checks of a decision diagram: it has no cycles, and variables are assigned before they are
//! used.

use std::collections::HashMap;

use super::check::Checker;
use super::diagram::{Diagram, Reference};
use super::json::{At, Reading};
use super::types::Type;
use crate::quoted::quoted;

impl<'s> Checker<'s> {
    /// Checks a diagram.
    pub(super) fn diagram(&mut self, diagram: &'s Diagram) {
        let Some(order) = self.order(diagram) else {
            return;
        };
        let walks = Walks::new(diagram, &order);
        self.assigned(diagram);
        let all = self.variables.clone();
        let everything: Assigned<'_> = all.iter().map(|(name, _)| *name).collect();
        let conditions = At::ROOT.key("conditions");
        for (index, condition) in diagram.conditions.iter().enumerate() {
            let known = walks.conditions.get(&index).unwrap_or(&everything);
            self.in_scope(&all, known, |checker| {
                checker.expression(&condition.test, conditions.index(index));
            });
        }
        let results = At::ROOT.key("results");
        for (index, result) in diagram.results.iter().enumerate() {
            let known = walks.results.get(&index).unwrap_or(&everything);
            self.in_scope(&all, known, |checker| {
                checker.outcome(result, results.index(index));
            });
        }
        if walks.results.is_empty() {
            let help = "let a node lead to a result";
            self.reading
                .report(At::ROOT.key("root"), "no walk reaches a result", help);
        }
    }

    /// Runs a check with the assigned variables in scope.
    fn in_scope(
        &mut self,
        all: &[(&'s str, Type)],
        known: &Assigned<'s>,
        run: impl FnOnce(&mut Self),
    ) {
        self.variables = all
            .iter()
            .filter(|(name, _)| known.contains(name))
            .copied()
            .collect();
        run(self);
    }

    /// Adds all variables that conditions assign to the scope.
    fn assigned(&mut self, diagram: &'s Diagram) {
        let conditions = At::ROOT.key("conditions");
        for (index, condition) in diagram.conditions.iter().enumerate() {
            if condition.assign.is_some() {
                let mut quiet = Checker {
                    reading: Reading::default(),
                    parameters: self.parameters,
                    variables: self.variables.clone(),
                };
                let found = quiet.expression(&condition.test, conditions.index(index));
                let name = condition.assign.as_deref().unwrap_or_default();
                if self.lookup(name).is_some() {
                    let message = format!("there is a `{}` already", quoted(name));
                    let at = conditions.index(index);
                    self.reading
                        .report(at.key("assign"), message, "choose another name");
                }
                self.variables.extend(found.map(|found| (name, found)));
            }
        }
    }

    /// Returns the reachable nodes, each before its successors; `None` if there is a cycle.
    fn order(&mut self, diagram: &Diagram) -> Option<Vec<(usize, bool)>> {
        let order = topological(diagram);
        if order.is_none() {
            let help = "a walk through a diagram comes to no node twice";
            self.reading
                .report(At::ROOT.key("nodes"), "nodes lead back to themselves", help);
        }
        order
    }
}

/// The variables that are assigned.
type Assigned<'s> = Vec<&'s str>;

/// The variables assigned on every path to a condition or result.
struct Walks<'s> {
    conditions: HashMap<usize, Assigned<'s>>,
    results: HashMap<usize, Assigned<'s>>,
}

impl<'s> Walks<'s> {
    fn new(diagram: &'s Diagram, order: &[(usize, bool)]) -> Self {
        let mut walks = Self {
            conditions: HashMap::new(),
            results: HashMap::new(),
        };
        let mut nodes: HashMap<(usize, bool), Assigned<'s>> = HashMap::new();
        walks.arrive(diagram.root, Vec::new(), &mut nodes);
        for &(index, swapped) in order {
            let known = nodes.get(&(index, swapped)).cloned().unwrap_or_default();
            let condition = diagram.nodes[index].condition;
            merge(&mut walks.conditions, condition, known.clone());
            let (high, low) = diagram.edges(index, swapped);
            walks.arrive(low, known.clone(), &mut nodes);
            let mut assigned = known;
            assigned.extend(diagram.conditions[condition].assign.as_deref());
            walks.arrive(high, assigned, &mut nodes);
        }
        walks
    }

    fn arrive(
        &mut self,
        at: Reference,
        known: Assigned<'s>,
        nodes: &mut HashMap<(usize, bool), Assigned<'s>>,
    ) {
        match at {
            Reference::NoMatch => {}
            Reference::Result(index) => merge(&mut self.results, index, known),
            Reference::Node { index, swapped } => merge(nodes, (index, swapped), known),
        }
    }
}

fn merge<'s, K: std::hash::Hash + Eq>(
    all: &mut HashMap<K, Assigned<'s>>,
    key: K,
    known: Assigned<'s>,
) {
    all.entry(key)
        .and_modify(|before| before.retain(|name| known.contains(name)))
        .or_insert(known);
}

impl Diagram {
    /// Returns the unreachable results. Published diagrams have some, since a diagram can be
    /// simplified after its results are numbered. They do no harm.
    #[must_use]
    pub fn unreachable_results(&self) -> Vec<usize> {
        let order = topological(self).unwrap_or_default();
        let walks = Walks::new(self, &order);
        let all = 0..self.results.len();
        all.filter(|index| !walks.results.contains_key(index))
            .collect()
    }
}

/// The reachable nodes, each before its successors.
fn topological(diagram: &Diagram) -> Option<Vec<(usize, bool)>> {
    let node = |reference| match reference {
        Reference::Node { index, swapped } => Some((index, swapped)),
        _ => None,
    };
    let mut done: HashMap<(usize, bool), bool> = HashMap::new();
    let mut order = Vec::new();
    let mut waiting: Vec<((usize, bool), bool)> = Vec::new();
    waiting.extend(node(diagram.root).map(|root| (root, false)));
    while let Some((at, left)) = waiting.pop() {
        if left {
            done.insert(at, true);
            order.push(at);
            continue;
        }
        match done.get(&at) {
            Some(true) => continue,
            Some(false) => return None,
            None => {}
        }
        done.insert(at, false);
        waiting.push((at, true));
        let (high, low) = diagram.edges(at.0, at.1);
        for next in [high, low].into_iter().filter_map(node) {
            match done.get(&next) {
                Some(true) => {}
                Some(false) => return None,
                None => waiting.push((next, false)),
            }
        }
    }
    order.reverse();
    Some(order)
}
