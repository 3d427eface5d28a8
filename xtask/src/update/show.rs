//! What a newer model is, in words.

use similar::{ChangeTag, TextDiff};

use super::Newer;
use crate::report::count;

/// Prints what is known of a newer model. Both models and both selections are at hand here, for a review of what the
/// change does.
pub(super) fn model(newer: &Newer<'_>) {
    let old = &newer.before.model.source().text;
    let new = &newer.after.model.source().text;
    let diff = TextDiff::from_lines(old.as_str(), new.as_str());
    let lines = |tag| {
        diff.iter_all_changes()
            .filter(|one| one.tag() == tag)
            .count()
    };
    println!(
        "{}: {} to {}: {} of the model added, {} removed; {} reached, before {}",
        newer.before.name,
        newer.before.locked.origin.shown(),
        newer.origin.shown(),
        count(lines(ChangeTag::Insert), "line"),
        count(lines(ChangeTag::Delete), "line"),
        count(newer.after.selection.shapes().len(), "shape"),
        newer.before.selection.shapes().len(),
    );
}

/// What the changelog says, until a person says more.
pub(super) fn changelog_entry(newer: &Newer<'_>) -> String {
    format!(
        "- `{}`: the model of {} (before: {}).",
        newer.before.name,
        newer.origin.shown(),
        newer.before.locked.origin.shown(),
    )
}
