//! The public items of a crate as the review compares them.

use std::collections::BTreeMap;

use crate::api::{self, ItemKind, Listing};

/// A public item, or the remark that one is deprecated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The declaration, without documentation and body.
    pub(super) text: String,
    /// The items without which this one is nothing.
    pub(super) within: Vec<String>,
    /// Whether it cannot be added without breaking callers: a field of a structure that is written as a literal.
    pub(super) closed: bool,
    /// Whether it is only a remark about an item: that it is deprecated.
    pub(super) remark: bool,
    /// The id of the shape that the file is made of.
    pub(super) shape: String,
    /// The type that the item is or belongs to.
    pub(super) of_type: String,
    /// The field, variant or function.
    pub(super) part: Option<String>,
    /// The arguments of a function.
    pub(super) arguments: Vec<String>,
}

/// Items by their paths.
pub(super) type Items = BTreeMap<String, Item>;

/// The items of a listing, and the remarks about them.
pub(super) fn from_listing(listing: &Listing) -> Items {
    let mut items = Items::new();
    for item in listing.items() {
        items.insert(item.path.clone(), declared(item));
        if let Some(note) = &item.deprecated {
            items.insert(
                format!("#[deprecated] {}", item.path),
                deprecated(item, note),
            );
        }
    }
    items
}

fn declared(item: &api::Item) -> Item {
    let is_type = matches!(item.kind, ItemKind::Struct | ItemKind::Enum);
    let part = matches!(item.kind, ItemKind::Field | ItemKind::Variant);
    let of_type = item.owner.rsplit("::").next().unwrap_or_default();
    let shape = item.operation.as_ref().unwrap_or(&item.shape);
    Item {
        text: item.declaration.clone(),
        within: match is_type {
            true => Vec::new(),
            false => vec![item.owner.clone()],
        },
        closed: item.exhaustive && part,
        remark: false,
        shape: shape.to_string(),
        of_type: of_type.to_owned(),
        part: item.name.clone(),
        arguments: item.arguments.clone(),
    }
}

fn deprecated(item: &api::Item, note: &str) -> Item {
    let text = match note {
        "" => "#[deprecated]".to_owned(),
        note => format!("#[deprecated(note={note:?})]"),
    };
    Item {
        text,
        within: vec![item.owner.clone(), item.path.clone()],
        closed: false,
        remark: true,
        arguments: Vec::new(),
        ..declared(item)
    }
}
