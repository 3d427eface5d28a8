//! Structures and their members, with the accessors of their values.

use super::{Decoded, Decoder, Encoded, Encoder, MemberRef, Row, Value};
use crate::schema::{Fault, FormatTraits, Kind, Member, Schema};

/// The value that decoding of a structure starts from. Types with `Default` use it; generated code
/// implements this for structures with required values, and for boxes of types without `Default`.
pub trait Zero: Sized {
    /// The value that decoding starts from.
    fn zero() -> Self;
}

impl<T: Default> Zero for T {
    fn zero() -> Self {
        Self::default()
    }
}

/// A member of the structure `T`, with the accessors of its value.
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

/// Returns true if a member is required before the structure is sent.
const fn checked<T>(fields: &[Field<T>]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        if fields[at].member.required {
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

    /// The fault of an error structure.
    const FAULT: Fault = Fault::NONE;

    /// True if a member is required before the structure is sent.
    #[doc(hidden)]
    const CHECKED: bool = checked(Self::MEMBERS);

    /// The format-specific traits.
    const TRAITS: &'static FormatTraits = FormatTraits::NONE;

    /// The schema of the structure.
    const SCHEMA: &'static Schema = &structure::<Self>();

    /// Passes every member to `encoder`, in the order of the model.
    fn encode_members(&self, encoder: &mut dyn Encoder) -> Encoded {
        let mut fields = Self::MEMBERS.iter();
        fields.try_for_each(|field| (field.encode)(self, &field.member, encoder))
    }

    /// Reads the value of the member at `row`.
    fn decode_row(&mut self, row: Row<'_>, decoder: &mut dyn Decoder) -> Decoded {
        match row {
            Row::Known(row, _) => match Self::MEMBERS.get(row) {
                Some(field) => (field.decode)(self, &field.member, decoder),
                None => decoder.skip(),
            },
            Row::Unknown(_) => Ok(()),
        }
    }

    /// Writes the structure as the value of `member`.
    #[doc(hidden)]
    fn encode_value(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        encoder.structure(member, &|members| self.encode_members(members))
    }

    /// Reads the structure.
    #[doc(hidden)]
    fn decode_value(&mut self, _: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        decoder.structure(Self::SCHEMA, &mut |row, value| self.decode_row(row, value))
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

/// The schema of a structure type.
#[must_use]
pub const fn of<T: Structure>() -> &'static Schema {
    T::SCHEMA
}

/// A structure shape with the members of `T`.
#[must_use]
pub const fn structure<T: Structure>() -> Schema {
    Schema::new(T::ID, Kind::Structure(member_at::<T>)).traits(T::TRAITS)
}

fn member_at<T: Structure>(row: usize) -> Option<&'static Member> {
    Some(&T::MEMBERS.get(row)?.member)
}
