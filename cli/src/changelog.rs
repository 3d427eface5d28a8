//! Entries in `CHANGELOG.md`, whose form is that of Keep a Changelog.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::root;
use crate::failure::Failure;
use crate::plan::Plan;

const FILE: &str = "CHANGELOG.md";

const UNRELEASED: &str = "## Unreleased";

const CHANGED: &str = "### Changed";

/// Plans for the changelog to have these entries.
pub(crate) fn plan(plan: &mut Plan, entries: &[String]) -> Result<(), Failure> {
    let path = root().join(FILE);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => "# Changelog\n".to_owned(),
        Err(error) => return Err(Failure::at(&path, error)),
    };
    plan.put(Path::new(FILE), Some(with_entries(&old, entries)))
}

/// The text with entries among what is changed and not released yet. Headings that are not there are made.
fn with_entries(text: &str, entries: &[String]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let start = match lines.iter().position(|line| is_unreleased(line)) {
        Some(at) => at + 1,
        None => {
            let at = next(&lines, 0, "## ");
            let at = after_text(&lines, at);
            lines.splice(at..at, ["", UNRELEASED]);
            at + 2
        }
    };
    let end = next(&lines, start, "## ");
    let changed = lines[start..end]
        .iter()
        .position(|line| line.trim_end() == CHANGED);
    let at = match changed {
        Some(changed) => {
            let end = next(&lines, start + changed + 1, "##");
            after_text(&lines, end)
        }
        None => {
            let at = after_text(&lines, end);
            lines.splice(at..at, ["", CHANGED]);
            at + 2
        }
    };
    lines.splice(at..at, entries.iter().map(String::as_str));
    lines.join("\n") + "\n"
}

/// `## Unreleased`, or `## [Unreleased]`.
fn is_unreleased(line: &str) -> bool {
    let heading = line.strip_prefix("## ").unwrap_or_default().trim();
    heading
        .trim_matches(['[', ']'])
        .eq_ignore_ascii_case("unreleased")
}

/// The first line from `from` on that starts so; the end where there is none.
fn next(lines: &[&str], from: usize, start: &str) -> usize {
    let found = lines[from..]
        .iter()
        .position(|line| line.starts_with(start));
    found.map_or(lines.len(), |at| from + at)
}

/// The place behind the last line before `end` that is not empty.
fn after_text(lines: &[&str], end: usize) -> usize {
    let last = lines[..end]
        .iter()
        .rposition(|line| !line.trim().is_empty());
    last.map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> String {
        with_entries(text, &["- one".to_owned(), "- two".to_owned()])
    }

    #[test]
    fn entries_go_where_they_belong() {
        let entries = "### Changed\n- one\n- two\n";
        assert_eq!(with("# C\n"), format!("# C\n\n## Unreleased\n\n{entries}"));
        assert_eq!(with(""), format!("\n## Unreleased\n\n{entries}"));
        assert_eq!(
            with(
                "# C\n\nForm.\n\n## Unreleased\n\n### Added\n- x\n\n## 0.1.0\n\n### Changed\n- y\n"
            ),
            format!(
                "# C\n\nForm.\n\n## Unreleased\n\n### Added\n- x\n\n{entries}\n## 0.1.0\n\n### Changed\n- y\n"
            )
        );
        assert_eq!(
            with("# C\n\n## [Unreleased]\n### Changed\n- x\n\n### Fixed\n- z\n"),
            "# C\n\n## [Unreleased]\n### Changed\n- x\n- one\n- two\n\n### Fixed\n- z\n"
        );
        assert_eq!(
            with("# C\n\n## 0.1.0\n- y\n"),
            format!("# C\n\n## Unreleased\n\n{entries}\n## 0.1.0\n- y\n")
        );
    }
}
