//! The format of the shared files: sections of properties, which may nest one level.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::SettingsError;

/// Lines longer than this many bytes are refused; session tokens have about a thousand.
const MAX_LINE: usize = 64 * 1024;

/// The properties of a section by name in lower case.
pub(super) type Section = BTreeMap<Box<str>, Property>;

/// The sections of a file by the text between their brackets, white space squeezed.
pub(super) type Sections = BTreeMap<Box<str>, Section>;

/// The value of a property and the line it begins on.
#[derive(Default)]
pub(super) struct Property {
    pub(super) line: usize,
    pub(super) value: String,
    /// The properties that are indented below one without a value.
    pub(super) nested: Section,
}

/// Reads a file. Sections of the same name are merged; of properties of the same name the last one
/// is used.
pub(super) fn parse(path: &Arc<Path>, contents: &[u8]) -> Result<Sections, SettingsError> {
    let contents = contents.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(contents);
    let mut parser = Parser::default();
    for (index, line) in contents.split(|&b| b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let number = index + 1;
        let parsed = text(line).and_then(|line| parser.line(number, line));
        parsed.map_err(|problem| SettingsError::Syntax {
            path: path.clone(),
            line: number,
            problem,
        })?;
    }
    Ok(parser.sections)
}

fn text(line: &[u8]) -> Result<&str, &'static str> {
    if line.len() > MAX_LINE {
        return Err("the line is longer than 65536 bytes; check whether this is the right file");
    }
    let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8; correct it")?;
    if line.chars().any(|c| c.is_control() && c != '\t') {
        return Err("the line holds a control character; remove it");
    }
    Ok(line)
}

#[derive(Default)]
struct Parser {
    sections: Sections,
    /// The section being read.
    section: Option<Box<str>>,
    /// The property that an indented line belongs to.
    property: Option<Box<str>>,
}

impl Parser {
    fn line(&mut self, number: usize, line: &str) -> Result<(), &'static str> {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            Ok(())
        } else if line.starts_with([' ', '\t']) {
            self.indented(number, trimmed)
        } else if let Some(header) = trimmed.strip_prefix('[') {
            self.header(header)
        } else {
            self.property(number, trimmed)
        }
    }

    fn header(&mut self, header: &str) -> Result<(), &'static str> {
        let (name, rest) = header
            .split_once(']')
            .ok_or("the section has no closing `]`; add it")?;
        let rest = rest.trim_start();
        if !rest.is_empty() && !rest.starts_with(['#', ';']) {
            return Err("text follows the `]` of a section; put it on a line of its own");
        }
        let name: Box<str> = name.split_whitespace().collect::<Vec<_>>().join(" ").into();
        self.sections.entry(name.clone()).or_default();
        self.section = Some(name);
        self.property = None;
        Ok(())
    }

    fn property(&mut self, line: usize, text: &str) -> Result<(), &'static str> {
        let (name, value) = name_and_value(text)?;
        let section = self.current().ok_or(
            "the property stands before any section; put `[default]` or the like above it",
        )?;
        let property = Property {
            line,
            value: value.into(),
            nested: Section::new(),
        };
        section.insert(name.clone(), property);
        self.property = Some(name);
        Ok(())
    }

    /// An indented line is a nested property below an empty value, and else more of the value.
    fn indented(&mut self, line: usize, text: &str) -> Result<(), &'static str> {
        const ALONE: &str = "the indented line belongs to no property; remove the indent";
        let name = self.property.clone().ok_or(ALONE)?;
        let section = self.current().ok_or(ALONE)?;
        let property = section.get_mut(&name).ok_or(ALONE)?;
        if property.value.is_empty() {
            let (name, value) = name_and_value(text)?;
            let nested = Property {
                line,
                value: value.into(),
                nested: Section::new(),
            };
            property.nested.insert(name, nested);
        } else {
            property.value.push('\n');
            property.value.push_str(text);
        }
        Ok(())
    }

    fn current(&mut self) -> Option<&mut Section> {
        self.sections.get_mut(self.section.as_ref()?)
    }
}

/// Splits at the first `=`. A `#` or `;` after white space begins a comment.
fn name_and_value(text: &str) -> Result<(Box<str>, &str), &'static str> {
    let (name, value) = text
        .split_once('=')
        .ok_or("the line is neither `[section]` nor `name = value`; correct it")?;
    let name = name.trim_end().to_ascii_lowercase();
    if name.is_empty() {
        return Err("no name stands before the `=`; add one");
    }
    Ok((name.into(), without_comment(value).trim()))
}

fn without_comment(value: &str) -> &str {
    let bytes = value.as_bytes();
    let comment = memchr::memchr2_iter(b'#', b';', bytes)
        .find(|&at| at > 0 && matches!(bytes[at - 1], b' ' | b'\t'));
    &value[..comment.unwrap_or(value.len())]
}
