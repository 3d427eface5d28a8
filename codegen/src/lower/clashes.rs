//! Items of one module that would have one name. The types themselves, the lists and maps, and the
//! operations have been told apart when they got their names.

use std::collections::HashMap;

use tinsmith_model::{Place, ShapeId};

use super::Lowering;
use crate::ir::{Operation, Type, TypeBody};

/// Reports items that are named alike.
pub(super) fn report(lowering: &mut Lowering<'_>, operations: &[Operation], types: &[Type]) {
    of_operations(lowering, operations);
    of_types(lowering, types);
}

/// Operations, inputs, outputs and errors are in one module. Two operations of one name have been
/// reported.
fn of_operations(lowering: &mut Lowering<'_>, operations: &[Operation]) {
    let mut taken: HashMap<&str, &Operation> = HashMap::new();
    for operation in operations {
        let others =
            names(operation).filter_map(|name| Some((name, taken.insert(name, operation)?)));
        let others: Vec<_> = others.collect();
        let clashing = others
            .iter()
            .find(|(_, other)| other.name != operation.name);
        if let Some((name, other)) = clashing {
            clash(lowering, operation.place, &operation.id, name, &other.id);
        }
    }
}

/// The names of an operation's items.
fn names(operation: &Operation) -> impl Iterator<Item = &str> {
    let ends = [&operation.input, &operation.output].into_iter();
    let ends = ends.flat_map(|end| [Some(&end.name), end.required_name.as_ref()]);
    let own = [&operation.name, &operation.error].into_iter();
    own.chain(ends.flatten()).map(String::as_str)
}

/// The arguments of constructors are among the types.
fn of_types(lowering: &mut Lowering<'_>, types: &[Type]) {
    let names: HashMap<&str, &ShapeId> = types
        .iter()
        .map(|one| (one.name.as_str(), &one.id))
        .collect();
    for one in types {
        let TypeBody::Structure(structure) = &one.body else {
            continue;
        };
        let required = structure.required_name.as_deref();
        if let Some((name, other)) = required.and_then(|name| Some((name, names.get(name)?))) {
            clash(lowering, position(lowering, &one.id), &one.id, name, other);
        }
    }
}

fn position(lowering: &Lowering<'_>, id: &ShapeId) -> Place {
    lowering
        .shape(id)
        .map(|shape| shape.place)
        .unwrap_or_default()
}

fn clash(lowering: &mut Lowering<'_>, place: Place, id: &ShapeId, name: &str, other: &ShapeId) {
    let message = format!("the Rust name {name} would be one of {other} too");
    let help =
        "rename one of the two in the model, or select operations that need only one of them";
    lowering.problems.report(place, id, message, help);
}
