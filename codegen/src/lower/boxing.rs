//! Boxes members so that recursive types have a size.
//!
//! Lists and maps are pointers already. A member is boxed if its target leads back to its shape
//! through shapes that do not precede it by id. Thus, in each cycle the member of the first shape
//! is boxed, and the choice only depends on the shapes of the cycle.

use std::collections::{BTreeSet, HashSet};

use tinsmith_model::{Member, Shape, ShapeId, ShapeKind};

use super::cycles::{Edge, closing};
use super::scope::Scope;

/// The boxed members, as shape and member name.
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

    /// Returns true if a member boxes the shape.
    pub(super) fn is_target(&self, shape: &ShapeId) -> bool {
        self.targets.contains(shape)
    }

    pub(super) fn contains(&self, shape: &ShapeId, member: &str) -> bool {
        self.members.contains(&(shape.clone(), member.to_owned()))
    }
}

/// The shapes that contain others by value.
fn containers<'m>(scope: &Scope<'m>) -> impl Iterator<Item = &'m Shape> {
    scope.shapes().filter(|shape| {
        matches!(
            shape.kind,
            ShapeKind::Structure { .. } | ShapeKind::Union { .. }
        )
    })
}

/// Boxes the members of the first shape of each cycle. `ids` are the containers, sorted.
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
