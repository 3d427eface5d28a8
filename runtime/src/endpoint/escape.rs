//! Text from outside, made fit for a one-line message.

use std::fmt;

/// Longer texts are cut in messages.
const SHOWN: usize = 80;

/// Shows a text in backquotes, as ASCII, with control characters escaped, and cut where it is
/// long.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        f.write_str("`")?;
        for c in chars.by_ref().take(SHOWN) {
            write!(f, "{}", c.escape_default())?;
        }
        f.write_str(if chars.next().is_some() { "…`" } else { "`" })
    }
}
