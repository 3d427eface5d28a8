//! Members as they come in: each goes where it is bound to.

use bytes::Bytes;
use jiff::Timestamp;

use super::{Content, RequestEncoder};
use crate::schema::{Binding, Kind, Member};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};
use crate::types::{Body, ByteStream, Document};

impl Encoder for RequestEncoder<'_> {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        if member.idempotency_token {
            let token = (self.token)();
            return self.string(member, &token);
        }
        let missing = |place| {
            Err(
                EncodeError::new(format!("is part of the {place} and must have a value"))
                    .in_member(member.name),
            )
        };
        if member.host_label {
            return missing("host");
        }
        match self.binding(member) {
            Binding::Label => return missing("path"),
            Binding::Body | Binding::ResponseCode => self.begin_members(),
            // A structure without members takes the place of one that is absent; all else that is
            // absent is no body at all.
            Binding::Payload
                if matches!(member.target.kind, Kind::Structure(_))
                    && self.body.writes_absent_payload() =>
            {
                self.begin(Content::Payload);
            }
            _ => {}
        }
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.place(member, &|encoder| encoder.boolean(member, value))
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        self.place(member, &|encoder| encoder.integer(member, value))
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        self.place(member, &|encoder| encoder.float(member, value))
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        self.place(member, &|encoder| encoder.double(member, value))
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        if self.is_payload(member) {
            return self.raw(member, Body::from(value.to_owned()), "text/plain");
        }
        if member.endpoint {
            self.endpoint = Some(value.to_owned());
        }
        self.place(member, &|encoder| encoder.string(member, value))
    }

    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
        if self.is_payload(member) {
            return self.raw(
                member,
                Body::from(value.clone()),
                "application/octet-stream",
            );
        }
        self.place(member, &|encoder| encoder.blob(member, value))
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        self.place(member, &|encoder| encoder.timestamp(member, value))
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.place(member, &|encoder| encoder.number(member, text))
    }

    fn any(&mut self, member: &'static Member, value: &Document) -> Encoded {
        self.place(member, &|encoder| encoder.any(member, value))
    }

    fn stream(&mut self, member: &'static Member, value: &ByteStream) -> Encoded {
        if self.is_payload(member) {
            if member.requires_length && value.length().is_none() {
                let reason = "is sent as a stream whose length must be known; give it";
                return Err(EncodeError::new(reason).in_member(member.name));
            }
            let body = Body::from(value.share());
            return self.raw(member, body, "application/octet-stream");
        }
        self.place(member, &|encoder| encoder.stream(member, value))
    }

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.place(member, &|encoder| encoder.structure(member, contents))
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.place(member, &|encoder| encoder.list(member, contents))
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.place(member, &|encoder| encoder.map(member, contents))
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.body.encoder().key(key)
    }
}
