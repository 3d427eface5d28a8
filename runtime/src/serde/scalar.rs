//! Values that have no parts.

use bytes::Bytes;
use jiff::Timestamp;

use super::{DecodeError, Decoded, Decoder, Encoded, Encoder, Value};
use crate::schema::Member;
use crate::types::{BigDecimal, BigInteger, ByteStream, Document};

impl Value for String {
    fn zero() -> Self {
        String::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.string(member, self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.string(member)?.into_owned();
        Ok(())
    }
}

impl Value for bool {
    fn zero() -> Self {
        false
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.boolean(member, *self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.boolean(member)?;
        Ok(())
    }
}

/// The four widths of integers differ in their type alone.
macro_rules! integers {
    ($($width:ty)*) => {$(
        impl Value for $width {
            fn zero() -> Self {
                0
            }

            fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
                encoder.integer(member, i64::from(*self))
            }

            fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
                *self = fit(decoder.integer(member)?)?;
                Ok(())
            }
        }
    )*};
}

integers!(i8 i16 i32 i64);

impl Value for f32 {
    fn zero() -> Self {
        0.0
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.float(member, *self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.float(member)?;
        Ok(())
    }
}

impl Value for f64 {
    fn zero() -> Self {
        0.0
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.double(member, *self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.double(member)?;
        Ok(())
    }

    fn decode_list(
        list: &mut Vec<Self>,
        member: &'static Member,
        decoder: &mut dyn Decoder,
    ) -> Decoded {
        decoder.doubles(member, list)
    }
}

impl Value for Bytes {
    fn zero() -> Self {
        Bytes::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.blob(member, self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.blob(member)?;
        Ok(())
    }
}

impl Value for Timestamp {
    fn zero() -> Self {
        Timestamp::UNIX_EPOCH
    }

    /// Writes milliseconds at most (Smithy 2.0, "Timestamp serialization and deserialization").
    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        let milliseconds = Timestamp::from_millisecond(self.as_millisecond());
        encoder.timestamp(member, milliseconds.unwrap_or(*self))
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.timestamp(member)?;
        Ok(())
    }

    fn decode_list(
        list: &mut Vec<Self>,
        member: &'static Member,
        decoder: &mut dyn Decoder,
    ) -> Decoded {
        decoder.timestamps(member, list)
    }
}

impl Value for BigInteger {
    fn zero() -> Self {
        BigInteger::default()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.number(member, self.as_str())
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = BigInteger::read(&decoder.number(member)?)?;
        Ok(())
    }
}

impl Value for BigDecimal {
    fn zero() -> Self {
        BigDecimal::default()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.number(member, self.as_str())
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.number(member)?.parse()?;
        Ok(())
    }
}

impl Value for Document {
    // Any JSON value is a document, `null` too.
    const NULLABLE: bool = true;

    fn zero() -> Self {
        Document::Null
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.any(member, self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.any(member)?;
        Ok(())
    }
}

impl Value for ByteStream {
    fn zero() -> Self {
        ByteStream::default()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.stream(member, self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.stream(member)?;
        Ok(())
    }
}

/// The integer as the number of an int enum.
///
/// # Errors
/// Where it does not fit into 32 bits.
pub fn narrow(wide: i64) -> Result<i32, DecodeError> {
    fit(wide)
}

/// The integer in its member's own width.
fn fit<T: TryFrom<i64>>(wide: i64) -> Result<T, DecodeError> {
    T::try_from(wide).map_err(|_| {
        DecodeError::new(format!(
            "the number does not fit into {} bits",
            8 * size_of::<T>()
        ))
    })
}
