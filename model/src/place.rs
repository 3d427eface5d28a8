//! Positions in a model file.

use std::fmt;

/// A position in a model file: line and column, both from one, columns counted in bytes.
///
/// Both are zero for shapes that come from no file, such as those of Smithy's prelude.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from one.
    pub line: u32,
    /// The byte within the line, from one.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A model file as it was read: its name and its text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The name of the file in messages, usually its path.
    pub origin: String,
    /// The whole text; empty if the file could not be read.
    pub text: String,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.origin, self.text.len())
    }
}

/// Converts byte offsets of a text to positions.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    /// Records the start of each line of `text`.
    pub(crate) fn new(text: &str) -> Self {
        let after_newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(after_newlines).collect())
    }

    /// The position of the byte at `offset`.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.0.partition_point(|start| *start <= offset);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Place {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(offset - start + 1).unwrap_or(u32::MAX),
        }
    }

    /// The offset of a line and a column, both from one, as a JSON parser counts them within a
    /// part of the text.
    pub(crate) fn offset_within(part: &str, line: usize, column: usize) -> usize {
        let start: usize = part
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        (start + column.saturating_sub(1)).min(part.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_lines_and_columns() {
        let lines = Lines::new("ab\n\ncd");
        let places = [0, 2, 3, 4, 5].map(|offset| lines.place(offset).to_string());
        assert_eq!(places, ["1:1", "1:3", "2:1", "3:1", "3:2"]);
        assert_eq!(Lines::offset_within("ab\n\ncd", 3, 2), 5);
        assert_eq!(Lines::offset_within("ab", 9, 9), 2);
    }
}
