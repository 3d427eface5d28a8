//! XML to values.

use std::borrow::Cow;
use std::str::FromStr;

use bytes::Bytes;
use jiff::Timestamp;

use super::escape::unescape;
use super::scan::{Scanner, Tag, attributes, local};
use crate::codec::MAX_DEPTH;
use crate::schema::{Kind, Member, Schema, TimestampFormat};
use crate::serde::{DecodeError, Decoded, Decoder, Lookup, Named, Row, Visit};
use crate::types::timestamp;

/// Reads values out of an XML document.
#[derive(Debug)]
pub struct XmlDecoder<'a> {
    scanner: Scanner<'a>,
    /// The element that is read next; its start tag has been consumed.
    tag: Tag<'a>,
    /// The attribute that is read next, in place of the element.
    attribute: Option<Cow<'a, str>>,
    depth: usize,
    /// True if `message` and `Message` are one name.
    message_in_any_case: bool,
}

impl<'a> XmlDecoder<'a> {
    /// A decoder over a document, before its element.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the bytes are not UTF-8, or do not begin with an element.
    pub fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scanner = Scanner::new(bytes)?;
        let tag = scanner.root()?;
        Ok(Self {
            scanner,
            tag,
            attribute: None,
            depth: 0,
            message_in_any_case: false,
        })
    }

    /// Takes `message` for `Message` and the other way round: services and models do not agree on
    /// the case of its first letter in errors.
    #[must_use]
    pub(crate) fn message_in_any_case(mut self) -> Self {
        self.message_in_any_case = true;
        self
    }

    /// The name of the element that is read next, without the prefix of its namespace.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.tag.local_name()
    }

    /// Checks that nothing follows what has been read.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if something does.
    pub fn end(&mut self) -> Decoded {
        self.scanner.end()
    }

    /// Calls `visit` with the name of each child of the element; it must read or skip the child.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the element is malformed, or `visit` does.
    pub fn children(&mut self, visit: &mut dyn FnMut(&'a str, &mut Self) -> Decoded) -> Decoded {
        let parent = self.enter()?;
        while let Some(child) = self.scanner.child(&parent)? {
            self.tag = child;
            visit(child.local_name(), self)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn enter(&mut self) -> Result<Tag<'a>, DecodeError> {
        if self.depth == MAX_DEPTH {
            let reason = format!("nests deeper than {MAX_DEPTH} levels");
            return Err(self.scanner.fail(&reason));
        }
        self.depth += 1;
        Ok(self.tag)
    }

    /// The text of the element or attribute.
    #[inline]
    fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.attribute.take() {
            Some(value) => Ok(value),
            None => self.scanner.text(&self.tag),
        }
    }

    fn parse<T: FromStr>(&mut self, expected: &str) -> Result<T, DecodeError> {
        let text = self.text()?;
        let value = text.trim_ascii().parse();
        value.map_err(|_| DecodeError::new(format!("expected {expected}")))
    }

    /// Reads the attributes of the element that are members of a structure.
    fn read_attributes(&mut self, tag: &Tag<'a>, lookup: &mut Lookup, visit: Visit<'_>) -> Decoded {
        let at = self.scanner.at;
        for (name, value) in attributes(tag.attributes) {
            let is = |member: &Member| {
                member.traits.xml_attribute
                    && (member.xml_name() == name || member.xml_name() == local(name))
            };
            if let Some((row, member)) = lookup.find(is) {
                self.attribute = Some(unescape(value, at)?);
                visit(Row::Known(row, member), self)
                    .map_err(|error| error.at(at).within(member.name))?;
            }
        }
        Ok(())
    }

    /// Reads a child of a structure.
    fn read_member(&mut self, lookup: &mut Lookup, visit: Visit<'_>) -> Decoded {
        let (start, tag) = (self.scanner.at, self.tag);
        let found = self.row(lookup, &tag);
        let (read, name) = match found {
            Some((row, member)) => (visit(Row::Known(row, member), self), member.name),
            None => {
                let name = tag.local_name();
                let skipped = self.scanner.skip(&tag);
                let read = match lookup.is_union {
                    true => skipped.and_then(|()| visit(Row::Unknown(name), self)),
                    false => skipped,
                };
                (read, name)
            }
        };
        read.map_err(|error| error.at(start).within(name))
    }

    /// The row of the member that an element stands for.
    fn row(&self, lookup: &mut Lookup, tag: &Tag<'a>) -> Option<(usize, &'static Member)> {
        let found =
            lookup.find(|member| tag.is_named(member.xml_name()) && !member.traits.xml_attribute);
        let name = tag.local_name();
        if found.is_some() || !self.message_in_any_case || !name.eq_ignore_ascii_case("message") {
            return found;
        }
        lookup.find(|member| member.xml_name().eq_ignore_ascii_case(name))
    }

    /// Reads an entry of a map. Its key may come behind its value.
    fn entry(&mut self, map: &Member, visit: Named<'_>) -> Decoded {
        let Kind::Map(key, value) = map.target.kind else {
            return self.skip();
        };
        let parent = self.enter()?;
        let mut name: Option<Cow<'a, str>> = None;
        let mut found = None;
        while let Some(child) = self.scanner.child(&parent)? {
            if child.is_named(key.xml_name()) && name.is_none() {
                name = Some(self.scanner.text(&child)?);
                continue;
            }
            if child.is_named(value.xml_name()) {
                found = Some((self.scanner, child));
            }
            self.scanner.skip(&child)?;
        }
        if let (Some(name), Some((start, child))) = (name, found) {
            let end = std::mem::replace(&mut self.scanner, start);
            self.tag = child;
            let read = visit(&name, self);
            read.map_err(|error| error.at(start.at).within_entry(map, &name))?;
            self.scanner = end;
        }
        self.depth -= 1;
        Ok(())
    }
}

impl Decoder for XmlDecoder<'_> {
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, DecodeError> {
        match self.text()?.trim_ascii() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(DecodeError::new("expected a boolean")),
        }
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, DecodeError> {
        self.parse("an integer of at most 64 bits")
    }

    fn float(&mut self, _: &'static Member) -> Result<f32, DecodeError> {
        self.parse("a number")
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, DecodeError> {
        self.parse("a number")
    }

    fn string(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        self.text()
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, DecodeError> {
        let text = self.text()?;
        base64_simd::STANDARD
            .decode_to_vec(text.trim_ascii().as_bytes())
            .map(Bytes::from)
            .map_err(|_| DecodeError::new("not base64"))
    }

    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, DecodeError> {
        let text = self.text()?;
        let format = member.timestamp.unwrap_or(TimestampFormat::DateTime);
        Ok(timestamp::read_any(text.trim_ascii(), format)?)
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        Ok(match self.text()? {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
            Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
        })
    }

    fn structure(&mut self, schema: &'static Schema, visit: Visit<'_>) -> Decoded {
        let tag = self.enter()?;
        let mut lookup = Lookup::new(schema);
        if !tag.attributes.is_empty() && !lookup.is_union {
            self.read_attributes(&tag, &mut lookup, visit)?;
            lookup = Lookup::new(schema);
        }
        while let Some(child) = self.scanner.child(&tag)? {
            self.tag = child;
            self.read_member(&mut lookup, visit)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn list(
        &mut self,
        member: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        if member.traits.xml_flattened {
            return visit(self);
        }
        let tag = self.enter()?;
        let name = member.element().xml_name();
        let mut index = 0;
        while let Some(child) = self.scanner.child(&tag)? {
            if !child.is_named(name) {
                self.scanner.skip(&child)?;
                continue;
            }
            self.tag = child;
            let start = self.scanner.at;
            visit(self).map_err(|error| error.at(start).within_element(index))?;
            index += 1;
        }
        self.depth -= 1;
        Ok(())
    }

    fn map(&mut self, member: &'static Member, visit: Named<'_>) -> Decoded {
        if member.traits.xml_flattened {
            return self.entry(member, visit);
        }
        let tag = self.enter()?;
        while let Some(child) = self.scanner.child(&tag)? {
            self.tag = child;
            if child.local_name() == "entry" {
                self.entry(member, visit)?;
            } else {
                self.scanner.skip(&child)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn skip(&mut self) -> Decoded {
        match self.attribute.take() {
            Some(_) => Ok(()),
            None => self.scanner.skip(&self.tag),
        }
    }

    fn continues(&self, member: &'static Member) -> bool {
        member.traits.xml_flattened
    }
}
