//! Escapes text, so that Markdown renders it literally.

use super::urls;

/// A space at which no line may break. Those of the model became plain spaces before.
pub(super) const NO_BREAK_SPACE: char = '\u{a0}';

/// Appends text, with markup escaped. URLs become links if `urls` is true.
///
/// Markup that only has a meaning at the start of a line is left to [`line_start`].
pub(super) fn text(text: &str, urls: bool, out: &mut String) {
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b':' && urls {
            if let Some(bare) = urls::bare(text, at) {
                out.push_str(&text[done..bare.start]);
                done = url(text, bare, at, out);
                at = done;
                continue;
            }
        } else if is_markup(bytes, at) {
            out.push_str(&text[done..at]);
            out.push('\\');
            done = at;
        }
        at += 1;
    }
    out.push_str(&text[done..]);
}

/// Appends a URL; one that cannot be linked gets an escape that prevents rustdoc from detecting
/// it.
fn url(text: &str, bare: urls::Bare, colon: usize, out: &mut String) -> usize {
    if let Some(end) = bare.end {
        out.extend(["<", &text[bare.start..end], ">"]);
        return end;
    }
    out.extend([&text[bare.start..colon], "\\:"]);
    colon + 1
}

/// Returns true if the byte at an offset would be markup anywhere on a line.
fn is_markup(bytes: &[u8], at: usize) -> bool {
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    let previous = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    match bytes[at] {
        b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'~' => true,
        // An underscore in a word is not emphasis: names stay readable.
        b'_' => !(previous.is_ascii_alphanumeric() && next.is_ascii_alphanumeric()),
        b'&' => next.is_ascii_alphanumeric() || next == b'#',
        // rustdoc would convert two hyphens to a dash.
        b'-' => previous == b'-',
        _ => false,
    }
}

/// Returns the offset at which a word at the start of a line needs an escape, so that no heading,
/// list, quote or table begins.
pub(super) fn line_start(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let only = |set: &[u8]| bytes.iter().all(|byte| set.contains(byte));
    let block = match bytes.first()? {
        b'>' => true,
        b'#' => only(b"#"),
        b'=' => only(b"="),
        b'+' => bytes.len() == 1,
        b'-' | b':' | b'|' => only(b"-:|"),
        b'0'..=b'9' => return numbered(bytes),
        _ => false,
    };
    block.then_some(0)
}

/// Returns the offset of the delimiter if a word is a list number.
fn numbered(bytes: &[u8]) -> Option<usize> {
    let (last, digits) = bytes.split_last()?;
    let number = matches!(last, b'.' | b')') && digits.iter().all(u8::is_ascii_digit);
    number.then_some(digits.len())
}

/// Appends a code span. A line can break in it only if the text is long and what follows the space
/// cannot start a block.
pub(super) fn code(text: &str, out: &mut String) {
    if out.ends_with('`') {
        out.push(' ');
    }
    let fence = "`".repeat(longest_fence(text) + 1);
    let breaks = fence.len() == 1 && text.len() > 60;
    let padding = if text.starts_with('`') || text.ends_with('`') {
        "\u{a0}"
    } else {
        ""
    };
    out.extend([&fence, padding]);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let next = rest.as_str().chars().next().unwrap_or(' ');
        let fixed =
            character == ' ' && !(breaks && (next.is_alphabetic() || "\"'({$/".contains(next)));
        out.push(if fixed { NO_BREAK_SPACE } else { character });
    }
    out.extend([padding, &fence]);
}

/// The length of the longest run of backticks.
pub(super) fn longest_fence(text: &str) -> usize {
    let rows = text.split(|c| c != '`');
    rows.map(str::len).max().unwrap_or(0)
}
