//! The trait of encoders, for all formats.

use bytes::Bytes;
use jiff::Timestamp;

use super::EncodeError;
use crate::schema::Member;
use crate::types::{ByteStream, Document};

/// The result of writing a value.
pub type Encoded = Result<(), EncodeError>;

/// Writes the content of a structure, list or map.
pub type Contents<'a> = &'a dyn Fn(&mut dyn Encoder) -> Encoded;

/// Receives values in the order of the model and writes them in a format.
///
/// Every method gets the member whose value it writes; the member has the name, format and
/// binding.
pub trait Encoder {
    /// Writes the absence of a value. In a list or map, that is a `null` (`@sparse`).
    ///
    /// # Errors
    /// Returns an error if the member requires a value, as a path label does. The other methods
    /// return an error if the value is invalid for the member's binding, such as a header with a
    /// line break.
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
    /// Writes a document, if the format supports it.
    fn any(&mut self, member: &'static Member, _: &Document) -> Encoded {
        Err(EncodeError::new("a document cannot stand here").in_member(member.name))
    }
    /// Writes a stream, if it is the payload.
    fn stream(&mut self, member: &'static Member, _: &ByteStream) -> Encoded {
        Err(EncodeError::new("a stream can be sent as the body only").in_member(member.name))
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
