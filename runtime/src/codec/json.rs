//! The JSON codec (RFC 8259, and the Smithy 2.0 specification's "JSON shape serialization").

mod decode;
mod encode;
mod epoch;
mod number;
mod string;

use crate::schema::{DOCUMENT, Member, member};
use crate::serde::DecodeError;
use crate::types::Document;

pub use self::decode::JsonDecoder;
pub use self::encode::JsonEncoder;

/// Whether a codec writes members under the names of `jsonName`: restJson1 does, awsJson does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// The names of the model.
    Model,
    /// `jsonName` where there is one, else the name of the model.
    Json,
}

/// A text of JSON as a document.
///
/// # Errors
/// Where the text is not JSON.
pub fn document(text: &str) -> Result<Document, DecodeError> {
    static WHOLE: Member = member("document", DOCUMENT);
    // A document is read as a member, for that is what decoders read.
    let text = format!("{{\"document\":{text}}}");
    let mut document = Document::Null;
    JsonDecoder::new(text.as_bytes(), Names::Model)?.document(None, &mut |_, decoder| {
        document = decoder.any(&WHOLE)?;
        Ok(())
    })?;
    Ok(document)
}
