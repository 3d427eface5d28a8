//! Which members must stand behind a `Box` so that types have a size.
//!
//! Lists and maps are behind a pointer already. A member is boxed where a way leads back from its target through shapes that
//! do not come before its own by id. So of each cycle the member of its first shape is boxed, and the choice depends on
//! nothing but the shapes of the cycle.

use std::collections::{BTreeSet, HashSet};

use tinsmith_model::{Member, Shape, ShapeId, ShapeKind};

use super::cycles::{Edge, closing};
use super::scope::Scope;

/// The members behind a `Box`, as shape and member name.
pub(super) struct Boxed {
    members: HashSet<(ShapeId, String)>,
    targets: HashSet<ShapeId>,
}

impl Boxed {
    pub(super) fn find(scope: &Scope<'_>) -> Self {
        let containers: BTreeSet<&ShapeId> = containers(scope).map(|shape| &shape.id).collect();
        let containers: Vec<&ShapeId> = containers.into_iter().collect();
        let (mut members, mut targets) = (HashSet::new(), HashSet::new());
        for (shape, member) in in_cycles(scope, &containers) {
            members.insert((shape.id.clone(), member.name.clone()));
            targets.insert(member.target.clone());
        }
        Self { members, targets }
    }

    /// Whether some member holds the shape behind a `Box`.
    pub(super) fn is_target(&self, shape: &ShapeId) -> bool {
        self.targets.contains(shape)
    }

    pub(super) fn contains(&self, shape: &ShapeId, member: &str) -> bool {
        self.members.contains(&(shape.clone(), member.to_owned()))
    }
}

/// The shapes that hold others in themselves.
fn containers<'m>(scope: &Scope<'m>) -> impl Iterator<Item = &'m Shape> {
    scope.shapes().filter(|shape| {
        matches!(
            shape.kind,
            ShapeKind::Structure { .. } | ShapeKind::Union { .. }
        )
    })
}

/// Of each cycle of members those of its first shape. `ids` are those of the containers, sorted.
fn in_cycles<'m>(scope: &Scope<'m>, ids: &[&ShapeId]) -> Vec<(&'m Shape, &'m Member)> {
    let position = |id: &ShapeId| ids.binary_search(&id).ok();
    let (mut edges, mut members) = (Vec::new(), Vec::new());
    for shape in containers(scope) {
        for member in shape.members() {
            if let Some((from, to)) = position(&shape.id).zip(position(&member.target)) {
                edges.push(Edge { from, to });
                members.push((shape, member));
            }
        }
    }
    let closing = closing(ids.len(), &edges);
    let members = members.into_iter().zip(closing);
    members
        .filter_map(|(member, closes)| closes.then_some(member))
        .collect()
}
