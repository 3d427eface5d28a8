//! The changes between two models that cause a difference.

use std::collections::{BTreeSet, HashMap, HashSet};

use tinsmith_model::compare::{Change, Rule};
use tinsmith_model::{Model, Selection, Shape, ShapeKind};

/// Two models and the changes between them.
pub(super) struct Causes<'m> {
    halves: [SelectedModel<'m>; 2],
    changes: &'m [Change],
    by_shape: HashMap<&'m str, Vec<usize>>,
}

/// A model with its selection.
#[derive(Clone, Copy)]
pub(super) struct SelectedModel<'m> {
    pub(super) model: &'m Model,
    pub(super) selection: &'m Selection,
}

/// The changes of a type that can affect the types that contain it: through derived traits,
/// defaults, boxes or the type's name.
const CONTAINER_RULES: [Rule; 10] = [
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

/// The changes that add a type to requests or responses, or remove it from them.
const DIRECTION_RULES: [Rule; 7] = [
    Rule::ErrorAdded,
    Rule::ErrorRemoved,
    Rule::MemberAdded,
    Rule::MemberRemoved,
    Rule::OperationAdded,
    Rule::OperationRemoved,
    Rule::TargetChanged,
];

impl<'m> Causes<'m> {
    pub(super) fn new(halves: [SelectedModel<'m>; 2], changes: &'m [Change]) -> Self {
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

    /// The changes that cause a difference in the file of a shape: those of the shape itself; else
    /// of the nearest types that it contains; else those that affect its direction.
    pub(super) fn causes_of_shape(&self, name: &str) -> BTreeSet<usize> {
        let own = self.among(self.own(name), |_| true);
        if !own.is_empty() {
            return own;
        }
        let held = self.reached(name);
        let held = self.among(held, |rule| CONTAINER_RULES.contains(&rule));
        if !held.is_empty() {
            return held;
        }
        self.direction_changes(name)
    }

    /// The changes in the closure of an operation whose rule satisfies `counts`.
    pub(super) fn causes_of_operation(
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

    /// All changes.
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

    /// The subjects in a file: the shape, the operation in the same file, and the shapes without a
    /// type that it refers to.
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

    /// The changes that affect the direction of the shape, if it is sent or received in only one
    /// of the models.
    fn direction_changes(&self, name: &str) -> BTreeSet<usize> {
        let [old, new] = self.halves.map(|half| half.reach(name));
        if old == new {
            return BTreeSet::new();
        }
        let leads_here = |at: &usize| {
            let change = &self.changes[*at];
            let from = change.related.as_ref().unwrap_or(&change.subject);
            DIRECTION_RULES.contains(&change.rule) && self.reached(from.name()).contains(name)
        };
        (0..self.changes.len()).filter(leads_here).collect()
    }
}

impl<'m> SelectedModel<'m> {
    /// Splits into the model and the selection.
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

    /// Returns true for each direction in which the shape is used: sent and received.
    fn reach(self, name: &str) -> Option<(bool, bool)> {
        let id = &self.named(name)?.id;
        let selection = self.selection;
        Some((
            selection.reached_from_input(id),
            selection.reached_from_output(id),
        ))
    }
}

/// Returns true if the shape has a file of its own.
fn is_type(shape: &Shape) -> bool {
    use ShapeKind::{Enum, IntEnum, Structure, Union};
    matches!(
        shape.kind,
        Structure { .. } | Union { .. } | Enum(_) | IntEnum(_)
    )
}
