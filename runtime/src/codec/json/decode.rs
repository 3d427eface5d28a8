//! JSON to values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;

use super::scan::Scanner;
use super::{Names, epoch, number};
use crate::schema::{Member, Schema, TimestampFormat};
use crate::serde::{DecodeError, Decoded, Decoder, Lookup, Named, Row, Visit};
use crate::types::{BigDecimal, Document, timestamp};

/// Reads values out of JSON text.
#[derive(Debug)]
pub struct JsonDecoder<'a> {
    scanner: Scanner<'a>,
    names: Names,
    /// True if `message` and `Message` are one name.
    message_in_any_case: bool,
    /// True if numbers of any size are strings.
    rpc_v2: bool,
}

impl<'a> JsonDecoder<'a> {
    /// A decoder over a document.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the bytes are not UTF-8.
    pub fn new(bytes: &'a [u8], names: Names) -> Result<Self, DecodeError> {
        Ok(Self {
            scanner: Scanner::new(bytes)?,
            names,
            message_in_any_case: false,
            rpc_v2: false,
        })
    }

    /// Takes `message` for `Message` and the other way round: services and models do not agree on
    /// the case of its first letter in errors.
    #[must_use]
    pub(crate) fn message_in_any_case(mut self) -> Self {
        self.message_in_any_case = true;
        self
    }

    /// Follows the rules of `smithy.protocols#rpcv2Json`.
    #[must_use]
    pub(crate) fn rpc_v2(mut self) -> Self {
        self.rpc_v2 = true;
        self
    }

    /// Checks that nothing follows what has been read.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if something does.
    pub fn end(&mut self) -> Decoded {
        self.scanner.end()
    }

    /// Reads a value of any type.
    fn value(&mut self) -> Result<Document, DecodeError> {
        let scanner = &mut self.scanner;
        match scanner.peek() {
            Some(b'"') => Ok(Document::String(scanner.text("a string")?.into_owned())),
            Some(b'-' | b'0'..=b'9') => {
                let number = scanner.number("a number")?.parse::<BigDecimal>()?;
                Ok(Document::Number(number))
            }
            Some(b'[') => self.array(),
            Some(b'{') => {
                let mut members = BTreeMap::new();
                self.scanner.enter()?;
                let mut first = true;
                while self.scanner.next(b'}', &mut first)? {
                    let name = self.scanner.name()?.into_owned();
                    members.insert(name, self.value()?);
                }
                Ok(Document::Object(members))
            }
            _ => {
                let word = scanner
                    .word()
                    .ok_or_else(|| scanner.unexpected("a value"))?;
                scanner.at += word.len();
                Ok(match word {
                    "null" => Document::Null,
                    word => Document::Boolean(word == "true"),
                })
            }
        }
    }

    fn array(&mut self) -> Result<Document, DecodeError> {
        let mut elements = Vec::new();
        self.scanner.enter()?;
        let mut first = true;
        while self.scanner.next(b']', &mut first)? {
            elements.push(self.value()?);
        }
        Ok(Document::Array(elements))
    }

    /// A number, or one of the strings for the numbers that JSON lacks.
    fn floating(&mut self) -> Result<&'a str, DecodeError> {
        if self.scanner.peek() != Some(b'"') {
            return self.scanner.number("a number");
        }
        let start = self.scanner.at;
        match self.scanner.text("a number")?.as_ref() {
            "NaN" => Ok("NaN"),
            "Infinity" => Ok("inf"),
            "-Infinity" => Ok("-inf"),
            _ => Err(DecodeError::new("expected a number, found a string").at(start)),
        }
    }

    /// A boolean or number that stands where a string belongs, as its JSON text.
    #[cold]
    fn unquoted(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match (self.scanner.peek(), self.scanner.word()) {
            (Some(b'-' | b'0'..=b'9'), _) => self.scanner.number("a string").map(Cow::Borrowed),
            (_, Some(word @ ("true" | "false"))) => {
                self.scanner.at += word.len();
                Ok(Cow::Borrowed(word))
            }
            _ => Err(self.scanner.unexpected("a string")),
        }
    }

    fn epoch_seconds(&mut self) -> Result<Timestamp, DecodeError> {
        let scanner = &mut self.scanner;
        if let Some((time, end)) = epoch::seconds(scanner.text.as_bytes(), scanner.at) {
            scanner.at = end;
            return Ok(time);
        }
        let token = scanner.number("a timestamp")?;
        Ok(timestamp::read(token, TimestampFormat::EpochSeconds)?)
    }

    /// The next row, if the name that comes next is that of the member expected.
    #[inline]
    fn expected_row(&mut self, lookup: &mut Lookup) -> Option<(usize, &'static Member)> {
        let member = lookup.expected()?;
        let found = self.scanner.is_name(self.names.name_of(member));
        found.then(|| (lookup.advance(), member))
    }

    /// The row of the member that `name` stands for.
    fn row(&self, lookup: &mut Lookup, name: &str) -> Option<(usize, &'static Member)> {
        let found = lookup.find(|member| self.names.name_of(member) == name);
        if found.is_some() || !self.message_in_any_case || !name.eq_ignore_ascii_case("message") {
            return found;
        }
        lookup.find(|member| self.names.name_of(member).eq_ignore_ascii_case(name))
    }

    /// Reads the value of a member that is not expected next, or is not known.
    fn other_member(&mut self, lookup: &mut Lookup, visit: Visit<'_>) -> Decoded {
        let name = self.scanner.name()?;
        if let Some((row, member)) = self.row(lookup, &name) {
            return self.member(row, member, visit);
        }
        let is_value = lookup.is_union && name != "__type" && !self.scanner.is_null();
        let start = self.scanner.at;
        let read = self.scanner.skip().and_then(|()| match is_value {
            true => visit(Row::Unknown(&name), self),
            false => Ok(()),
        });
        read.map_err(|error| error.at(start).within(&name))
    }

    /// Reads the value of a member; `null` is none.
    #[inline]
    fn member(&mut self, row: usize, member: &'static Member, visit: Visit<'_>) -> Decoded {
        if self.scanner.null() {
            return Ok(());
        }
        let start = self.scanner.at;
        visit(Row::Known(row, member), self)
            .map_err(|error| error.at(start).within(self.names.name_of(member)))
    }
}

impl Decoder for JsonDecoder<'_> {
    #[inline]
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(self.scanner.null())
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, DecodeError> {
        self.scanner.peek();
        let value = match self.scanner.word() {
            Some("true") => true,
            Some("false") => false,
            _ => return Err(self.scanner.unexpected("a boolean")),
        };
        self.scanner.at += if value { 4 } else { 5 };
        Ok(value)
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, DecodeError> {
        let token = self.scanner.number("an integer")?;
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
        match self.scanner.peek() {
            Some(b'"') => self.scanner.text("a string"),
            _ => self.unquoted(),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, DecodeError> {
        let text = self.scanner.text("a string in base64")?;
        base64_simd::STANDARD
            .decode_to_vec(text.as_bytes())
            .map(Bytes::from)
            .map_err(|_| DecodeError::new("not base64"))
    }

    /// Reads all three formats: the type tells seconds from text.
    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        match self.scanner.peek() {
            Some(b'"') => {
                let text = self.scanner.text("a timestamp")?;
                let format = member.timestamp.unwrap_or(TimestampFormat::EpochSeconds);
                Ok(timestamp::read_any(&text, format)?)
            }
            _ => self.epoch_seconds(),
        }
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        match self.scanner.peek() {
            Some(b'"') if self.rpc_v2 => self.scanner.text("a number"),
            _ => self.scanner.number("a number").map(Cow::Borrowed),
        }
    }

    fn any(&mut self, _: &'static Member) -> Result<Document, DecodeError> {
        self.value()
    }

    fn structure(&mut self, schema: &'static Schema, visit: Visit<'_>) -> Decoded {
        if self.scanner.peek() != Some(b'{') {
            return Err(self.scanner.unexpected("an object"));
        }
        self.scanner.enter()?;
        let mut lookup = Lookup::new(schema);
        let mut first = true;
        while self.scanner.next(b'}', &mut first)? {
            match self.expected_row(&mut lookup) {
                Some((row, member)) => self.member(row, member, visit)?,
                None => self.other_member(&mut lookup, visit)?,
            }
        }
        Ok(())
    }

    fn list(
        &mut self,
        _: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        if self.scanner.peek() != Some(b'[') {
            return Err(self.scanner.unexpected("an array"));
        }
        self.scanner.enter()?;
        let mut first = true;
        let mut index = 0;
        while self.scanner.next(b']', &mut first)? {
            let start = self.scanner.at;
            visit(self).map_err(|error| error.at(start).within_element(index))?;
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded {
        if self.scanner.peek() != Some(b'{') {
            return Err(self.scanner.unexpected("an object"));
        }
        self.scanner.enter()?;
        let mut first = true;
        while self.scanner.next(b'}', &mut first)? {
            let key = self.scanner.name()?;
            self.scanner.peek();
            let start = self.scanner.at;
            visit(&key, self).map_err(|error| error.at(start).within_entry(member, &key))?;
        }
        Ok(())
    }

    fn skip(&mut self) -> Decoded {
        self.scanner.skip()
    }
}
