//! Formats the result of a generation for a terminal.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use tinsmith_codegen::Files;
use tinsmith_codegen::output::{Change, Report};

use crate::plan::Plan;
use crate::report::{count, diff, print, print_error, print_line};
use crate::tool;

/// The totals of all crates.
#[derive(Default)]
pub(crate) struct Summary {
    written: usize,
    changed: usize,
    removed: usize,
    unchanged: usize,
    lines: usize,
    crates: usize,
    /// The changes in lines.
    told: String,
}

impl Summary {
    /// Shows the changes of a crate, and adds them to the totals.
    pub(crate) fn add(&mut self, report: &Report, files: &Files, folder: &str, check: bool) {
        for change in &report.changes {
            self.change(&format!("{folder}/{}", change.path), change, check);
        }
        self.crates += 1;
        self.unchanged += report.unchanged;
        let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        self.lines += rust.map(|(_, text)| text.lines().count()).sum::<usize>();
    }

    /// Shows what was done to the files behind those of crates. The files that come to a copy of
    /// the runtime are one line, and those that leave it another.
    pub(crate) fn rest(
        &mut self,
        plan: &Plan,
        of_crates: usize,
        vendor: Option<&str>,
        check: bool,
    ) {
        let mut copied: Vec<(&'static str, usize)> = Vec::new();
        for change in plan.after(of_crates) {
            let in_copy = vendor.is_some_and(|folder| Path::new(&change.path).starts_with(folder));
            if in_copy && change.old.is_none() != change.new.is_none() {
                let word = self.count(change);
                match copied.iter_mut().find(|(known, _)| *known == word) {
                    Some((_, files)) => *files += 1,
                    None => copied.push((word, 1)),
                }
            } else {
                self.change(&change.path, change, check);
            }
        }
        let folder = vendor.unwrap_or_default();
        for (word, files) in copied {
            let files = count(files, "file");
            self.told.push_str(&match check {
                true => format!("{folder}: {files} to be {word}\n"),
                false => format!("{word:<9}{folder}: {files}\n"),
            });
        }
    }

    /// Shows the change of a file, and counts it.
    fn change(&mut self, path: &str, change: &Change, check: bool) {
        let word = self.count(change);
        match check {
            true => self.told.push_str(&difference(path, change)),
            false => self.told.push_str(&format!("{word:<9}{path}\n")),
        }
    }

    /// Counts a change, and describes it.
    fn count(&mut self, change: &Change) -> &'static str {
        let (counter, word) = match (&change.old, &change.new) {
            (None, _) => (&mut self.written, "written"),
            (Some(_), Some(_)) => (&mut self.changed, "changed"),
            (Some(_), None) => (&mut self.removed, "removed"),
        };
        *counter += 1;
        word
    }

    /// Prints the changes.
    pub(crate) fn tell(&mut self) {
        // The reader may have closed the pipe.
        let _ = print(&std::mem::take(&mut self.told));
    }

    /// Prints the changes and the last line.
    pub(crate) fn finish(&mut self, time: Duration, check: bool) -> ExitCode {
        self.tell();
        let differing = self.written + self.changed + self.removed;
        if check && differing > 0 {
            print_error(&format!(
                "{}: {} missing, {} changed, {} that should not be there. To write what is \
                 generated: {} generate",
                count(differing, "difference"),
                self.written,
                self.changed,
                self.removed,
                tool::name(),
            ));
            return ExitCode::FAILURE;
        }
        print_line!(
            "{}, {} of Rust: {} written, {} changed, {} removed, {} unchanged, in {:.2} s",
            count(self.crates, "crate"),
            count(self.lines, "line"),
            self.written,
            self.changed,
            self.removed,
            self.unchanged,
            time.as_secs_f64(),
        );
        ExitCode::SUCCESS
    }
}

fn difference(path: &str, change: &Change) -> String {
    let old = change.old.as_deref().unwrap_or_default();
    let new = change.new.as_deref().unwrap_or_default();
    diff(path, old, new)
}
