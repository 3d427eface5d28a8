//! What differs between the public items of two crates.

use super::Api;
use super::items::{self, Item, Items};
use crate::api::Listing;

/// A Rust item that is there no more, new, or declared in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemChange {
    /// The path within the crate, such as `types::City::name`; functions end in `()`, and implementations are
    /// `impl Eq for types::City`.
    pub path: String,
    /// How it was declared; `None` where it is new.
    pub before: Option<String>,
    /// How it is declared; `None` where it is gone.
    pub after: Option<String>,
    /// What it asks of the version.
    pub api: Api,
}

/// A difference with what is known of its item.
pub(super) struct Difference {
    pub(super) change: ItemChange,
    /// The item as it is, or as it was.
    pub(super) item: Item,
    /// The arguments that only one of the two has, where a function differs.
    pub(super) arguments: Vec<String>,
}

/// The differences between two crates, without what goes along with a type that is new or gone.
pub(super) fn find(old: &Listing, new: &Listing) -> Vec<Difference> {
    let [old_items, new_items] = [old, new].map(items::from_listing);
    let gone = old_items.iter().filter_map(|(path, item)| {
        let after = new_items.get(path);
        let folded = after.is_none() && is_along(item, &old_items, &new_items);
        (after != Some(item) && !folded)
            .then(|| difference(path, Some(item), after))
            .flatten()
    });
    let added = new_items.iter().filter_map(|(path, item)| {
        let folded = is_along(item, &new_items, &old_items);
        (!old_items.contains_key(path) && !folded)
            .then(|| difference(path, None, Some(item)))
            .flatten()
    });
    gone.chain(added).collect()
}

/// Whether the item comes or goes with the type that it belongs to.
fn is_along(item: &Item, here: &Items, there: &Items) -> bool {
    let mut within = item.within.iter();
    within.any(|path| here.contains_key(path) && !there.contains_key(path))
}

fn difference(path: &str, before: Option<&Item>, after: Option<&Item>) -> Option<Difference> {
    let text = |item: Option<&Item>| item.map(|item| item.text.clone());
    if text(before) == text(after) {
        return None;
    }
    let change = ItemChange {
        path: path.to_owned(),
        before: text(before),
        after: text(after),
        api: judge(before, after),
    };
    Some(Difference {
        change,
        item: after.or(before)?.clone(),
        arguments: arguments(before, after),
    })
}

fn judge(before: Option<&Item>, after: Option<&Item>) -> Api {
    match (before, after) {
        (None, Some(item)) if item.closed => Api::Major,
        (None, _) => Api::Minor,
        (Some(item), _) if item.remark => Api::Patch,
        (Some(_), _) => Api::Major,
    }
}

fn arguments(before: Option<&Item>, after: Option<&Item>) -> Vec<String> {
    let Some((before, after)) = before.zip(after) else {
        return Vec::new();
    };
    let only = |here: &Item, there: &Item| -> Vec<String> {
        let arguments = here.arguments.iter();
        let only = arguments.filter(|one| !there.arguments.contains(one));
        only.cloned().collect()
    };
    let mut all = only(before, after);
    all.extend(only(after, before));
    all
}
