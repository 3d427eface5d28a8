//! Entries in `CHANGELOG.md`, whose form is that of Keep a Changelog.

use std::fs;
use std::io;

use crate::config::root;
use crate::failure::Failure;
use crate::plan::Plan;

const FILE: &str = "CHANGELOG.md";

/// Plans for the changelog to have these entries: sections with a heading of the second level each.
pub(crate) fn plan(plan: &mut Plan, entries: &[String]) -> Result<(), Failure> {
    let path = root().join(FILE);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => "# Changelog\n".to_owned(),
        Err(error) => return Err(Failure::at(&path, error)),
    };
    let new = entries
        .iter()
        .rev()
        .fold(old, |text, entry| with_entry(&text, entry));
    plan.put_edited(FILE, new)
}

/// The text with an entry before the entries of earlier versions: behind what is not released yet,
/// or behind the preamble. An entry whose heading is there already comes below that heading,
/// before what stands there.
fn with_entry(text: &str, entry: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let (heading, rest) = entry.split_once('\n').unwrap_or((entry, ""));
    if let Some(at) = lines.iter().position(|line| line.trim_end() == heading) {
        let rest = rest.trim_end().lines();
        lines.splice(at + 1..=at, rest);
        return lines.join("\n") + "\n";
    }
    let unreleased = lines.iter().position(|line| is_unreleased(line));
    let end = next(&lines, unreleased.map_or(0, |at| at + 1), "## ");
    let at = after_text(&lines, end);
    let added = [""].into_iter().chain(entry.trim_end().lines());
    lines.splice(at..at, added);
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
        with_entry(text, "## toy 0.1.1\n\n### Added\n\n- one\n")
    }

    #[test]
    fn entries_go_where_they_belong() {
        let entry = "## toy 0.1.1\n\n### Added\n\n- one\n";
        assert_eq!(with("# C\n"), format!("# C\n\n{entry}"));
        assert_eq!(with(""), format!("\n{entry}"));
        assert_eq!(
            with("# C\n\nForm.\n\n## Unreleased\n\n### Added\n- x\n\n## 0.1.0\n\n- y\n"),
            format!(
                "# C\n\nForm.\n\n## Unreleased\n\n### Added\n- x\n\n{entry}\n## 0.1.0\n\n- y\n"
            )
        );
        assert_eq!(
            with("# C\n\n## [Unreleased]\n- x\n"),
            format!("# C\n\n## [Unreleased]\n- x\n\n{entry}")
        );
        assert_eq!(
            with("# C\n\n## 0.1.0\n- y\n"),
            format!("# C\n\n{entry}\n## 0.1.0\n- y\n")
        );
    }

    #[test]
    fn a_heading_comes_once() {
        let text = "# C\n\n## toy 0.1.1\n\n### Added\n\n- zero\n";
        let expected = "# C\n\n## toy 0.1.1\n\n### Added\n\n- one\n\n### Added\n\n- zero\n";
        assert_eq!(with(text), expected);
    }
}
