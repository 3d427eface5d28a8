//! Matching of the shapes of two models.

use std::collections::HashMap;

use super::selected::Selected;
use crate::ShapeId;

/// The shapes that both models have, and the types that go by another name in the new one.
#[derive(Default)]
pub(super) struct Matching {
    new_of: HashMap<ShapeId, ShapeId>,
    old_of: HashMap<ShapeId, ShapeId>,
    /// The pairs that do not have one name, or id, in both models.
    renamed: HashMap<ShapeId, ShapeId>,
}

impl Matching {
    /// Matches shapes by their ids, and those that are left by their names within the service: so
    /// a model of Smithy's form can be compared with one of botocore's, which knows no namespaces.
    pub(super) fn new(old: &Selected<'_>, new: &Selected<'_>) -> Self {
        let mut matching = Self::default();
        for id in old.selection.shapes() {
            if new.selection.contains(id) {
                matching.add(id, id);
            }
        }
        let mut by_name: HashMap<&str, Vec<&ShapeId>> = HashMap::new();
        for id in new.selection.shapes() {
            if !matching.has_new(id) {
                by_name.entry(new.name(id)).or_default().push(id);
            }
        }
        for id in old.selection.shapes() {
            let free = by_name.get_mut(old.name(id));
            let Some(free) = free.filter(|_| !matching.has_old(id)) else {
                continue;
            };
            if !free.is_empty() {
                matching.add(id, free.remove(0));
            }
        }
        matching
    }

    fn add(&mut self, old: &ShapeId, new: &ShapeId) {
        self.new_of.insert(old.clone(), new.clone());
        self.old_of.insert(new.clone(), old.clone());
    }

    /// The shape of the new model that stands for this one of the old.
    pub(super) fn new_of(&self, old: &ShapeId) -> Option<&ShapeId> {
        self.new_of.get(old)
    }

    /// The shape of the old model that this one of the new stands for.
    pub(super) fn old_of(&self, new: &ShapeId) -> Option<&ShapeId> {
        self.old_of.get(new)
    }

    pub(super) fn has_old(&self, old: &ShapeId) -> bool {
        self.new_of.contains_key(old) || self.renamed.contains_key(old)
    }

    pub(super) fn has_new(&self, new: &ShapeId) -> bool {
        self.old_of.contains_key(new) || self.renamed.values().any(|taken| taken == new)
    }

    /// Returns true if the two stand for each other, of one name or another.
    pub(super) fn are_one(&self, old: &ShapeId, new: &ShapeId) -> bool {
        self.new_of(old) == Some(new) || self.is_renamed(old, new)
    }

    /// Returns true if the type of the old model goes by the name of the new one.
    pub(super) fn is_renamed(&self, old: &ShapeId, new: &ShapeId) -> bool {
        self.renamed.get(old) == Some(new)
    }

    /// Notes that a type goes by a new name, if neither of the two is matched with another;
    /// returns true if it was noted.
    pub(super) fn rename(&mut self, old: &ShapeId, new: &ShapeId) -> bool {
        let free = !self.has_old(old) && !self.has_new(new);
        if free {
            self.renamed.insert(old.clone(), new.clone());
        }
        free
    }
}
