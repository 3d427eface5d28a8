//! The tokens of JSON text, one after the other.

use std::borrow::Cow;

use super::{number, string};
use crate::codec::MAX_DEPTH;
use crate::serde::{DecodeError, Decoded};

/// A position in JSON text.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at the start of a document.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the bytes are not UTF-8.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| DecodeError::new("the input is not UTF-8").at(error.valid_up_to()))?;
        Ok(Self {
            text,
            at: 0,
            depth: 0,
        })
    }

    pub(super) fn fail(&self, reason: &str) -> DecodeError {
        DecodeError::new(reason).at(self.at)
    }

    /// Checks that nothing follows.
    pub(super) fn end(&mut self) -> Decoded {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fail("something follows the end of the document")),
        }
    }

    /// The next byte that is not white space.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// An error that says what came instead of what was expected.
    #[cold]
    pub(super) fn unexpected(&mut self, expected: &str) -> DecodeError {
        let found = match self.peek() {
            None => "the end of the input",
            Some(b'"') => "a string",
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b't' | b'f') if self.word().is_some() => "a boolean",
            Some(b'n') if self.word().is_some() => "null",
            Some(_) => "something else",
        };
        self.fail(&format!("expected {expected}, found {found}"))
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8, expected: &str) -> Decoded {
        if self.peek() != Some(byte) {
            return Err(self.unexpected(expected));
        }
        self.at += 1;
        Ok(())
    }

    /// One of the three words of JSON, if it comes next.
    pub(super) fn word(&self) -> Option<&'static str> {
        let rest = &self.text.as_bytes()[self.at..];
        ["null", "true", "false"]
            .into_iter()
            .find(|word| rest.starts_with(word.as_bytes()))
    }

    /// Returns true if `null` comes next.
    #[inline]
    pub(super) fn is_null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.word() == Some("null")
    }

    /// Consumes a `null`, if there is one.
    #[inline]
    pub(super) fn null(&mut self) -> bool {
        let null = self.is_null();
        if null {
            self.at += "null".len();
        }
        null
    }

    /// Consumes the name of an object's member and the colon behind it, if it is this one as it
    /// stands.
    #[inline]
    pub(super) fn is_name(&mut self, name: &str) -> bool {
        let bytes = self.text.as_bytes();
        let end = self.at + 1 + name.len();
        let found = bytes.get(self.at) == Some(&b'"')
            && bytes.get(end) == Some(&b'"')
            && bytes.get(self.at + 1..end) == Some(name.as_bytes())
            && bytes.get(end + 1) == Some(&b':');
        if found {
            self.at = end + 2;
        }
        found
    }

    /// Reads the name of an object's member, and the colon behind it.
    pub(super) fn name(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let name = self.text("a name")?;
        self.expect(b':', "`:`")?;
        Ok(name)
    }

    /// Most of a document is strings: hence the hint.
    #[inline(always)]
    pub(super) fn text(&mut self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        self.expect(b'"', expected)?;
        let start = self.at;
        let end = string::segment(self.text, start)?;
        if self.text.as_bytes()[end] == b'"' {
            self.at = end + 1;
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        let (text, end) = string::escaped(self.text, start, end)?;
        self.at = end;
        Ok(Cow::Owned(text))
    }

    pub(super) fn number(&mut self, expected: &str) -> Result<&'a str, DecodeError> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.unexpected(expected));
        }
        let end = number::end(self.text.as_bytes(), self.at)?;
        let token = &self.text[self.at..end];
        self.at = end;
        Ok(token)
    }

    /// Begins an object or array, whose bracket has been seen.
    pub(super) fn enter(&mut self) -> Decoded {
        if self.depth == MAX_DEPTH {
            return Err(self.fail(&format!("nests deeper than {MAX_DEPTH} levels")));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Moves to the next part of an object or array: `true` if there is one, `false` behind the
    /// closing bracket.
    #[inline]
    pub(super) fn next(&mut self, close: u8, first: &mut bool) -> Result<bool, DecodeError> {
        let more = self.part(close, first)?;
        if !more {
            self.depth -= 1;
        }
        Ok(more)
    }

    #[inline]
    fn part(&mut self, close: u8, first: &mut bool) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                return Ok(false);
            }
            _ if *first => *first = false,
            Some(b',') => {
                self.at += 1;
                if self.peek() == Some(close) {
                    return Err(self.fail("a comma before a closing bracket"));
                }
            }
            _ if close == b'}' => return Err(self.unexpected("`,` or `}`")),
            _ => return Err(self.unexpected("`,` or `]`")),
        }
        Ok(true)
    }

    /// Skips a value of any type, however deep it nests: nothing but its syntax is checked.
    pub(super) fn skip(&mut self) -> Decoded {
        // The closing brackets of what has been entered, the innermost last.
        let mut open = Vec::new();
        loop {
            let entered = match self.peek() {
                Some(b'{') => Some(b'}'),
                Some(b'[') => Some(b']'),
                _ => None,
            };
            match entered {
                Some(close) => {
                    open.push(close);
                    self.at += 1;
                }
                None => self.skip_scalar()?,
            }
            if !self.skip_to_value(&mut open, entered.is_some())? {
                return Ok(());
            }
        }
    }

    /// Moves to the next value within what is open; `false` if nothing is open any more.
    fn skip_to_value(&mut self, open: &mut Vec<u8>, mut first: bool) -> Result<bool, DecodeError> {
        while let Some(close) = open.last().copied() {
            if self.part(close, &mut first)? {
                if close == b'}' {
                    self.name()?;
                }
                return Ok(true);
            }
            open.pop();
            first = false;
        }
        Ok(false)
    }

    /// Skips a value without parts.
    fn skip_scalar(&mut self) -> Decoded {
        match self.peek() {
            Some(b'"') => self.text("a string").map(drop),
            Some(b'-' | b'0'..=b'9') => self.number("a number").map(drop),
            _ => match self.word() {
                Some(word) => {
                    self.at += word.len();
                    Ok(())
                }
                None => Err(self.unexpected("a value")),
            },
        }
    }
}
