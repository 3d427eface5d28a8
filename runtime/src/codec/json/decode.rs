//! JSON to values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;

use super::{Names, epoch, number, string};
use crate::codec::MAX_DEPTH;
use crate::schema::{Kind, Member, Schema, TimestampFormat};
use crate::serde::{DecodeError, Decoded, Decoder, Named};
use crate::types::{BigDecimal, Document, timestamp};

/// Reads values out of JSON text.
#[derive(Debug)]
pub struct JsonDecoder<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    names: Names,
}

impl<'a> JsonDecoder<'a> {
    /// A decoder over a document.
    ///
    /// # Errors
    /// Where the bytes are not UTF-8.
    pub fn new(bytes: &'a [u8], names: Names) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| DecodeError::new("the input is not UTF-8").at(error.valid_up_to()))?;
        Ok(Self {
            text,
            at: 0,
            depth: 0,
            names,
        })
    }

    /// Reads the whole document as a structure; see [`Decoder::structure`].
    ///
    /// # Errors
    /// Where the document is no JSON object, or a member cannot be read.
    pub fn document(&mut self, renamed: Option<&'static Schema>, visit: Named<'_>) -> Decoded {
        self.object(renamed, visit)?;
        self.end()
    }

    /// Checks that nothing follows.
    pub(crate) fn end(&mut self) -> Decoded {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fail("something follows the end of the document")),
        }
    }

    /// Reads a value of any type.
    fn value(&mut self) -> Result<Document, DecodeError> {
        match self.peek() {
            Some(b'"') => Ok(Document::String(self.text("a string")?.into_owned())),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number("a number")?.parse::<BigDecimal>()?;
                Ok(Document::Number(number))
            }
            Some(b'[') => self.array(),
            Some(b'{') => {
                let mut members = BTreeMap::new();
                self.enter()?;
                let mut first = true;
                while self.next(b'}', &mut first, "`,` or `}`")? {
                    let name = self.text("a name")?.into_owned();
                    self.expect(b':', "`:`")?;
                    members.insert(name, self.value()?);
                }
                Ok(Document::Object(members))
            }
            _ => {
                let word = self.word().ok_or_else(|| self.unexpected("a value"))?;
                self.at += word.len();
                Ok(match word {
                    "null" => Document::Null,
                    word => Document::Boolean(word == "true"),
                })
            }
        }
    }

    fn array(&mut self) -> Result<Document, DecodeError> {
        let mut elements = Vec::new();
        self.enter()?;
        let mut first = true;
        while self.next(b']', &mut first, "`,` or `]`")? {
            elements.push(self.value()?);
        }
        Ok(Document::Array(elements))
    }

    fn fail(&self, reason: &str) -> DecodeError {
        DecodeError::new(reason).at(self.at)
    }

    /// The next byte that is no blank.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
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
    fn unexpected(&mut self, expected: &str) -> DecodeError {
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

    fn expect(&mut self, byte: u8, expected: &str) -> Decoded {
        if self.peek() != Some(byte) {
            return Err(self.unexpected(expected));
        }
        self.at += 1;
        Ok(())
    }

    /// One of the three words of JSON, if it comes next.
    fn word(&self) -> Option<&'static str> {
        let rest = &self.text.as_bytes()[self.at..];
        ["null", "true", "false"]
            .into_iter()
            .find(|word| rest.starts_with(word.as_bytes()))
    }

    /// Most of a document is strings: hence the hint.
    #[inline(always)]
    fn text(&mut self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
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

    fn epoch_seconds(&mut self) -> Result<Timestamp, DecodeError> {
        self.peek();
        if let Some((time, end)) = epoch::seconds(self.text.as_bytes(), self.at) {
            self.at = end;
            return Ok(time);
        }
        let token = self.number("a timestamp as a number")?;
        Ok(timestamp::read(token, TimestampFormat::EpochSeconds)?)
    }

    fn number(&mut self, expected: &str) -> Result<&'a str, DecodeError> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.unexpected(expected));
        }
        let end = number::end(self.text.as_bytes(), self.at)?;
        let token = &self.text[self.at..end];
        self.at = end;
        Ok(token)
    }

    /// A number, or one of the strings for the numbers that JSON lacks.
    fn floating(&mut self) -> Result<&'a str, DecodeError> {
        if self.peek() != Some(b'"') {
            return self.number("a number");
        }
        let start = self.at;
        match self.text("a number")?.as_ref() {
            "NaN" => Ok("NaN"),
            "Infinity" => Ok("inf"),
            "-Infinity" => Ok("-inf"),
            _ => Err(DecodeError::new("expected a number, found a string").at(start)),
        }
    }

    fn enter(&mut self) -> Decoded {
        if self.depth == MAX_DEPTH {
            return Err(self.fail(&format!("nests deeper than {MAX_DEPTH} levels")));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Moves to the next part of an object or array: `true` where there is one, `false` behind the closing bracket.
    #[inline]
    fn next(&mut self, close: u8, first: &mut bool, expected: &str) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                return Ok(false);
            }
            _ if *first => *first = false,
            Some(b',') => {
                self.at += 1;
                if self.peek() == Some(close) {
                    return Err(self.fail("a comma before a closing bracket"));
                }
            }
            _ => return Err(self.unexpected(expected)),
        }
        Ok(true)
    }

    /// Reads an object of either kind, structure or map.
    fn object(&mut self, renamed: Option<&'static Schema>, visit: Named<'_>) -> Decoded {
        if self.peek() != Some(b'{') {
            return Err(self.unexpected("an object"));
        }
        self.enter()?;
        let mut first = true;
        while self.next(b'}', &mut first, "`,` or `}`")? {
            let key = self.text("a name")?;
            self.expect(b':', "`:`")?;
            let name = match renamed {
                Some(schema) if self.names == Names::Json => model_name(schema, &key),
                _ => &*key,
            };
            self.peek();
            let start = self.at;
            visit(name, self).map_err(|error| error.at(start).within(&key))?;
        }
        Ok(())
    }
}

/// The model's name of the member that JSON calls `key`. A structure's unknown members have none; those of a union are kept
/// by their key, unless the model has another member of that name.
fn model_name<'k>(schema: &'static Schema, key: &'k str) -> &'k str {
    let (members, unknown) = match schema.kind {
        Kind::Structure(members) => (members, ""),
        Kind::Union(members) => (members, key),
        _ => return "",
    };
    let (mut found, mut taken) = (None, false);
    members(&mut |member| {
        if member.json_name.unwrap_or(member.name) == key {
            found = Some(member.name);
        }
        taken |= member.name == key;
    });
    found.unwrap_or(if taken { "" } else { unknown })
}

impl Decoder for JsonDecoder<'_> {
    #[inline]
    fn null(&mut self) -> Result<bool, DecodeError> {
        let null = self.peek() == Some(b'n') && self.word() == Some("null");
        if null {
            self.at += "null".len();
        }
        Ok(null)
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, DecodeError> {
        self.peek();
        let value = match self.word() {
            Some("true") => true,
            Some("false") => false,
            _ => return Err(self.unexpected("a boolean")),
        };
        self.at += if value { 4 } else { 5 };
        Ok(value)
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, DecodeError> {
        let token = self.number("an integer")?;
        number::integer(token).ok_or_else(|| DecodeError::new("not an integer of at most 64 bits"))
    }

    fn float(&mut self, _: &'static Member) -> Result<f32, DecodeError> {
        self.floating()?
            .parse()
            .map_err(|_| DecodeError::new("a malformed number"))
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, DecodeError> {
        self.floating()?
            .parse()
            .map_err(|_| DecodeError::new("a malformed number"))
    }

    fn string(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        self.text("a string")
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, DecodeError> {
        let text = self.text("a string in base64")?;
        base64_simd::STANDARD
            .decode_to_vec(text.as_bytes())
            .map(Bytes::from)
            .map_err(|_| DecodeError::new("not base64"))
    }

    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        match member.timestamp.unwrap_or(TimestampFormat::EpochSeconds) {
            TimestampFormat::EpochSeconds => self.epoch_seconds(),
            format => Ok(timestamp::read(
                &self.text("a timestamp as a string")?,
                format,
            )?),
        }
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        JsonDecoder::number(self, "a number").map(Cow::Borrowed)
    }

    fn any(&mut self, _: &'static Member) -> Result<Document, DecodeError> {
        self.value()
    }

    fn structure(
        &mut self,
        _: &'static Member,
        renamed: Option<&'static Schema>,
        visit: Named<'_>,
    ) -> Decoded {
        self.object(renamed, visit)
    }

    fn list(
        &mut self,
        _: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        if self.peek() != Some(b'[') {
            return Err(self.unexpected("an array"));
        }
        self.enter()?;
        let mut first = true;
        let mut index = 0;
        while self.next(b']', &mut first, "`,` or `]`")? {
            let start = self.at;
            visit(self).map_err(|error| error.at(start).within_element(index))?;
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, _: &'static Member, visit: Named<'_>) -> Decoded {
        self.object(None, visit)
    }

    fn skip(&mut self) -> Decoded {
        match self.peek() {
            Some(b'{') => self.object(None, &mut |_, value| value.skip()),
            Some(b'[') => {
                self.enter()?;
                let mut first = true;
                while self.next(b']', &mut first, "`,` or `]`")? {
                    self.skip()?;
                }
                Ok(())
            }
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
