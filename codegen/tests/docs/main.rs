//! Documentation, by subject.

#![allow(clippy::unwrap_used)]

mod common_mark;
mod golden;
mod hostile;
mod published;
mod read_back;
mod rustdoc;
mod soup;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tinsmith_codegen::docs;

/// The doc comment of a string in a crate with the types `Job` and `ListJobs`.
fn convert(text: &str) -> String {
    docs::lines(text, &path).join("\n")
}

fn path(name: &str) -> Option<String> {
    matches!(name, "Job" | "ListJobs").then(|| format!("crate::types::{name}"))
}

/// The CPU time of this thread, which other load does not affect: the first number of `schedstat`,
/// in nanoseconds, or the time of day if there is none.
fn on_core() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|text| text.parse().ok());
    match nanoseconds {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => START.get_or_init(Instant::now).elapsed(),
    }
}
