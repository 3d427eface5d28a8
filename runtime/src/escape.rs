//! Text from outside in messages: on one line, without characters that change how a terminal or log
//! shows it.

use std::fmt;
use std::path::Path;

/// Longer texts are cut by [`Quoted`].
const SHOWN: usize = 80;

/// Shows a text with its control characters escaped, and those that change the direction or the
/// lines of a text.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;

        for c in self.0.chars() {
            match c {
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                c if is_invisible(c) => write!(f, "{}", c.escape_unicode())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Shows a path as [`Escaped`] does.
pub(crate) struct EscapedPath<'a>(pub(crate) &'a Path);

impl fmt::Display for EscapedPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaped(&self.0.to_string_lossy()).fmt(f)
    }
}

/// Shows a text in backquotes, as ASCII, with control characters escaped, and cut if it is long.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        f.write_str("`")?;
        for c in chars.by_ref().take(SHOWN) {
            write!(f, "{}", c.escape_default())?;
        }
        f.write_str(if chars.next().is_some() { "…`" } else { "`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_that_cannot_be_seen_are_escaped() {
        let text = "can't find \"ü\" \\ 漢";
        assert_eq!(Escaped(text).to_string(), text);
        let text = "a\r\nb\t\u{1b}[31m\u{202e}\u{85}\0";
        let shown = r"a\r\nb\t\u{1b}[31m\u{202e}\u{85}\u{0}";
        assert_eq!(Escaped(text).to_string(), shown);
    }
}
