//! JSON numbers.

use crate::serde::DecodeError;

/// The end of the number that begins at `start`, by the grammar of RFC 8259, section 6.
pub(super) fn end(bytes: &[u8], start: usize) -> Result<usize, DecodeError> {
    let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
    let integer = at;
    at = digits(bytes, at);
    let leading_zero = at > integer + 1 && bytes[integer] == b'0';
    if at == integer || leading_zero {
        return Err(malformed(start));
    }
    if bytes.get(at) == Some(&b'.') {
        let fraction = at + 1;
        at = digits(bytes, fraction);
        if at == fraction {
            return Err(malformed(start));
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let exponent = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at = digits(bytes, exponent);
        if at == exponent {
            return Err(malformed(start));
        }
    }
    Ok(at)
}

fn digits(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

fn malformed(at: usize) -> DecodeError {
    DecodeError::new("a malformed number").at(at)
}

/// The integer that a number token stands for, where it is one: `5`, and `5.0` and `5e0` as well.
pub(super) fn integer(token: &str) -> Option<i64> {
    if let Ok(value) = token.parse() {
        return Some(value);
    }
    let plain = crate::types::plain_decimal(token)?;
    let (integer, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return None;
    }
    integer.parse().ok()
}
