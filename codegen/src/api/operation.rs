//! The items of operations: the marker type, input, output and errors.

use super::item::{ItemKind, Owner};
use super::{Add, structure};
use crate::emit::page_types;
use crate::ir::Operation;
use crate::names::ident;

pub(super) fn list(operation: &Operation, add: &mut Add<'_>) {
    marker(operation, add);
    structure::of_operation(&operation.input, &operation.id, add);
    structure::of_operation(&operation.output, &operation.id, add);
    errors(operation, add);
}

fn marker(operation: &Operation, add: &mut Add<'_>) {
    let owner = Owner {
        exhaustive: true,
        ..Owner::of_operation(&operation.name, &operation.id, &operation.id)
    };
    add(owner.declared(ItemKind::Enum, None));
    for of in ["Clone", "Copy", "Debug"] {
        add(owner.implementation(of, ""));
    }
    let types = format!(
        "type Input = {}; type Output = {}; type Error = {};",
        ident(&operation.input.name),
        ident(&operation.output.name),
        ident(&operation.error)
    );
    add(owner.implementation("Operation", &types));
    let Some(pages) = &operation.pages else {
        return;
    };
    let (token, item) = page_types(pages);
    add(owner.implementation("Paginated", &format!("type Token = {token};")));
    if let Some(item) = item {
        add(owner.implementation("PaginatedItems", &format!("type Item = {item};")));
    }
}

fn errors(operation: &Operation, add: &mut Add<'_>) {
    let owner = Owner::of_operation(&operation.error, &operation.id, &operation.id);
    add(owner.declared(ItemKind::Enum, None));
    for case in &operation.errors {
        let name = ident(&case.variant).to_string();
        let held = format!("types::{}", ident(&case.type_name));
        add(owner.variant(&name, Some(&held)));
    }
    for of in ["Clone", "Debug", "Display", "Error", "PartialEq"] {
        add(owner.implementation(of, ""));
    }
}
