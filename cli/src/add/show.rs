//! Describes what was added.

use tinsmith_model::{Model, Selection};

use crate::config::CrateConfig;
use crate::plan::{Made, Plan};
use crate::report::{count, number, print_line};

/// The added operations.
pub(super) struct Added {
    name: String,
    out: String,
    /// The source of the model.
    origin: String,
    /// The selected operations.
    operations: Vec<String>,
    /// The total number of operations of the service.
    all: usize,
    lines: usize,
    docs: bool,
    pub(super) is_new: bool,
}

impl Added {
    pub(super) fn new(
        model: &Model,
        made: &Made,
        (name, one): (&str, &CrateConfig),
        (origin, docs): (String, bool),
    ) -> Self {
        let service = made.selection.service();
        let all = Selection::all(model, service).map_or(0, |all| all.operation_ids().len());
        let operations = made.selection.operation_ids().iter();
        Self {
            name: name.to_owned(),
            out: one.out.display().to_string(),
            origin,
            operations: operations.map(|id| id.name().to_owned()).collect(),
            all,
            lines: made.lines,
            docs,
            is_new: false,
        }
    }

    /// Prints the summary, and each file if `verbose`.
    pub(super) fn show(&self, plan: &Plan, verbose: bool) {
        if verbose {
            plan.show();
        }
        print_line!("{}: {} from {}", self.name, self.out, self.origin);
        print_line!(
            "  {} of {}: {}",
            self.operations.len(),
            count(self.all, "operation"),
            self.few()
        );
        print_line!("  {} lines of Rust; {}", number(self.lines), plan.summary());
        if !self.docs {
            print_line!("  left out: the documentation");
        }
        if self.is_new {
            print_line!("to use it: cargo add --path {}", self.out);
        }
    }

    /// Formats the first operations, and the number of others.
    fn few(&self) -> String {
        const SHOWN: usize = 8;
        let shown = self.operations.iter().take(SHOWN);
        let shown = shown.map(String::as_str).collect::<Vec<_>>().join(", ");
        match self.operations.len().checked_sub(SHOWN) {
            Some(more @ 1..) => format!("{shown} and {more} more"),
            _ => shown,
        }
    }
}
