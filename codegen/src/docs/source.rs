//! What is read, and what it is taken for.

use super::tags::Tag;

/// The most that is read of one text, in bytes: twice what the longest text of a published model has.
const MOST: usize = 128 * 1024;

/// The beginning of a text, and whether that is the whole.
pub(super) fn bounded(text: &str) -> (&str, bool) {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], end == text.len())
}

/// Whether a text is HTML: it holds a tag that makes a block. Anything else is CommonMark, where inline tags may stand.
pub(super) fn is_html(text: &str) -> bool {
    if block_tag(text.trim_start()) {
        return true;
    }
    let outside = Scan::of(text);
    // An odd number of backticks quotes nothing.
    outside.tags
        || (outside.open
            && text
                .match_indices('<')
                .any(|(at, _)| block_tag(&text[at..])))
}

/// What is found outside of CommonMark's code, which may quote tags.
struct Scan {
    tags: bool,
    open: bool,
}

impl Scan {
    fn of(text: &str) -> Self {
        let mut scan = Self {
            tags: false,
            open: false,
        };
        let mut previous = b' ';
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'`' if previous != b'`' => scan.open = !scan.open,
                b'<' if !scan.open => scan.tags |= block_tag(&text[at..]),
                _ => {}
            }
            previous = byte;
        }
        scan
    }
}

/// Whether a text begins with the start or end tag of a block.
fn block_tag(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .take(16)
        .count();
    let closed = matches!(
        rest.as_bytes().get(length),
        Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')
    );
    closed && Tag::of(rest[..length].to_ascii_lowercase().as_bytes()).is_some_and(Tag::is_block)
}
