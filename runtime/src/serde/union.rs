//! Unions: structures of which one member has a value.

use super::{DecodeError, Decoded, Decoder, EncodeError, Encoded, Encoder};
use crate::schema::{Kind, Member, Schema};

/// A union, implemented by generated code.
pub trait Union: Sized {
    /// The absolute shape id.
    const ID: &'static str;

    /// Whether some member has another name in JSON than in the model.
    const RENAMED: bool = false;

    /// The schema of the union.
    const SCHEMA: &'static Schema = &Schema {
        id: Self::ID,
        kind: Kind::Union(Self::members),
    };

    /// Calls `visit` once for each member, in the order of the model.
    fn members(visit: &mut dyn FnMut(&'static Member));

    /// The union before anything is known of it: an unknown member without a name.
    fn zero() -> Self;

    /// Hands the member that has a value to `encoder`.
    fn encode_member(&self, encoder: &mut dyn Encoder) -> Encoded;

    /// Replaces the union by the member `name`, whose value comes next; one that is not known is kept by its name.
    fn decode_member(&mut self, name: &str, decoder: &mut dyn Decoder) -> Decoded;
}

/// Writes a union as the value of `member`.
///
/// # Errors
/// Where the member that has a value is not known, or its value cannot be written.
pub fn encode_union<T: Union>(
    union: &T,
    member: &'static Member,
    encoder: &mut dyn Encoder,
) -> Encoded {
    encoder.structure(member, &|members| union.encode_member(members))
}

/// Replaces a union by what comes next. Members that are `null` have no value, and `__type` is no member.
///
/// # Errors
/// Where not exactly one member has a value, or that cannot be read.
pub fn decode_union<T: Union>(
    union: &mut T,
    member: &'static Member,
    decoder: &mut dyn Decoder,
) -> Decoded {
    let mut found = false;
    let renamed = T::RENAMED.then_some(T::SCHEMA);
    decoder.structure(member, renamed, &mut |name, members| {
        if members.null()? {
            return Ok(());
        }
        if name == "__type" {
            return members.skip();
        }
        if std::mem::replace(&mut found, true) {
            return Err(DecodeError::new(
                "a second member of a union, which has one",
            ));
        }
        union.decode_member(name, members)
    })?;
    match found {
        true => Ok(()),
        false => Err(DecodeError::new("a union without a member")),
    }
}

/// The error for a union whose member the model does not know: there is no telling how to write it.
///
/// # Errors
/// Always.
pub fn unknown_variant(name: &str) -> Encoded {
    Err(EncodeError::new(if name.is_empty() {
        "a union without a member cannot be sent"
    } else {
        "a union's member that the model does not know cannot be sent"
    }))
}

/// The schema of a union type.
#[must_use]
pub const fn union_of<T: Union>() -> &'static Schema {
    T::SCHEMA
}
