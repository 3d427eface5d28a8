//! The JSON codec (RFC 8259, and the Smithy 2.0 specification's "JSON shape serialization").

mod decode;
mod encode;
mod epoch;
mod number;
mod scan;
mod string;

use crate::schema::{DOCUMENT, Member, member};
use crate::serde::{DecodeError, Decoder};
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
