//! The report as annotations of a GitHub workflow (GitHub, "Workflow commands").

use tinsmith_codegen::review::{Api, Judged};
use tinsmith_model::compare::{Rule, Side};

use super::clean;
use crate::report::count;
use crate::review::report::{Outcome, Report, Service, api_word, breaks, operations, subject};

pub(super) fn show(report: &Report) -> String {
    let mut out = String::new();
    for service in &report.services {
        let Outcome::Compared(compared) = &service.outcome else {
            let new = matches!(service.outcome, Outcome::New);
            let (level, what) = if new {
                ("notice", "new in")
            } else {
                ("error", "gone from")
            };
            let text = format!("{} is {what} tinsmith.toml", service.name);
            out.push_str(&format!(
                "::{level} file=tinsmith.toml::{}\n",
                message(&text)
            ));
            continue;
        };
        let changes = compared.by_weight().into_iter();
        for (judged, allowed) in changes.filter(|(one, _)| one.change.rule != Rule::DocsChanged) {
            out.push_str(&change(service, judged, allowed));
        }
        let counts = compared.counts();
        let text = format!(
            "{}: {}, {} breaking on the wire; version: {}",
            service.name,
            count(counts.changes, "change"),
            counts.breaking,
            super::text::version(compared)
        );
        out.push_str(&format!("::notice title=Review::{}\n", message(&text)));
    }
    out
}

fn change(service: &Service, judged: &Judged, allowed: Option<&String>) -> String {
    let change = &judged.change;
    let level = match judged.api {
        _ if allowed.is_some() => "notice",
        _ if breaks(judged) => "error",
        Some(Api::Major) => "warning",
        _ => "notice",
    };
    // What is gone has no line in the file that there is now.
    let line = match change.side {
        Side::New => format!(",line={}", change.place.line),
        Side::Old => String::new(),
    };
    let mut text = format!("{}: {}", subject(judged), change.message);
    let used = operations(judged);
    if !used.is_empty() {
        text.push_str(&format!(" (for {used})"));
    }
    if let Some(reason) = allowed {
        text.push_str(&format!("; allowed: {reason}"));
    }
    format!(
        "::{level} file={}{line},title={}::{}\n",
        property(service.file(Side::New)),
        property(&format!("{}, {}", change.rule, api_word(judged))),
        message(&text)
    )
}

/// A message stays on its line.
fn message(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// The value of a property ends at a comma or colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
