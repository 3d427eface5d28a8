//! The report as annotations of a GitHub workflow (GitHub, "Workflow commands").

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use tinsmith_codegen::review::{Api, Entry};
use tinsmith_model::compare::{Side, Wire};

use super::{clean, markdown};
use crate::failure::Failure;
use crate::report::count;
use crate::review::report::{
    Compared, Outcome, Report, Service, api_word, breaks, operations, subject,
};
use crate::review::summary;

/// The number of annotations of each level that GitHub shows for one step.
const MOST: usize = 10;

/// The file to which a step writes its summary.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// An annotation.
struct Annotation {
    level: &'static str,
    text: String,
}

/// The annotations. What GitHub would not show is in the summary of the job, if there is a file
/// for it.
///
/// # Errors
/// Returns a failure if the summary of the job cannot be written.
pub(super) fn show(report: &Report, page: Option<&str>) -> Result<String, Failure> {
    let (text, left) = annotations(report);
    let Some(path) = env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty()) else {
        return Ok(match left {
            0 => text,
            left => format!("{text}{} in the other forms\n", count(left, "more change")),
        });
    };
    let path = Path::new(&path);
    let mut options = OpenOptions::new();
    let file = options.append(true).create(true).open(path);
    let written = file.and_then(|mut file| file.write_all(markdown::show(report, page).as_bytes()));
    written.map_err(|error| Failure::at(path, error))?;
    Ok(match left {
        0 => text,
        left => format!(
            "{text}{} in the summary of the job\n",
            count(left, "more change")
        ),
    })
}

/// The annotations, all summaries first and at most ten of each level, and how many changes have
/// none.
pub(super) fn annotations(report: &Report) -> (String, usize) {
    let mut all: Vec<(bool, Annotation)> = Vec::new();
    for service in &report.services {
        all.push((true, of_service(service)));
    }
    for service in &report.services {
        if let Some(compared) = service.compared() {
            let entries = compared.review.entries();
            let entries = entries
                .iter()
                .map(|entry| of_entry(service, compared, entry));
            all.extend(entries.map(|one| (false, one)));
        }
    }
    let mut shown = [("error", 0), ("warning", 0), ("notice", 0)];
    let (mut out, mut left) = (String::new(), 0);
    for (summary, Annotation { level, text }) in all {
        let number = shown.iter_mut().find(|(name, _)| *name == level);
        match number {
            Some((_, number)) if *number < MOST => {
                *number += 1;
                out.push_str(&text);
            }
            _ => left += usize::from(!summary),
        }
    }
    (out, left)
}

/// The summary of a crate.
fn of_service(service: &Service) -> Annotation {
    let (level, place, text) = match &service.outcome {
        Outcome::New => (
            "notice",
            "file=tinsmith.toml",
            format!("{} is new in tinsmith.toml", service.name),
        ),
        Outcome::Gone => (
            "error",
            "file=tinsmith.toml",
            format!("{} is gone from tinsmith.toml", service.name),
        ),
        Outcome::Compared(compared) => ("notice", "title=Review", in_short(service, compared)),
    };
    Annotation {
        level,
        text: format!("::{level} {place}::{}\n", message(&text)),
    }
}

fn in_short(service: &Service, compared: &Compared) -> String {
    let wire = summary::wire(compared);
    let version = summary::version(compared);
    let reason = summary::reason(compared);
    let reason = reason.map_or_else(String::new, |reason| format!(", because {reason}"));
    format!(
        "{}: version: {version}{reason}; on the wire: {wire}",
        service.name
    )
}

fn of_entry(service: &Service, compared: &Compared, entry: &Entry<'_>) -> Annotation {
    let judged = entry.judged;
    let change = &judged.change;
    let allowed = compared.allowed(entry);
    let level = match (change.wire, entry.api()) {
        _ if allowed.is_some() => "notice",
        _ if breaks(judged) => "error",
        (Wire::Validation, _) | (_, Some(Api::Major)) => "warning",
        _ => "notice",
    };
    // What is gone has no line in the file that there is now.
    let line = match change.side {
        Side::New => format!(",line={}", change.place.line),
        Side::Old => String::new(),
    };
    let mut text = format!("{}: {}", subject(judged), entry.message());
    let used = operations(judged);
    if !used.is_empty() {
        text.push_str(&format!(" (for {used})"));
    }
    if let Some(reason) = allowed {
        text.push_str(&format!("; allowed: {reason}"));
    }
    let title = format!(
        "{}, {}, {}",
        change.rule,
        change.wire.word(),
        api_word(judged)
    );
    let text = format!(
        "::{level} file={}{line},title={}::{}\n",
        property(service.file(Side::New)),
        property(&title),
        message(&text)
    );
    Annotation { level, text }
}

/// A message stays on its line.
fn message(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// The value of a property ends at a comma or colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
