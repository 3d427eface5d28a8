//! What documentation becomes, by subject.

#![allow(clippy::unwrap_used)]

mod common_mark;
mod golden;
mod hostile;
mod published;
mod read_back;
mod rustdoc;
mod soup;

use tinsmith_codegen::docs;

/// The doc comment of a text in a crate that has the types `Job` and `ListJobs`.
fn convert(text: &str) -> String {
    docs::lines(text, &path).join("\n")
}

fn path(name: &str) -> Option<String> {
    matches!(name, "Job" | "ListJobs").then(|| format!("crate::types::{name}"))
}
