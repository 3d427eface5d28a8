//! Characters that cannot stand for themselves in XML.

use std::borrow::Cow;

use crate::serde::{DecodeError, EncodeError, Encoded};

/// Appends text or the value of an attribute.
///
/// # Errors
/// Returns [`EncodeError`] if the text has a character that XML cannot hold (XML 1.0,
/// "Characters").
pub(super) fn escape(out: &mut String, text: &str) -> Encoded {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // A reader would make others of these.
            '\r' => out.push_str("&#xD;"),
            '\n' => out.push_str("&#xA;"),
            '\u{85}' => out.push_str("&#x85;"),
            '\u{2028}' => out.push_str("&#x2028;"),
            '\t' => out.push('\t'),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {
                return Err(EncodeError::new("has a character that XML cannot hold"));
            }
            other => out.push(other),
        }
    }
    Ok(())
}

/// Resolves references and line ends in text that begins at `offset`.
pub(super) fn unescape(text: &str, offset: usize) -> Result<Cow<'_, str>, DecodeError> {
    if memchr::memchr2(b'&', b'\r', text.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = memchr::memchr2(b'&', b'\r', rest.as_bytes()) {
        out.push_str(&rest[..found]);
        let at = offset + text.len() - rest.len() + found;
        let behind = &rest[found + 1..];
        if rest.as_bytes()[found] == b'\r' {
            out.push('\n');
            rest = behind.strip_prefix('\n').unwrap_or(behind);
            continue;
        }
        let unknown = || DecodeError::new("an unknown entity or a malformed reference").at(at);
        let end = behind.bytes().position(|byte| byte == b';');
        let end = end.ok_or_else(unknown)?;
        out.push(referenced(&behind[..end]).ok_or_else(unknown)?);
        rest = &behind[end + 1..];
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// The character that a reference stands for: one of the five predefined entities, or a number.
fn referenced(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}
