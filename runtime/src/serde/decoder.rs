//! The trait of decoders, for all formats.

use std::borrow::Cow;

use bytes::Bytes;
use jiff::Timestamp;

use super::DecodeError;
use super::container::decode_elements;
use crate::schema::{Member, Schema};
use crate::types::{ByteStream, Document};

/// The result of reading a value.
pub type Decoded = Result<(), DecodeError>;

/// Reads values from a format.
///
/// Every method except [`null`](Decoder::null) consumes one value, or fails if the input has
/// another type.
pub trait Decoder {
    /// Consumes a `null`; returns true if there was one.
    ///
    /// # Errors
    /// Returns an error if the input is malformed. The other methods also do if it has another
    /// type.
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
    /// Reads a document, if the format supports it.
    fn any(&mut self, _: &'static Member) -> Result<Document, DecodeError> {
        Err(DecodeError::new("a document cannot stand here"))
    }
    /// Reads a stream.
    fn stream(&mut self, member: &'static Member) -> Result<ByteStream, DecodeError> {
        self.blob(member).map(ByteStream::from)
    }
    /// Reads the structure or union of `schema`; `visit` is called with each member that has a
    /// value, and must read it.
    fn structure(&mut self, schema: &'static Schema, visit: Visit<'_>) -> Decoded;
    /// Reads a list; `visit` is called before each element, and must read or skip it.
    fn list(
        &mut self,
        member: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded;
    /// Appends the elements of a list of doubles.
    ///
    /// It reads the same as [`list`](Decoder::list). Without a call for each element a format can
    /// read long lists of numbers in half the time.
    fn doubles(&mut self, member: &'static Member, list: &mut Vec<f64>) -> Decoded {
        decode_elements(list, member, self)
    }
    /// Appends the elements of a list of timestamps, as [`doubles`](Decoder::doubles) does.
    fn timestamps(&mut self, member: &'static Member, list: &mut Vec<Timestamp>) -> Decoded {
        decode_elements(list, member, self)
    }
    /// Reads a map; `visit` is called with each key, and must read or skip its value.
    fn map(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded;
    /// Skips a value of any type.
    fn skip(&mut self) -> Decoded;
    /// The number of elements from the present one to the end of its list, if the format says it
    /// and for a start at most: memory is reserved for so many. Zero if it is not known.
    fn elements(&self) -> usize {
        0
    }
    /// Returns true if the next list or map continues the previous one of the same member, as
    /// flattened ones in XML do.
    fn continues(&self, _: &'static Member) -> bool {
        false
    }
}

/// A member that has a value in the input.
#[derive(Clone, Copy, Debug)]
pub enum Row<'n> {
    /// The member at this index in the order of the model.
    Known(usize, &'static Member),
    /// The name of an unknown member of a union. Its value has been skipped; unknown members of
    /// structures are skipped silently.
    Unknown(&'n str),
}

/// Reads the value of a member.
pub type Visit<'a> = &'a mut dyn FnMut(Row<'_>, &mut dyn Decoder) -> Decoded;

/// Reads the value of a key.
pub type Named<'a> = &'a mut dyn FnMut(&str, &mut dyn Decoder) -> Decoded;
