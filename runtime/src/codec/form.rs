//! Forms: the bodies of requests in the AWS query protocols (Smithy 2.0, "AWS query protocol",
//! "Amazon EC2 query protocol").

use bytes::Bytes;
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::MAX_DEPTH;
use super::text::{self, Scalar};
use crate::schema::{Kind, Member, Role, TimestampFormat};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};

/// Everything but the unreserved characters of RFC 3986 is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The rules by which names are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormNames {
    /// Those of `aws.protocols#awsQuery`.
    Query,
    /// Those of `aws.protocols#ec2Query`: capitalized, and all lists are flattened.
    Ec2,
}

impl FormNames {
    fn name_of(self, member: &'static Member) -> String {
        match (self, member.traits.ec2_name) {
            (Self::Query, _) => member.xml_name().to_owned(),
            (Self::Ec2, Some(name)) => name.to_owned(),
            (Self::Ec2, None) => capitalized(member.xml_name()),
        }
    }
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// Writes values as the parameters of a form.
#[derive(Debug)]
pub struct FormEncoder {
    out: String,
    names: FormNames,
    /// The names that lead to the value that comes next, encoded and joined by points.
    path: String,
    /// The position of the last element or entry, counted from 1.
    index: usize,
    /// The name of keys in the map that is written.
    key: &'static str,
    depth: usize,
}

impl FormEncoder {
    /// An encoder that has written nothing.
    #[must_use]
    pub fn new(names: FormNames) -> Self {
        Self {
            out: String::new(),
            names,
            path: String::new(),
            index: 0,
            key: "key",
            depth: 0,
        }
    }

    /// Writes a parameter of the form itself.
    pub fn parameter(&mut self, name: &str, value: &str) {
        if !self.out.is_empty() {
            self.out.push('&');
        }
        self.out.extend(utf8_percent_encode(name, RESERVED));
        self.out.push('=');
        self.out.extend(utf8_percent_encode(value, RESERVED));
    }

    /// Takes the text written so far.
    pub fn take_text(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Writes by means of `write` what is under a name.
    fn within(&mut self, name: &str, write: &mut dyn FnMut(&mut Self) -> Encoded) -> Encoded {
        let length = self.path.len();
        if !self.path.is_empty() && !name.is_empty() {
            self.path.push('.');
        }
        self.path.extend(utf8_percent_encode(name, RESERVED));
        let written = write(self);
        self.path.truncate(length);
        written
    }

    /// Writes a value under the name of its member, or under the position of an element.
    fn under(
        &mut self,
        member: &'static Member,
        write: &mut dyn FnMut(&mut Self) -> Encoded,
    ) -> Encoded {
        match member.role {
            Role::Field | Role::Key => self.within(&self.names.name_of(member), write),
            Role::Entry => {
                let position = format!("{}.{}", self.index, member.xml_name());
                self.within(&position, write)
            }
            Role::Element => {
                self.index += 1;
                self.within(&self.index.to_string(), write)
            }
        }
    }

    /// Writes what is within a structure, list or map.
    fn nest(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        if self.depth == MAX_DEPTH {
            let reason = format!("nests deeper than {MAX_DEPTH} levels");
            return Err(EncodeError::new(reason).in_member(member.name));
        }
        let (index, key) = (self.index, self.key);
        self.index = 0;
        if let Kind::Map(key, _) = member.target.kind {
            self.key = key.xml_name();
        }
        self.depth += 1;
        let written = contents(self);
        self.depth -= 1;
        (self.index, self.key) = (index, key);
        written.map_err(|error| error.in_member(member.name))
    }

    fn push(&mut self, value: &str) {
        if !self.out.is_empty() {
            self.out.push('&');
        }
        self.out.push_str(&self.path);
        self.out.push('=');
        self.out.extend(utf8_percent_encode(value, RESERVED));
    }

    /// Returns true if elements or entries follow the name of `member` directly.
    fn flattens(&self, member: &'static Member) -> bool {
        self.names == FormNames::Ec2 || member.traits.xml_flattened
    }
}

impl Scalar for FormEncoder {
    fn scalar(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.under(member, &mut |form| {
            form.push(text);
            Ok(())
        })
    }
}

impl Encoder for FormEncoder {
    fn absent(&mut self, _: &'static Member) -> Encoded {
        Ok(())
    }

    text::scalars!(TimestampFormat::DateTime);

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.under(member, &mut |form| form.nest(member, contents))
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = match self.flattens(member) {
            true => "",
            false => member.element().xml_name(),
        };
        self.under(member, &mut |form| {
            let before = form.out.len();
            form.within(inner, &mut |form| form.nest(member, contents))?;
            // An empty list is a parameter without a value.
            if form.out.len() == before && form.names == FormNames::Query {
                form.push("");
            }
            Ok(())
        })
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = if self.flattens(member) { "" } else { "entry" };
        self.under(member, &mut |form| {
            form.within(inner, &mut |form| form.nest(member, contents))
        })
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.index += 1;
        let name = format!("{}.{}", self.index, self.key);
        self.within(&name, &mut |form| {
            form.push(key);
            Ok(())
        })
    }
}
