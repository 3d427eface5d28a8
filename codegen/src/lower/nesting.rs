//! The nesting of types, which rustc follows when it proves that they are `Send` and `Sync`.

use std::collections::{HashMap, HashSet};

use tinsmith_model::{Diagnostic, Shape, ShapeId, ShapeKind};

use super::components::components;
use super::cycles::Edge;
use super::scope::Scope;
use crate::Kind;

/// The recursion limit of rustc.
const DEFAULT_LIMIT: usize = 128;

/// The deepest nesting that is generated. Structures of 1000 levels compile in a minute, and rustc
/// overflows its stack at 3000.
const DEEPEST: usize = 1000;

/// The types that rustc enters in the innermost value, such as the buffer of a string, and around
/// an input or output.
const ENDS: usize = 16;

/// The deepest nesting of shapes.
#[derive(Clone, Copy, Default)]
struct Depth {
    /// An upper bound of the types on the path to it.
    types: usize,
    /// The number of shapes on the path to it.
    shapes: usize,
}

/// Finds the recursion limit that the crate needs; `None` for the default one.
///
/// # Errors
/// Returns the shape that is nested too deeply for the kind of crate.
pub(super) fn recursion_limit(
    scope: &Scope<'_>,
    kind: Kind,
) -> Result<Option<usize>, Box<Diagnostic>> {
    let Some((shape, depth)) = deepest(scope) else {
        return Ok(None);
    };
    let needed = depth.types + ENDS;
    let help = match kind {
        _ if needed <= DEFAULT_LIMIT => return Ok(None),
        Kind::Module => "generate a crate: a module cannot raise the recursion limit of rustc",
        _ if depth.shapes > DEEPEST => "nest fewer shapes in each other",
        _ => return Ok(Some(needed.next_power_of_two())),
    };
    Err(Box::new(Diagnostic {
        place: Some(shape.place),
        shape: Some(shape.id.clone()),
        message: format!("the shape is nested {} deep in others", depth.shapes),
        help: help.to_owned(),
    }))
}

/// Finds the shape on the longest path of members. A cycle counts with all its shapes.
fn deepest<'m>(scope: &Scope<'m>) -> Option<(&'m Shape, Depth)> {
    let shapes: Vec<&Shape> = scope.shapes().filter(|shape| types(shape) > 0).collect();
    let edges = edges(&shapes);
    let cyclic = components(&edges);
    // Components are numbered on their own, and shapes without edges are in none.
    let alone = |node: usize| shapes.len() + node;
    let component = |node: usize| cyclic.get(&node).copied().unwrap_or_else(|| alone(node));
    let mut own: HashMap<usize, Depth> = HashMap::new();
    for (node, shape) in shapes.iter().enumerate() {
        let depth = own.entry(component(node)).or_default();
        depth.types += types(shape);
        depth.shapes += 1;
    }
    let between = edges
        .iter()
        .map(|edge| (component(edge.from), component(edge.to)));
    let between: HashSet<(usize, usize)> = between.filter(|(from, to)| from != to).collect();
    let reached = longest(&own, &between);
    let deepest = (0..shapes.len())
        .rev()
        .max_by_key(|node| reached[&component(*node)].types)?;
    Some((shapes[deepest], reached[&component(deepest)]))
}

fn edges(shapes: &[&Shape]) -> Vec<Edge> {
    let nodes = shapes.iter().enumerate();
    let nodes: HashMap<&ShapeId, usize> = nodes.map(|(node, shape)| (&shape.id, node)).collect();
    let from = shapes.iter().enumerate();
    let members = from.flat_map(|(from, shape)| shape.members().map(move |one| (from, one)));
    let edges = members.filter_map(|(from, member)| {
        let to = *nodes.get(&member.target)?;
        Some(Edge { from, to })
    });
    edges.collect()
}

/// An upper bound of the types that rustc enters on the way through a shape: with `Option` and
/// `Box` for a structure, and with what `Vec` and `BTreeMap` consist of. None for simple shapes.
fn types(shape: &Shape) -> usize {
    match shape.kind {
        ShapeKind::List { .. } => 4,
        ShapeKind::Map { .. } => 11,
        ShapeKind::Structure { .. } | ShapeKind::Union { .. } => 2,
        _ => 0,
    }
}

/// The longest path to each node of a graph without cycles, with the depth of the node itself.
fn longest(own: &HashMap<usize, Depth>, edges: &HashSet<(usize, usize)>) -> HashMap<usize, Depth> {
    let mut waits: HashMap<usize, usize> = HashMap::new();
    let mut targets: HashMap<usize, Vec<usize>> = HashMap::new();
    for (from, to) in edges {
        *waits.entry(*to).or_default() += 1;
        targets.entry(*from).or_default().push(*to);
    }
    let mut reached = own.clone();
    let mut ready: Vec<usize> = own.keys().copied().collect();
    ready.retain(|node| !waits.contains_key(node));
    while let Some(node) = ready.pop() {
        let from = reached[&node];
        for to in targets.remove(&node).unwrap_or_default() {
            let (own, so_far) = (own[&to], &reached[&to]);
            if from.types + own.types > so_far.types {
                let (types, shapes) = (from.types + own.types, from.shapes + own.shapes);
                reached.insert(to, Depth { types, shapes });
            }
            if let Some(count) = waits.get_mut(&to) {
                *count -= 1;
                if *count == 0 {
                    ready.push(to);
                }
            }
        }
    }
    reached
}
