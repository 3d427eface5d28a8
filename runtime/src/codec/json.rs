//! The JSON codec (RFC 8259, and the Smithy 2.0 specification's "JSON shape serialization").

mod decode;
mod encode;
mod epoch;
mod number;
mod scan;
mod string;

use crate::schema::{DOCUMENT, Member, member};
use crate::serde::{DecodeError, Decoder, EncodeError, Structure};
use crate::types::Document;

pub use self::decode::JsonDecoder;
pub use self::encode::JsonEncoder;

/// The names of members: restJson1 uses `jsonName`, awsJson does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// The names of the model.
    Model,
    /// `jsonName` if there is one, or else the name of the model.
    Json,
}

impl Names {
    /// The name of a member in JSON.
    #[inline]
    pub(crate) fn name_of(self, member: &'static Member) -> &'static str {
        match self {
            Self::Model => member.name,
            Self::Json => member.json_name(),
        }
    }
}

/// Reads a structure from JSON text, such as that of an event that holds shapes of a service.
///
/// # Errors
/// Returns an error if the text is not JSON, or a value of it does not fit.
pub fn read<T: Structure>(text: &[u8], names: Names) -> Result<T, DecodeError> {
    let mut json = JsonDecoder::new(text, names)?;
    let mut value = T::zero();
    json.structure(T::SCHEMA, &mut |row, decoder| {
        value.decode_row(row, decoder)
    })?;
    json.end()?;
    Ok(value)
}

/// Writes a structure as JSON text.
///
/// # Errors
/// Returns an error if a value cannot be written, such as a stream.
pub fn write<T: Structure>(value: &T, names: Names) -> Result<String, EncodeError> {
    let mut json = JsonEncoder::new(names);
    json.document(&|members| value.encode_members(members))?;
    Ok(json.into_text())
}

/// Parses JSON text as a document.
///
/// # Errors
/// Returns an error if the text is not JSON.
pub fn document(text: &str) -> Result<Document, DecodeError> {
    static WHOLE: Member = member("document", DOCUMENT);
    let mut json = JsonDecoder::new(text.as_bytes(), Names::Model)?;
    let document = json.any(&WHOLE)?;
    json.end()?;
    Ok(document)
}
