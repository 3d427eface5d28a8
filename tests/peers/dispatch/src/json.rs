//! The JSON reader of both variants.

use std::borrow::Cow;
use std::marker::PhantomData;

use jiff::Timestamp;

use crate::failure::{Decoded, Failure};
use crate::member::{Member, TimestampFormat};

const MAX_DEPTH: usize = 128;

/// The format.
#[derive(Debug)]
pub enum Plain {}

/// A second format: the same text with a reader type of its own.
#[derive(Debug)]
pub enum Second {}

/// Reads values from JSON text. `F` makes two formats of it.
#[derive(Debug)]
pub struct Json<'a, F> {
    text: &'a str,
    at: usize,
    depth: usize,
    format: PhantomData<F>,
}

impl<'a, F> Json<'a, F> {
    /// Creates a reader of a document.
    ///
    /// # Errors
    /// Returns an error if the bytes are not UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Failure> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Failure::new("not UTF-8", error.valid_up_to()))?;
        Ok(Self {
            text,
            at: 0,
            depth: 0,
            format: PhantomData,
        })
    }

    fn fail<T>(&self, reason: &'static str) -> Result<T, Failure> {
        Err(Failure::new(reason, self.at))
    }

    /// Returns the next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    fn expect(&mut self, byte: u8, reason: &'static str) -> Decoded {
        if self.peek() != Some(byte) {
            return self.fail(reason);
        }
        self.at += 1;
        Ok(())
    }

    /// Consumes a word if it is next.
    #[inline]
    fn word(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// Consumes a `null`; returns true if there was one.
    #[inline]
    pub(crate) fn take_null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.word("null")
    }

    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Failure> {
        self.expect(b'"', "expected a string")?;
        let start = self.at;
        let end = self.segment(start)?;
        self.at = end + 1;
        if self.text.as_bytes()[end] == b'"' {
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        self.escaped(start, end).map(Cow::Owned)
    }

    /// Returns the position of the next quote or backslash.
    fn segment(&self, start: usize) -> Result<usize, Failure> {
        let rest = &self.text.as_bytes()[start..];
        let Some(length) = memchr::memchr2(b'"', b'\\', rest) else {
            return self.fail("the input ends within a string");
        };
        let control = |found: bool, byte: &u8| found | (*byte < 0x20);
        if rest[..length].iter().fold(false, control) {
            return self.fail("a control character in a string");
        }
        Ok(start + length)
    }

    /// Continues at the first backslash of a string.
    fn escaped(&mut self, start: usize, backslash: usize) -> Result<String, Failure> {
        let mut owned = String::with_capacity(backslash - start + 16);
        let (mut from, mut at) = (start, backslash);
        loop {
            owned.push_str(&self.text[from..at]);
            self.at = at + 1;
            if self.text.as_bytes()[at] == b'"' {
                return Ok(owned);
            }
            owned.push(self.unescape()?);
            from = self.at;
            at = self.segment(from)?;
        }
    }

    /// Returns the escaped character. Code points are not supported: the sample has none.
    fn unescape(&mut self) -> Result<char, Failure> {
        let character = match self.text.as_bytes().get(self.at) {
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            _ => return self.fail("an unknown escape sequence"),
        };
        self.at += 1;
        Ok(character)
    }

    fn number(&mut self) -> Result<&'a str, Failure> {
        self.peek();
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| !number_byte(byte));
        let token = &rest[..end.unwrap_or(rest.len())];
        self.at += token.len();
        Ok(token)
    }

    pub(crate) fn time(&mut self, member: &Member) -> Result<Timestamp, Failure> {
        let start = self.at;
        let time = match member.timestamp.unwrap_or(TimestampFormat::EpochSeconds) {
            TimestampFormat::EpochSeconds => seconds(self.number()?),
            TimestampFormat::DateTime => self.text()?.parse().ok(),
        };
        time.ok_or_else(|| Failure::new("not a timestamp", start))
    }

    fn enter(&mut self, open: u8, reason: &'static str) -> Decoded {
        self.expect(open, reason)?;
        if self.depth == MAX_DEPTH {
            return self.fail("nests too deep");
        }
        self.depth += 1;
        Ok(())
    }

    /// Moves to the next element of an object or array; returns false after the last one.
    #[inline]
    fn next(&mut self, close: u8, first: &mut bool) -> Result<bool, Failure> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            _ if *first => {
                *first = false;
                Ok(true)
            }
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => self.fail("expected a comma or a closing bracket"),
        }
    }

    pub(crate) fn object(&mut self, mut visit: impl FnMut(&str, &mut Self) -> Decoded) -> Decoded {
        self.enter(b'{', "expected an object")?;
        let mut first = true;
        while self.next(b'}', &mut first)? {
            let name = self.text()?;
            self.expect(b':', "expected a colon")?;
            visit(&name, self).map_err(|failure| failure.within(&name))?;
        }
        Ok(())
    }

    pub(crate) fn array(&mut self, mut visit: impl FnMut(&mut Self) -> Decoded) -> Decoded {
        self.enter(b'[', "expected an array")?;
        let mut first = true;
        while self.next(b']', &mut first)? {
            visit(self).map_err(|failure| failure.within("[]"))?;
        }
        Ok(())
    }

    pub(crate) fn pass(&mut self) -> Decoded {
        match self.peek() {
            Some(b'{') => self.object(|_, json| json.pass()),
            Some(b'[') => self.array(Self::pass),
            Some(b'"') => self.text().map(drop),
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            _ if self.word("null") || self.word("true") || self.word("false") => Ok(()),
            _ => self.fail("expected a value"),
        }
    }
}

fn number_byte(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')
}

/// Parses decimal seconds, exact to nanoseconds.
fn seconds(token: &str) -> Option<Timestamp> {
    let (integer, fraction) = token.split_once('.').unwrap_or((token, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanoseconds = digits.fold(0, |value, digit| value * 10 + i32::from(digit - b'0'));
    let sign = if integer.starts_with('-') { -1 } else { 1 };
    Timestamp::new(integer.parse().ok()?, sign * nanoseconds).ok()
}
