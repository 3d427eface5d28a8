//! Reads JSON values step by step, with pointers to their positions.

use std::fmt;

use serde_json::{Map, Value};

use super::Problem;

/// The path from a trait's value to a part of it.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    /// The value itself.
    pub(super) const ROOT: At<'static> = At {
        parent: None,
        step: Step::Root,
    };

    /// The entry of an object.
    pub(super) fn key(&'a self, key: &'a str) -> At<'a> {
        At {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// The element of an array.
    pub(super) fn index(&'a self, index: usize) -> At<'a> {
        At {
            parent: Some(self),
            step: Step::Index(index),
        }
    }
}

impl fmt::Display for At<'_> {
    /// Writes a JSON pointer (RFC 6901).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}")?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => write!(f, "/{index}"),
        }
    }
}

/// The errors found while reading a value.
#[derive(Default)]
pub(super) struct Reading {
    problems: Vec<Problem>,
}

impl Reading {
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(super) fn report(&mut self, at: At<'_>, message: impl Into<String>, help: &str) {
        self.problems.push(Problem {
            pointer: at.to_string(),
            message: message.into(),
            help: help.to_owned(),
        });
    }

    pub(super) fn object<'v>(
        &mut self,
        value: &'v Value,
        at: At<'_>,
    ) -> Option<&'v Map<String, Value>> {
        self.expect(value.as_object(), value, at, "an object")
    }

    pub(super) fn array<'v>(&mut self, value: &'v Value, at: At<'_>) -> Option<&'v [Value]> {
        self.expect(value.as_array().map(Vec::as_slice), value, at, "an array")
    }

    pub(super) fn text<'v>(&mut self, value: &'v Value, at: At<'_>) -> Option<&'v str> {
        self.expect(value.as_str(), value, at, "a string")
    }

    pub(super) fn boolean(&mut self, value: &Value, at: At<'_>) -> Option<bool> {
        self.expect(value.as_bool(), value, at, "a boolean")
    }

    pub(super) fn integer(&mut self, value: &Value, at: At<'_>) -> Option<i64> {
        self.expect(value.as_i64(), value, at, "an integer")
    }

    /// Returns a required entry; `what` names the object.
    pub(super) fn entry<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        key: &str,
        at: At<'_>,
        what: &str,
    ) -> Option<&'v Value> {
        let value = object.get(key);
        if value.is_none() {
            let help = "the Smithy 2.0 specification, \"Rules engine specification\", lists its \
                properties";
            self.report(at, format!("{what} has no `{key}`"), help);
        }
        value
    }

    fn expect<T>(
        &mut self,
        found: Option<T>,
        value: &Value,
        at: At<'_>,
        wanted: &str,
    ) -> Option<T> {
        if found.is_none() {
            let message = format!("expected {wanted}, found {}", kind(value));
            let help = "the Smithy 2.0 specification, \"Rules engine specification\", says what \
                belongs here";
            self.report(at, message, help);
        }
        found
    }
}

/// Describes the type of a JSON value, for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
