//! Which members must stand behind a `Box` so that types have a size.
//!
//! Lists and maps are behind a pointer already. Of each cycle the edge with the smallest member id is boxed, so that the
//! choice depends on nothing but the model.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tinsmith_model::Model;
use tinsmith_model::{Member, Shape, ShapeId, ShapeKind};

use super::Problems;
use super::member;
use super::scope::Scope;

/// The members behind a `Box`, as shape and member name.
pub(super) struct Boxed {
    edges: BTreeSet<Edge>,
    targets: BTreeSet<ShapeId>,
}

type Edge = (ShapeId, String);

/// Targets by edge, in the order of the edges' ids.
type Graph = BTreeMap<Edge, ShapeId>;

impl Boxed {
    pub(super) fn find(model: &Model, scope: &Scope<'_>, problems: &mut Problems) -> Self {
        let mut graph = edges(model, scope, |_, _| true);
        refuse_endless(model, scope, problems);
        let (mut boxed, mut targets) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let components = components(&graph);
            let cut: Vec<Edge> = smallest_in_cycle(&graph, &components)
                .into_values()
                .collect();
            if cut.is_empty() {
                return Self {
                    edges: boxed,
                    targets,
                };
            }
            for edge in cut {
                targets.extend(graph.remove(&edge));
                boxed.insert(edge);
            }
        }
    }

    /// Whether some member holds the shape behind a `Box`.
    pub(super) fn is_target(&self, shape: &ShapeId) -> bool {
        self.targets.contains(shape)
    }

    pub(super) fn contains(&self, shape: &ShapeId, member: &str) -> bool {
        self.edges.contains(&(shape.clone(), member.to_owned()))
    }
}

/// The edges between structures and unions for which `keep` holds.
fn edges(model: &Model, scope: &Scope<'_>, keep: impl Fn(&Shape, &Member) -> bool) -> Graph {
    let mut graph = Graph::new();
    for shape in scope.shapes() {
        if !is_container(shape) {
            continue;
        }
        for member in shape.members() {
            let to_container = model.shape(&member.target).is_some_and(is_container);
            if to_container && keep(shape, member) {
                graph.insert(
                    (shape.id.clone(), member.name.clone()),
                    member.target.clone(),
                );
            }
        }
    }
    graph
}

fn is_container(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure { .. } | ShapeKind::Union { .. }
    )
}

/// A structure that must hold itself can never be made.
fn refuse_endless(model: &Model, scope: &Scope<'_>, problems: &mut Problems) {
    let plain = edges(model, scope, |shape, member| {
        shape.as_structure().is_some() && member::is_plain(member)
    });
    let components = components(&plain);
    for ((id, name), target) in &plain {
        if components.get(id) == components.get(target) {
            let place = model.shape(id).map(|shape| shape.place).unwrap_or_default();
            let message = format!(
                "the required member `{name}` leads back to the structure itself, without an end"
            );
            problems.report(place, id, message, "make a member of the cycle optional");
        }
    }
}

/// For each strongly connected component its smallest inner edge.
fn smallest_in_cycle(graph: &Graph, components: &HashMap<ShapeId, usize>) -> BTreeMap<usize, Edge> {
    let mut smallest = BTreeMap::new();
    for (edge, target) in graph {
        let component = components.get(&edge.0);
        if let Some(component) = component.filter(|one| Some(*one) == components.get(target)) {
            smallest.entry(*component).or_insert_with(|| edge.clone());
        }
    }
    smallest
}

/// The strongly connected component of each node (Tarjan's algorithm, without recursion: a chain of shapes can be longer
/// than the stack is deep). Nodes that are alone and do not point to themselves have a component to themselves.
fn components(graph: &Graph) -> HashMap<ShapeId, usize> {
    let mut targets: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    for ((id, _), target) in graph {
        targets.entry(id).or_default().push(target);
    }
    let mut tarjan = Tarjan::default();
    for id in targets.keys() {
        tarjan.visit(id, &targets);
    }
    let found = tarjan.component.into_iter();
    found
        .map(|(id, component)| (id.clone(), component))
        .collect()
}

#[derive(Default)]
struct Tarjan<'g> {
    index: HashMap<&'g ShapeId, usize>,
    low: HashMap<&'g ShapeId, usize>,
    stack: Vec<&'g ShapeId>,
    component: HashMap<&'g ShapeId, usize>,
}

impl<'g> Tarjan<'g> {
    fn visit(&mut self, start: &'g ShapeId, targets: &BTreeMap<&'g ShapeId, Vec<&'g ShapeId>>) {
        let mut calls = vec![(start, 0)];
        while let Some((id, next)) = calls.pop() {
            if next == 0 && !self.enter(id) {
                continue;
            }
            match targets.get(id).and_then(|all| all.get(next)) {
                Some(target) => {
                    calls.push((id, next + 1));
                    match self.index.get(target) {
                        None => calls.push((target, 0)),
                        Some(index) if !self.component.contains_key(target) => {
                            let index = *index;
                            self.lower(id, index);
                        }
                        Some(_) => {}
                    }
                }
                None => self.leave(id, calls.last().map(|(parent, _)| *parent)),
            }
        }
    }

    /// Whether the node is met for the first time.
    fn enter(&mut self, id: &'g ShapeId) -> bool {
        if self.index.contains_key(id) {
            return false;
        }
        let index = self.index.len();
        self.index.insert(id, index);
        self.low.insert(id, index);
        self.stack.push(id);
        true
    }

    fn lower(&mut self, id: &'g ShapeId, index: usize) {
        if let Some(low) = self.low.get_mut(id) {
            *low = index.min(*low);
        }
    }

    fn leave(&mut self, id: &'g ShapeId, parent: Option<&'g ShapeId>) {
        let low = self.low.get(id).copied().unwrap_or_default();
        if self.index.get(id) == Some(&low) {
            while let Some(top) = self.stack.pop() {
                self.component.insert(top, low);
                if top == id {
                    break;
                }
            }
        }
        if let Some(parent) = parent {
            self.lower(parent, low);
        }
    }
}
