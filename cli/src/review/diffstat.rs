//! The amount of differences between generated files, as in `git diff --shortstat`.

use std::fmt;

use similar::{ChangeTag, TextDiff};
use tinsmith_codegen::Files;

use crate::report::count;

/// The numbers of differing files and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortstat {
    pub files: usize,
    pub insertions: usize,
    pub deletions: usize,
}

impl Shortstat {
    /// Counts the differences between two crates.
    pub fn between(old: &Files, new: &Files) -> Self {
        let mut stat = Self::default();
        let gone = old.keys().filter(|path| !new.contains_key(*path));
        for path in new.keys().chain(gone) {
            let text = |files: &Files| files.get(path).cloned().unwrap_or_default();
            let (before, after) = (text(old), text(new));
            if old.contains_key(path) && new.contains_key(path) && before == after {
                continue;
            }
            stat.files += 1;
            for change in TextDiff::from_lines(&before, &after).iter_all_changes() {
                match change.tag() {
                    ChangeTag::Insert => stat.insertions += 1,
                    ChangeTag::Delete => stat.deletions += 1,
                    ChangeTag::Equal => {}
                }
            }
        }
        stat
    }
}

impl fmt::Display for Shortstat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.files == 0 {
            return f.write_str("nothing");
        }
        write!(
            f,
            "{} changed, {}(+), {}(-)",
            count(self.files, "file"),
            count(self.insertions, "insertion"),
            count(self.deletions, "deletion")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_lines_are_counted() {
        let files = |all: &[(&str, &str)]| -> Files {
            let all = all.iter();
            all.map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect()
        };
        let old = files(&[("a", "1\n2\n3\n"), ("b", "x\n"), ("c", "same\n"), ("e", "")]);
        let new = files(&[
            ("a", "1\n3\n4\n5\n"),
            ("c", "same\n"),
            ("d", "y\nz\n"),
            ("e", ""),
        ]);
        let stat = Shortstat::between(&old, &new);
        assert_eq!(
            stat.to_string(),
            "3 files changed, 4 insertions(+), 2 deletions(-)"
        );
        assert_eq!(Shortstat::between(&old, &old).to_string(), "nothing");
    }
}
