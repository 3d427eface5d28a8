//! Unions: values that are one of several members.

use super::{DecodeError, Decoded, Decoder, EncodeError, Encoded, Encoder, MemberRef, Row};
use crate::schema::{FormatTraits, Kind, Member, Schema};

/// A member of the union `T`, with how its value is written and read.
#[derive(Debug)]
pub struct Variant<T> {
    member: Member,
    /// Returns `None` if the union is another member.
    encode: fn(&T, MemberRef, &mut dyn Encoder) -> Option<Encoded>,
    decode: fn(&mut T, MemberRef, &mut dyn Decoder) -> Decoded,
}

/// A member of the union `T`.
#[must_use]
pub const fn variant<T>(
    member: Member,
    encode: fn(&T, MemberRef, &mut dyn Encoder) -> Option<Encoded>,
    decode: fn(&mut T, MemberRef, &mut dyn Decoder) -> Decoded,
) -> Variant<T> {
    Variant {
        member,
        encode,
        decode,
    }
}

/// A union, implemented by generated code.
pub trait Union: Sized + 'static {
    /// The absolute shape id.
    const ID: &'static str;

    /// The members in the order of the model.
    const VARIANTS: &'static [Variant<Self>] = &[];

    /// The traits that matter in single formats.
    const TRAITS: &'static FormatTraits = FormatTraits::NONE;

    /// The schema of the union.
    const SCHEMA: &'static Schema =
        &Schema::new(Self::ID, Kind::Union(member_at::<Self>)).traits(Self::TRAITS);

    /// The union for a member that the model does not know.
    fn unknown(name: &str) -> Self;

    /// The name of the member if the model does not know it.
    fn unknown_name(&self) -> Option<&str>;
}

fn member_at<T: Union>(row: usize) -> Option<&'static Member> {
    Some(&T::VARIANTS.get(row)?.member)
}

/// Writes a union as the value of `member`.
///
/// # Errors
/// Returns [`EncodeError`] if the model does not know the union's member, or its value cannot be
/// written.
pub fn encode_union<T: Union>(
    union: &T,
    member: &'static Member,
    encoder: &mut dyn Encoder,
) -> Encoded {
    encoder.structure(member, &|members| {
        let mut variants = T::VARIANTS.iter();
        let written =
            variants.find_map(|variant| (variant.encode)(union, &variant.member, members));
        written.unwrap_or_else(|| unknown_variant(union.unknown_name().unwrap_or_default()))
    })
}

/// Replaces a union by what comes next.
///
/// # Errors
/// Returns [`DecodeError`] if not exactly one member has a value, or that value cannot be read.
pub fn decode_union<T: Union>(
    union: &mut T,
    _: &'static Member,
    decoder: &mut dyn Decoder,
) -> Decoded {
    let mut found = false;
    let mut last = None;
    decoder.structure(T::SCHEMA, &mut |row, value| {
        // The elements of a flattened list come one by one.
        let goes_on = matches!(row, Row::Known(row, member)
            if last == Some(row) && value.continues(member));
        if std::mem::replace(&mut found, true) && !goes_on {
            return Err(DecodeError::new(
                "a second member of a union, which has one",
            ));
        }
        match row {
            Row::Known(row, _) => {
                if let Some(variant) = T::VARIANTS.get(row) {
                    if last.replace(row).is_none() {
                        *union = T::unknown("");
                    }
                    (variant.decode)(union, &variant.member, value)?;
                }
            }
            Row::Unknown(name) => *union = T::unknown(name),
        }
        Ok(())
    })?;
    match found {
        true => Ok(()),
        false => Err(DecodeError::new("a union without a member")),
    }
}

/// The error for a union whose member the model does not know: there is no telling how to write it.
fn unknown_variant(name: &str) -> Encoded {
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
