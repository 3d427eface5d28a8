//! Structures: their members, each with how its value is written and read.

use super::{Decoded, Decoder, Encoded, Encoder, MemberRef, Row, Value};
use crate::schema::{Fault, FormatTraits, Kind, Member, Schema};

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

/// Returns whether some member must be given before the structure is sent.
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

    /// What an error structure says about failures.
    const FAULT: Fault = Fault::NONE;

    /// Whether some member must be given before the structure is sent.
    #[doc(hidden)]
    const CHECKED: bool = checked(Self::MEMBERS);

    /// The traits that matter in single formats.
    const TRAITS: &'static FormatTraits = FormatTraits::NONE;

    /// The schema of the structure.
    const SCHEMA: &'static Schema = &structure::<Self>();

    /// Hands every member to `encoder`, in the order of the model.
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

/// A structure shape, its members being those of `T`.
#[must_use]
pub const fn structure<T: Structure>() -> Schema {
    Schema::new(T::ID, Kind::Structure(member_at::<T>)).traits(T::TRAITS)
}

fn member_at<T: Structure>(row: usize) -> Option<&'static Member> {
    Some(&T::MEMBERS.get(row)?.member)
}
