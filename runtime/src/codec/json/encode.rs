//! The JSON encoder.

use bytes::Bytes;
use jiff::Timestamp;

use super::{Names, string};
use crate::codec::MAX_DEPTH;
use crate::schema::{Member, Role, TimestampFormat};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};
use crate::types::{Document, timestamp};

/// Writes values as JSON text without white space.
#[derive(Debug)]
pub struct JsonEncoder {
    out: String,
    names: Names,
    /// True if numbers of any size are strings, and timestamps are seconds whatever their trait
    /// says.
    rpc_v2: bool,
    /// True if the next value is the first in its array or object.
    first: bool,
    depth: usize,
}

impl JsonEncoder {
    /// Creates an empty encoder.
    #[must_use]
    pub fn new(names: Names) -> Self {
        Self {
            out: String::new(),
            names,
            rpc_v2: false,
            first: true,
            depth: 0,
        }
    }

    /// Follows the rules of `smithy.protocols#rpcv2Json`.
    #[must_use]
    pub(crate) fn rpc_v2(mut self) -> Self {
        self.rpc_v2 = true;
        self
    }

    /// Writes a structure that is no member of anything: the whole document.
    ///
    /// # Errors
    /// Returns an error if a value cannot be written.
    pub fn document(&mut self, contents: Contents<'_>) -> Encoded {
        self.enclose('{', '}', contents)
    }

    /// Writes a value of any type as the whole document.
    pub(crate) fn value(&mut self, value: &Document) -> Encoded {
        match value {
            Document::Null => self.out.push_str("null"),
            Document::Boolean(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Document::Number(number) => self.out.push_str(number.as_str()),
            Document::String(text) => string::write(&mut self.out, text),
            Document::Array(elements) => {
                self.open('[')?;
                for element in elements {
                    self.separate();
                    self.value(element)?;
                }
                self.close(']');
            }
            Document::Object(members) => {
                self.open('{')?;
                for (name, member) in members {
                    self.key(name)?;
                    self.value(member)?;
                }
                self.close('}');
            }
        }
        Ok(())
    }

    /// Starts a document whose members follow one by one.
    pub(crate) fn begin(&mut self) {
        self.out.reserve(64);
        self.out.push('{');
        self.depth = 1;
    }

    /// Ends the document if [`begin`](Self::begin) began one, and returns its text.
    pub(crate) fn end(&mut self) -> String {
        if self.depth > 0 {
            self.close('}');
        }
        std::mem::take(&mut self.out)
    }

    /// The text written so far.
    #[must_use]
    pub fn into_text(self) -> String {
        self.out
    }

    /// Writes the separator before a value: a comma, and the member's name in a structure.
    fn introduce(&mut self, member: &'static Member) {
        // A map's value follows its key, and a top-level value has no separator.
        if member.role == Role::Entry || self.depth == 0 {
            return;
        }
        self.separate();
        if member.role == Role::Field {
            string::write(&mut self.out, self.names.name_of(member));
            self.out.push(':');
        }
    }

    fn separate(&mut self) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
    }

    fn enclose(&mut self, open: char, close: char, contents: Contents<'_>) -> Encoded {
        self.open(open)?;
        contents(self)?;
        self.close(close);
        Ok(())
    }

    fn open(&mut self, bracket: char) -> Encoded {
        if self.depth == MAX_DEPTH {
            return Err(EncodeError::new(format!(
                "nests deeper than {MAX_DEPTH} levels"
            )));
        }
        self.depth += 1;
        self.out.push(bracket);
        self.first = true;
        Ok(())
    }

    fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.first = false;
        self.depth -= 1;
    }

    /// Numbers that JSON lacks are strings (Smithy 2.0, "Float and double").
    fn non_finite(&mut self, value: f64) {
        self.out.push_str(match value {
            _ if value.is_nan() => "\"NaN\"",
            _ if value > 0.0 => "\"Infinity\"",
            _ => "\"-Infinity\"",
        });
    }
}

impl Encoder for JsonEncoder {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        if member.role != Role::Field {
            self.introduce(member);
            self.out.push_str("null");
        }
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.introduce(member);
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        self.introduce(member);
        self.out.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        self.introduce(member);
        if value.is_finite() {
            self.out.push_str(&format!("{value:?}"));
        } else {
            self.non_finite(f64::from(value));
        }
        Ok(())
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        self.introduce(member);
        if value.is_finite() {
            self.out.push_str(&format!("{value:?}"));
        } else {
            self.non_finite(value);
        }
        Ok(())
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        self.introduce(member);
        string::write(&mut self.out, value);
        Ok(())
    }

    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
        self.introduce(member);
        self.out.push('"');
        base64_simd::STANDARD.encode_append(value, &mut self.out);
        self.out.push('"');
        Ok(())
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        self.introduce(member);
        let format = member.timestamp.filter(|_| !self.rpc_v2);
        match format.unwrap_or(TimestampFormat::EpochSeconds) {
            TimestampFormat::EpochSeconds => {
                timestamp::write(&mut self.out, value, TimestampFormat::EpochSeconds)?;
                Ok(())
            }
            format => {
                self.out.push('"');
                timestamp::write(&mut self.out, value, format)?;
                self.out.push('"');
                Ok(())
            }
        }
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.introduce(member);
        match self.rpc_v2 {
            true => string::write(&mut self.out, text),
            false => self.out.push_str(text),
        }
        Ok(())
    }

    fn any(&mut self, member: &'static Member, value: &Document) -> Encoded {
        self.introduce(member);
        self.value(value)
            .map_err(|error| error.in_member(member.name))
    }

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.introduce(member);
        self.enclose('{', '}', contents)
            .map_err(|error| error.in_member(member.name))
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.introduce(member);
        self.enclose('[', ']', contents)
            .map_err(|error| error.in_member(member.name))
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.introduce(member);
        self.enclose('{', '}', contents)
            .map_err(|error| error.in_member(member.name))
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.separate();
        string::write(&mut self.out, key);
        self.out.push(':');
        Ok(())
    }
}
