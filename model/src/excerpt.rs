//! The part of a model file that a diagnostic shows: one line, or the surroundings of the position
//! in a long line.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Origin, Snippet};

use crate::Place;

/// The longest line, in bytes, that is shown in full. Minified models have lines of megabytes.
const WHOLE: usize = 200;

/// The number of bytes of a longer line shown before the position, and from it on.
const BEFORE: usize = 60;
const AFTER: usize = 120;

/// A part of one line, with the highlighted token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt<'t> {
    /// A part of the line.
    text: &'t str,
    /// True if the line continues before and after the excerpt.
    cut: (bool, bool),
    /// The highlighted token, as byte offsets in `text`.
    highlighted: Range<usize>,
    /// The character column of the token in the whole line, from one.
    column: usize,
}

impl<'t> Excerpt<'t> {
    /// The excerpt around a position; `None` if the text has no such line.
    pub(crate) fn at(text: &'t str, place: Place) -> Option<Self> {
        let line = nth_line(text, place.line)?;
        let column = usize::try_from(place.column.saturating_sub(1)).ok()?;
        let column = floor(line, column.min(line.len()));
        let (start, end) = if line.len() <= WHOLE {
            (0, line.len())
        } else {
            let end = (column + AFTER).min(line.len());
            (floor(line, column.saturating_sub(BEFORE)), floor(line, end))
        };
        let text = &line[start..end];
        let before = &line[..column];
        let from = column - start;
        Some(Self {
            text,
            cut: (start > 0, end < line.len()),
            highlighted: from..from + token(&text[from..]),
            column: before.chars().count() + 1,
        })
    }

    /// Adds the excerpt to a report.
    pub(crate) fn draw<'a>(&self, group: Group<'a>, origin: String, line: usize) -> Group<'a> {
        let (text, highlighted) = self.shown();
        let snippet = Snippet::source(text)
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(highlighted));
        if self.cut.0 {
            // The column in the excerpt is not the column in the line.
            let origin = Origin::path(origin).line(line).char_column(self.column);
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(origin))
        }
    }

    /// The text with `…` where it was cut, and the range of the highlighted token in it.
    fn shown(&self) -> (String, Range<usize>) {
        let before = if self.cut.0 { "…" } else { "" };
        let after = if self.cut.1 { "…" } else { "" };
        let text = format!("{before}{}{after}", self.text);
        let range = self.highlighted.start + before.len()..self.highlighted.end + before.len();
        (text, range)
    }
}

/// Returns a line, counted from one, without its line ending.
fn nth_line(text: &str, number: u32) -> Option<&str> {
    let mut rest = text;
    for _ in 1..number {
        rest = rest.split_once('\n')?.1;
    }
    let line = rest.split_once('\n').map_or(rest, |(line, _)| line);
    Some(line.strip_suffix('\r').unwrap_or(line))
}

/// The last character boundary at or before a byte offset.
fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The length of the JSON token at the start of `text`.
fn token(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix('"') {
        let mut escaped = false;
        let end = rest.char_indices().find(|(_, letter)| {
            let ends = *letter == '"' && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        return end.map_or(text.len(), |(at, _)| at + 2);
    }
    let word = text.find(|letter: char| !letter.is_alphanumeric() && !"+-._".contains(letter));
    match word {
        Some(0) => text.chars().next().map_or(0, char::len_utf8),
        Some(end) => end,
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, line: u32, column: u32) -> (String, String) {
        let excerpt = Excerpt::at(text, Place { line, column }).unwrap();
        let (text, range) = excerpt.shown();
        let highlighted = text[range].to_owned();
        (text, highlighted)
    }

    #[test]
    fn the_token_at_the_position_is_highlighted() {
        let text = "{\r\n  \"a\\\"b\": 12.5e+3,\n}";
        for (line, column, highlighted) in [
            (1, 1, "{"),
            (2, 3, r#""a\"b""#),
            (2, 11, "12.5e+3"),
            (2, 18, ","),
            (2, 19, ""),
            (2, 999, ""),
            (3, 1, "}"),
        ] {
            assert_eq!(shown(text, line, column).1, highlighted, "{line}:{column}");
        }
        assert_eq!(Excerpt::at(text, Place { line: 4, column: 1 }), None);
    }

    #[test]
    fn long_lines_are_cut_around_the_position() {
        let text = format!("{}\"key\"{}", "ä".repeat(500), "ö".repeat(500));
        let (text, highlighted) = shown(&text, 1, 1001);
        assert_eq!(highlighted, "\"key\"");
        assert_eq!(text.chars().count(), 1 + 30 + 5 + 57 + 1);
        assert!(text.starts_with('…') && text.ends_with('…'));
    }
}
