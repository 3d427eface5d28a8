//! Default values that have no literal in Rust (Smithy 2.0, "default trait"). The generator has checked their texts; one that
//! cannot be read all the same stands for the zero value.

use std::str::FromStr;

use bytes::Bytes;
use jiff::Timestamp;

use super::{Document, Structure, Value};
use crate::codec::timestamp;
use crate::schema::TimestampFormat;

/// `smithy.api#Unit`: a structure without members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {}

impl Structure for Unit {
    const ID: &'static str = "smithy.api#Unit";
}

/// Bytes out of base64.
#[must_use]
pub fn default_blob(base64: &str) -> Bytes {
    let bytes = base64_simd::STANDARD.decode_to_vec(base64.as_bytes());
    bytes.map(Bytes::from).unwrap_or_default()
}

/// A timestamp out of seconds since 1970, or out of date and time.
#[must_use]
pub fn default_timestamp(text: &str) -> Timestamp {
    let epoch = timestamp::read(text, TimestampFormat::EpochSeconds);
    let read = epoch.or_else(|_| timestamp::read(text, TimestampFormat::DateTime));
    read.unwrap_or_default()
}

/// A number of any size out of its digits.
#[must_use]
pub fn default_number<T: FromStr + Value>(digits: &str) -> T {
    digits.parse().unwrap_or_else(|_| T::zero())
}

/// A document out of JSON.
#[cfg(feature = "json")]
#[must_use]
pub fn default_document(json: &str) -> Document {
    crate::codec::json::document(json).unwrap_or_default()
}
