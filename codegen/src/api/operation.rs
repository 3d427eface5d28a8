//! The items of operations: the marker type, input, output and errors.

use super::item::{ItemKind, Owner};
use super::{Listing, structure};
use crate::emit::page_types;
use crate::ir::Operation;
use crate::names::ident;

pub(super) fn list(operation: &Operation, listing: &mut Listing) {
    marker(operation, listing);
    structure::of_operation(&operation.input, &operation.id, listing);
    structure::of_operation(&operation.output, &operation.id, listing);
    errors(operation, listing);
}

fn marker(operation: &Operation, listing: &mut Listing) {
    let owner = Owner {
        exhaustive: true,
        ..Owner::of_operation(&operation.name, &operation.id, &operation.id)
    };
    listing.add(owner.declared(ItemKind::Enum, None));
    for of in ["Clone", "Copy", "Debug"] {
        listing.add(owner.implementation(of, ""));
    }
    let types = format!(
        "type Input = {}; type Output = {}; type Error = {};",
        ident(&operation.input.name),
        ident(&operation.output.name),
        ident(&operation.error)
    );
    listing.add(owner.implementation("Operation", &types));
    let Some(pages) = &operation.pages else {
        return;
    };
    let (token, item) = page_types(pages);
    listing.add(owner.implementation("Paginated", &format!("type Token = {token};")));
    if let Some(item) = item {
        listing.add(owner.implementation("PaginatedItems", &format!("type Item = {item};")));
    }
}

fn errors(operation: &Operation, listing: &mut Listing) {
    let owner = Owner::of_operation(&operation.error, &operation.id, &operation.id);
    listing.add(owner.declared(ItemKind::Enum, None));
    for case in &operation.errors {
        let name = ident(&case.variant).to_string();
        let held = format!("types::{}", ident(&case.type_name));
        listing.add(owner.variant(&name, Some(&held)));
    }
    for of in ["Clone", "Debug", "Display", "Error", "PartialEq"] {
        listing.add(owner.implementation(of, ""));
    }
}
