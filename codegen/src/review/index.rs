//! Which changes of the model are about which shapes, and what shapes hold.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use tinsmith_model::compare::{Change, Rule};
use tinsmith_model::{Model, Selection, Shape, ShapeKind};

use crate::names;

/// The changes by the names of what they are about.
pub(super) struct Index {
    by_subject: HashMap<(String, Option<String>), Vec<usize>>,
    by_shape: HashMap<String, Vec<usize>>,
}

impl Index {
    pub(super) fn of(changes: &[Change]) -> Self {
        let (mut by_subject, mut by_shape) = (HashMap::new(), HashMap::new());
        for (at, change) in changes.iter().enumerate() {
            let subject = &change.subject;
            let mut add = |name: &str, member: Option<&str>| {
                let key = (name.to_owned(), member.map(str::to_owned));
                by_subject.entry(key).or_insert_with(Vec::new).push(at);
                let all: &mut Vec<usize> = by_shape.entry(name.to_owned()).or_default();
                all.push(at);
            };
            add(subject.name(), subject.member());
            match &change.related {
                Some(old) if change.rule == Rule::ShapeRenamed => add(old.name(), None),
                _ => {}
            }
        }
        Self {
            by_subject,
            by_shape,
        }
    }

    /// The changes of a shape alone, or of a member.
    pub(super) fn about(&self, shape: &str, member: Option<&str>) -> &[usize] {
        let key = (shape.to_owned(), member.map(str::to_owned));
        self.by_subject.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The changes of a shape and its members.
    pub(super) fn within(&self, shape: &str) -> &[usize] {
        self.by_shape.get(shape).map_or(&[], Vec::as_slice)
    }
}

/// The members of a shape by the names that they can have in Rust.
type RustNames<'m> = HashMap<String, Vec<&'m str>>;

/// A model with the selected shapes by name.
pub(super) struct Named<'m> {
    pub(super) model: &'m Model,
    by_name: HashMap<&'m str, (&'m Shape, OnceCell<RustNames<'m>>)>,
    /// Operations by the names of the client's functions.
    by_function: HashMap<String, &'m Shape>,
}

impl<'m> Named<'m> {
    pub(super) fn of((model, selection): (&'m Model, &'m Selection)) -> Self {
        let ids = selection.shapes().chain(selection.operation_ids());
        let shapes = ids.chain([selection.service()]);
        let shapes = shapes.filter_map(|id| model.shape(id));
        let operations = selection.operation_ids().iter();
        let operations = operations.filter_map(|id| model.shape(id));
        Self {
            model,
            by_name: shapes
                .map(|shape| (shape.id.name(), (shape, OnceCell::new())))
                .collect(),
            by_function: operations
                .map(|shape| (names::function_name(shape.id.name()), shape))
                .collect(),
        }
    }

    pub(super) fn shape(&self, name: &str) -> Option<&'m Shape> {
        self.by_name.get(name).map(|(shape, _)| *shape)
    }

    /// The operation that a function of the client makes.
    pub(super) fn operation_of(&self, function: &str) -> Option<&'m Shape> {
        self.by_function.get(function).copied()
    }

    /// The members of a shape that have this name in Rust: as a field, function or variant.
    pub(super) fn members_of(&self, shape: &Shape, rust_name: &str) -> &[&'m str] {
        let Some((shape, names)) = self.by_name.get(shape.id.name()) else {
            return &[];
        };
        let names = names.get_or_init(|| rust_names(shape));
        names.get(rust_name).map_or(&[], Vec::as_slice)
    }
}

fn rust_names(shape: &Shape) -> RustNames<'_> {
    let members: Vec<&str> = match &shape.kind {
        ShapeKind::Enum(values) => values.keys().map(String::as_str).collect(),
        ShapeKind::IntEnum(values) => values.keys().map(String::as_str).collect(),
        _ => shape.members().map(|member| member.name.as_str()).collect(),
    };
    let mut by_name = RustNames::new();
    for member in members {
        let names = [
            names::value_name(member),
            names::function_name(member),
            names::variant_name(member),
            names::cased_variant_name(member),
            names::spelled_cased_variant_name(member),
            names::spelled_variant_name(member),
        ];
        // Most of these are the same.
        for name in HashSet::from(names) {
            by_name.entry(name).or_default().push(member);
        }
    }
    by_name
}
