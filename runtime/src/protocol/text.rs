//! Values in labels, queries, headers and raw payloads (Smithy 2.0, "HTTP bindings").

use std::borrow::Cow;
use std::str::FromStr;

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;

use super::header_list;
use crate::schema::{Kind, Member, Schema, TimestampFormat};
use crate::serde::{
    Contents, DecodeError, Decoded, Decoder, EncodeError, Encoded, Encoder, Named, Visit,
};
use crate::types::ByteStream;
use crate::types::timestamp;

/// A scalar as text, with its member.
pub(super) struct Part<'a> {
    /// The member whose value it is.
    pub(super) member: &'static Member,
    /// The key, if it is a value of a map.
    pub(super) key: Option<&'a str>,
    pub(super) text: &'a str,
}

/// A consumer of parts.
pub(super) type Take<'a> = &'a mut dyn FnMut(Part<'_>) -> Encoded;

/// Converts each scalar to text and passes it on; each element of a list, each value of a map.
pub(super) struct TextEncoder<'a> {
    /// The format of timestamps that do not name their own.
    format: TimestampFormat,
    key: Option<String>,
    take: Take<'a>,
}

impl<'a> TextEncoder<'a> {
    pub(super) fn new(format: TimestampFormat, take: Take<'a>) -> Self {
        Self {
            format,
            key: None,
            take,
        }
    }

    fn take(&mut self, member: &'static Member, text: &str) -> Encoded {
        (self.take)(Part {
            member,
            key: self.key.as_deref(),
            text,
        })
    }
}

impl Encoder for TextEncoder<'_> {
    fn absent(&mut self, _: &'static Member) -> Encoded {
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.take(member, if value { "true" } else { "false" })
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        self.take(member, itoa::Buffer::new().format(value))
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        if !value.is_finite() {
            return self.double(member, f64::from(value));
        }
        self.take(member, &format!("{value:?}"))
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        if value.is_finite() {
            return self.take(member, &format!("{value:?}"));
        }
        let text = match value {
            _ if value.is_nan() => "NaN",
            _ if value > 0.0 => "Infinity",
            _ => "-Infinity",
        };
        self.take(member, text)
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        self.take(member, value)
    }

    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
        self.take(member, &base64_simd::STANDARD.encode_to_string(value))
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        let mut text = String::new();
        timestamp::write(&mut text, value, member.timestamp.unwrap_or(self.format))
            .map_err(|error| EncodeError::from(error).in_member(member.name))?;
        self.take(member, &text)
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.take(member, text)
    }

    fn structure(&mut self, member: &'static Member, _: Contents<'_>) -> Encoded {
        let reason = "a structure or union cannot stand in a host, path, query or header";
        Err(EncodeError::new(reason).in_member(member.name))
    }

    fn list(&mut self, _: &'static Member, contents: Contents<'_>) -> Encoded {
        contents(self)
    }

    fn map(&mut self, _: &'static Member, contents: Contents<'_>) -> Encoded {
        contents(self)
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.key = Some(key.to_owned());
        Ok(())
    }
}

/// Reads a value from a part of a response.
pub(super) enum TextDecoder<'a> {
    /// The text of a header, or of the response's status.
    Header(Cow<'a, str>),
    /// The headers with this name prefix.
    Headers(&'a HeaderMap, &'static str),
    /// The whole body.
    Body(&'a Bytes),
    /// A streaming body.
    Stream(Option<ByteStream>),
}

impl TextDecoder<'_> {
    fn text(&self) -> Result<&str, DecodeError> {
        match self {
            Self::Header(text) => Ok(text),
            Self::Body(bytes) => std::str::from_utf8(bytes).map_err(|error| {
                DecodeError::new("the input is not UTF-8").at(error.valid_up_to())
            }),
            Self::Headers(..) => Err(DecodeError::new("expected a map of headers")),
            Self::Stream(_) => Err(DecodeError::new("expected a stream")),
        }
    }

    fn parse<T: FromStr>(&self, expected: &str) -> Result<T, DecodeError> {
        let text = self.text()?.trim();
        text.parse()
            .map_err(|_| DecodeError::new(format!("expected {expected}")))
    }

    fn base64(&self) -> Result<Vec<u8>, DecodeError> {
        let text = self.text()?.trim();
        base64_simd::STANDARD
            .decode_to_vec(text.as_bytes())
            .map_err(|_| DecodeError::new("not base64"))
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

    fn string(&mut self, member: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        if member.media_type.is_none() || matches!(self, Self::Body(_)) {
            return self.text().map(Cow::Borrowed);
        }
        String::from_utf8(self.base64()?)
            .map(Cow::Owned)
            .map_err(|_| DecodeError::new("not UTF-8 in base64"))
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, DecodeError> {
        match self {
            Self::Body(bytes) => Ok(bytes.clone()),
            _ => self.base64().map(Bytes::from),
        }
    }

    fn stream(&mut self, member: &'static Member) -> Result<ByteStream, DecodeError> {
        match self {
            Self::Stream(stream) => Ok(stream.take().unwrap_or_default()),
            _ => self.blob(member).map(ByteStream::from),
        }
    }

    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        let format = member.timestamp.unwrap_or(TimestampFormat::HttpDate);
        Ok(timestamp::read_any(self.text()?.trim(), format)?)
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        self.text().map(str::trim).map(Cow::Borrowed)
    }

    fn structure(&mut self, _: &'static Schema, _: Visit<'_>) -> Decoded {
        Self::refuse()
    }

    fn list(
        &mut self,
        member: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        let element = member.element();
        let format = element.timestamp.unwrap_or(TimestampFormat::HttpDate);
        let dates =
            format == TimestampFormat::HttpDate && matches!(element.target.kind, Kind::Timestamp);
        let texts = header_list::split(self.text()?, dates);
        for (index, text) in texts.into_iter().enumerate() {
            visit(&mut TextDecoder::Header(text.into()))
                .map_err(|error| error.within_element(index))?;
        }
        Ok(())
    }

    fn map(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded {
        let Self::Headers(headers, prefix) = self else {
            return Self::refuse();
        };
        for name in headers.keys() {
            if let Some(key) = strip_prefix(name.as_str(), prefix) {
                if let Some(text) = header_text(headers, name.as_str())? {
                    visit(key, &mut TextDecoder::Header(text.into()))
                        .map_err(|error| error.within_entry(member, key))?;
                }
            }
        }
        Ok(())
    }

    fn skip(&mut self) -> Decoded {
        Ok(())
    }
}

/// Strips the prefix, ignoring case.
pub(super) fn strip_prefix<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    let (start, rest) = name.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The text of a header; if there are several with the name, their values as a list.
pub(super) fn header_text(headers: &HeaderMap, name: &str) -> Result<Option<String>, DecodeError> {
    let mut joined: Option<String> = None;
    for value in headers.get_all(name) {
        let text = std::str::from_utf8(value.as_bytes())
            .map_err(|_| DecodeError::new(format!("the header {name} is not UTF-8")))?;
        match &mut joined {
            Some(joined) => joined.extend([", ", text]),
            None => joined = Some(text.to_owned()),
        }
    }
    Ok(joined)
}
