//! Structures: their members, each with how its value is written and read.

use super::{Decoded, Decoder, Encoded, Encoder, MemberRef, Trace, Value};
use crate::schema::{Fault, Kind, Member, Schema};

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
    const FAULT: Option<Fault> = None;

    /// The schema of the structure.
    const SCHEMA: &'static Schema = &structure::<Self>();

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

/// A structure shape, its members being those that `T` encodes.
#[must_use]
pub const fn structure<T: Structure>() -> Schema {
    Schema {
        id: T::ID,
        kind: Kind::Structure(members::<T>),
    }
}

/// The members of a structure type: it encodes its zero value before an encoder that only takes note of them.
pub fn members<T: Structure>(visit: &mut dyn FnMut(&'static Member)) {
    // The trace never fails, so there is nothing to report.
    let _ = <T as Zero>::zero().encode_members(&mut Trace(visit));
}
