//! The trait by which values are read, whatever the format.

use std::borrow::Cow;

use bytes::Bytes;
use jiff::Timestamp;

use super::DecodeError;
use crate::schema::{Member, Schema};
use crate::types::{ByteStream, Document};

/// What reading a value returns.
pub type Decoded = Result<(), DecodeError>;

/// Reads values out of some format.
///
/// Every method but [`null`](Decoder::null) consumes one value, or fails if the input holds something else.
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
    /// Reads the structure or union of `schema`; `visit` is called with each member that has a value, and must read it.
    fn structure(&mut self, schema: &'static Schema, visit: Visit<'_>) -> Decoded;
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
    /// If the list or map that comes next continues what has been read under the same member, as flattened ones in XML do.
    fn continues(&self, _: &'static Member) -> bool {
        false
    }
}

/// A member that has a value in the input.
#[derive(Clone, Copy, Debug)]
pub enum Row<'n> {
    /// The member at this position in the order of the model.
    Known(usize, &'static Member),
    /// A union's member that the model does not know, by its name. Its value has been skipped; those of structures are skipped
    /// without a word.
    Unknown(&'n str),
}

/// Reads the value of a member.
pub type Visit<'a> = &'a mut dyn FnMut(Row<'_>, &mut dyn Decoder) -> Decoded;

/// Reads the value that lies under a name.
pub type Named<'a> = &'a mut dyn FnMut(&str, &mut dyn Decoder) -> Decoded;
