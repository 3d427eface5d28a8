//! The forms that a report can take.

mod github;
mod html;
mod json;
mod markdown;
mod sarif;
mod text;

use clap::ValueEnum;
use tinsmith_codegen::review::{Judged, WireFact};

use super::report::Report;
use crate::failure::Failure;
use crate::report::count;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// For a comment on a pull request
    Markdown,
    /// For programs; docs/review.md describes it
    Json,
    /// One page that shows requests, responses and Rust items before and after
    Html,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// The report in a form, with a newline at its end. `page` is the address of the HTML form, which
/// Markdown links to.
pub(crate) fn show(report: &Report, format: Format, page: Option<&str>) -> Result<String, Failure> {
    let pretty = |value: &serde_json::Value| -> Result<String, Failure> {
        Ok(serde_json::to_string_pretty(value)? + "\n")
    };
    Ok(match format {
        Format::Text => text::show(report, &text::Look::of_stdout()),
        Format::Markdown => markdown::show(report, page),
        Format::Json => pretty(&json::show(report))?,
        Format::Sarif => pretty(&sarif::show(report))?,
        Format::Html => html::show(report),
        Format::Github => github::show(report, page)?,
    })
}

/// The most facts of a change that people are shown. Programs get all of them.
const FACTS: usize = 24;

/// The facts of a change that people are shown, and the number of others in words.
fn facts(judged: &Judged) -> (&[WireFact], Option<String>) {
    let (shown, others) = judged.facts.split_at(judged.facts.len().min(FACTS));
    let more = count(others.len(), "more fact");
    let more = format!("and {more}; `--format json` has them");
    (shown, (!others.is_empty()).then_some(more))
}

/// The name of a place in the HTML form: that of a crate, or of a change by its position among
/// those of the crate.
fn anchor(service: &str, change: Option<usize>) -> String {
    let letters = service.chars();
    let name: String = letters
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    match change {
        Some(at) => format!("{name}-{at}"),
        None => name,
    }
}

/// A text of a model as it can be shown: without control characters and what turns the direction
/// of writing, on one line.
pub fn clean(text: &str) -> String {
    let shown = text.chars().map(|letter| match letter {
        '\n' | '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    });
    shown.collect()
}

#[cfg(test)]
mod tests;
