//! Rust values with a shape, which are written to an [`Encoder`] and read from a [`Decoder`].
//!
//! Generated code implements [`Structure`] for structures, [`Union`] for unions and [`Value`] for
//! enums; everything else is here. A value describes itself to an encoder and rebuilds itself from
//! a decoder, independent of the format. Both traits are used as `dyn`, so that a shape is
//! compiled once, whatever the number of formats.

mod container;
mod decoder;
mod encoder;
mod error;
mod lookup;
mod required;
mod scalar;
mod structure;
mod union;
mod unit;

use std::fmt;

use self::container::decode_elements;
pub use self::decoder::{Decoded, Decoder, Named, Row, Visit};
pub use self::encoder::{Contents, Encoded, Encoder};
pub use self::error::{DecodeError, EncodeError};
pub use self::lookup::Lookup;
pub(crate) use self::required::check_required;
pub use self::scalar::narrow;
pub use self::structure::{Field, Structure, Zero, field, of, structure};
pub use self::union::{Union, Variant, decode_union, encode_union, union_of, variant};
pub use self::unit::Unit;
use crate::schema::Member;

/// The schema of a member.
pub type MemberRef = &'static Member;

/// A value of a shape.
pub trait Value: Sized {
    /// True if `null` is a value of this type in a list or map (`@sparse`).
    const NULLABLE: bool = false;

    /// The value a member has before anything is known of it: empty, zero, `None`.
    fn zero() -> Self;

    /// Writes the value of `member`.
    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded;

    /// Replaces the value by the next one, which is not `null`. The value is the zero value,
    /// unless a member occurs repeatedly.
    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded;

    /// Appends the elements of the next value, which is the list of `member`.
    fn decode_list(
        list: &mut Vec<Self>,
        member: &'static Member,
        decoder: &mut dyn Decoder,
    ) -> Decoded {
        decode_elements(list, member, decoder)
    }
}

/// The value a member has before anything is known of it.
#[must_use]
pub fn zero<T: Value>() -> T {
    T::zero()
}

/// The placeholder of a redacted value (`smithy.api#sensitive`).
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("**redacted**")
    }
}

impl dyn Encoder + '_ {
    /// Writes `value` as the value of `member`.
    ///
    /// # Errors
    /// Returns an error if the value cannot be written with the member's binding.
    pub fn put<T: Value>(&mut self, member: &'static Member, value: &T) -> Encoded {
        value.encode(member, self)
    }
}

impl dyn Decoder + '_ {
    /// Reads the next value into `slot`.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the input does not hold a value of the member's shape.
    pub fn get<T: Value>(&mut self, member: &'static Member, slot: &mut T) -> Decoded {
        slot.decode(member, self)
    }

    /// Reads the next value.
    ///
    /// # Errors
    /// Returns an error if the input is not a value of the member's shape.
    pub fn take<T: Value>(&mut self, member: &'static Member) -> Result<T, DecodeError> {
        let mut value = T::zero();
        self.get(member, &mut value)?;
        Ok(value)
    }

    /// Passes on the next string: the value of an enum.
    ///
    /// # Errors
    /// Returns an error if the input is not a string.
    pub fn enum_value(&mut self, member: MemberRef, take: impl FnOnce(&str)) -> Decoded {
        take(&self.string(member)?);
        Ok(())
    }

    /// Passes on the next number: the value of an intEnum.
    ///
    /// # Errors
    /// Returns an error if the input is not a 32-bit integer.
    pub fn int_value(&mut self, member: MemberRef, take: impl FnOnce(i32)) -> Decoded {
        take(narrow(self.integer(member)?)?);
        Ok(())
    }
}
