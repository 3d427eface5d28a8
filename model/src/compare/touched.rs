//! The operations that use a shape.

use std::collections::{HashMap, HashSet};

use crate::select::by_name;
use crate::{Model, Selection, Shape, ShapeId};

/// References of a selection, from each shape to those that use it.
pub(super) struct Users<'m> {
    users: HashMap<&'m ShapeId, Vec<&'m ShapeId>>,
    selected: &'m [ShapeId],
    service: &'m ShapeId,
    known: HashMap<ShapeId, Vec<ShapeId>>,
}

impl<'m> Users<'m> {
    pub(super) fn new(model: &'m Model, selection: &'m Selection) -> Self {
        let mut users: HashMap<&ShapeId, Vec<&ShapeId>> = HashMap::new();
        for shape in selection.shapes().filter_map(|id| model.shape(id)) {
            for member in shape.members() {
                users.entry(&member.target).or_default().push(&shape.id);
            }
        }
        let service = model.shape(selection.service()).and_then(Shape::as_service);
        let shared = service.map_or(&[][..], |service| &service.errors);
        for shape in selection
            .operation_ids()
            .iter()
            .filter_map(|id| model.shape(id))
        {
            let Some(operation) = shape.as_operation() else {
                continue;
            };
            let ends = operation.input.iter().chain(&operation.output);
            for id in ends.chain(&operation.errors).chain(shared) {
                users.entry(id).or_default().push(&shape.id);
            }
        }
        Self {
            users,
            selected: selection.operation_ids(),
            service: selection.service(),
            known: HashMap::new(),
        }
    }

    /// The selected operations that use the shape, or the shape of the member, sorted by name.
    pub(super) fn operations(&mut self, id: &ShapeId) -> Vec<ShapeId> {
        let shape = id.shape();
        if shape == *self.service {
            return self.selected.to_vec();
        }
        if let Some(known) = self.known.get(&shape) {
            return known.clone();
        }
        let found = self.search(&shape);
        self.known.insert(shape, found.clone());
        found
    }

    fn search(&self, shape: &ShapeId) -> Vec<ShapeId> {
        let mut seen: HashSet<&ShapeId> = HashSet::new();
        let mut waiting = vec![shape];
        let mut found = Vec::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            if self
                .selected
                .binary_search_by(|probe| by_name(probe, id))
                .is_ok()
            {
                found.push(id.clone());
            }
            waiting.extend(self.users.get(id).into_iter().flatten().copied());
        }
        found.sort_by(by_name);
        found
    }
}
