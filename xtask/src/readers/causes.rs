//! Which changes between two models are behind a difference.

use std::collections::{BTreeSet, HashMap, HashSet};

use tinsmith_model::compare::{Change, Rule};
use tinsmith_model::{Model, Selection, Shape, ShapeKind};

/// Two models and the changes between them.
pub(super) struct Causes<'m> {
    halves: [Half<'m>; 2],
    changes: &'m [Change],
    by_shape: HashMap<&'m str, Vec<usize>>,
}

/// A model with what is selected of it.
#[derive(Clone, Copy)]
pub(super) struct Half<'m> {
    pub(super) model: &'m Model,
    pub(super) selection: &'m Selection,
}

/// Changes of a type that can change what is generated of those that hold it: whether it can be compared, hashed or made
/// from nothing, whether it has a box around it, and which type it is at all.
const OF_HOLDERS: [Rule; 10] = [
    Rule::MemberAdded,
    Rule::MemberRemoved,
    Rule::RequiredAdded,
    Rule::RequiredRemoved,
    Rule::SensitivityAdded,
    Rule::SensitivityRemoved,
    Rule::ShapeRenamed,
    Rule::StreamingChanged,
    Rule::TargetChanged,
    Rule::TypeChanged,
];

/// Changes that bring a type into requests or answers, or take it out of them.
const OF_REACH: [Rule; 7] = [
    Rule::ErrorAdded,
    Rule::ErrorRemoved,
    Rule::MemberAdded,
    Rule::MemberRemoved,
    Rule::OperationAdded,
    Rule::OperationRemoved,
    Rule::TargetChanged,
];

impl<'m> Causes<'m> {
    pub(super) fn new(halves: [Half<'m>; 2], changes: &'m [Change]) -> Self {
        let mut by_shape: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, change) in changes.iter().enumerate() {
            by_shape.entry(change.subject.name()).or_default().push(at);
            match &change.related {
                Some(old) if change.rule == Rule::ShapeRenamed => {
                    by_shape.entry(old.name()).or_default().push(at);
                }
                _ => {}
            }
        }
        Self {
            halves,
            changes,
            by_shape,
        }
    }

    /// The changes behind a difference in the file of a shape: of the shape itself; else of the nearest types that it
    /// holds; else those that change whether it is sent or received.
    pub(super) fn of_shape(&self, name: &str) -> BTreeSet<usize> {
        let own = self.among(self.own(name), |_| true);
        if !own.is_empty() {
            return own;
        }
        let held = self.reached(name);
        let held = self.among(held, |rule| OF_HOLDERS.contains(&rule));
        if !held.is_empty() {
            return held;
        }
        self.of_reach(name)
    }

    /// The changes with a rule that `counts` in all that an operation takes and gives.
    pub(super) fn of_ends(
        &self,
        operation: &str,
        counts: impl Fn(Rule) -> bool,
    ) -> BTreeSet<usize> {
        let mut names = HashSet::new();
        for half in self.halves {
            let operation = half.operation(operation).and_then(Shape::as_operation);
            let ends = operation.map(|one| one.input.iter().chain(&one.output));
            let ends = ends.into_iter().flatten();
            let ends = ends.filter_map(|id| half.model.shape(id));
            let reached = ends.flat_map(|shape| half.model.reached(shape));
            names.extend(reached.map(|shape| shape.id.name()));
        }
        self.among(names, counts)
    }

    /// Every change.
    pub(super) fn all(&self) -> BTreeSet<usize> {
        (0..self.changes.len()).collect()
    }

    fn among<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
        counts: impl Fn(Rule) -> bool,
    ) -> BTreeSet<usize> {
        let found = names.into_iter().filter_map(|name| self.by_shape.get(name));
        let found = found.flatten().copied();
        found.filter(|at| counts(self.changes[*at].rule)).collect()
    }

    /// The shape itself, what of an operation stands in the same file, and the shapes without a type that it refers to.
    fn own(&self, name: &str) -> HashSet<&'m str> {
        let mut names = HashSet::new();
        for half in self.halves {
            let Some(shape) = half.named(name) else {
                continue;
            };
            names.insert(shape.id.name());
            let ends = shape
                .as_operation()
                .map(|one| one.input.iter().chain(&one.output));
            let ends = ends
                .into_iter()
                .flatten()
                .filter_map(|id| half.model.shape(id));
            let mut waiting: Vec<&Shape> = ends.chain([shape]).collect();
            while let Some(shape) = waiting.pop() {
                names.insert(shape.id.name());
                let targets = shape
                    .members()
                    .filter_map(|member| half.model.shape(&member.target));
                waiting.extend(
                    targets.filter(|target| !is_type(target) && !names.contains(target.id.name())),
                );
            }
        }
        names
    }

    fn reached(&self, name: &str) -> HashSet<&'m str> {
        let mut names = HashSet::new();
        for half in self.halves {
            if let Some(shape) = half.named(name) {
                names.extend(half.model.reached(shape).map(|shape| shape.id.name()));
            }
        }
        names
    }

    /// The changes by which the shape is sent or received in one of the models alone.
    fn of_reach(&self, name: &str) -> BTreeSet<usize> {
        let [old, new] = self.halves.map(|half| half.reach(name));
        if old == new {
            return BTreeSet::new();
        }
        let leads_here = |at: &usize| {
            let change = &self.changes[*at];
            let from = change.related.as_ref().unwrap_or(&change.subject);
            OF_REACH.contains(&change.rule) && self.reached(from.name()).contains(name)
        };
        (0..self.changes.len()).filter(leads_here).collect()
    }
}

impl<'m> Half<'m> {
    /// The model and the selection.
    pub(super) fn parts(self) -> (&'m Model, &'m Selection) {
        (self.model, self.selection)
    }

    /// The selected shape, operation or service of a name.
    fn named(self, name: &str) -> Option<&'m Shape> {
        let ids = self
            .selection
            .shapes()
            .chain(self.selection.operation_ids());
        let mut ids = ids.chain([self.selection.service()]);
        self.model.shape(ids.find(|id| id.name() == name)?)
    }

    pub(super) fn operation(self, name: &str) -> Option<&'m Shape> {
        let mut ids = self.selection.operation_ids().iter();
        self.model.shape(ids.find(|id| id.name() == name)?)
    }

    /// Whether a shape is sent, and whether it is received.
    fn reach(self, name: &str) -> Option<(bool, bool)> {
        let id = &self.named(name)?.id;
        let selection = self.selection;
        Some((
            selection.reached_from_input(id),
            selection.reached_from_output(id),
        ))
    }
}

/// Whether the shape has a file of its own.
fn is_type(shape: &Shape) -> bool {
    use ShapeKind::{Enum, IntEnum, Structure, Union};
    matches!(
        shape.kind,
        Structure { .. } | Union { .. } | Enum(_) | IntEnum(_)
    )
}
