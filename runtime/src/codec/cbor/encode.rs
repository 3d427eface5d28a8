//! Values to CBOR, in the shortest form of each.

use bytes::Bytes;
use jiff::Timestamp;

use super::head::{self, major};
use super::{bignum, half};
use crate::codec::MAX_DEPTH;
use crate::schema::{Member, Role};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};

/// Writes values as CBOR.
#[derive(Debug, Default)]
pub struct CborEncoder {
    out: Vec<u8>,
    /// The number of elements or pairs of the innermost array or map so far.
    count: u64,
    depth: usize,
    /// The offset at which the document's map begins.
    root: Option<usize>,
}

impl CborEncoder {
    /// An encoder that has written nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a document that is a map, whose members follow one by one.
    pub(crate) fn begin(&mut self) {
        self.root = Some(self.open());
        self.depth = 1;
    }

    /// Ends the document if [`begin`](Self::begin) began one, and returns its bytes.
    pub(crate) fn end(&mut self) -> Vec<u8> {
        if let Some(start) = self.root.take() {
            self.close(start, major::MAP);
        }
        std::mem::take(&mut self.out)
    }

    /// Leaves room for the head of an array or map; its position is returned.
    fn open(&mut self) -> usize {
        self.out.push(0);
        self.count = 0;
        self.out.len() - 1
    }

    /// Puts the head of an array or map into the room that was left at `start`.
    fn close(&mut self, start: usize, major: u8) {
        let mut whole = Vec::new();
        head::write(&mut whole, major, self.count);
        self.out.splice(start..=start, whole);
    }

    /// Writes the name of a member before its value, and counts values.
    fn introduce(&mut self, member: &'static Member) {
        if member.role == Role::Field && self.depth > 0 {
            self.text(member.name);
        }
        self.count += 1;
    }

    fn text(&mut self, text: &str) {
        head::write(&mut self.out, major::TEXT, text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    fn signed(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => head::write(&mut self.out, major::UNSIGNED, value),
            Err(_) => head::write(&mut self.out, major::NEGATIVE, !value as u64),
        }
    }

    fn floating(&mut self, value: f64) {
        const SIMPLE: u8 = major::SIMPLE << 5;
        let single = value as f32;
        if let Some(half) = half::to_half(value) {
            self.out.push(SIMPLE | 25);
            self.out.extend(half.to_be_bytes());
        } else if f64::from(single) == value {
            self.out.push(SIMPLE | 26);
            self.out.extend(single.to_be_bytes());
        } else {
            self.out.push(SIMPLE | 27);
            self.out.extend(value.to_be_bytes());
        }
    }

    /// An integer in decimal digits (RFC 8949, section 3.4.3).
    fn digits(&mut self, text: &str) {
        if let Ok(value) = text.parse() {
            return self.signed(value);
        }
        if let Ok(value) = text.parse() {
            return head::write(&mut self.out, major::UNSIGNED, value);
        }
        let (tag, digits) = match text.strip_prefix('-') {
            Some(digits) => (3, digits),
            None => (2, text),
        };
        let mut bytes = bignum::to_bytes(digits);
        if tag == 3 {
            // A negative bignum stands for -1 minus its bytes.
            for byte in bytes.iter_mut().rev() {
                *byte = byte.wrapping_sub(1);
                if *byte != 0xff {
                    break;
                }
            }
        }
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        head::write(&mut self.out, major::TAG, tag);
        head::write(&mut self.out, major::BYTES, (bytes.len() - zeros) as u64);
        self.out.extend_from_slice(&bytes[zeros..]);
    }

    fn enclose(&mut self, member: &'static Member, major: u8, contents: Contents<'_>) -> Encoded {
        self.introduce(member);
        if self.depth == MAX_DEPTH {
            let reason = format!("nests deeper than {MAX_DEPTH} levels");
            return Err(EncodeError::new(reason).in_member(member.name));
        }
        let count = self.count;
        let start = self.open();
        self.depth += 1;
        contents(self).map_err(|error| error.in_member(member.name))?;
        self.depth -= 1;
        self.close(start, major);
        self.count = count;
        Ok(())
    }
}

impl Encoder for CborEncoder {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        if member.role != Role::Field {
            self.introduce(member);
            self.out.push(0xf6);
        }
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.introduce(member);
        self.out.push(if value { 0xf5 } else { 0xf4 });
        Ok(())
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        self.introduce(member);
        self.signed(value);
        Ok(())
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        self.double(member, value.into())
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        self.introduce(member);
        self.floating(value);
        Ok(())
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        self.introduce(member);
        self.text(value);
        Ok(())
    }

    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
        self.introduce(member);
        head::write(&mut self.out, major::BYTES, value.len() as u64);
        self.out.extend_from_slice(value);
        Ok(())
    }

    /// Writes seconds under tag 1, with a fraction down to milliseconds.
    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        self.introduce(member);
        head::write(&mut self.out, major::TAG, 1);
        if value.subsec_nanosecond() == 0 {
            self.signed(value.as_second());
        } else {
            self.floating(value.as_millisecond() as f64 / 1000.0);
        }
        Ok(())
    }

    /// Writes an integer as such, anything else as a decimal fraction (RFC 8949, section 3.4.4).
    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.introduce(member);
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: Option<i64> = exponent.parse().ok();
        let exponent = exponent.ok_or_else(|| {
            EncodeError::new("the number's exponent is too large").in_member(member.name)
        })?;
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if fraction.is_empty() && exponent == 0 {
            self.digits(integer);
            return Ok(());
        }
        head::write(&mut self.out, major::TAG, 4);
        head::write(&mut self.out, major::ARRAY, 2);
        self.signed(exponent.saturating_sub(fraction.len() as i64));
        let (sign, integer) = match integer.strip_prefix('-') {
            Some(integer) => ("-", integer),
            None => ("", integer),
        };
        let digits = [integer, fraction].concat();
        let digits = match digits.trim_start_matches('0') {
            "" => "0",
            digits => digits,
        };
        self.digits(&[sign, digits].concat());
        Ok(())
    }

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.enclose(member, major::MAP, contents)
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.enclose(member, major::ARRAY, contents)
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.enclose(member, major::MAP, contents)
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.text(key);
        Ok(())
    }
}
