//! The entry for the changelog.

use std::collections::BTreeSet;

use tinsmith_model::compare::{Rule, Wire};

use super::{Api, Judged, Review};

/// An entry of a changelog in Markdown under the heading of `version`: first what breaks, then what is new, then the rest.
/// Documentation is only counted. Shapes and messages of the model are quoted so that they stay on their line.
#[must_use]
pub fn entry(review: &Review, version: &str) -> String {
    let mut text = format!("## {version}\n");
    let breaks =
        |judged: &&Judged| judged.api == Some(Api::Major) || judged.change.wire == Wire::Breaking;
    let (breaking, rest): (Vec<_>, Vec<_>) = review.changes.iter().partition(breaks);
    let (added, rest): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|one| one.api == Some(Api::Minor));
    let (docs, rest): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|one| one.change.rule == Rule::DocsChanged);
    let mut breaking: Vec<String> = breaking.into_iter().map(line).collect();
    breaking.extend(others(review, true));
    section(&mut text, "Breaking", &breaking);
    let mut added: Vec<String> = added.into_iter().map(line).collect();
    added.extend(others(review, false));
    section(&mut text, "Added", &added);
    let mut rest: Vec<String> = rest.into_iter().map(line).collect();
    if !docs.is_empty() {
        let subjects: BTreeSet<_> = docs.iter().map(|one| &one.change.subject).collect();
        let noun = if subjects.len() == 1 {
            "place"
        } else {
            "places"
        };
        rest.push(format!(
            "The documentation has changed in {} {noun}.",
            subjects.len()
        ));
    }
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

fn line(judged: &Judged) -> String {
    let change = &judged.change;
    let subject = match change.subject.member() {
        Some(member) => format!("{}.{member}", change.subject.name()),
        None => change.subject.name().to_owned(),
    };
    let wire = match change.wire {
        Wire::Breaking => " Breaking on the wire.",
        Wire::Validation | Wire::Safe => "",
    };
    format!("`{subject}`: {}.{wire}", on_one_line(&change.message))
}

/// What has changed in Rust alone.
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
