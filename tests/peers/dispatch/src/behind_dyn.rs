//! Decoding with `dyn`: a shape is compiled once, whatever the number of formats, and is not
//! inlined.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::failure::{Decoded, Failure};
use crate::json::Json;
use crate::member::Member;

/// Reads the value of a key.
pub type Named<'a> = &'a mut dyn FnMut(&str, &mut dyn Decoder) -> Decoded;

/// Reads values of a format. Each function fails if the input has another type.
pub trait Decoder {
    /// Consumes a `null`; returns true if there was one.
    fn null(&mut self) -> bool;
    /// Reads a string.
    ///
    /// # Errors
    /// Returns an error if the input has another type.
    fn string(&mut self, member: &'static Member) -> Result<Cow<'_, str>, Failure>;
    /// Reads a timestamp.
    ///
    /// # Errors
    /// Returns an error if the input has another type.
    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, Failure>;
    /// Reads a structure.
    ///
    /// # Errors
    /// Returns an error if the input has another type, or `visit` fails.
    fn structure(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded;
    /// Reads a list.
    ///
    /// # Errors
    /// Returns an error if the input has another type, or `visit` fails.
    fn list(
        &mut self,
        member: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded;
    /// Skips a value.
    ///
    /// # Errors
    /// Returns an error if it is malformed.
    fn skip(&mut self) -> Decoded;
}

impl<F> Decoder for Json<'_, F> {
    #[inline]
    fn null(&mut self) -> bool {
        self.take_null()
    }

    fn string(&mut self, _: &'static Member) -> Result<Cow<'_, str>, Failure> {
        self.text()
    }

    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, Failure> {
        self.time(member)
    }

    fn structure(&mut self, _: &'static Member, visit: Named<'_>) -> Decoded {
        self.object(|name, json| visit(name, json))
    }

    fn list(
        &mut self,
        _: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        self.array(|json| visit(json))
    }

    fn skip(&mut self) -> Decoded {
        self.pass()
    }
}

/// A value of a shape.
pub trait Value: Sized {
    /// The value that decoding starts from.
    fn zero() -> Self;

    /// Replaces the value by the next one, which is not `null`.
    ///
    /// # Errors
    /// Returns an error if the input has another type.
    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded;
}

/// A structure.
pub trait Structure: Default {
    /// Reads the member `name`, or skips it.
    ///
    /// # Errors
    /// Returns an error if the input does not have the member's type.
    fn decode_member(&mut self, name: &str, decoder: &mut dyn Decoder) -> Decoded;
}

impl dyn Decoder + '_ {
    /// Replaces `slot` by the next value; `null` clears it.
    ///
    /// # Errors
    /// Returns an error if the input does not have the member's type.
    pub fn get<T: Value>(&mut self, member: &'static Member, slot: &mut T) -> Decoded {
        if self.null() {
            *slot = T::zero();
            return Ok(());
        }
        slot.decode(member, self)
    }
}

impl<T: Structure> Value for T {
    fn zero() -> Self {
        T::default()
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = T::default();
        decoder.structure(member, &mut |name, members| {
            self.decode_member(name, members)
        })
    }
}

impl<T: Value> Value for Option<T> {
    fn zero() -> Self {
        None
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        self.insert(T::zero()).decode(member, decoder)
    }
}

impl<T: Value> Value for Vec<T> {
    fn zero() -> Self {
        Vec::new()
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        self.clear();
        decoder.list(member, &mut |elements| {
            if elements.null() {
                return Ok(());
            }
            self.push(T::zero());
            match self.last_mut() {
                Some(slot) => slot.decode(member, elements),
                None => Ok(()),
            }
        })
    }
}

impl Value for String {
    fn zero() -> Self {
        String::new()
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.string(member)?.into_owned();
        Ok(())
    }
}

impl Value for Timestamp {
    fn zero() -> Self {
        Timestamp::UNIX_EPOCH
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        *self = decoder.timestamp(member)?;
        Ok(())
    }
}

/// Reads a document.
///
/// # Errors
/// Returns an error if it is not the structure.
pub fn document<T: Structure>(decoder: &mut dyn Decoder) -> Result<T, Failure> {
    static DOCUMENT: Member = crate::member::member("");
    let mut value = T::default();
    value.decode(&DOCUMENT, decoder)?;
    Ok(value)
}
