//! The beginning of a body that is no message of the service, such as the page of a proxy.

/// The longest excerpt in characters.
const LONGEST: usize = 200;

/// Returns the beginning of a body as text, white space squeezed.
pub(super) fn excerpt(body: &[u8]) -> Box<str> {
    // A character has up to four bytes, and white space may go.
    let body = &body[..body.len().min(16 * LONGEST)];
    let text = String::from_utf8_lossy(body);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_on_one_line() {
        assert_eq!(&*excerpt(b""), "");
        assert_eq!(&*excerpt(b" <html>\r\n  <b>no</b>\n"), "<html> <b>no</b>");
        assert_eq!(&*excerpt(b"a\xffb"), "a\u{fffd}b");
        let long = excerpt("ü".repeat(5_000).as_bytes());
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.ends_with('…'));
    }
}
