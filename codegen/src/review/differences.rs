//! The differences between the public items of two crates.

use super::location::Location;
use super::version::Api;
use crate::api::{Item, ItemKind, Listing};

/// A Rust item that is gone, new, or declared in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemChange {
    /// The path within the crate, such as `types::City::name`; functions end in `()`, and
    /// implementations are `impl Eq for types::City`.
    pub path: String,
    /// The kind of the item.
    pub kind: ItemKind,
    /// The former declaration; `None` if the item is new.
    pub before: Option<String>,
    /// The declaration now; `None` if the item is gone.
    pub after: Option<String>,
    /// The version that it asks for.
    pub api: Api,
    /// The item's place, in the new crate if it is there.
    pub location: Option<Location>,
}

impl ItemChange {
    /// The place of the item among those of one change: constructors, then other declarations,
    /// then items that are gone, then new ones.
    pub(super) fn rank(&self) -> u8 {
        let changed = self.before.is_some() && self.after.is_some();
        match (changed, &self.after) {
            (true, _) if self.path.ends_with("::new()") => 0,
            (true, _) => 1,
            (false, None) => 2,
            (false, Some(_)) => 3,
        }
    }
}

/// A difference with the item before and after.
pub(super) struct Difference<'l> {
    pub(super) change: ItemChange,
    pub(super) before: Option<&'l Item>,
    pub(super) after: Option<&'l Item>,
    /// Only the remark differs that the item is deprecated.
    pub(super) deprecation: bool,
}

impl<'l> Difference<'l> {
    /// The item as it is, and as it was.
    pub(super) fn items(&self) -> impl Iterator<Item = &'l Item> {
        self.after.into_iter().chain(self.before)
    }

    /// Returns true if it is about the function `new` of a type.
    pub(super) fn is_constructor(&self) -> bool {
        self.items()
            .any(|item| item.kind == ItemKind::Function && item.name.as_deref() == Some("new"))
    }
}

/// Returns the differences between two crates, without those of items that come or go with their
/// type.
pub(super) fn find<'l>(old: &'l Listing, new: &'l Listing) -> Vec<Difference<'l>> {
    let mut found = Vec::new();
    for before in old.items() {
        let after = new.get(&before.path);
        if after.is_some() || !is_along(before, old, new) {
            found.extend(declaration(Some(before), after));
            found.extend(deprecation(Some(before), after));
        }
    }
    for after in new.items() {
        if old.get(&after.path).is_none() && !is_along(after, new, old) {
            found.extend(declaration(None, Some(after)));
        }
    }
    found
}

/// Returns true if the item comes or goes with the type that it belongs to.
fn is_along(item: &Item, here: &Listing, there: &Listing) -> bool {
    let part = item.owner != item.path;
    part && here.get(&item.owner).is_some() && there.get(&item.owner).is_none()
}

fn declaration<'l>(before: Option<&'l Item>, after: Option<&'l Item>) -> Option<Difference<'l>> {
    let text = |item: Option<&Item>| item.map(|item| item.declaration.clone());
    if text(before) == text(after) {
        return None;
    }
    let item = after.or(before)?;
    let part = matches!(item.kind, ItemKind::Field | ItemKind::Variant);
    let api = match before {
        None if !(item.exhaustive && part) => Api::Minor,
        _ => Api::Major,
    };
    let change = ItemChange {
        path: item.path.clone(),
        kind: item.kind,
        before: text(before),
        after: text(after),
        api,
        location: None,
    };
    Some(Difference {
        change,
        before,
        after,
        deprecation: false,
    })
}

/// The remark that an item is deprecated; it breaks nobody, and a new one is something to tell.
fn deprecation<'l>(before: Option<&'l Item>, after: Option<&'l Item>) -> Option<Difference<'l>> {
    let text = |item: &Item| {
        let note = item.deprecated.as_deref()?;
        Some(match note {
            "" => "#[deprecated]".to_owned(),
            note => format!("#[deprecated(note={note:?})]"),
        })
    };
    let (old, new) = (before?, after?);
    let (was, is) = (text(old), text(new));
    if was == is {
        return None;
    }
    let change = ItemChange {
        path: format!("#[deprecated] {}", new.path),
        kind: new.kind,
        api: if was.is_none() {
            Api::Minor
        } else {
            Api::Patch
        },
        before: was,
        after: is,
        location: None,
    };
    Some(Difference {
        change,
        before,
        after,
        deprecation: true,
    })
}
