//! Codec errors, with their positions.

use std::fmt;

use crate::schema::{Kind, Member};
use crate::types::{InvalidNumber, InvalidTimestamp};

/// A step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(Box<str>),
    Index(usize),
}

/// A value that cannot be written with its member's binding.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<EncodeErrorInner>);

#[derive(Clone, PartialEq, Eq)]
struct EncodeErrorInner {
    reason: String,
    member: Option<&'static str>,
}

impl EncodeError {
    /// Creates an error with its reason, which must not contain the value itself: that may be
    /// secret.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self(Box::new(EncodeErrorInner {
            reason: reason.into(),
            member: None,
        }))
    }

    /// Names the member the error is about.
    #[must_use]
    pub fn in_member(mut self, member: &'static str) -> Self {
        self.0.member.get_or_insert(member);
        self
    }

    /// The member the error is about, by its name in the model.
    #[must_use]
    pub fn member(&self) -> Option<&'static str> {
        self.0.member
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(member) = self.0.member {
            write!(f, "member {member}: ")?;
        }
        f.write_str(&self.0.reason)
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodeError({self})")
    }
}

impl std::error::Error for EncodeError {}

/// Input without a value of the expected shape.
///
/// The error never quotes the input, which may contain secrets; it has the position instead.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<DecodeErrorInner>);

#[derive(Clone, PartialEq, Eq)]
struct DecodeErrorInner {
    reason: String,
    offset: Option<usize>,
    /// The path, innermost step first, since errors propagate outward.
    path: Vec<Step>,
}

impl DecodeError {
    /// An error with its reason.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self(Box::new(DecodeErrorInner {
            reason: reason.into(),
            offset: None,
            path: Vec::new(),
        }))
    }

    /// Adds the byte offset in the input, unless it has one already.
    #[must_use]
    pub fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// Adds the member or entry `name` to the path.
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        const LONGEST: usize = 64;
        self.0
            .path
            .push(Step::Name(name.chars().take(LONGEST).collect()));
        self
    }

    /// Adds the entry `key` of the map that `member` targets to the path, redacted if keys are
    /// sensitive.
    #[must_use]
    pub(crate) fn within_entry(self, member: &Member, key: &str) -> Self {
        self.within(match member.target.kind {
            Kind::Map(keys, _) if keys.sensitive => "[redacted]",
            _ => key,
        })
    }

    /// Adds the element `index` to the path.
    #[must_use]
    pub fn within_element(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// The byte offset in the body, from 0, if known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The path of the value: `syncJobSummaries[3].status`. Empty at the top.
    #[must_use]
    pub fn path(&self) -> String {
        let mut text = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Name(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.extend(name.escape_debug());
                }
                Step::Index(index) => text.push_str(&format!("[{index}]")),
            }
        }
        text
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.0.reason)?;
        match self.0.offset {
            Some(offset) => write!(f, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

impl From<InvalidTimestamp> for EncodeError {
    fn from(error: InvalidTimestamp) -> Self {
        Self::new(error.to_string())
    }
}

impl From<InvalidTimestamp> for DecodeError {
    fn from(error: InvalidTimestamp) -> Self {
        Self::new(error.to_string())
    }
}

impl From<InvalidNumber> for DecodeError {
    fn from(error: InvalidNumber) -> Self {
        Self::new(error.to_string())
    }
}
