//! String functions.

use std::borrow::Cow;

use super::value::part;
use crate::endpoint::host::is_ip;

/// The substring from `start` to `end`, counted from the end if `reverse`; `None` if the string is
/// shorter, or not ASCII.
pub(super) fn substring<'a>(
    text: &Cow<'a, str>,
    start: usize,
    end: usize,
    reverse: bool,
) -> Option<Cow<'a, str>> {
    let length = text.len();
    if start >= end || end > length || !text.is_ascii() {
        return None;
    }
    Some(if reverse {
        part(text, length - end..length - start)
    } else {
        part(text, start..end)
    })
}

/// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
pub(super) fn uri_encode<'a>(text: &Cow<'a, str>) -> Cow<'a, str> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if text.bytes().all(plain) {
        return text.clone();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    Cow::Owned(out)
}

/// Returns true if the string is a label of a host name (RFC 1123, section 2.1), or labels
/// separated by dots if allowed.
pub(super) fn is_host_label(text: &str, subdomains: bool) -> bool {
    if subdomains {
        return text.split('.').all(is_label);
    }
    is_label(text)
}

fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Returns true if a bucket name is valid in a host name: labels of 3 to 63 lowercase letters,
/// digits and hyphens, and not an IP address.
pub(super) fn is_bucket_label(text: &str, subdomains: bool) -> bool {
    let label = |text: &str| {
        let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        text.len() >= 3 && is_label(text) && text.bytes().all(small)
    };
    if subdomains {
        return text.split('.').all(label) && !is_ip(text);
    }
    label(text)
}

/// Splits a string at separators into at most `limit` parts, unless it is zero; `None` if the
/// separator is empty.
pub(super) fn split<'a>(
    text: &Cow<'a, str>,
    separator: &str,
    limit: usize,
) -> Option<Vec<Cow<'a, str>>> {
    if separator.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    while parts.len() + 1 != limit {
        let Some(at) = text[start..].find(separator) else {
            break;
        };
        parts.push(part(text, start..start + at));
        start += at + separator.len();
    }
    parts.push(part(text, start..text.len()));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substrings_lie_within_ascii_texts() {
        let of = |text: &'static str, start, end, reverse| {
            substring(&Cow::Borrowed(text), start, end, reverse)
        };
        assert_eq!(of("abcdefg", 0, 4, false).as_deref(), Some("abcd"));
        assert_eq!(of("abcdefg", 0, 4, true).as_deref(), Some("defg"));
        assert_eq!(of("abcdefg", 1, 3, true).as_deref(), Some("ef"));
        for (text, start, end) in [("abc", 0, 4), ("abc", 2, 2), ("abc", 3, 1), ("ü", 0, 1)] {
            assert_eq!(of(text, start, end, false), None, "{text} {start} {end}");
        }
    }

    #[test]
    fn texts_are_split() {
        let of =
            |text: &'static str, limit| split(&Cow::Borrowed(text), "--", limit).unwrap().join("|");
        assert_eq!(of("a--b--c", 0), "a|b|c");
        assert_eq!(of("a--b--c", 2), "a|b--c");
        assert_eq!(of("a--b--c", 1), "a--b--c");
        assert_eq!(of("", 0), "");
        assert_eq!(of("----", 0), "||");
        assert_eq!(split(&Cow::Borrowed("a"), "", 0), None);
    }

    #[test]
    fn buckets_in_host_names() {
        for bucket in ["abc", "a-1", "123"] {
            assert!(is_bucket_label(bucket, false), "{bucket}");
        }
        assert!(is_bucket_label("abc.def", true));
        for bucket in ["ab", "Abc", "a_c", "-ab", "ab-", "abc.def", "192.168.5.4"] {
            assert!(!is_bucket_label(bucket, false), "{bucket}");
        }
        assert!(!is_bucket_label("192.168.100.101", true));
    }
}
