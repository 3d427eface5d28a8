//! The tags and texts of an XML document, one after the other.

use std::borrow::Cow;

use super::escape::unescape;
use crate::serde::{DecodeError, Decoded};

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// The length of the prefix of its namespace, with the colon; zero without one.
    prefix: usize,
    /// The text between the name and the end of the tag.
    pub(super) attributes: &'a str,
    /// True if the element ends with the tag.
    pub(super) empty: bool,
}

impl<'a> Tag<'a> {
    /// The name without the prefix of its namespace.
    pub(super) fn local_name(&self) -> &'a str {
        &self.name[self.prefix..]
    }

    /// Returns true if the element has a name, with or without the prefix of its namespace.
    #[inline]
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.local_name() == name || (self.prefix > 0 && self.name == name)
    }
}

/// A name without the prefix of its namespace.
pub(super) fn local(name: &str) -> &str {
    match memchr::memchr(b':', name.as_bytes()) {
        Some(colon) => &name[colon + 1..],
        None => name,
    }
}

/// A position in an XML document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    pub(super) at: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at the start of a document.
    ///
    /// # Errors
    /// Returns [`DecodeError`] if the bytes are not UTF-8.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| DecodeError::new("the input is not UTF-8").at(error.valid_up_to()))?;
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Ok(Self { text, at })
    }

    pub(super) fn fail(&self, reason: &str) -> DecodeError {
        DecodeError::new(reason).at(self.at)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The start tag of the document's element.
    pub(super) fn root(&mut self) -> Result<Tag<'a>, DecodeError> {
        self.at = self.at.max(self.skip_misc()?);
        match self.rest().as_bytes() {
            [] => Err(self.fail("expected an XML element, found the end of the input")),
            [b'<', ..] => self.tag(),
            _ => Err(self.fail("expected an XML element, found text")),
        }
    }

    /// Checks that nothing but comments follows.
    pub(super) fn end(&mut self) -> Decoded {
        self.at = self.skip_misc()?;
        match self.rest() {
            "" => Ok(()),
            _ => Err(self.fail("something follows the end of the document")),
        }
    }

    /// Moves past white space, comments and processing instructions; returns the position.
    fn skip_misc(&mut self) -> Result<usize, DecodeError> {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_ascii_start().len();
            if !self.markup()? {
                return Ok(self.at);
            }
        }
    }

    /// Moves past a comment or processing instruction, if there is one. Document types are refused.
    fn markup(&mut self) -> Result<bool, DecodeError> {
        let rest = self.rest();
        let end = match rest.as_bytes() {
            [b'<', b'?', ..] => "?>",
            [b'<', b'!', b'-', b'-', ..] => "-->",
            [b'<', b'!', b'D', ..] => {
                return Err(self.fail("a document type declaration, which is not accepted"));
            }
            _ => return Ok(false),
        };
        let from = if end == "-->" { 4 } else { 2 };
        match memchr::memmem::find(&rest.as_bytes()[from..], end.as_bytes()) {
            Some(found) => {
                self.at += from + found + end.len();
                Ok(true)
            }
            None => Err(self.fail("a comment or processing instruction without an end")),
        }
    }

    /// Reads a start tag, at whose `<` the scanner is.
    fn tag(&mut self) -> Result<Tag<'a>, DecodeError> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let (mut at, mut prefix) = (name_end(bytes, start), 0);
        while bytes.get(at) == Some(&b':') {
            if prefix == 0 {
                prefix = at + 1 - start;
            }
            at = name_end(bytes, at + 1);
        }
        if at == start {
            return Err(self.fail("a tag without a name"));
        }
        let name = &self.text[start..at];
        let end = tag_end(bytes, at).ok_or_else(|| self.fail("a tag without an end"))?;
        let empty = bytes[end - 1] == b'/' && end > at;
        let attributes = &self.text[at..end - usize::from(empty)];
        self.at = end + 1;
        Ok(Tag {
            name,
            prefix,
            attributes,
            empty,
        })
    }

    /// The start tag of the next child of `parent`; `None` behind its end tag. Text between
    /// children is skipped.
    pub(super) fn child(&mut self, parent: &Tag<'a>) -> Result<Option<Tag<'a>>, DecodeError> {
        if parent.empty {
            return Ok(None);
        }
        loop {
            self.skip_text()?;
            match self.text.as_bytes().get(self.at + 1) {
                Some(b'/') => return self.close(parent.name).map(|()| None),
                Some(b'!' | b'?') if self.skip_aside()? => {}
                _ => return self.tag().map(Some),
            }
        }
    }

    /// Moves past a CDATA section, a comment or a processing instruction, if there is one.
    #[cold]
    fn skip_aside(&mut self) -> Result<bool, DecodeError> {
        match self.rest().starts_with("<![") {
            true => self.cdata().map(|_| true),
            false => self.markup(),
        }
    }

    /// Moves to the next `<`, which is here already if there is no white space.
    #[inline]
    fn skip_text(&mut self) -> Decoded {
        let rest = &self.text.as_bytes()[self.at..];
        if rest.first() == Some(&b'<') {
            return Ok(());
        }
        match memchr::memchr(b'<', rest) {
            Some(found) => {
                self.at += found;
                Ok(())
            }
            None => {
                self.at = self.text.len();
                Err(self.fail("the input ends within an element"))
            }
        }
    }

    /// Consumes the end tag of `name`.
    fn close(&mut self, name: &str) -> Decoded {
        let behind = self.text.as_bytes()[self.at + 2..].strip_prefix(name.as_bytes());
        match behind.and_then(|behind| behind.trim_ascii_start().strip_prefix(b">")) {
            Some(behind) => {
                self.at = self.text.len() - behind.len();
                Ok(())
            }
            None => Err(self.fail(&format!("expected the end of <{}>", shortened(name)))),
        }
    }

    /// The text of an element without children, whose start tag has been read; its end is consumed.
    #[inline]
    pub(super) fn text(&mut self, parent: &Tag<'a>) -> Result<Cow<'a, str>, DecodeError> {
        if parent.empty {
            return Ok(Cow::Borrowed(""));
        }
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let first = match memchr::memchr3(b'<', b'&', b'\r', rest) {
            Some(found) if rest[found] == b'<' => {
                self.at += found;
                Cow::Borrowed(&self.text[start..self.at])
            }
            _ => {
                self.skip_text()?;
                unescape(&self.text[start..self.at], start)?
            }
        };
        if self.text.as_bytes().get(self.at + 1) == Some(&b'/') {
            self.close(parent.name)?;
            return Ok(first);
        }
        self.long_text(parent, first.into_owned()).map(Cow::Owned)
    }

    /// Reads on behind the first piece of a text that comments or CDATA sections divide.
    #[cold]
    fn long_text(&mut self, parent: &Tag<'a>, mut all: String) -> Result<String, DecodeError> {
        loop {
            match self.rest().as_bytes() {
                [b'<', b'/', ..] => return self.close(parent.name).map(|()| all),
                [b'<', b'!', b'[', ..] => all.push_str(self.cdata()?),
                _ if self.markup()? => {}
                _ => return Err(self.fail("expected text, found an element")),
            }
            let start = self.at;
            self.skip_text()?;
            all.push_str(&unescape(&self.text[start..self.at], start)?);
        }
    }

    /// The text of a CDATA section, which is consumed.
    fn cdata(&mut self) -> Result<&'a str, DecodeError> {
        const OPEN: &str = "<![CDATA[";
        let inside = self.rest().strip_prefix(OPEN);
        let inside = inside.ok_or_else(|| self.fail("unknown markup"))?;
        let end = memchr::memmem::find(inside.as_bytes(), b"]]>");
        let end = end.ok_or_else(|| self.fail("a CDATA section without an end"))?;
        self.at += OPEN.len() + end + 3;
        Ok(&inside[..end])
    }

    /// Skips the rest of an element, whose start tag has been read, however deep it nests.
    pub(super) fn skip(&mut self, tag: &Tag<'a>) -> Decoded {
        let mut open = vec![*tag];
        while let Some(parent) = open.last() {
            match self.child(parent)? {
                Some(child) => open.push(child),
                None => drop(open.pop()),
            }
        }
        Ok(())
    }
}

/// The position behind the part of a name that begins at `at`: its prefix, or what is behind that.
#[inline]
fn name_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes
        .get(at)
        .is_some_and(|byte| IN_NAME[usize::from(*byte)])
    {
        at += 1;
    }
    at
}

/// True for the bytes that parts of a name can hold. Other characters that names must not hold
/// pass.
const IN_NAME: [bool; 256] = {
    let mut table = [true; 256];
    let others = b" \t\n\r/><=\"'&!?:";
    let mut at = 0;
    while at < others.len() {
        table[others[at] as usize] = false;
        at += 1;
    }
    table
};

/// The position of the `>` that ends the tag; those in quotes do not.
#[inline]
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at),
            b'<' => return None,
            quote @ (b'"' | b'\'') => {
                at += 2 + memchr::memchr(*quote, &bytes[at + 1..])?;
            }
            _ => at += 1,
        }
    }
}

/// The attributes of a tag: names and values as they stand, with the offset of the value within the
/// text.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_ascii_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = behind[1..].split_once(quote)?;
        rest = behind;
        Some((name.trim_ascii(), value))
    })
}

fn shortened(name: &str) -> String {
    name.chars()
        .take(64)
        .collect::<String>()
        .escape_debug()
        .to_string()
}
