//! Redaction of secrets that services repeat in their errors.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response};

/// Shorter secrets stand within other words by chance, and are redacted as whole words only.
const SHORT: usize = 8;

/// Escapes within escapes that are looked through, as in a URL in a JSON text in an XML document.
const DEPTH: u8 = 3;

const REDACTED: &[u8] = b"**redacted**";

/// The secrets of a request.
///
/// Services answer to a wrong signature with the text that they have signed themselves, the session
/// token included, and errors end up in logs.
#[derive(Default)]
pub(crate) struct Redactor(Vec<Box<[u8]>>);

impl Redactor {
    /// Takes the secrets of a request: the values of headers that are marked as sensitive, and
    /// those that are `sent` in another place or form. Of `Bearer token`, the token is one.
    pub(crate) fn for_request<'s>(
        headers: &'s HeaderMap,
        sent: impl IntoIterator<Item = &'s str>,
    ) -> Self {
        let values = headers.values().filter(|value| value.is_sensitive());
        let values = values.map(|value| {
            let mut words = value.as_bytes().rsplit(|&byte| byte == b' ');
            words.next().unwrap_or_default()
        });
        let secrets = values.chain(sent.into_iter().map(str::as_bytes));
        let secrets = secrets.filter(|secret| !secret.is_empty());
        let mut secrets: Vec<Box<[u8]>> = secrets.map(Box::from).collect();
        // Of two that begin at the same place, the longer one is redacted.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self(secrets)
    }

    /// Redacts the secrets in body and headers of a response, however they are escaped.
    pub(crate) fn redact_response(&self, mut response: Response<Bytes>) -> Response<Bytes> {
        if self.0.is_empty() {
            return response;
        }
        if let Cow::Owned(body) = self.redact(response.body()) {
            *response.body_mut() = body.into();
        }
        for value in response.headers_mut().values_mut() {
            if let Cow::Owned(text) = self.redact(value.as_bytes()) {
                let redacted = HeaderValue::from_bytes(&text);
                *value = redacted.unwrap_or_else(|_| HeaderValue::from_static("**redacted**"));
            }
        }
        response
    }

    /// Redacts the secrets in a text, however they are escaped.
    pub(crate) fn redact_text(&self, text: &mut String) {
        if let Cow::Owned(redacted) = self.redact(text.as_bytes()) {
            *text = String::from_utf8_lossy(&redacted).into_owned();
        }
    }

    fn redact<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        let is_text = std::str::from_utf8(text).is_ok();
        let starts = self.starts();
        let (mut kept, mut from, mut at) = (Vec::new(), 0, 0);
        while at < text.len() {
            let end = starts[usize::from(text[at])].then(|| self.match_at(text, at));
            let Some(end) = end.flatten() else {
                at += 1;
                continue;
            };
            kept.extend_from_slice(&text[from..at]);
            if is_text {
                kept.extend_from_slice(REDACTED);
            } else {
                // A binary format counts the bytes of its strings.
                kept.resize(kept.len() + end - at, b'*');
            }
            (from, at) = (end, end);
        }
        if from == 0 {
            return Cow::Borrowed(text);
        }
        kept.extend_from_slice(&text[from..]);
        Cow::Owned(kept)
    }

    /// The bytes that a secret can begin with, escaped or not.
    fn starts(&self) -> [bool; 256] {
        let mut starts = [false; 256];
        let first = self.0.iter().filter_map(|secret| secret.first().copied());
        for byte in first.chain(*b"%\\&") {
            starts[usize::from(byte)] = true;
        }
        starts
    }

    /// The end of a secret that begins at `at`.
    fn match_at(&self, text: &[u8], at: usize) -> Option<usize> {
        let mut ways = (0..=DEPTH).flat_map(|depth| self.0.iter().map(move |one| (one, depth)));
        ways.find_map(|(secret, depth)| {
            let mut end = at;
            for &expected in secret {
                let (byte, next) = read(text, end, depth)?;
                if byte != expected {
                    return None;
                }
                end = next;
            }
            (secret.len() >= SHORT || is_word(text, at, end)).then_some(end)
        })
    }
}

/// True if the part of a text is no part of a longer word.
fn is_word(text: &[u8], start: usize, end: usize) -> bool {
    let joins = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    !joins(text[..start].last()) && !joins(text.get(end))
}

/// Reads one byte of a text that is escaped `depth` times. Returns it with the place that follows.
fn read(text: &[u8], at: usize, depth: u8) -> Option<(u8, usize)> {
    let Some(depth) = depth.checked_sub(1) else {
        return Some((*text.get(at)?, at + 1));
    };
    let (first, next) = read(text, at, depth)?;
    let unescaped = match first {
        b'%' => read_hex(text, next, depth, 2),
        b'\\' => read_backslash(text, next, depth),
        b'&' => read_entity(text, next, depth),
        _ => None,
    };
    Some(unescaped.unwrap_or((first, next)))
}

fn read_hex(text: &[u8], mut at: usize, depth: u8, digits: usize) -> Option<(u8, usize)> {
    let mut value = 0;
    for _ in 0..digits {
        let (digit, next) = read(text, at, depth)?;
        value = value * 16 + char::from(digit).to_digit(16)?;
        at = next;
    }
    Some((u8::try_from(value).ok()?, at))
}

/// An escape of JSON, or of a string in a programming language.
fn read_backslash(text: &[u8], at: usize, depth: u8) -> Option<(u8, usize)> {
    let (kind, next) = read(text, at, depth)?;
    match kind {
        b'u' => read_hex(text, next, depth, 4),
        b'x' => read_hex(text, next, depth, 2),
        b'/' | b'\\' | b'"' | b'\'' => Some((kind, next)),
        _ => None,
    }
}

/// An entity of XML or HTML, by its name or number.
fn read_entity(text: &[u8], mut at: usize, depth: u8) -> Option<(u8, usize)> {
    const LONGEST: usize = 10;
    let mut name = String::with_capacity(LONGEST);
    while name.len() <= LONGEST {
        let (byte, next) = read(text, at, depth)?;
        at = next;
        if byte == b';' {
            return Some((entity(&name)?, at));
        }
        name.push(char::from(byte));
    }
    None
}

fn entity(name: &str) -> Option<u8> {
    let number = |digits: &str, radix| u8::from_str_radix(digits, radix).ok();
    match name {
        "amp" => Some(b'&'),
        "apos" => Some(b'\''),
        "equals" => Some(b'='),
        "gt" => Some(b'>'),
        "lt" => Some(b'<'),
        "plus" => Some(b'+'),
        "quot" => Some(b'"'),
        "sol" => Some(b'/'),
        _ => {
            let digits = name.strip_prefix('#')?;
            match digits.strip_prefix(['x', 'X']) {
                Some(digits) => number(digits, 16),
                None => number(digits, 10),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "FwoGZXIvYXdzEXAMPLETOKEN/abc+d==";

    fn redactor() -> Redactor {
        let mut headers = HeaderMap::new();
        let mut value = HeaderValue::from_static(TOKEN);
        value.set_sensitive(true);
        headers.insert("x-amz-security-token", value);
        headers.insert("x-plain", HeaderValue::from_static("something else"));
        Redactor::for_request(&headers, [])
    }

    fn redacted(text: &str) -> String {
        let mut text = text.to_owned();
        redactor().redact_text(&mut text);
        text
    }

    /// The token with each of its characters escaped, or only those that are no letters or digits.
    fn escaped(all: bool, escape: impl Fn(char) -> String) -> String {
        let escape = |c: char| match all || !c.is_ascii_alphanumeric() {
            true => escape(c),
            false => c.to_string(),
        };
        TOKEN.chars().map(escape).collect()
    }

    #[test]
    fn every_escaped_form_is_redacted() {
        let percent = |c: char| format!("%{:02x}", c as u32);
        let unicode = |c: char| format!("\\u{:04X}", c as u32);
        let decimal = |c: char| format!("&#{};", c as u32);
        let hex = |c: char| format!("&#x{:x};", c as u32);
        let percent_in_percent = |c: char| format!("%25{:02X}", c as u32);
        let percent_in_json = |c: char| format!("\\u0025{:02X}", c as u32);
        let json_in_xml = |c: char| format!("&#92;u{:04x}", c as u32);
        for all in [false, true] {
            for form in [
                TOKEN.to_owned(),
                TOKEN.replace('/', "\\/"),
                escaped(all, percent),
                escaped(all, unicode),
                escaped(all, decimal),
                escaped(all, hex),
                escaped(all, percent_in_percent),
                escaped(all, percent_in_json),
                escaped(all, json_in_xml),
                // Some of the characters in one way, and some in another.
                TOKEN.replacen('=', "%3D", 1),
                TOKEN.replace('+', "&#43;").replacen('=', "\\u003d", 1),
            ] {
                let text = redacted(&format!("before {form} after {form}"));
                assert_eq!(text, "before **redacted** after **redacted**", "{form}");
            }
        }
    }

    #[test]
    fn other_text_is_kept() {
        for text in [
            "",
            "100 % & \\ done",
            "%",
            "\\u00",
            "&#",
            &TOKEN[..31],
            "&#61;",
            "ü%3D",
        ] {
            assert_eq!(redacted(text), text);
        }
    }

    #[test]
    fn binary_formats_keep_their_lengths() {
        let body = [&[0xa1, 0x78, 0x20][..], TOKEN.as_bytes(), &[0xff]].concat();
        let redacted = redactor().redact(&body).into_owned();
        assert_eq!(redacted.len(), body.len());
        assert!(redacted[3..35].iter().all(|&byte| byte == b'*'));
    }

    #[test]
    fn short_secrets_are_redacted_as_whole_words() {
        let mut headers = HeaderMap::new();
        let mut value = HeaderValue::from_static("Bearer abc");
        value.set_sensitive(true);
        headers.insert("authorization", value);
        headers.insert("x-public", HeaderValue::from_static("public-value"));
        let mut text = "abc, `abc`, \"%61bc\" and abcd, public-value".to_owned();
        Redactor::for_request(&headers, []).redact_text(&mut text);
        let expected = "**redacted**, `**redacted**`, \"**redacted**\" and abcd, public-value";
        assert_eq!(text, expected);
    }

    #[test]
    fn secrets_outside_headers_are_redacted() {
        let mut text = "GET /?key=a%2Fb%2Bc%26d: the key a/b+c&d is not known".to_owned();
        Redactor::for_request(&HeaderMap::new(), ["", "a/b+c&d"]).redact_text(&mut text);
        let expected = "GET /?key=**redacted**: the key **redacted** is not known";
        assert_eq!(text, expected);
    }
}
