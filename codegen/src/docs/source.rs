//! The input: its size limit and its format.

use super::tags::Tag;

/// The maximum size of a text, in bytes: twice that of the longest published text.
const MAX_BYTES: usize = 128 * 1024;

/// Truncates a text; returns true with it if it is complete.
pub(super) fn bounded(text: &str) -> (&str, bool) {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], end == text.len())
}

/// Returns true if a text is HTML: it contains a block-level tag. Anything else is CommonMark,
/// which may contain inline tags.
pub(super) fn is_html(text: &str) -> bool {
    if block_tag(text.trim_start()) {
        return true;
    }
    let outside = Scan::new(text);
    // An unmatched run of backticks quotes nothing.
    outside.tags
        || (outside.open
            && text
                .match_indices('<')
                .any(|(at, _)| block_tag(&text[at..])))
}

/// The tags found outside of CommonMark's code, which may quote tags.
struct Scan {
    tags: bool,
    open: bool,
}

impl Scan {
    fn new(text: &str) -> Self {
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

/// Returns true if a text starts with the start or end tag of a block.
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
    closed && Tag::parse(rest[..length].to_ascii_lowercase().as_bytes()).is_some_and(Tag::is_block)
}
