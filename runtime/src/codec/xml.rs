//! The XML codec (XML 1.0, and the Smithy 2.0 specification's "XML binding traits").
//!
//! Written by hand: AWS needs elements, attributes, text and the five predefined entities, and
//! nothing of document types. Those are refused, so that no entity can expand and nothing outside
//! of the document is ever read.

#[cfg(feature = "conformance")]
mod canonical;
mod decode;
mod encode;
mod escape;
mod scan;

#[cfg(feature = "conformance")]
pub(crate) use self::canonical::canonical;
pub use self::decode::XmlDecoder;
pub use self::encode::XmlEncoder;
