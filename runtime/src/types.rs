//! The simple types that have no counterpart in the standard library.

mod body;
mod document;
mod number;
mod stream;
pub(crate) mod timestamp;

pub use self::body::Body;
pub use self::document::Document;
#[cfg(feature = "json")]
pub(crate) use self::number::plain_decimal;
pub use self::number::{BigDecimal, BigInteger, InvalidNumber};
pub use self::stream::ByteStream;
#[cfg(feature = "hyper")]
pub(crate) use self::stream::{Reader, read_piece};
pub(crate) use self::timestamp::InvalidTimestamp;
