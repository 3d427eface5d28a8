//! Decision graphs: nodes that are shared wherever they say the same.

use std::collections::HashMap;

use super::table::Reference;

/// Nodes, each of which was made after those that it leads to.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Vec<(usize, Reference, Reference)>,
    known: HashMap<(usize, Reference, Reference), usize>,
}

impl Graph {
    /// A node that tests a condition; what both ways lead to if that is the same and the test can
    /// be left out.
    pub(super) fn node(
        &mut self,
        condition: usize,
        [high, low]: [Reference; 2],
        needed: bool,
    ) -> Reference {
        if high == low && !needed {
            return high;
        }
        let node = (condition, high, low);
        let next = self.nodes.len();
        let index = *self.known.entry(node).or_insert(next);
        if index == next {
            self.nodes.push(node);
        }
        Reference::Node(index)
    }

    pub(super) fn get(&self, index: usize) -> (usize, Reference, Reference) {
        self.nodes[index]
    }

    /// The nodes that are reached from `root`, the root first and each before those that it leads
    /// to.
    pub(super) fn ordered(&self, root: Reference) -> Vec<(usize, Reference, Reference)> {
        let order = self.reached(root);
        let place: HashMap<usize, usize> = order
            .iter()
            .enumerate()
            .map(|(at, node)| (*node, at))
            .collect();
        let moved = |reference| match reference {
            Reference::Node(index) => Reference::Node(place[&index]),
            other => other,
        };
        let node = |index: &usize| {
            let (condition, high, low) = self.nodes[*index];
            (condition, moved(high), moved(low))
        };
        order.iter().map(node).collect()
    }

    /// The order in which a walk that fails everywhere comes to nodes first; children come after
    /// all their parents.
    fn reached(&self, root: Reference) -> Vec<usize> {
        let mut done = Vec::new();
        let mut seen = vec![false; self.nodes.len()];
        let mut waiting = vec![(root, false)];
        while let Some((reference, left)) = waiting.pop() {
            let Reference::Node(index) = reference else {
                continue;
            };
            if left {
                done.push(index);
            } else if !std::mem::replace(&mut seen[index], true) {
                let (_, high, low) = self.nodes[index];
                waiting.extend([(reference, true), (high, false), (low, false)]);
            }
        }
        done.reverse();
        done
    }
}
