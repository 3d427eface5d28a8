//! JSON strings.

use std::borrow::Cow;

use crate::codec::DecodeError;

/// Writes a string with its quotes.
pub(super) fn write(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(must_escape) {
        out.push_str(&rest[..at]);
        escape(out, rest.as_bytes()[at]);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

fn must_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escape(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        0x08 => out.push_str("\\b"),
        0x0c => out.push_str("\\f"),
        _ => {
            out.push_str("\\u00");
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// Reads the string whose opening quote lies before `start`; returns it and the position behind its closing quote.
pub(super) fn read(text: &str, start: usize) -> Result<(Cow<'_, str>, usize), DecodeError> {
    let end = segment(text, start)?;
    if text.as_bytes()[end] == b'"' {
        return Ok((Cow::Borrowed(&text[start..end]), end + 1));
    }
    let mut owned = String::with_capacity(end - start + 16);
    let mut from = start;
    let mut at = end;
    loop {
        owned.push_str(&text[from..at]);
        if text.as_bytes()[at] == b'"' {
            return Ok((Cow::Owned(owned), at + 1));
        }
        let (character, next) = unescape(text.as_bytes(), at)?;
        owned.push(character);
        from = next;
        at = segment(text, from)?;
    }
}

/// The position of the next quote or backslash.
fn segment(text: &str, start: usize) -> Result<usize, DecodeError> {
    let rest = &text.as_bytes()[start..];
    let Some(length) = memchr::memchr2(b'"', b'\\', rest) else {
        return Err(DecodeError::new("the input ends within a string").at(text.len()));
    };
    // A fold without an early exit is what the compiler turns into vector instructions.
    if rest[..length]
        .iter()
        .fold(false, |found, byte| found | (*byte < 0x20))
    {
        return Err(DecodeError::new("an unescaped control character in a string").at(start));
    }
    Ok(start + length)
}

/// The character that the escape sequence at `at` stands for, and the position behind it.
fn unescape(bytes: &[u8], at: usize) -> Result<(char, usize), DecodeError> {
    let character = match bytes.get(at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes, at),
        _ => return Err(DecodeError::new("an unknown escape sequence in a string").at(at)),
    };
    Ok((character, at + 2))
}

/// Reads `\uXXXX`, or a pair of them that makes up one character.
fn unicode(bytes: &[u8], at: usize) -> Result<(char, usize), DecodeError> {
    let first = hex4(bytes, at)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, at + 6));
    }
    let pair = (first < 0xdc00 && bytes.get(at + 6..at + 8) == Some(b"\\u"))
        .then(|| hex4(bytes, at + 6))
        .transpose()?
        .filter(|second| (0xdc00..0xe000).contains(second))
        .and_then(|second| char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
    match pair {
        Some(character) => Ok((character, at + 12)),
        None => Err(DecodeError::new("half of a surrogate pair in a string").at(at)),
    }
}

fn hex4(bytes: &[u8], at: usize) -> Result<u32, DecodeError> {
    let digits = bytes.get(at + 2..at + 6).unwrap_or_default();
    let value = digits.iter().try_fold(0, |value, digit| {
        Some(value * 16 + char::from(*digit).to_digit(16)?)
    });
    match value {
        Some(value) if digits.len() == 4 => Ok(value),
        _ => Err(DecodeError::new("an incomplete escape sequence in a string").at(at)),
    }
}
