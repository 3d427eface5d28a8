//! Decision diagrams (Smithy 2.0, "Rules engine specification", "endpointBdd").

use serde_json::{Map, Value};

use super::expression::{self, Condition};
use super::json::{At, Reading};
use super::rule::{self, RuleOutcome};

/// References above this one stand for results, in order; this one for the first result of all
/// diagrams, "no match", which is not listed.
const NO_RESULT: i32 = 100_000_000;

/// The bytes of a node: three big-endian integers.
const NODE: usize = 12;

/// The maximum number of nodes of a diagram. The largest published one has 553.
const MOST_NODES: usize = 30_000;

/// A binary decision diagram: a path of nodes, each of which tests a condition, ends in a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// The conditions that nodes test.
    pub conditions: Vec<Condition>,
    /// The results: endpoints and errors.
    pub results: Vec<RuleOutcome>,
    /// The nodes. The first one is an unused terminal.
    pub nodes: Vec<Node>,
    /// The root.
    pub root: Reference,
}

/// A node of a diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The index of its condition.
    pub condition: usize,
    /// The reference if the condition holds.
    pub high: Reference,
    /// The reference if it does not.
    pub low: Reference,
}

/// The next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// No rule applies.
    NoMatch,
    /// The result of this index.
    Result(usize),
    /// A node; `swapped` if high and low are exchanged there.
    Node {
        /// The index of the node.
        index: usize,
        /// True if the edge is a complement edge.
        swapped: bool,
    },
}

/// Reads the properties of a diagram.
pub(super) fn read(reading: &mut Reading, object: &Map<String, Value>) -> Option<Diagram> {
    let at = At::ROOT;
    let conditions = reading.entry(object, "conditions", at, "the diagram");
    let conditions =
        conditions.and_then(|value| expression::conditions(reading, value, at.key("conditions")));
    let results = reading.entry(object, "results", at, "the diagram");
    let results = results.and_then(|value| results_of(reading, value, at.key("results")));
    let root = whole(reading, object, "root");
    let count = whole(reading, object, "nodeCount");
    let nodes = reading.entry(object, "nodes", at, "the diagram");
    let nodes = nodes.and_then(|value| triples(reading, value, at.key("nodes")));
    let (conditions, results, nodes) = (conditions?, results?, nodes?);
    let sizes = Sizes {
        conditions: conditions.len(),
        results: results.len(),
        nodes: nodes.len(),
    };
    if count? as usize != nodes.len() {
        let message = format!("`nodeCount` is not the number of nodes, {}", nodes.len());
        reading.report(at.key("nodeCount"), message, "correct one of the two");
    }
    let root = sizes.root(reading, root?, at.key("root"));
    let nodes = sizes.nodes(reading, &nodes, at.key("nodes"));
    Some(Diagram {
        conditions,
        results,
        nodes: nodes?,
        root: root?,
    })
}

fn whole(reading: &mut Reading, object: &Map<String, Value>, name: &str) -> Option<i32> {
    let at = At::ROOT;
    let value = reading.entry(object, name, at, "the diagram")?;
    let number = reading.integer(value, at.key(name))?;
    let fits = i32::try_from(number).ok();
    if fits.is_none() {
        reading.report(
            at.key(name),
            "the number has more than 32 bits",
            "correct it",
        );
    }
    fits
}

fn results_of(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Vec<RuleOutcome>> {
    let items = reading.array(value, at)?;
    let read: Vec<_> = items
        .iter()
        .enumerate()
        .map(|(index, one)| result(reading, one, at.index(index)))
        .collect();
    read.into_iter().collect()
}

fn result(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<RuleOutcome> {
    let object = reading.object(value, at)?;
    let conditions = object.get("conditions").and_then(Value::as_array);
    if conditions.is_some_and(|conditions| !conditions.is_empty()) {
        let help = "the nodes of a diagram test all conditions";
        reading.report(at.key("conditions"), "a result has conditions", help);
    }
    let kind = reading.entry(object, "type", at, "the result")?;
    let kind = reading.text(kind, at.key("type"))?;
    rule::result(reading, object, kind, at)
}

/// Decodes the nodes, three integers each.
fn triples(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Vec<[i32; 3]>> {
    let text = reading.text(value, at)?;
    let help = "nodes are big-endian integers of four bytes, three for each node, in base64";
    let Ok(bytes) = base64_simd::STANDARD.decode_to_vec(text) else {
        reading.report(at, "the nodes are not base64", help);
        return None;
    };
    if bytes.len() % NODE != 0 || bytes.is_empty() || bytes.len() / NODE > MOST_NODES {
        let message = format!("{} bytes are no list of nodes", bytes.len());
        reading.report(at, message, help);
        return None;
    }
    let number = |node: &[u8], at: usize| {
        let bytes = node[at..at + 4].try_into().unwrap_or_default();
        i32::from_be_bytes(bytes)
    };
    let nodes = bytes.chunks_exact(NODE);
    Some(
        nodes
            .map(|node| [number(node, 0), number(node, 4), number(node, 8)])
            .collect(),
    )
}

/// The numbers of nodes, conditions and results.
struct Sizes {
    conditions: usize,
    results: usize,
    nodes: usize,
}

impl Sizes {
    fn root(&self, reading: &mut Reading, number: i32, at: At<'_>) -> Option<Reference> {
        if number < -1 {
            let message = format!("{number} is a complement edge, which a root cannot be");
            reading.report(at, message, "begin at a node, a result or a terminal");
            return None;
        }
        let reference = self.reference(number);
        if reference.is_none() {
            self.report(reading, number, "the root", at);
        }
        reference
    }

    fn nodes(&self, reading: &mut Reading, triples: &[[i32; 3]], at: At<'_>) -> Option<Vec<Node>> {
        let terminal = Node {
            condition: 0,
            high: Reference::NoMatch,
            low: Reference::NoMatch,
        };
        let mut nodes = vec![Some(terminal)];
        for (index, &[condition, high, low]) in triples.iter().enumerate().skip(1) {
            nodes.push(self.node(reading, index, [condition, high, low], at));
        }
        if triples.first() != Some(&[-1, 1, -1]) {
            let help = "the first node is the terminal [-1, 1, -1]";
            reading.report(at, "the first node is not the terminal", help);
        }
        nodes.into_iter().collect()
    }

    fn node(
        &self,
        reading: &mut Reading,
        index: usize,
        [condition, high, low]: [i32; 3],
        at: At<'_>,
    ) -> Option<Node> {
        let found = usize::try_from(condition)
            .ok()
            .filter(|one| *one < self.conditions);
        if found.is_none() {
            let message = format!("node {index} tests condition {condition}, which there is not");
            reading.report(
                at,
                message,
                &format!("there are {} conditions", self.conditions),
            );
        }
        let mut follow = |number| {
            let reference = self.reference(number);
            if reference.is_none() {
                self.report(reading, number, &format!("node {index}"), at);
            }
            reference
        };
        let (high, low) = (follow(high), follow(low));
        Some(Node {
            condition: found?,
            high: high?,
            low: low?,
        })
    }

    fn report(&self, reading: &mut Reading, number: i32, what: &str, at: At<'_>) {
        let message = format!("{what} refers to {number}, which there is not");
        let help = format!(
            "there are {} nodes and {} results",
            self.nodes, self.results
        );
        reading.report(at, message, &help);
    }

    fn reference(&self, number: i32) -> Option<Reference> {
        match number {
            1 | -1 | NO_RESULT => Some(Reference::NoMatch),
            0 => None,
            NO_RESULT.. => {
                let index = usize::try_from(number - NO_RESULT - 1).ok()?;
                (index < self.results).then_some(Reference::Result(index))
            }
            _ => {
                let index = usize::try_from(number.unsigned_abs()).ok()? - 1;
                let swapped = number < 0;
                (index < self.nodes).then_some(Reference::Node { index, swapped })
            }
        }
    }
}

impl Diagram {
    /// The targets of a reference to a node: if its condition holds, and if not.
    #[must_use]
    pub fn edges(&self, index: usize, swapped: bool) -> (Reference, Reference) {
        let node = &self.nodes[index];
        if swapped {
            (node.low, node.high)
        } else {
            (node.high, node.low)
        }
    }
}
