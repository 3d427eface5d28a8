//! Which members a structure has.

use bytes::Bytes;
use jiff::Timestamp;

use super::{Contents, Encoded, Encoder};
use crate::schema::Member;
use crate::types::{ByteStream, Document};

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

    fn blob(&mut self, member: &'static Member, _: &Bytes) -> Encoded {
        self.absent(member)
    }

    fn timestamp(&mut self, member: &'static Member, _: Timestamp) -> Encoded {
        self.absent(member)
    }

    fn number(&mut self, member: &'static Member, _: &str) -> Encoded {
        self.absent(member)
    }

    fn any(&mut self, member: &'static Member, _: &Document) -> Encoded {
        self.absent(member)
    }

    fn stream(&mut self, member: &'static Member, _: &ByteStream) -> Encoded {
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
