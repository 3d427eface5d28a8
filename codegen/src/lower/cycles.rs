//! The edges of a graph that close cycles.

use super::components::components;

/// An edge between two nodes, which are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// For each edge whether a way leads back from its end through nodes that are not smaller than its
/// start. Without these edges the graph has no cycle, since every cycle has a smallest node.
///
/// The nodes are added in falling order. Each edge is there as soon as both its nodes are, and the
/// question is whether they are in one strongly connected component then. All edges are answered
/// at once by halving the time (offline incremental strong connectivity), so that no model makes
/// this slow: it takes the edges times the logarithm of the nodes.
pub(super) fn closing(nodes: usize, edges: &[Edge]) -> Vec<bool> {
    let mut search = Search {
        parents: (0..nodes).collect(),
        joined: vec![usize::MAX; edges.len()],
    };
    let timed = edges.iter().enumerate();
    let timed = timed.map(|(index, edge)| Timed {
        index,
        edge: *edge,
        added: nodes - 1 - edge.from.min(edge.to),
    });
    let timed: Vec<Timed> = timed.collect();
    // Most models have few cycles: what is in none is left out at once.
    let (cyclic, _) = search.split(nodes, timed.clone());
    search.halve(0, nodes, cyclic);
    let at_once = |timed: &Timed| search.joined[timed.index] == timed.added;
    let closes = |timed: &Timed| timed.edge.from <= timed.edge.to && at_once(timed);
    timed.iter().map(closes).collect()
}

/// An edge and the time from which it is there.
#[derive(Clone, Copy)]
struct Timed {
    index: usize,
    edge: Edge,
    added: usize,
}

struct Search {
    /// The components that are known by now: each node points to another of its component, or to
    /// itself.
    parents: Vec<usize>,
    /// For each edge the time from which its nodes are in one component.
    joined: Vec<usize>,
}

impl Search {
    /// Finds the time for edges for which it is at least `start`, if it is before `end`.
    fn halve(&mut self, start: usize, end: usize, edges: Vec<Timed>) {
        if edges.is_empty() || start >= end {
            return;
        }
        let middle = start + (end - start) / 2;
        let (early, late) = self.split(middle, edges);
        if end - start > 1 {
            self.halve(start, middle, early.clone());
        }
        for timed in early {
            self.joined[timed.index] = self.joined[timed.index].min(middle);
            self.join(timed.edge);
        }
        self.halve(middle + 1, end, late);
    }

    /// The edges within a component of the graph at the time `middle`, and all others.
    fn split(&mut self, middle: usize, edges: Vec<Timed>) -> (Vec<Timed>, Vec<Timed>) {
        let known = edges.iter().filter(|timed| timed.added <= middle);
        let contracted: Vec<Edge> = known.map(|timed| self.contracted(timed.edge)).collect();
        let components = components(&contracted);
        edges.into_iter().partition(|timed| {
            let Edge { from, to } = self.contracted(timed.edge);
            let component = components.get(&from);
            let together = component.is_some() && component == components.get(&to);
            timed.added <= middle && (from == to || together)
        })
    }

    /// The edge between the components of its nodes.
    fn contracted(&mut self, edge: Edge) -> Edge {
        Edge {
            from: self.component(edge.from),
            to: self.component(edge.to),
        }
    }

    fn component(&mut self, node: usize) -> usize {
        let mut root = node;
        while self.parents[root] != root {
            // Every other node is moved up, so that the next search is shorter.
            self.parents[root] = self.parents[self.parents[root]];
            root = self.parents[root];
        }
        root
    }

    fn join(&mut self, edge: Edge) {
        let Edge { from, to } = self.contracted(edge);
        self.parents[from] = to;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::{Duration, Instant};

    use super::*;

    fn edges(pairs: &[(usize, usize)]) -> Vec<Edge> {
        let pairs = pairs.iter();
        pairs.map(|&(from, to)| Edge { from, to }).collect()
    }

    /// The rule word by word: follows all ways back.
    fn closing_by_search(edges: &[Edge]) -> Vec<bool> {
        let closes = |edge: &Edge| {
            let (mut seen, mut waiting) = (BTreeSet::new(), vec![edge.to]);
            while let Some(node) = waiting.pop() {
                if node >= edge.from && seen.insert(node) {
                    let next = edges.iter().filter(|next| next.from == node);
                    waiting.extend(next.map(|next| next.to));
                }
            }
            seen.contains(&edge.from)
        };
        edges.iter().map(closes).collect()
    }

    #[test]
    fn the_first_shape_of_a_cycle_is_cut() {
        let all = edges(&[(0, 1), (1, 2), (2, 0), (2, 2), (1, 3), (3, 4)]);
        let expected = [true, false, false, true, false, false];
        assert_eq!(closing(5, &all), expected);
        assert_eq!(closing(0, &[]), Vec::<bool>::new());
    }

    #[test]
    fn any_graph_is_cut_by_the_rule_and_has_no_cycle_then() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..500 {
            let nodes = random.usize(1..12);
            let pairs =
                (0..random.usize(0..30)).map(|_| (random.usize(..nodes), random.usize(..nodes)));
            let all = edges(&pairs.collect::<Vec<_>>());
            let found = closing(nodes, &all);
            assert_eq!(found, closing_by_search(&all), "{all:?}");
            let left = all.iter().zip(&found).filter(|(_, closes)| !**closes);
            let left: Vec<Edge> = left.map(|(edge, _)| *edge).collect();
            assert!(
                closing_by_search(&left).iter().all(|closes| !closes),
                "{all:?}"
            );
        }
    }

    #[test]
    fn no_graph_takes_long() {
        let (long, wide) = (4_000, 60);
        let both_ways: Vec<_> = (1..long)
            .flat_map(|node| [(node - 1, node), (node, node - 1)])
            .collect();
        let ring: Vec<_> = (0..long).map(|node| (node, (node + 1) % long)).collect();
        let complete: Vec<_> = (0..wide)
            .flat_map(|from| (0..wide).map(move |to| (from, to)))
            .collect();
        let itself = vec![(0, 0); long];
        for pairs in [both_ways, ring, complete, itself] {
            let start = Instant::now();
            closing(long, &edges(&pairs));
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{:?}",
                start.elapsed()
            );
        }
    }
}
