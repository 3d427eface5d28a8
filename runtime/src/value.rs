//! Rust values that have a shape: how each is written to an [`Encoder`] and read from a [`Decoder`].
//!
//! Generated code implements [`Structure`] for structures, [`Union`] for unions and [`Value`] for enums; everything else is
//! here.

mod container;
mod document;
mod number;
mod scalar;
mod stream;
mod trace;
mod union;
mod unit;

use std::fmt;

pub use self::document::Document;
pub use self::number::{BigDecimal, BigInteger, InvalidNumber};
pub use self::scalar::narrow;
#[cfg(feature = "hyper")]
pub(crate) use self::stream::BlockingSource;
pub use self::stream::ByteStream;
pub(crate) use self::trace::Trace;
pub use self::union::{Union, decode_union, encode_union, unknown_variant};
pub use self::unit::Unit;
use crate::codec::{DecodeError, Decoded, Decoder, Encoded, Encoder};
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

/// A structure before anything is known of it. What can be made by `Default` is so; generated code implements this for
/// structures whose callers must give something, and for boxes of types that have no `Default`.
pub trait Zero: Sized {
    /// The structure before anything is known of it.
    fn zero() -> Self;
}

impl<T: Default> Zero for T {
    fn zero() -> Self {
        Self::default()
    }
}

/// What describes a member.
pub type MemberRef = &'static Member;

/// A member of the structure `T`, with how its value is written and read.
#[derive(Debug)]
pub struct Field<T> {
    member: Member,
    encode: fn(&T, MemberRef, &mut dyn Encoder) -> Encoded,
    decode: fn(&mut T, MemberRef, &mut dyn Decoder) -> Decoded,
}

/// A member of the structure `T`.
#[must_use]
pub const fn field<T>(
    member: Member,
    encode: fn(&T, MemberRef, &mut dyn Encoder) -> Encoded,
    decode: fn(&mut T, MemberRef, &mut dyn Decoder) -> Decoded,
) -> Field<T> {
    Field {
        member,
        encode,
        decode,
    }
}

/// Whether some member has another name in JSON than in the model.
const fn renamed<T>(fields: &[Field<T>]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        if fields[at].member.json_name.is_some() {
            return true;
        }
        at += 1;
    }
    false
}

/// A structure, implemented by generated code.
pub trait Structure: Zero + 'static {
    /// The absolute shape id.
    const ID: &'static str;

    /// The members in the order of the model.
    const MEMBERS: &'static [Field<Self>] = &[];

    /// Whether some member has another name in JSON than in the model.
    const RENAMED: bool = renamed(Self::MEMBERS);

    /// What an error structure says about failures; `None` for all others.
    const FAULT: Option<crate::Fault> = None;

    /// The schema of the structure.
    const SCHEMA: &'static Schema = &schema::structure::<Self>();

    /// Hands every member to `encoder`, in the order of the model.
    fn encode_members(&self, encoder: &mut dyn Encoder) -> Encoded {
        let mut fields = Self::MEMBERS.iter();
        fields.try_for_each(|field| (field.encode)(self, &field.member, encoder))
    }

    /// Reads the member `name`, or skips it where the structure has none of that name.
    fn decode_member(&mut self, name: &str, decoder: &mut dyn Decoder) -> Decoded {
        match Self::MEMBERS.iter().find(|field| field.member.name == name) {
            Some(field) => (field.decode)(self, &field.member, decoder),
            None => decoder.skip(),
        }
    }

    /// Writes the structure as the value of `member`.
    #[doc(hidden)]
    fn encode_value(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.structure(member, &|members| self.encode_members(members))
    }

    /// Replaces the structure by what comes next.
    #[doc(hidden)]
    fn decode_value(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = <Self as Zero>::zero();
        decoder.structure(
            member,
            Self::RENAMED.then_some(Self::SCHEMA),
            &mut |name, members| self.decode_member(name, members),
        )
    }
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

    /// Reads what comes next as a value of its own.
    ///
    /// # Errors
    /// Where the input does not hold a value of the member's shape.
    pub fn take<T: Value>(&mut self, member: &'static Member) -> Result<T, DecodeError> {
        let mut value = T::zero();
        self.get(member, &mut value)?;
        Ok(value)
    }

    /// Hands on the text that comes next: the value of an enum.
    ///
    /// # Errors
    /// Where the input holds no text.
    pub fn enum_value(&mut self, member: MemberRef, take: impl FnOnce(&str)) -> Decoded {
        take(&self.string(member)?);
        Ok(())
    }

    /// Hands on the number that comes next: the value of an intEnum.
    ///
    /// # Errors
    /// Where the input holds no integer of 32 bits.
    pub fn int_value(&mut self, member: MemberRef, take: impl FnOnce(i32)) -> Decoded {
        take(narrow(self.integer(member)?)?);
        Ok(())
    }
}

impl<T: Structure> Value for T {
    fn zero() -> Self {
        <T as Zero>::zero()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        self.encode_value(member, encoder)
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        self.decode_value(member, decoder)
    }
}
