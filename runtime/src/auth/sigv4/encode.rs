//! Percent-encoding and hex as SigV4 wants them.

const fn unreserved() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    table
}

/// The bytes that stand for themselves (RFC 3986, section 2.3).
static UNRESERVED: [bool; 256] = unreserved();

const UPPER: &[u8; 16] = b"0123456789ABCDEF";

/// Appends `bytes`, with all but unreserved bytes encoded; `%` too.
pub(in crate::auth) fn push_encoded(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&b| !UNRESERVED[b as usize]) {
        out.extend_from_slice(&rest[..at]);
        push_escape(out, rest[at]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
}

/// Appends a name or value of a query in its one canonical encoding, whatever its present one:
/// escapes are upper case and used only where needed, and `+` is the space that it stands for.
pub(super) fn push_reencoded(out: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|&b| !UNRESERVED[b as usize]) {
        out.extend_from_slice(&rest[..at]);
        let (byte, length) = decode_first(&rest[at..]);
        if UNRESERVED[byte as usize] {
            out.push(byte);
        } else {
            push_escape(out, byte);
        }
        rest = &rest[at + length..];
    }
    out.extend_from_slice(rest);
}

/// The byte that `text` begins with once decoded, and how many bytes of `text` say so.
fn decode_first(text: &[u8]) -> (u8, usize) {
    match *text {
        [b'%', high, low, ..] => match (digit(high), digit(low)) {
            (Some(high), Some(low)) => (high << 4 | low, 3),
            _ => (b'%', 1),
        },
        [b'+', ..] => (b' ', 1),
        [byte, ..] => (byte, 1),
        [] => (0, 0),
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

fn push_escape(out: &mut Vec<u8>, byte: u8) {
    out.extend_from_slice(&[
        b'%',
        UPPER[usize::from(byte >> 4)],
        UPPER[usize::from(byte & 15)],
    ]);
}

/// A SHA-256 or HMAC in lower-case hex.
pub(crate) fn hex(digest: &[u8; 32]) -> [u8; 64] {
    let mut text = [0; 64];
    for (pair, &byte) in text.chunks_exact_mut(2).zip(digest) {
        pair[0] = lower_digit(byte >> 4);
        pair[1] = lower_digit(byte & 15);
    }
    text
}

/// The digit of a value below 16. A sum in place of a table, so that the compiler makes vector
/// instructions of it.
fn lower_digit(value: u8) -> u8 {
    value + if value < 10 { b'0' } else { b'a' - 10 }
}

/// Bytes in lower-case hex.
#[cfg(feature = "sigv4a")]
pub(super) fn hex_of(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(lower_digit);
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reencoded(text: &str) -> String {
        let mut out = Vec::new();
        push_reencoded(&mut out, text.as_bytes());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_query_has_one_encoding() {
        assert_eq!(reencoded("a-b_c.d~e"), "a-b_c.d~e");
        assert_eq!(reencoded("%7e%41%2f%2F"), "~A%2F%2F");
        assert_eq!(reencoded("a+b c"), "a%20b%20c");
        assert_eq!(reencoded("%"), "%25");
        assert_eq!(reencoded("%4"), "%254");
        assert_eq!(reencoded("%zz%ff"), "%25zz%FF");
        assert_eq!(reencoded("ü*"), "%C3%BC%2A");
    }

    #[test]
    fn a_path_is_encoded_again() {
        let mut out = Vec::new();
        push_encoded(&mut out, "a%20b:ü~".as_bytes());
        assert_eq!(out, b"a%2520b%3A%C3%BC~");
    }
}
