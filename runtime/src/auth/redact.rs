//! Redaction of secrets that services repeat in their errors.

use std::borrow::Cow;
use std::ops::Range;

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
        Self(secrets.map(Box::from).collect())
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
        let found = self.find_all(text);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let is_text = std::str::from_utf8(text).is_ok();
        let (mut kept, mut from) = (Vec::with_capacity(text.len()), 0);
        for secret in found {
            kept.extend_from_slice(&text[from..secret.start]);
            if is_text {
                kept.extend_from_slice(REDACTED);
            } else {
                // A binary format counts the bytes of its strings.
                kept.resize(kept.len() + secret.len(), b'*');
            }
            from = secret.end;
        }
        kept.extend_from_slice(&text[from..]);
        Cow::Owned(kept)
    }

    /// The places of secrets, in order and apart from each other.
    fn find_all(&self, text: &[u8]) -> Vec<Range<usize>> {
        let letter = |(start, &byte)| Letter {
            byte,
            start,
            end: start + 1,
        };
        let mut letters: Vec<Letter> = text.iter().enumerate().map(letter).collect();
        let mut found = Vec::new();
        self.find(text, &letters, &mut found);
        for _ in 0..DEPTH {
            let Some(unescaped) = unescape(&letters) else {
                break;
            };
            letters = unescaped;
            self.find(text, &letters, &mut found);
        }
        merge(found)
    }

    /// Adds the places of secrets among the letters of an unescaped text.
    fn find(&self, text: &[u8], letters: &[Letter], found: &mut Vec<Range<usize>>) {
        for (at, letter) in letters.iter().enumerate() {
            for secret in &self.0 {
                let Some(part) = letters.get(at..at + secret.len()) else {
                    continue;
                };
                let place = letter.start..part.last().map_or(letter.end, |last| last.end);
                let equal = part.iter().map(|one| one.byte).eq(secret.iter().copied());
                if equal && (secret.len() >= SHORT || is_word(text, &place)) {
                    found.push(place);
                }
            }
        }
    }
}

/// A byte of an unescaped text, and the place of the bytes that stand for it.
#[derive(Clone, Copy)]
struct Letter {
    byte: u8,
    start: usize,
    end: usize,
}

/// True if the place in a text is no part of a longer word.
fn is_word(text: &[u8], place: &Range<usize>) -> bool {
    let joins = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    !joins(text[..place.start].last()) && !joins(text.get(place.end))
}

/// Orders places, and makes one of those that overlap.
fn merge(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

/// Resolves the outermost escapes of a text. Returns `None` if there are none.
fn unescape(letters: &[Letter]) -> Option<Vec<Letter>> {
    let mut unescaped = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(first) = letters.get(at) {
        let rest = &letters[at + 1..];
        let escape = match first.byte {
            b'%' => hex(rest, 2),
            b'\\' => backslash(rest),
            b'&' => entity_reference(rest),
            _ => None,
        };
        let (byte, length) = escape.unwrap_or((first.byte, 0));
        unescaped.push(Letter {
            byte,
            start: first.start,
            end: letters[at + length].end,
        });
        at += length + 1;
    }
    (unescaped.len() < letters.len()).then_some(unescaped)
}

/// A byte in hexadecimal digits. Returns it with the number of letters, as the others do.
fn hex(letters: &[Letter], digits: usize) -> Option<(u8, usize)> {
    let mut value: u32 = 0;
    for letter in letters.get(..digits)? {
        value = value * 16 + char::from(letter.byte).to_digit(16)?;
    }
    Some((u8::try_from(value).ok()?, digits))
}

/// An escape of JSON, or of a string in a programming language.
fn backslash(letters: &[Letter]) -> Option<(u8, usize)> {
    let (kind, rest) = letters.split_first()?;
    let hex = |digits| hex(rest, digits).map(|(byte, length)| (byte, length + 1));
    match kind.byte {
        b'u' => hex(4),
        b'x' => hex(2),
        b'/' | b'\\' | b'"' | b'\'' => Some((kind.byte, 1)),
        _ => None,
    }
}

/// An entity of XML or HTML, by its name or number.
fn entity_reference(letters: &[Letter]) -> Option<(u8, usize)> {
    const LONGEST: usize = 10;
    let end = letters
        .iter()
        .take(LONGEST + 1)
        .position(|one| one.byte == b';')?;
    let name: String = letters[..end]
        .iter()
        .map(|one| char::from(one.byte))
        .collect();
    Some((entity(&name)?, end + 1))
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
    fn secrets_that_overlap_are_redacted_whole() {
        let mut text = "x abcdefghijkl y".to_owned();
        let secrets = ["abcdefgh", "efghijkl", "abcdefgh"];
        Redactor::for_request(&HeaderMap::new(), secrets).redact_text(&mut text);
        assert_eq!(text, "x **redacted** y");
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
