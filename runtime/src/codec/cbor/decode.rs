//! CBOR to values.

use std::borrow::Cow;

use bytes::Bytes;
use jiff::Timestamp;

use super::head::{self, Head, major};
use super::{bignum, half};
use crate::codec::MAX_DEPTH;
use crate::schema::{Member, Schema, TimestampFormat};
use crate::serde::{DecodeError, Decoded, Decoder, Lookup, Named, Row, Visit};
use crate::types::timestamp;

/// The head of a double.
const DOUBLE: u8 = 0xfb;

/// The head of tag 1, of a time in seconds.
const SECONDS: u8 = 0xc1;

/// The most elements that memory is reserved for before they have come.
const MAX_RESERVED: u64 = 1024;

/// Reads values out of CBOR.
#[derive(Debug)]
pub struct CborDecoder<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    /// The number of elements from the present one on.
    elements: usize,
}

impl<'a> CborDecoder<'a> {
    /// A decoder over a document.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            depth: 0,
            elements: 0,
        }
    }

    /// Checks that nothing follows what has been read.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if something does.
    pub fn end(&mut self) -> Decoded {
        match self.at == self.bytes.len() {
            true => Ok(()),
            false => Err(self.fail("something follows the end of the document")),
        }
    }

    fn fail(&self, reason: &str) -> DecodeError {
        DecodeError::new(reason).at(self.at)
    }

    fn peek(&self) -> Result<Head, DecodeError> {
        head::read(self.bytes, self.at).map(|(head, _)| head)
    }

    fn take(&mut self) -> Result<Head, DecodeError> {
        let (head, at) = head::read(self.bytes, self.at)?;
        self.at = at;
        Ok(head)
    }

    #[cold]
    fn unexpected(&self, at: usize, expected: &str, head: Head) -> DecodeError {
        let found = head::kind(head);
        DecodeError::new(format!("expected {expected}, found {found}")).at(at)
    }

    /// The bytes of a definite length that come next. A length beyond the input's is an error
    /// before anything is reserved.
    #[inline]
    fn bytes(&mut self, length: u64) -> Result<&'a [u8], DecodeError> {
        let end = usize::try_from(length)
            .ok()
            .and_then(|length| self.at.checked_add(length));
        let bytes = end.and_then(|end| self.bytes.get(self.at..end));
        let bytes = bytes.ok_or_else(|| self.fail("the input ends within a string"))?;
        self.at += bytes.len();
        Ok(bytes)
    }

    /// A text or byte string, in one piece or in several.
    #[inline]
    fn string_of(&mut self, wanted: u8, expected: &str) -> Result<Cow<'a, [u8]>, DecodeError> {
        let at = self.at;
        let head = self.take()?;
        if head.major != wanted {
            return Err(self.unexpected(at, expected, head));
        }
        if let Some(length) = head.argument {
            return self.bytes(length).map(Cow::Borrowed);
        }
        let mut all = Vec::new();
        while !self.is_break()? {
            let at = self.at;
            match self.take()? {
                Head {
                    major,
                    argument: Some(length),
                    ..
                } if major == wanted => all.extend_from_slice(self.bytes(length)?),
                head => return Err(self.unexpected(at, expected, head)),
            }
        }
        Ok(Cow::Owned(all))
    }

    #[inline]
    fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let at = self.at;
        let utf8 = |_| DecodeError::new("a string is not UTF-8").at(at);
        match self.string_of(major::TEXT, "a string")? {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(utf8),
            Cow::Owned(bytes) => String::from_utf8(bytes)
                .map(Cow::Owned)
                .map_err(|error| utf8(error.utf8_error())),
        }
    }

    /// Consumes the break that ends an indefinite length, if it comes next.
    fn is_break(&mut self) -> Result<bool, DecodeError> {
        match self.bytes.get(self.at) {
            Some(0xff) => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Ok(false),
            None => Err(self.fail("the input ends within a value")),
        }
    }

    /// Moves to the next part of an array or map of which `left` are left; `false` behind the last.
    #[inline]
    fn next(&mut self, left: &mut Option<u64>) -> Result<bool, DecodeError> {
        match left {
            Some(0) => Ok(false),
            Some(left) => {
                *left -= 1;
                Ok(true)
            }
            None => self.is_break().map(|ends| !ends),
        }
    }

    /// Begins an array or map; returns how many parts it has, if that is known.
    fn enter(&mut self, wanted: u8, expected: &str) -> Result<Option<u64>, DecodeError> {
        let at = self.at;
        let head = self.take()?;
        if head.major != wanted {
            return Err(self.unexpected(at, expected, head));
        }
        if self.depth == MAX_DEPTH {
            let reason = format!("nests deeper than {MAX_DEPTH} levels");
            return Err(DecodeError::new(reason).at(at));
        }
        self.depth += 1;
        Ok(head.argument)
    }

    /// Skips the tags before a value; returns the innermost.
    #[inline]
    fn tag(&mut self) -> Result<Option<u64>, DecodeError> {
        let mut tag = None;
        while let Some(first) = self.bytes.get(self.at) {
            if first >> 5 != major::TAG {
                break;
            }
            tag = self.take()?.argument;
        }
        Ok(tag)
    }

    /// A double, the usual form of a number with a fraction.
    #[inline]
    fn take_double(&mut self) -> Option<f64> {
        let [DOUBLE, bits @ ..] = self.bytes.get(self.at..)?.first_chunk::<9>()? else {
            return None;
        };
        self.at += 9;
        Some(f64::from_bits(u64::from_be_bytes(*bits)))
    }

    /// An integer, or a floating point number.
    #[inline]
    fn floating(&mut self, expected: &str) -> Result<f64, DecodeError> {
        match self.take_double() {
            Some(value) => Ok(value),
            None => self.any_number(expected),
        }
    }

    #[inline(never)]
    fn any_number(&mut self, expected: &str) -> Result<f64, DecodeError> {
        self.tag()?;
        let at = self.at;
        let head = self.take()?;
        match (head.major, head.info, head.argument) {
            (major::UNSIGNED, _, Some(value)) => Ok(value as f64),
            (major::NEGATIVE, _, Some(value)) => Ok(-1.0 - value as f64),
            (major::SIMPLE, 25, Some(bits)) => Ok(half::from_half(bits as u16)),
            (major::SIMPLE, 26, Some(bits)) => Ok(f32::from_bits(bits as u32).into()),
            (major::SIMPLE, 27, Some(bits)) => Ok(f64::from_bits(bits)),
            _ => Err(self.unexpected(at, expected, head)),
        }
    }

    /// The decimal digits of an integer of any size.
    fn digits(&mut self) -> Result<String, DecodeError> {
        let tag = self.tag()?;
        let at = self.at;
        match (self.peek()?.major, tag) {
            (major::BYTES, Some(tag @ (2 | 3))) => {
                let bytes = self.string_of(major::BYTES, "a bignum")?;
                if bytes.len() > bignum::MAX_BYTES {
                    return Err(DecodeError::new("an integer of too many digits").at(at));
                }
                let digits = bignum::to_digits(&bytes, tag == 3);
                Ok(if tag == 3 {
                    format!("-{digits}")
                } else {
                    digits
                })
            }
            _ => {
                let head = self.take()?;
                match (head.major, head.argument) {
                    (major::UNSIGNED, Some(value)) => Ok(value.to_string()),
                    (major::NEGATIVE, Some(value)) => Ok((-1 - i128::from(value)).to_string()),
                    _ => Err(self.unexpected(at, "an integer", head)),
                }
            }
        }
    }

    /// A decimal fraction: exponent and mantissa (RFC 8949, section 3.4.4).
    fn decimal(&mut self) -> Result<String, DecodeError> {
        let at = self.at;
        let mut left = self.enter(major::ARRAY, "a decimal fraction")?;
        let mut part = |decoder: &mut Self| match decoder.next(&mut left)? {
            true => decoder.digits(),
            false => Err(DecodeError::new("a decimal fraction has two parts").at(at)),
        };
        let (exponent, mantissa) = (part(self)?, part(self)?);
        if self.next(&mut left)? {
            return Err(DecodeError::new("a decimal fraction has two parts").at(at));
        }
        self.depth -= 1;
        Ok(match exponent.as_str() {
            "0" => mantissa,
            _ => format!("{mantissa}e{exponent}"),
        })
    }

    /// A time in any of the forms that services write.
    #[inline(never)]
    fn any_timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        let tag = self.tag()?;
        let head = self.peek()?;
        match (head.major, tag) {
            (major::TEXT, _) => {
                let format = member.timestamp.unwrap_or(TimestampFormat::DateTime);
                Ok(timestamp::read_any(&self.text()?, format)?)
            }
            (major::ARRAY, Some(4)) => {
                let text = self.decimal()?;
                Ok(timestamp::read(&text, TimestampFormat::EpochSeconds)?)
            }
            (major::SIMPLE, _) => of_seconds(self.floating("a timestamp")?),
            _ => {
                let seconds = self.integer(member)?;
                Timestamp::from_second(seconds).map_err(|_| beyond())
            }
        }
    }

    /// Reads an array, each of its elements by `read`.
    #[inline]
    fn array(&mut self, mut read: impl FnMut(&mut Self) -> Decoded) -> Decoded {
        self.tag()?;
        let mut left = self.enter(major::ARRAY, "an array")?;
        let mut index = 0;
        // An element has a byte at least, and no length is believed before they have come.
        let declared = left.unwrap_or_default().min(MAX_RESERVED);
        let here = self.bytes.len().saturating_sub(self.at);
        let declared = usize::try_from(declared).map_or(0, |length| length.min(here));
        while self.next(&mut left)? {
            let start = self.at;
            self.elements = if index == 0 { declared } else { 0 };
            read(self).map_err(|error| error.at(start).within_element(index))?;
            index += 1;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Appends the elements of an array, each read by `read`, but nulls.
    #[inline]
    fn values<T>(
        &mut self,
        list: &mut Vec<T>,
        read: impl Fn(&mut Self) -> Result<T, DecodeError>,
    ) -> Decoded {
        self.array(|decoder| {
            if decoder.null()? {
                return Ok(());
            }
            if list.is_empty() {
                list.reserve(decoder.elements);
            }
            list.push(read(decoder)?);
            Ok(())
        })
    }

    /// Reads the value of the member that `name` stands for.
    fn member(&mut self, lookup: &mut Lookup, name: &str, visit: Visit<'_>) -> Decoded {
        let start = self.at;
        let found = lookup.find(|member| member.name == name);
        let read = match found {
            _ if self.null()? => Ok(()),
            Some((row, member)) => visit(Row::Known(row, member), self),
            None if lookup.is_union && name != "__type" => {
                self.skip().and_then(|()| visit(Row::Unknown(name), self))
            }
            None => self.skip(),
        };
        read.map_err(|error| error.at(start).within(name))
    }
}

#[cold]
#[inline(never)]
fn beyond() -> DecodeError {
    DecodeError::new("not a timestamp: beyond the year 9999")
}

#[inline]
fn of_seconds(value: f64) -> Result<Timestamp, DecodeError> {
    let time = whole(value).and_then(|whole| Timestamp::from_second(whole).ok());
    time.map_or_else(|| of_fraction(value), Ok)
}

/// The integer that a number is, if it is one and not beyond all times.
///
/// The sum with 1.5 × 2^52 has it in its last bits; a cast takes twice as long.
#[inline]
fn whole(value: f64) -> Option<i64> {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    let sum = value + SHIFT;
    let whole = sum - SHIFT == value && value.abs() < 1e15;
    whole.then(|| sum.to_bits() as i64 - SHIFT.to_bits() as i64)
}

/// A double has no room for more than microseconds of our time.
#[inline(never)]
fn of_fraction(value: f64) -> Result<Timestamp, DecodeError> {
    let micros = (value * 1e6).round();
    let valid = micros.is_finite() && micros.abs() < 9.0e18;
    let time = valid.then(|| Timestamp::from_microsecond(micros as i64).ok());
    time.flatten().ok_or_else(beyond)
}

impl Decoder for CborDecoder<'_> {
    #[inline]
    fn null(&mut self) -> Result<bool, DecodeError> {
        // `undefined` is no value either.
        let null = matches!(self.bytes.get(self.at), Some(0xf6 | 0xf7));
        self.at += usize::from(null);
        Ok(null)
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, DecodeError> {
        self.tag()?;
        let at = self.at;
        let head = self.take()?;
        match (head.major, head.info) {
            (major::SIMPLE, 20) => Ok(false),
            (major::SIMPLE, 21) => Ok(true),
            _ => Err(self.unexpected(at, "a boolean", head)),
        }
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, DecodeError> {
        self.tag()?;
        let at = self.at;
        let head = self.peek()?;
        let beyond = || DecodeError::new("not an integer of at most 64 bits").at(at);
        match (head.major, head.argument) {
            (major::UNSIGNED, Some(value)) => {
                self.take()?;
                i64::try_from(value).map_err(|_| beyond())
            }
            (major::NEGATIVE, Some(value)) => {
                self.take()?;
                i64::try_from(value)
                    .map(|value| !value)
                    .map_err(|_| beyond())
            }
            (major::SIMPLE, _) => {
                // Some encoders write whole numbers as floating point numbers.
                let value = self.floating("an integer")?;
                let whole = value.fract() == 0.0 && value.abs() < 9.0e18;
                whole.then_some(value as i64).ok_or_else(beyond)
            }
            _ => Err(self.unexpected(at, "an integer", head)),
        }
    }

    fn float(&mut self, _: &'static Member) -> Result<f32, DecodeError> {
        self.floating("a number").map(|value| value as f32)
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, DecodeError> {
        self.floating("a number")
    }

    fn string(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        self.tag()?;
        let head = self.peek()?;
        match (head.major, head.info) {
            (major::TEXT, _) => self.text(),
            (major::UNSIGNED | major::NEGATIVE, _) => self.digits().map(Cow::Owned),
            (major::SIMPLE, 20 | 21) => {
                self.take()?;
                Ok(Cow::Borrowed(if head.info == 21 {
                    "true"
                } else {
                    "false"
                }))
            }
            (major::SIMPLE, 25..28) => {
                let value = self.floating("a string")?;
                Ok(Cow::Owned(value.to_string()))
            }
            _ => Err(self.unexpected(self.at, "a string", head)),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, DecodeError> {
        self.tag()?;
        let bytes = self.string_of(major::BYTES, "a byte string")?;
        Ok(Bytes::from(bytes.into_owned()))
    }

    /// Reads seconds, under tag 1 or none, or any of the textual formats.
    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        if let [SECONDS, DOUBLE, ..] = self.bytes.get(self.at..).unwrap_or_default() {
            self.at += 1;
            if let Some(value) = self.take_double() {
                return of_seconds(value);
            }
        }
        self.any_timestamp(member)
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        let start = self.at;
        let tag = self.tag()?;
        let head = self.peek()?;
        match (head.major, tag) {
            (major::ARRAY, Some(4)) => self.decimal().map(Cow::Owned),
            (major::SIMPLE, _) => self
                .floating("a number")
                .map(|value| Cow::Owned(format!("{value:?}"))),
            _ => {
                self.at = start;
                self.digits().map(Cow::Owned)
            }
        }
    }

    fn structure(&mut self, schema: &'static Schema, visit: Visit<'_>) -> Decoded {
        self.tag()?;
        let mut left = self.enter(major::MAP, "a map")?;
        let mut lookup = Lookup::new(schema);
        while self.next(&mut left)? {
            let name = self.text()?;
            self.member(&mut lookup, &name, visit)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn list(
        &mut self,
        _: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        self.array(|decoder| visit(decoder))
    }

    fn doubles(&mut self, _: &'static Member, list: &mut Vec<f64>) -> Decoded {
        self.values(list, |decoder| decoder.floating("a number"))
    }

    fn timestamps(&mut self, member: &'static Member, list: &mut Vec<Timestamp>) -> Decoded {
        let element = member.element();
        self.values(list, |decoder| decoder.timestamp(element))
    }

    fn map(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded {
        self.tag()?;
        let mut left = self.enter(major::MAP, "a map")?;
        while self.next(&mut left)? {
            let key = self.text()?;
            let start = self.at;
            visit(&key, self).map_err(|error| error.at(start).within_entry(member, &key))?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn elements(&self) -> usize {
        self.elements
    }

    /// Skips a value, however deep it nests.
    fn skip(&mut self) -> Decoded {
        // How many items are left at each level; `None` up to a break.
        let mut open: Vec<Option<u64>> = vec![Some(1)];
        while let Some(left) = open.last_mut() {
            if !self.next(left)? {
                open.pop();
                continue;
            }
            let head = self.take()?;
            match (head.major, head.argument) {
                (major::BYTES | major::TEXT, Some(length)) => drop(self.bytes(length)?),
                (major::ARRAY, length) => open.push(length),
                (major::MAP, Some(length)) => open.push(Some(length.saturating_mul(2))),
                (major::TAG, _) => open.push(Some(1)),
                (major::BYTES | major::TEXT | major::MAP, None) => open.push(None),
                (major::SIMPLE, None) => return Err(self.fail("a break outside of a value")),
                _ => {}
            }
        }
        Ok(())
    }
}
