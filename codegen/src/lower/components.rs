//! Strongly connected components.

use std::collections::HashMap;

use super::cycles::Edge;

/// Computes the component of each node that has an edge (Tarjan's algorithm, without recursion,
/// since a chain of shapes can be longer than the stack is deep). Two nodes have the same
/// component if each is reachable from the other.
pub(super) fn components(edges: &[Edge]) -> HashMap<usize, usize> {
    let mut targets: HashMap<usize, Vec<usize>> = HashMap::new();
    for edge in edges {
        targets.entry(edge.from).or_default().push(edge.to);
    }
    let mut tarjan = Tarjan {
        targets,
        ..Tarjan::default()
    };
    for edge in edges {
        tarjan.visit(edge.from);
    }
    tarjan.component
}

#[derive(Default)]
struct Tarjan {
    targets: HashMap<usize, Vec<usize>>,
    index: HashMap<usize, usize>,
    low: HashMap<usize, usize>,
    stack: Vec<usize>,
    component: HashMap<usize, usize>,
}

impl Tarjan {
    fn visit(&mut self, start: usize) {
        let mut calls = vec![(start, 0)];
        while let Some((node, next)) = calls.pop() {
            if next == 0 && !self.enter(node) {
                continue;
            }
            match self.targets.get(&node).and_then(|all| all.get(next)) {
                Some(&target) => {
                    calls.push((node, next + 1));
                    match self.index.get(&target) {
                        None => calls.push((target, 0)),
                        Some(&index) if !self.component.contains_key(&target) => {
                            self.lower(node, index);
                        }
                        Some(_) => {}
                    }
                }
                None => self.leave(node, calls.last().map(|(parent, _)| *parent)),
            }
        }
    }

    /// Returns true if the node is visited for the first time.
    fn enter(&mut self, node: usize) -> bool {
        if self.index.contains_key(&node) {
            return false;
        }
        let index = self.index.len();
        self.index.insert(node, index);
        self.low.insert(node, index);
        self.stack.push(node);
        true
    }

    fn lower(&mut self, node: usize, index: usize) {
        if let Some(low) = self.low.get_mut(&node) {
            *low = index.min(*low);
        }
    }

    fn leave(&mut self, node: usize, parent: Option<usize>) {
        let low = self.low.get(&node).copied().unwrap_or_default();
        if self.index.get(&node) == Some(&low) {
            while let Some(top) = self.stack.pop() {
                self.component.insert(top, low);
                if top == node {
                    break;
                }
            }
        }
        if let Some(parent) = parent {
            self.lower(parent, low);
        }
    }
}
