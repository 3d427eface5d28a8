//! The items of unions.

use super::Add;
use super::item::{ItemKind, Owner};
use crate::emit::inner_type;
use crate::ir::{Type, Union};
use crate::names::ident;

pub(super) fn list(one: &Type, union: &Union, add: &mut Add<'_>) {
    let owner = Owner::of_types(&one.name, &one.id);
    add(owner.declared(ItemKind::Enum, one.deprecated.as_ref()));
    for member in &union.members {
        let name = ident(&member.rust_name).to_string();
        let mut item = owner.variant(&name, Some(&inner_type(member)));
        item.members = vec![member.name.clone()];
        item.deprecated = member.deprecated.clone();
        add(item);
    }
    add(owner.variant("Unknown", Some("rt::UnknownValue<Self>")));
    for of in union.implemented() {
        add(owner.implementation(of, ""));
    }
}
