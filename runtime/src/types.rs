//! The simple types that have no counterpart in the standard library.

mod body;
mod collect;
mod document;
mod number;
mod stream;
pub(crate) mod timestamp;

pub use self::body::Body;
pub(crate) use self::collect::{Collected, TooLarge};
pub use self::document::Document;
#[cfg(feature = "json")]
pub(crate) use self::number::plain_decimal;
pub use self::number::{BigDecimal, BigInteger, InvalidNumber};
#[cfg(feature = "hyper")]
pub(crate) use self::stream::BlockingSource;
pub use self::stream::ByteStream;
pub(crate) use self::timestamp::InvalidTimestamp;
