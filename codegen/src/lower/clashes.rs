//! Items of one module that would have one name. The types themselves, the lists and maps, and the operations have been told
//! apart when they got their names.

use std::collections::HashMap;

use tinsmith_model::{Place, ShapeId};

use super::Lowering;
use crate::ir::{Operation, Type, TypeBody};

/// Reports items that are named alike.
pub(super) fn report(lowering: &mut Lowering<'_>, operations: &[Operation], types: &[Type]) {
    of_operations(lowering, operations);
    of_types(lowering, types);
}

/// Operations, inputs, outputs and errors are in one module.
fn of_operations(lowering: &mut Lowering<'_>, operations: &[Operation]) {
    let mut taken: HashMap<&str, &ShapeId> = HashMap::new();
    for operation in operations {
        let ends = [&operation.input, &operation.output];
        let required = ends.iter().filter_map(|end| end.required_name.as_ref());
        let ends = ends.iter().map(|end| &end.name);
        let own = [&operation.name, &operation.error].into_iter();
        for name in own.chain(ends).chain(required) {
            if let Some(other) = taken.insert(name, &operation.id) {
                clash(lowering, operation.place, &operation.id, name, other);
            }
        }
    }
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
            clash(lowering, place(lowering, &one.id), &one.id, name, other);
        }
    }
}

fn place(lowering: &Lowering<'_>, id: &ShapeId) -> Place {
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
