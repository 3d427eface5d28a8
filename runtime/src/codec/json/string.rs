//! JSON strings.

use crate::serde::DecodeError;

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

/// Reads on behind the first backslash, at `at`, of the string that begins at `start`; returns the
/// string and the position behind its closing quote.
#[cold]
pub(super) fn escaped(
    text: &str,
    start: usize,
    mut at: usize,
) -> Result<(String, usize), DecodeError> {
    let mut owned = String::with_capacity(at - start + 16);
    let mut from = start;
    loop {
        owned.push_str(&text[from..at]);
        if text.as_bytes()[at] == b'"' {
            return Ok((owned, at + 1));
        }
        let (character, next) = unescape(text.as_bytes(), at)?;
        owned.push(character);
        from = next;
        at = segment(text, from)?;
    }
}

/// The position of the next quote or backslash.
#[inline]
pub(super) fn segment(text: &str, start: usize) -> Result<usize, DecodeError> {
    let at = start + plain(&text.as_bytes()[start..]);
    match text.as_bytes().get(at) {
        Some(b'"' | b'\\') => Ok(at),
        found => Err(broken_off(at, found.is_some())),
    }
}

#[cold]
fn broken_off(at: usize, control: bool) -> DecodeError {
    let reason = match control {
        true => "an unescaped control character in a string",
        false => "the input ends within a string",
    };
    DecodeError::new(reason).at(at)
}

/// Counts the bytes before the first that must be escaped. Eight are looked at in one
/// step: most strings are too short for the vector instructions of a library to pay off.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            return bytes.len() - rest.len() + found.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    let tail = rest.iter().position(|byte| must_escape(*byte));
    bytes.len() - rest.len() + tail.unwrap_or(rest.len())
}

/// A number whose lowest set bit lies in the first byte of `word` that must be escaped; 0 where
/// there is none (Warren, "Hacker's Delight", section 6-1). With its second bit turned, the quote
/// comes right after the control characters.
#[inline]
const fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let turned = word ^ (ONES * 0x02);
    let backslash = word ^ (ONES * b'\\' as u64);
    (turned.wrapping_sub(ONES * 0x21) | backslash.wrapping_sub(ONES)) & !word & (ONES * 0x80)
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

/// Reads `\uXXXX`, or a pair of them that makes up one character. Half of a pair is U+FFFD.
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
        // Services cut strings between the halves.
        None => Ok((char::REPLACEMENT_CHARACTER, at + 6)),
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
