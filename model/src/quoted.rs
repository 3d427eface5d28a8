//! Strings of a file in messages.

use std::fmt::{self, Write};

/// The number of characters shown; names can be as long as the file.
const LONGEST: usize = 300;

/// A string as messages show it: control characters and quotes escaped, truncated if long.
pub(crate) struct Quoted<'t>(&'t str);

/// Quotes a string for a message.
pub(crate) fn quoted(text: &str) -> Quoted<'_> {
    Quoted(text)
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.chars();
        for letter in letters.by_ref().take(LONGEST) {
            write!(f, "{}", letter.escape_debug())?;
        }
        match letters.next() {
            Some(_) => f.write_char('…'),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_cut() {
        assert_eq!(quoted("a\n\"b\u{0}ä").to_string(), "a\\n\\\"b\\0ä");
        let exact = "ä".repeat(LONGEST);
        assert_eq!(quoted(&exact).to_string(), exact);
        assert_eq!(
            quoted(&format!("{exact}b")).to_string(),
            format!("{exact}…")
        );
    }
}
