//! Codecs: how values become bytes and bytes become values.
//!
//! A value describes itself to an [`Encoder`] and rebuilds itself from a [`Decoder`]; the format is the codec's affair.
//! Both traits are used behind `dyn`, so that a shape is compiled once, whatever the number of formats.

mod error;
#[cfg(feature = "json")]
pub mod json;
pub(crate) mod timestamp;

use std::borrow::Cow;

use bytes::Bytes;
use jiff::Timestamp;

pub use self::error::{DecodeError, EncodeError};
use crate::schema::{Member, Schema};
use crate::value::{ByteStream, Document};

/// How deep the structures, lists and maps of a document may nest.
pub const MAX_DEPTH: usize = 128;

/// What writing a value returns.
pub type Encoded = Result<(), EncodeError>;

/// What reading a value returns.
pub type Decoded = Result<(), DecodeError>;

/// Writes what is inside a structure, list or map.
pub type Contents<'a> = &'a dyn Fn(&mut dyn Encoder) -> Encoded;

/// Takes values in the order of the model and writes them in some format.
///
/// Every method gets the member whose value it writes; the member tells name, format and place.
pub trait Encoder {
    /// The member has no value. Inside a list or map, that is a `null` (`@sparse`).
    ///
    /// # Errors
    /// Where the member must have a value, as a path label must. The other methods fail where the value cannot be written at
    /// the member's place, such as a header with a line break.
    fn absent(&mut self, member: &'static Member) -> Encoded;
    /// Writes a boolean.
    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded;
    /// Writes a byte, short, integer or long.
    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded;
    /// Writes a float.
    fn float(&mut self, member: &'static Member, value: f32) -> Encoded;
    /// Writes a double.
    fn double(&mut self, member: &'static Member, value: f64) -> Encoded;
    /// Writes a string or the value of an enum.
    fn string(&mut self, member: &'static Member, value: &str) -> Encoded;
    /// Writes a blob.
    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded;
    /// Writes a timestamp.
    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded;
    /// Writes a big integer or big decimal, whose text is a JSON number.
    fn number(&mut self, member: &'static Member, text: &str) -> Encoded;
    /// Writes a document, where the format has them.
    fn any(&mut self, member: &'static Member, _: &Document) -> Encoded {
        Err(EncodeError::new("a document cannot stand here").of(member.name))
    }
    /// Writes a stream, where it is the whole body.
    fn stream(&mut self, member: &'static Member, _: &ByteStream) -> Encoded {
        Err(EncodeError::new("a stream can be sent as the body only").of(member.name))
    }
    /// Writes a structure or union; `contents` hands over its members.
    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded;
    /// Writes a list; `contents` hands over its elements.
    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded;
    /// Writes a map; `contents` hands over a [`key`](Encoder::key) and a value in turn.
    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded;
    /// Writes the key of the map's next value.
    fn key(&mut self, key: &str) -> Encoded;
}

/// Reads values out of some format.
///
/// Every method but [`null`](Decoder::null) consumes one value, or fails where the input holds something else.
pub trait Decoder {
    /// Consumes a `null`, and says whether there was one.
    ///
    /// # Errors
    /// Where the input is malformed. The other methods fail where it is malformed or of another type.
    fn null(&mut self) -> Result<bool, DecodeError>;
    /// Reads a boolean.
    fn boolean(&mut self, member: &'static Member) -> Result<bool, DecodeError>;
    /// Reads a byte, short, integer or long.
    fn integer(&mut self, member: &'static Member) -> Result<i64, DecodeError>;
    /// Reads a float.
    fn float(&mut self, member: &'static Member) -> Result<f32, DecodeError>;
    /// Reads a double.
    fn double(&mut self, member: &'static Member) -> Result<f64, DecodeError>;
    /// Reads a string or the value of an enum.
    fn string(&mut self, member: &'static Member) -> Result<Cow<'_, str>, DecodeError>;
    /// Reads a blob.
    fn blob(&mut self, member: &'static Member) -> Result<Bytes, DecodeError>;
    /// Reads a timestamp.
    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError>;
    /// Reads a big integer or big decimal: the text of a JSON number.
    fn number(&mut self, member: &'static Member) -> Result<Cow<'_, str>, DecodeError>;
    /// Reads a document, where the format has them.
    fn any(&mut self, _: &'static Member) -> Result<Document, DecodeError> {
        Err(DecodeError::new("a document cannot stand here"))
    }
    /// Reads a stream.
    fn stream(&mut self, member: &'static Member) -> Result<ByteStream, DecodeError> {
        self.blob(member).map(ByteStream::from)
    }
    /// Reads a structure or union; `visit` is called with each member's name, and must read or skip its value. Where `renamed` is
    /// given, names in the input are those of the schema's members in this format, and `visit` gets the model's.
    fn structure(
        &mut self,
        member: &'static Member,
        renamed: Option<&'static Schema>,
        visit: Named<'_>,
    ) -> Decoded;
    /// Reads a list; `visit` is called before each element, and must read or skip it.
    fn list(
        &mut self,
        member: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded;
    /// Reads a map; `visit` is called with each key, and must read or skip its value.
    fn map(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded;
    /// Reads past a value of any type.
    fn skip(&mut self) -> Decoded;
}

/// Reads the value that lies under a name.
pub type Named<'a> = &'a mut dyn FnMut(&str, &mut dyn Decoder) -> Decoded;
