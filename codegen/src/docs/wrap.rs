//! Line wrapping.

use super::escape::{self, NO_BREAK_SPACE};

/// Wraps a paragraph into lines of at most `width` columns, if its words allow.
///
/// In `markdown`, a line may break at a space, not at a no-break space, and must break at a line
/// feed.
pub(super) fn wrap(markdown: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::with_capacity(markdown.len() / width + 1);
    for part in markdown.split('\n') {
        let mut words = part.split(' ').filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() {
            continue;
        }
        if let Some(last) = lines.last_mut() {
            String::push(last, '\\');
        }
        fill(words, width, &mut lines);
    }
    lines
}

fn fill<'w>(words: impl Iterator<Item = &'w str>, width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut columns = 0;
    for word in words {
        let length = word.chars().count();
        if columns > 0 && columns + 1 + length > width {
            lines.push(finished(std::mem::take(&mut line)));
            columns = 0;
        }
        if columns == 0 {
            columns = length;
            push_first(word, &mut line);
        } else {
            columns += 1 + length;
            line.extend([" ", word]);
        }
    }
    lines.push(finished(line));
}

fn push_first(word: &str, line: &mut String) {
    let escaped = escape::line_start(word).unwrap_or(word.len());
    line.push_str(&word[..escaped]);
    if escaped < word.len() {
        line.push('\\');
        line.push_str(&word[escaped..]);
    }
}

fn finished(line: String) -> String {
    if line.contains(NO_BREAK_SPACE) {
        return line.replace(NO_BREAK_SPACE, " ");
    }
    line
}
