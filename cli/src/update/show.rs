//! Describes newer models.

use similar::{ChangeTag, TextDiff};

use super::Newer;
use crate::failure::Failure;
use crate::report::{count, print_line};
use crate::review;

/// Prints the sources of the newer models, and the review of their changes.
pub(super) fn models(newer: Vec<Newer<'_>>) -> Result<(), Failure> {
    if newer.is_empty() {
        return Ok(());
    }
    newer.iter().for_each(origin);
    let services = newer.into_iter().map(|newer| newer.review).collect();
    print_line!("\n{}", review::text(services)?);
    Ok(())
}

fn origin(newer: &Newer<'_>) {
    let old = &newer.before.model.source().text;
    let new = &newer.after.model.source().text;
    let diff = TextDiff::from_lines(old.as_str(), new.as_str());
    let lines = |tag| {
        diff.iter_all_changes()
            .filter(|one| one.tag() == tag)
            .count()
    };
    print_line!(
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

/// The changelog entry: the review's text under the required version.
pub(super) fn changelog_entry(newer: &Newer<'_>) -> String {
    let entry = review::changelog_entry(&newer.review);
    let (heading, rest) = entry.split_once('\n').unwrap_or((&entry, ""));
    let (old, new) = (newer.before.locked.origin.shown(), newer.origin.shown());
    format!("{heading}\n\nThe model is that of {new} (before: {old}).\n{rest}")
}
