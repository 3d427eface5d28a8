//! Required members that callers leave out.

use bytes::Bytes;
use jiff::Timestamp;

use super::{Contents, EncodeError, Encoded, Encoder, Structure};
use crate::schema::Member;
use crate::types::{ByteStream, Document};

/// Checks that no member of an input is missing that the model requires.
///
/// # Errors
/// Returns an error that names all of the missing members.
pub(crate) fn check_required<T: Structure>(input: &T) -> Encoded {
    if !T::CHECKED {
        return Ok(());
    }
    let mut missing = Missing(Vec::new());
    input.encode_members(&mut missing)?;
    let named = |names: &[&str]| format!("`{}`", names.join("`, `"));
    match missing.0.as_slice() {
        [] => Ok(()),
        [one] => Err(EncodeError::new("is required and not set").in_member(one)),
        names => Err(EncodeError::new(format!(
            "the members {} are required and not set",
            named(names)
        ))),
    }
}

/// An encoder that notes the required members without a value, and writes nothing.
struct Missing(Vec<&'static str>);

impl Encoder for Missing {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        if member.required {
            self.0.push(member.name);
        }
        Ok(())
    }

    fn boolean(&mut self, _: &'static Member, _: bool) -> Encoded {
        Ok(())
    }

    fn integer(&mut self, _: &'static Member, _: i64) -> Encoded {
        Ok(())
    }

    fn float(&mut self, _: &'static Member, _: f32) -> Encoded {
        Ok(())
    }

    fn double(&mut self, _: &'static Member, _: f64) -> Encoded {
        Ok(())
    }

    fn string(&mut self, _: &'static Member, _: &str) -> Encoded {
        Ok(())
    }

    fn blob(&mut self, _: &'static Member, _: &Bytes) -> Encoded {
        Ok(())
    }

    fn timestamp(&mut self, _: &'static Member, _: Timestamp) -> Encoded {
        Ok(())
    }

    fn number(&mut self, _: &'static Member, _: &str) -> Encoded {
        Ok(())
    }

    fn any(&mut self, _: &'static Member, _: &Document) -> Encoded {
        Ok(())
    }

    fn stream(&mut self, _: &'static Member, _: &ByteStream) -> Encoded {
        Ok(())
    }

    fn structure(&mut self, _: &'static Member, _: Contents<'_>) -> Encoded {
        Ok(())
    }

    fn list(&mut self, _: &'static Member, _: Contents<'_>) -> Encoded {
        Ok(())
    }

    fn map(&mut self, _: &'static Member, _: Contents<'_>) -> Encoded {
        Ok(())
    }

    fn key(&mut self, _: &str) -> Encoded {
        Ok(())
    }
}
