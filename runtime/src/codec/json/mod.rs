//! The JSON codec (RFC 8259, and the Smithy 2.0 specification's "JSON shape serialization").

mod decode;
mod encode;
mod number;
mod string;

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
