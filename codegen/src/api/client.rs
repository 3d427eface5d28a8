//! The items of the root module: the client and its functions.

use super::Add;
use super::item::{ItemKind, Owner};
use crate::ir::{Crate, Operation};
use crate::names::ident;

pub(super) fn list(lowered: &Crate, add: &mut Add<'_>) {
    let owner = Owner {
        path: "Client".to_owned(),
        shape: &lowered.service.id,
        operation: None,
        exhaustive: true,
    };
    add(owner.declared(ItemKind::Struct, None));
    for of in ["Clone", "Debug"] {
        add(owner.implementation(of, ""));
    }
    let config = vec!["config: rt::Config".to_owned()];
    add(owner.function("new", config, "Result<Self, rt::ConfigError>"));
    add(owner.function("from_env", Vec::new(), "Result<Self, rt::ConfigError>"));
    for operation in &lowered.operations {
        add(function(&owner, operation));
    }
}

fn function(owner: &Owner<'_>, operation: &Operation) -> super::Item {
    let name = ident(&operation.function).to_string();
    let input = format!("input: operation::{}", ident(&operation.input.name));
    let output = format!("rt::Call<operation::{}>", ident(&operation.name));
    let mut item = owner.function(&name, vec!["&self".to_owned(), input], &output);
    item.deprecated = operation.deprecated.clone();
    item.shape = operation.id.clone();
    item
}
