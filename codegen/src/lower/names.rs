//! The names of types, collections and operations, and collisions.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tinsmith_model::{Model, Place, Selection, Shape, ShapeId, ShapeKind};

use super::Problems;
use super::scope::Scope;
use crate::{Kind, names};

/// The Rust names of shapes by their ids.
pub(super) struct Names {
    types: HashMap<ShapeId, String>,
    collections: HashMap<ShapeId, String>,
    operations: HashMap<ShapeId, String>,
    /// Paths for links in documentation in the root module, by the names that documentation uses.
    paths: HashMap<String, String>,
}

impl Names {
    pub(super) fn decide(
        model: &Model,
        selection: &Selection,
        scope: &Scope<'_>,
        kind: Kind,
        problems: &mut Problems,
    ) -> Self {
        let rename = model.shape(selection.service()).and_then(Shape::as_service);
        let own_name = |shape: &Shape| {
            let renamed = rename.and_then(|service| service.rename.get(&shape.id));
            renamed.map_or_else(|| shape.id.name().to_owned(), Clone::clone)
        };
        let operations = selection
            .operation_ids()
            .iter()
            .filter_map(|id| model.shape(id));
        let mut types = decide(scope.types(), problems, IN_SERVICE, names::snake, |shape| {
            names::type_name(&own_name(shape))
        });
        let mut collections = decide(
            scope.collections(),
            problems,
            IN_SERVICE,
            str::to_owned,
            |shape| names::collection_name(&own_name(shape)),
        );
        let operations = decide(operations, problems, IN_MODEL, names::snake, |shape| {
            names::operation_name(shape.id.name())
        });
        for (double, first) in scope.doubles() {
            for names in [&mut types, &mut collections] {
                if let Some(name) = names.get(first).cloned() {
                    names.insert(double.clone(), name);
                }
            }
        }
        let types_paths = types
            .iter()
            .map(|(id, name)| (id, format!("types::{name}")));
        let operation = |(id, marker): (_, &String)| match kind.has_client() {
            // Links name functions without `r#`.
            true => (
                id,
                format!("Client::{}", names::function_name(ShapeId::name(id))),
            ),
            false => (id, format!("operation::{marker}")),
        };
        let paths = types_paths.chain(operations.iter().map(operation));
        let paths = unambiguous(paths.map(|(id, path)| (id.name().to_owned(), path)));
        Self {
            types,
            collections,
            operations,
            paths,
        }
    }

    /// The type of a structure, union or enum.
    pub(super) fn type_of(&self, id: &ShapeId) -> Option<&str> {
        self.types.get(id).map(String::as_str)
    }

    /// The static of a list or map.
    pub(super) fn collection(&self, id: &ShapeId) -> Option<&str> {
        self.collections.get(id).map(String::as_str)
    }

    /// The marker type of an operation.
    pub(super) fn operation(&self, id: &ShapeId) -> Option<&str> {
        self.operations.get(id).map(String::as_str)
    }

    /// The path in the root module of an item that documentation calls `name`.
    pub(super) fn path(&self, name: &str) -> Option<String> {
        self.paths.get(name).cloned()
    }
}

/// The paths of unambiguous names; shapes of several namespaces can share one.
fn unambiguous(paths: impl Iterator<Item = (String, String)>) -> HashMap<String, String> {
    let mut found: HashMap<String, Option<String>> = HashMap::new();
    for (name, path) in paths {
        match found.entry(name) {
            Entry::Vacant(entry) => drop(entry.insert(Some(path))),
            Entry::Occupied(entry) if entry.get().as_ref() == Some(&path) => {}
            Entry::Occupied(mut entry) => drop(entry.insert(None)),
        }
    }
    let found = found.into_iter();
    found
        .filter_map(|(name, path)| Some((name, path?)))
        .collect()
}

/// The help for two shapes of a service with the same name.
const IN_SERVICE: &str = "rename one of the two, by the service's `rename` or in the model";

/// The help for two operations with the same name, which `rename` does not cover.
const IN_MODEL: &str = "rename one of the two in the model, or select only one of them";

/// Names shapes that share a scope. The results of `place` must differ, ignoring case, as in some
/// file systems.
fn decide<'m>(
    shapes: impl Iterator<Item = &'m Shape>,
    problems: &mut Problems,
    help: &str,
    place: impl Fn(&str) -> String,
    name: impl Fn(&Shape) -> String,
) -> HashMap<ShapeId, String> {
    let mut taken: HashMap<String, &Shape> = HashMap::new();
    let mut names = HashMap::new();
    for shape in shapes {
        let name = name(shape);
        if let Some(other) = taken.insert(place(&name), shape) {
            let message = format!("the Rust name {name} would be that of {} too", other.id);
            problems.report(shape.place, &shape.id, message, help);
        }
        names.insert(shape.id.clone(), name);
    }
    names
}

/// Reports members of a shape with equal Rust names.
pub(super) fn distinct<'m>(
    shape: &Shape,
    members: impl Iterator<Item = (&'m str, &'m str)>,
    problems: &mut Problems,
) {
    let mut taken: HashMap<&str, &str> = HashMap::new();
    for (name, rust_name) in members {
        if let Some(other) = taken.insert(rust_name, name) {
            let message =
                format!("the members `{other}` and `{name}` are both called {rust_name} in Rust");
            let help = "rename one of the two in the model";
            problems.report(position(shape, name), &shape.id, message, help);
        }
    }
}

/// The position of a member.
fn position(shape: &Shape, member: &str) -> Place {
    let place = match &shape.kind {
        ShapeKind::Enum(values) => values.get(member).map(|one| one.place),
        ShapeKind::IntEnum(values) => values.get(member).map(|one| one.place),
        _ => shape
            .members()
            .find(|one| one.name == member)
            .map(|one| one.place),
    };
    place.unwrap_or(shape.place)
}
