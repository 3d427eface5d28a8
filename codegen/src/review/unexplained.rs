//! Generated files that differ though no change is about what they are made of.

use std::collections::{HashMap, HashSet};

use tinsmith_model::{Model, ShapeId};

use super::Judged;
use crate::Generated;
use crate::ir::Operation;

/// The files that list what others hold.
const INDEXES: [&str; 7] = [
    "Cargo.toml",
    "README.md",
    "api.txt",
    "src/lib.rs",
    "src/operation.rs",
    "src/schema.rs",
    "src/types.rs",
];

/// Returns the files that differ although neither the shape that they are made of has changed, nor
/// one that it reaches. The order of errors is no change, but it is that of the generated enum.
pub(super) fn files(
    changes: &[Judged],
    old: (&Model, &Generated),
    new: (&Model, &Generated),
) -> Vec<String> {
    let subjects = changes.iter().map(|judged| &judged.change.subject);
    let changed: HashSet<&str> = subjects.map(|subject| subject.name()).collect();
    let (before, after) = (&old.1.files, &new.1.files);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let all = after.keys().chain(gone);
    let differing: Vec<&String> = all
        .filter(|path| before.get(*path) != after.get(*path) && !INDEXES.contains(&path.as_str()))
        .collect();
    let halves = [(old.0, shapes(old.1)), (new.0, shapes(new.1))];
    let reordered = reordered(old.1, new.1);
    let unexplained = differing
        .into_iter()
        .filter(|path| !reordered.contains(*path));
    let unexplained = unexplained.filter(|path| {
        let mut halves = halves.iter();
        !halves.any(|(model, shapes)| {
            let shape = shapes.get(path.as_str()).and_then(|id| model.shape(id));
            let mut reached = shape.into_iter().flat_map(|shape| model.reached(shape));
            reached.any(|shape| changed.contains(shape.id.name()))
        })
    });
    unexplained.cloned().collect()
}

/// The files of operations whose errors stand in another order.
fn reordered(old: &Generated, new: &Generated) -> HashSet<String> {
    let before = old.lowered.operations.iter();
    let before: HashMap<&str, &Operation> = before.map(|one| (one.id.name(), one)).collect();
    let differs = |after: &&Operation| {
        let Some(before) = before.get(after.id.name()) else {
            return false;
        };
        let names = |one: &Operation| -> Vec<String> {
            one.errors
                .iter()
                .map(|error| error.type_name.clone())
                .collect()
        };
        names(before) != names(after)
    };
    let operations = new.lowered.operations.iter().filter(differs);
    operations
        .map(|one| format!("src/operation/{}.rs", one.module))
        .collect()
}

/// The shapes that files are made of.
fn shapes(generated: &Generated) -> HashMap<String, &ShapeId> {
    let types = generated.lowered.types.iter();
    let types = types.map(|one| (format!("src/types/{}.rs", one.module), &one.id));
    let operations = generated.lowered.operations.iter();
    let operations = operations.map(|one| (format!("src/operation/{}.rs", one.module), &one.id));
    types.chain(operations).collect()
}
