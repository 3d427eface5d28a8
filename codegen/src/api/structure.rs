//! The items of structures: fields, constructor, setters and implementations.

use tinsmith_model::ShapeId;

use super::Add;
use super::item::{ItemKind, Owner};
use crate::emit::{argument, field_type, setter_members, setter_type};
use crate::ir::{Member, Structure, Type};
use crate::names::{function_name, ident};

/// Lists a structure that is a type of its own.
pub(super) fn of_type(one: &Type, structure: &Structure, add: &mut Add<'_>) {
    let owner = Owner::of_types(&one.name, &one.id);
    list(structure, owner, one.deprecated.as_ref(), add);
}

/// Lists the input or output of an operation.
pub(super) fn of_operation(structure: &Structure, operation: &ShapeId, add: &mut Add<'_>) {
    let shape = ShapeId::new(&structure.id).ok();
    let shape = shape.filter(|id| !id.is_prelude());
    let shape = shape.as_ref().unwrap_or(operation);
    let owner = Owner::of_operation(&structure.name, operation, shape);
    list(structure, owner, None, add);
}

fn list(structure: &Structure, owner: Owner<'_>, deprecated: Option<&String>, add: &mut Add<'_>) {
    add(owner.declared(ItemKind::Struct, deprecated));
    for member in &structure.members {
        add(field(&owner, member));
    }
    for of in structure.implemented() {
        add(owner.implementation(of, ""));
    }
    if structure.fault.is_some() {
        add(owner.implementation("Display", ""));
        add(owner.implementation("Error", ""));
    }
    if structure.built {
        let required = structure.required_members();
        add(constructor(structure, &owner, &required));
        for member in setter_members(structure) {
            add(setter(&owner, member));
        }
        if let Some(name) = &structure.required_name {
            required_struct(structure, name, &owner, &required, add);
        }
    }
}

fn field(owner: &Owner<'_>, member: &Member) -> super::Item {
    let name = ident(&member.rust_name).to_string();
    let mut item = owner.field(&name, &field_type(member));
    item.members = vec![member.name.clone()];
    item.deprecated = member.deprecated.clone();
    item
}

fn constructor(structure: &Structure, owner: &Owner<'_>, required: &[&Member]) -> super::Item {
    let arguments = match &structure.required_name {
        Some(name) => vec![format!("required: {}", ident(name))],
        None => required
            .iter()
            .map(|member| argument(member, &member.rust_name))
            .collect(),
    };
    let mut item = owner.function("new", arguments, "Self");
    item.members = required.iter().map(|member| member.name.clone()).collect();
    item
}

fn setter(owner: &Owner<'_>, member: &Member) -> super::Item {
    let name = ident(&function_name(&member.name)).to_string();
    let value = format!("value: {}", setter_type(member));
    let mut item = owner.function(&name, vec!["self".to_owned(), value], "Self");
    item.members = vec![member.name.clone()];
    item
}

/// The structure of a constructor's argument, which callers write as a literal.
fn required_struct(
    structure: &Structure,
    name: &str,
    built: &Owner<'_>,
    required: &[&Member],
    add: &mut Add<'_>,
) {
    let module = built.path.split("::").next().unwrap_or_default();
    let owner = Owner {
        path: format!("{module}::{}", ident(name)),
        exhaustive: true,
        ..*built
    };
    add(owner.declared(ItemKind::Struct, None));
    for member in required {
        add(field(&owner, member));
    }
    for of in structure.required_implemented() {
        add(owner.implementation(of, ""));
    }
}
