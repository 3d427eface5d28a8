//! The card of one change.

use tinsmith_codegen::review::{Entry, ItemChange};
use tinsmith_model::compare::Side;

use super::badge;
use super::escape::{escape, sentence};
use crate::report::count;
use crate::review::forms::{anchor, facts};
use crate::review::report::{Compared, Service, api_word, direction, operations, subject};

/// The number of Rust items that are shown for one change.
const ITEMS: usize = 60;

/// The change with its verdicts, the facts it alters, its places, and Rust items before and after.
pub(super) fn show(service: &Service, compared: &Compared, entry: &Entry<'_>) -> String {
    let judged = entry.judged;
    let change = &judged.change;
    let wire = change.wire.word();
    let mut out = format!(
        "<div class=\"entry is-{wire}\" id=\"{}\">\n<p>{} {} <strong>{}</strong> <span \
         class=\"place\">{}</span></p>\n",
        anchor(&service.name, Some(entry.at)),
        badge(wire),
        badge(api_word(judged)),
        change.rule,
        direction(judged),
    );
    out.push_str(&format!(
        "<p><code>{}</code>: {}</p>\n",
        escape(&subject(judged)),
        sentence(&entry.message())
    ));
    let (facts, others) = facts(judged);
    for fact in facts {
        let shown = |value: &Option<String>| escape(value.as_deref().unwrap_or("none"));
        out.push_str(&format!(
            "<p class=\"fact\">{}: <del>{}</del> <ins>{}</ins></p>\n",
            escape(&fact.title()),
            shown(&fact.before),
            shown(&fact.after)
        ));
    }
    if let Some(others) = others {
        out.push_str(&format!("<p class=\"fact\">{}</p>\n", sentence(&others)));
    }
    out.push_str(&places(service, entry));
    if let Some(reason) = compared.allowed(entry) {
        out.push_str(&format!("<p>allowed: {}</p>\n", escape(reason)));
    }
    let all: Vec<&ItemChange> = entry.items().collect();
    out.push_str(&items(all.iter().take(ITEMS).copied()));
    if let Some(more @ 1..) = all.len().checked_sub(ITEMS) {
        out.push_str(&format!("<p>and {}</p>\n", count(more, "more item")));
    }
    out + "</div>\n"
}

fn places(service: &Service, entry: &Entry<'_>) -> String {
    let (judged, change) = (entry.judged, &entry.judged.change);
    let base = match (change.side, &service.base) {
        (Side::Old, Some(base)) => format!("{base}:"),
        _ => String::new(),
    };
    let file = service.file(change.side);
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut out = format!(
        "<p class=\"place\"><code title=\"{}\">{base}{}:{}</code>",
        escape(file),
        escape(name),
        change.place.line
    );
    if let Some(location) = &judged.location {
        out.push_str(&format!(
            " · <code>{}:{}</code>",
            escape(&location.file),
            location.line
        ));
    }
    let used = operations(judged);
    if !used.is_empty() {
        out.push_str(&format!(" · {}", escape(&used)));
    }
    out + "</p>\n"
}

/// A table of Rust items before and after.
pub(super) fn items<'a>(items: impl Iterator<Item = &'a ItemChange>) -> String {
    let rows: String = items.map(row).collect();
    match rows.is_empty() {
        true => String::new(),
        false => format!(
            "<table class=\"items\"><tr class=\"head\"><th>Rust before</th><th>Rust \
             after</th></tr>\n{rows}</table>\n"
        ),
    }
}

fn row(item: &ItemChange) -> String {
    let cell = |text: &Option<String>, class: &str| match text {
        Some(text) => {
            let owner = item.path.rsplit_once("::").map_or("", |(owner, _)| owner);
            let text = match text.contains(owner) || owner.is_empty() {
                true => escape(text),
                false => format!(
                    "{} <span class=\"place\">in {}</span>",
                    escape(text),
                    escape(owner)
                ),
            };
            format!("<td class=\"code {class}\">{text}</td>")
        }
        None => "<td class=\"empty\"></td>".to_owned(),
    };
    format!(
        "<tr>{}{}</tr>\n",
        cell(&item.before, "gone"),
        cell(&item.after, "new")
    )
}
