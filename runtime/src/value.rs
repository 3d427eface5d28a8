//! Rust values that have a shape: how each is written to an [`Encoder`] and read from a [`Decoder`].
//!
//! Generated code implements [`Structure`] for structures and [`Value`] for enums; everything else is here.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use jiff::Timestamp;

use crate::codec::{Contents, DecodeError, Decoded, Decoder, Encoded, Encoder};
use crate::schema::{self, Member, Schema};

/// A value of some shape.
pub trait Value: Sized {
    /// Whether `null` is a value of this type inside a list or map (`@sparse`).
    const NULLABLE: bool = false;

    /// The value a member has before anything is known of it: empty, zero, `None`.
    fn zero() -> Self;

    /// Writes the value as that of `member`.
    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded;

    /// Replaces the value by what comes next, which is not `null`.
    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded;
}

/// A structure, implemented by generated code.
pub trait Structure: Sized {
    /// The absolute shape id.
    const ID: &'static str;

    /// Whether some member has another name in JSON than in the model.
    const RENAMED: bool = false;

    /// What an error structure says about failures; `None` for all others.
    const FAULT: Option<crate::Fault> = None;

    /// The schema of the structure.
    const SCHEMA: &'static Schema = &schema::structure::<Self>();

    /// The structure before anything is known of it.
    fn zero() -> Self;

    /// Hands every member to `encoder`, in the order of the model.
    fn encode_members(&self, encoder: &mut dyn Encoder) -> Encoded;

    /// Reads the member `name`, or skips it where the structure has none of that name.
    fn decode_member(&mut self, name: &str, decoder: &mut dyn Decoder) -> Decoded;
}

/// The value a member has before anything is known of it.
#[must_use]
pub fn zero<T: Value>() -> T {
    T::zero()
}

/// Stands in for a value that must not be shown (`smithy.api#sensitive`).
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("**redacted**")
    }
}

impl dyn Encoder + '_ {
    /// Writes `value` as that of `member`.
    ///
    /// # Errors
    /// Where the value cannot be written at the member's place.
    pub fn put<T: Value>(&mut self, member: &'static Member, value: &T) -> Encoded {
        value.encode(member, self)
    }
}

impl dyn Decoder + '_ {
    /// Replaces `slot` by what comes next; `null` leaves the member without a value.
    ///
    /// # Errors
    /// Where the input does not hold a value of the member's shape.
    pub fn get<T: Value>(&mut self, member: &'static Member, slot: &mut T) -> Decoded {
        if self.null()? {
            *slot = T::zero();
            return Ok(());
        }
        slot.decode(member, self)
    }
}

impl<T: Structure> Value for T {
    fn zero() -> Self {
        <T as Structure>::zero()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.structure(member, &|members| self.encode_members(members))
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = <T as Structure>::zero();
        decoder.structure(
            member,
            T::RENAMED.then_some(T::SCHEMA),
            &mut |name, members| self.decode_member(name, members),
        )
    }
}

impl<T: Value> Value for Option<T> {
    const NULLABLE: bool = true;

    fn zero() -> Self {
        None
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        match self {
            Some(value) => value.encode(member, encoder),
            None => encoder.absent(member),
        }
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        self.insert(T::zero()).decode(member, decoder)
    }
}

impl<T: Value> Value for Vec<T> {
    fn zero() -> Self {
        Vec::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        let element = member.element();
        encoder.list(member, &|elements| {
            self.iter()
                .try_for_each(|value| value.encode(element, elements))
        })
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        let element = member.element();
        self.clear();
        decoder.list(member, &mut |elements| {
            let null = elements.null()?;
            if null && !T::NULLABLE {
                return Ok(());
            }
            // Decoded in place: a large element is never moved.
            self.push(T::zero());
            match self.last_mut() {
                Some(slot) if !null => slot.decode(element, elements),
                _ => Ok(()),
            }
        })
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn zero() -> Self {
        BTreeMap::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        let entry = member.element();
        encoder.map(member, &|entries| {
            self.iter().try_for_each(|(key, value)| {
                entries.key(key)?;
                value.encode(entry, entries)
            })
        })
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        let entry = member.element();
        self.clear();
        decoder.map(member, &mut |key, entries| {
            let mut value = T::zero();
            if !entries.null()? {
                value.decode(entry, entries)?;
            } else if !T::NULLABLE {
                return Ok(());
            }
            self.insert(key.to_owned(), value);
            Ok(())
        })
    }
}

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
                *self = narrow(decoder.integer(member)?)?;
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
}

impl Value for Bytes {
    fn zero() -> Self {
        Bytes::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.blob(member, self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.blob(member)?.into();
        Ok(())
    }
}

impl Value for Timestamp {
    fn zero() -> Self {
        Timestamp::UNIX_EPOCH
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.timestamp(member, *self)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.timestamp(member)?;
        Ok(())
    }
}

/// The integer in its member's own width.
fn narrow<T: TryFrom<i64>>(wide: i64) -> Result<T, DecodeError> {
    T::try_from(wide).map_err(|_| {
        DecodeError::new(format!(
            "{wide} does not fit into {} bits",
            8 * size_of::<T>()
        ))
    })
}

/// An encoder that reports which members are handed to it and writes nothing.
pub(crate) struct Trace<'a>(pub(crate) &'a mut dyn FnMut(&'static Member));

impl Encoder for Trace<'_> {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        (self.0)(member);
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, _: bool) -> Encoded {
        self.absent(member)
    }

    fn integer(&mut self, member: &'static Member, _: i64) -> Encoded {
        self.absent(member)
    }

    fn float(&mut self, member: &'static Member, _: f32) -> Encoded {
        self.absent(member)
    }

    fn double(&mut self, member: &'static Member, _: f64) -> Encoded {
        self.absent(member)
    }

    fn string(&mut self, member: &'static Member, _: &str) -> Encoded {
        self.absent(member)
    }

    fn blob(&mut self, member: &'static Member, _: &[u8]) -> Encoded {
        self.absent(member)
    }

    fn timestamp(&mut self, member: &'static Member, _: Timestamp) -> Encoded {
        self.absent(member)
    }

    fn structure(&mut self, member: &'static Member, _: Contents<'_>) -> Encoded {
        self.absent(member)
    }

    fn list(&mut self, member: &'static Member, _: Contents<'_>) -> Encoded {
        self.absent(member)
    }

    fn map(&mut self, member: &'static Member, _: Contents<'_>) -> Encoded {
        self.absent(member)
    }

    fn key(&mut self, _: &str) -> Encoded {
        Ok(())
    }
}
