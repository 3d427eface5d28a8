//! The items of enums, of strings and of integers.

use super::Add;
use super::item::{ItemKind, Owner};
use crate::ir::{Enum, Type};
use crate::names::ident;

/// Lists an enum of strings.
pub(super) fn texts(one: &Type, values: &Enum<String>, add: &mut Add<'_>) {
    let owner = list(one, values, "rt::UnknownValue<Self>", add);
    let value = vec!["&self".to_owned()];
    add(owner.function("as_str", value, "&str"));
    add(owner.function("values", Vec::new(), "&'static [&'static str]"));
    for of in ["AsRef<str>", "From<&str>", "From<String>"] {
        add(owner.implementation(of, ""));
    }
}

/// Lists an enum of integers.
pub(super) fn numbers(one: &Type, values: &Enum<i32>, add: &mut Add<'_>) {
    let owner = list(one, values, "rt::UnknownValue<Self, i32>", add);
    let value = vec!["&self".to_owned()];
    add(owner.function("as_i32", value, "i32"));
    add(owner.function("values", Vec::new(), "&'static [i32]"));
    add(owner.implementation("From<i32>", ""));
}

fn list<'a, V>(one: &'a Type, values: &Enum<V>, unknown: &str, add: &mut Add<'_>) -> Owner<'a> {
    let owner = Owner::of_types(&one.name, &one.id);
    add(owner.declared(ItemKind::Enum, one.deprecated.as_ref()));
    for value in &values.values {
        let name = ident(&value.variant).to_string();
        let mut item = owner.variant(&name, None);
        item.members = vec![value.name.clone()];
        item.deprecated = value.deprecated.clone();
        add(item);
    }
    add(owner.variant("Unknown", Some(unknown)));
    let always = ["Default", "Display", "FromStr"];
    for of in crate::ir::ENUM_DERIVES.into_iter().chain(always) {
        add(owner.implementation(of, ""));
    }
    owner
}
