//! The trait by which values are written, whatever the format.

use bytes::Bytes;
use jiff::Timestamp;

use super::EncodeError;
use crate::schema::Member;
use crate::types::{ByteStream, Document};

/// What writing a value returns.
pub type Encoded = Result<(), EncodeError>;

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
