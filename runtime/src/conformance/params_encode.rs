//! Values as documents in the form of a case's parameters, to be compared.

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;

use crate::schema::{Member, Role, TimestampFormat};
use crate::serde::{Contents, Encoded, Encoder};
use crate::types::timestamp;
use crate::types::{BigDecimal, ByteStream, Document};

/// Gathers the members of one structure, list or map.
#[derive(Default)]
pub(super) struct ParamsEncoder {
    members: BTreeMap<String, Document>,
    elements: Vec<Document>,
    /// The key of the map's next value.
    key: String,
}

impl ParamsEncoder {
    /// The members that were handed over.
    pub(super) fn into_object(self) -> Document {
        Document::Object(self.members)
    }

    fn add(&mut self, member: &'static Member, value: Document) -> Encoded {
        match member.role {
            Role::Element => self.elements.push(value),
            Role::Entry => drop(self.members.insert(std::mem::take(&mut self.key), value)),
            Role::Field | Role::Key => drop(self.members.insert(member.name.to_owned(), value)),
        }
        Ok(())
    }

    fn inside(contents: Contents<'_>) -> Result<Self, crate::serde::EncodeError> {
        let mut inner = Self::default();
        contents(&mut inner)?;
        Ok(inner)
    }
}

/// A number, or the text that stands for one that JSON lacks.
fn floating(value: f64, text: &str) -> Document {
    match value {
        _ if value.is_nan() => "NaN".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        _ => number(text),
    }
}

fn number(text: &str) -> Document {
    text.parse().map_or_else(
        |_| text.into(),
        |number: BigDecimal| Document::Number(number),
    )
}

fn text(bytes: &[u8]) -> Document {
    bytes.escape_ascii().to_string().into()
}

impl Encoder for ParamsEncoder {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        match member.role {
            Role::Field => Ok(()),
            _ => self.add(member, Document::Null),
        }
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.add(member, Document::Boolean(value))
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        self.add(member, number(&value.to_string()))
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        self.add(member, floating(value.into(), &value.to_string()))
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        self.add(member, floating(value, &value.to_string()))
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        self.add(member, value.into())
    }

    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
        self.add(member, text(value))
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        let mut text = String::new();
        timestamp::write(&mut text, value, TimestampFormat::EpochSeconds)?;
        self.add(member, number(&text))
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.add(member, number(text))
    }

    fn any(&mut self, member: &'static Member, value: &Document) -> Encoded {
        self.add(member, value.clone())
    }

    fn stream(&mut self, member: &'static Member, value: &ByteStream) -> Encoded {
        match value.as_bytes() {
            Some(bytes) => self.add(member, text(bytes)),
            None => self.add(member, "a stream that is not in memory".into()),
        }
    }

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = Self::inside(contents)?;
        self.add(member, inner.into_object())
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = Self::inside(contents)?;
        self.add(member, Document::Array(inner.elements))
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = Self::inside(contents)?;
        self.add(member, inner.into_object())
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.key = key.to_owned();
        Ok(())
    }
}
