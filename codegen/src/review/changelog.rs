//! The entry for the changelog.

use std::collections::BTreeSet;

use tinsmith_model::compare::{Rule, Wire};

use super::{Api, Entry, Review};

/// Writes an entry of a changelog in Markdown under the given heading: first what breaks, then
/// what is new, then the rest. Documentation is only counted. Texts of the model stay on their
/// line.
#[must_use]
pub fn entry(review: &Review, heading: &str) -> String {
    let breaks = |entry: &Entry<'_>| {
        entry.api() == Some(Api::Major) || entry.judged.change.wire == Wire::Breaking
    };
    let (breaking, rest): (Vec<_>, Vec<_>) = review.entries().into_iter().partition(breaks);
    let (added, rest): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|entry| entry.api() == Some(Api::Minor));
    let lines = |entries: &[Entry<'_>]| entries.iter().map(line).collect::<Vec<String>>();
    let (mut breaking, mut added, mut rest) = (lines(&breaking), lines(&added), lines(&rest));
    breaking.extend(others(review, true));
    added.extend(others(review, false));
    rest.extend(documentation(review));
    let mut text = format!("## {heading}\n");
    section(&mut text, "Breaking", &breaking);
    section(&mut text, "Added", &added);
    section(&mut text, "Changed", &rest);
    text
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("\n### {title}\n\n"));
    for line in lines {
        text.push_str(&format!("- {line}\n"));
    }
}

fn line(entry: &Entry<'_>) -> String {
    let change = &entry.judged.change;
    let subject = match change.subject.member() {
        Some(member) => format!("{}.{member}", change.subject.name()),
        None => change.subject.name().to_owned(),
    };
    let wire = match change.wire {
        Wire::Breaking => " Breaking on the wire.",
        Wire::Validation => " Only the service checks it.",
        Wire::Safe => "",
    };
    format!("`{subject}`: {}.{wire}", on_one_line(&entry.message()))
}

/// Counts the changes of documentation.
fn documentation(review: &Review) -> Option<String> {
    let changes = review.changes.iter();
    let docs = changes.filter(|one| one.change.rule == Rule::DocsChanged);
    let subjects: BTreeSet<_> = docs.map(|one| &one.change.subject).collect();
    let noun = match subjects.len() {
        0 => return None,
        1 => "place",
        _ => "places",
    };
    let number = subjects.len();
    Some(format!("The documentation has changed in {number} {noun}."))
}

/// The differences of the Rust API without a change of the model.
fn others(review: &Review, breaking: bool) -> impl Iterator<Item = String> {
    let items = review.others.iter();
    let items = items.filter(move |item| (item.api == Api::Major) == breaking);
    items.map(|item| match (&item.before, &item.after) {
        (Some(before), Some(after)) => format!("`{}`: `{after}`; before: `{before}`.", item.path),
        (None, _) => format!("`{}` is new.", item.path),
        (_, None) => format!("`{}` is gone.", item.path),
    })
}

/// Texts of a model can have any form.
fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
