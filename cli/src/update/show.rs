//! What a newer model is, in words.

use similar::{ChangeTag, TextDiff};

use super::Newer;
use crate::failure::Failure;
use crate::report::count;
use crate::review;

/// Prints where the newer models come from, and the review of what they do.
pub(super) fn models(newer: Vec<Newer<'_>>) -> Result<(), Failure> {
    if newer.is_empty() {
        return Ok(());
    }
    newer.iter().for_each(origin);
    let services = newer.into_iter().map(|newer| newer.review).collect();
    println!("\n{}", review::text(services)?);
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
    let version = review::next_version(&newer.review);
    let version = version.map_or_else(String::new, |next| format!(" It asks for version {next}."));
    format!(
        "- `{}`: the model of {} (before: {}).{version}",
        newer.before.name,
        newer.origin.shown(),
        newer.before.locked.origin.shown(),
    )
}
