//! The text of an error.

use std::error::Error as StdError;
use std::fmt;

use super::{ErrorKind, Failure};
use crate::escape::Escaped;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        self.fmt_summary(f)?;
        if let Some(message) = &self.message {
            write!(f, ": {}", Escaped(message))?;
        }
        if let Some(excerpt) = &self.body_excerpt {
            match excerpt.is_empty() {
                true => f.write_str(": the response is empty")?,
                false => write!(f, ": the response begins with `{}`", Escaped(excerpt))?,
            }
        }
        self.fmt_circumstances(f)?;
        if f.alternate() {
            self.fmt_sources(f)
        } else {
            Ok(())
        }
    }
}

impl Failure {
    fn fmt_summary(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, &self.code) {
            (ErrorKind::Service | ErrorKind::Unmodeled, Some(code)) => {
                write!(f, "{}", Escaped(code))
            }
            (ErrorKind::Service | ErrorKind::Unmodeled, None) => {
                f.write_str("an error without a code")
            }
            (ErrorKind::Request, _) => f.write_str("the request cannot be built"),
            (ErrorKind::Credentials, _) => f.write_str("no usable credentials"),
            (ErrorKind::Response, _) => f.write_str("the response cannot be read"),
            (ErrorKind::Transport, _) => f.write_str("the connection failed"),
            (ErrorKind::Timeout, _) => f.write_str("timed out"),
            (ErrorKind::Pagination, _) => f.write_str("the pages do not end"),
        }
    }

    /// Writes place, host, status, request id and number of attempts, as far as they are known, in brackets.
    fn fmt_circumstances(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = List { f, separator: " (" };
        if let Some(member) = self.member() {
            list.add(format_args!("member {member}"))?;
        }
        if let Some(path) = self.path() {
            list.add(format_args!("member {}", Escaped(&path)))?;
        }
        if let Some(offset) = self.offset() {
            list.add(format_args!("byte {offset}"))?;
        }
        if let Some(host) = &self.host {
            list.add(format_args!("host {}", Escaped(host)))?;
        }
        if let Some(status) = self.status {
            list.add(format_args!("status {}", status.as_u16()))?;
        }
        if let Some(id) = &self.request_id {
            list.add(format_args!("request id {}", Escaped(id)))?;
        }
        if self.attempts > 1 {
            list.add(format_args!("{} attempts", self.attempts))?;
        }
        list.end()
    }

    fn fmt_sources(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut source = self.source.as_deref().map(|source| source as &dyn StdError);
        while let Some(error) = source {
            write!(f, ": {}", Escaped(&error.to_string()))?;
            source = error.source();
        }
        Ok(())
    }
}

/// A list in brackets; none if nothing is in it.
struct List<'a, 'f> {
    f: &'a mut fmt::Formatter<'f>,
    separator: &'static str,
}

impl List<'_, '_> {
    fn add(&mut self, item: fmt::Arguments<'_>) -> fmt::Result {
        write!(self.f, "{}{item}", self.separator)?;
        self.separator = ", ";
        Ok(())
    }

    fn end(self) -> fmt::Result {
        let is_empty = self.separator == " (";
        self.f.write_str(if is_empty { "" } else { ")" })
    }
}
