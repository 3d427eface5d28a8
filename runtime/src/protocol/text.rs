//! Scalars as text, in labels, queries and headers (Smithy 2.0, "HTTP bindings").

use std::borrow::Cow;

use jiff::Timestamp;

use crate::codec::{
    Contents, DecodeError, Decoded, Decoder, EncodeError, Encoded, Encoder, Named, timestamp,
};
use crate::schema::{Member, Schema, TimestampFormat};

/// Takes a text and what it stands for.
pub(super) type Take<'a> = &'a mut dyn FnMut(&'static Member, &str) -> Encoded;

/// Turns each scalar into text and hands it on; a list hands on each of its elements.
pub(super) struct TextEncoder<'a> {
    /// The format of timestamps that do not name their own.
    pub(super) format: TimestampFormat,
    pub(super) take: Take<'a>,
}

impl TextEncoder<'_> {
    fn refuse(member: &'static Member) -> Encoded {
        Err(
            EncodeError::new("a structure or map cannot stand in a path, query or header")
                .of(member.name),
        )
    }
}

impl Encoder for TextEncoder<'_> {
    fn absent(&mut self, _: &'static Member) -> Encoded {
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        (self.take)(member, if value { "true" } else { "false" })
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        (self.take)(member, itoa::Buffer::new().format(value))
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        let text = if value.is_finite() {
            format!("{value:?}")
        } else {
            non_finite(f64::from(value)).to_owned()
        };
        (self.take)(member, &text)
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        let text = if value.is_finite() {
            format!("{value:?}")
        } else {
            non_finite(value).to_owned()
        };
        (self.take)(member, &text)
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        (self.take)(member, value)
    }

    fn blob(&mut self, member: &'static Member, value: &[u8]) -> Encoded {
        (self.take)(member, &base64_simd::STANDARD.encode_to_string(value))
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        let mut text = String::new();
        timestamp::write(&mut text, value, member.timestamp.unwrap_or(self.format))?;
        (self.take)(member, &text)
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        (self.take)(member, text)
    }

    fn structure(&mut self, member: &'static Member, _: Contents<'_>) -> Encoded {
        Self::refuse(member)
    }

    fn list(&mut self, _: &'static Member, contents: Contents<'_>) -> Encoded {
        contents(self)
    }

    fn map(&mut self, member: &'static Member, _: Contents<'_>) -> Encoded {
        Self::refuse(member)
    }

    fn key(&mut self, _: &str) -> Encoded {
        Ok(())
    }
}

fn non_finite(value: f64) -> &'static str {
    match value {
        _ if value.is_nan() => "NaN",
        _ if value > 0.0 => "Infinity",
        _ => "-Infinity",
    }
}

/// Reads a value out of the text of a header.
pub(super) struct TextDecoder<'a> {
    pub(super) text: Cow<'a, str>,
}

impl TextDecoder<'_> {
    fn parse<T: std::str::FromStr>(&self, expected: &str) -> Result<T, DecodeError> {
        self.text
            .trim()
            .parse()
            .map_err(|_| DecodeError::new(format!("expected {expected} in a header")))
    }

    fn refuse() -> Decoded {
        Err(DecodeError::new(
            "a structure or map cannot stand in a header",
        ))
    }
}

impl Decoder for TextDecoder<'_> {
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, DecodeError> {
        self.parse("a boolean")
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, DecodeError> {
        self.parse("an integer")
    }

    fn float(&mut self, _: &'static Member) -> Result<f32, DecodeError> {
        self.parse("a number")
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, DecodeError> {
        self.parse("a number")
    }

    fn string(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        Ok(Cow::Borrowed(&self.text))
    }

    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, DecodeError> {
        base64_simd::STANDARD
            .decode_to_vec(self.text.as_bytes())
            .map_err(|_| DecodeError::new("not base64"))
    }

    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        timestamp::read(
            self.text.trim(),
            member.timestamp.unwrap_or(TimestampFormat::HttpDate),
        )
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        Ok(Cow::Borrowed(self.text.trim()))
    }

    fn structure(
        &mut self,
        _: &'static Member,
        _: Option<&'static Schema>,
        _: Named<'_>,
    ) -> Decoded {
        Self::refuse()
    }

    fn list(
        &mut self,
        member: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        let dates = member
            .element()
            .timestamp
            .unwrap_or(TimestampFormat::HttpDate)
            == TimestampFormat::HttpDate
            && matches!(member.element().target.kind, crate::schema::Kind::Timestamp);
        for (index, text) in super::header_list::split(&self.text, dates)
            .into_iter()
            .enumerate()
        {
            visit(&mut TextDecoder { text: text.into() })
                .map_err(|error| error.within_element(index))?;
        }
        Ok(())
    }

    fn map(&mut self, _: &'static Member, _: Named<'_>) -> Decoded {
        Self::refuse()
    }

    fn skip(&mut self) -> Decoded {
        Ok(())
    }
}
