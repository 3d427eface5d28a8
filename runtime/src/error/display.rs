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
        let causes = self.causes();
        write!(f, "{}", Escaped(&causes))?;
        self.fmt_circumstances(f, &causes)
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

    /// The texts of the cause and of its own causes, each after a colon.
    fn causes(&self) -> String {
        let mut text = String::new();
        let mut cause = self.source.as_deref().map(|cause| cause as &dyn StdError);
        while let Some(error) = cause {
            let shown = error.to_string();
            // Some errors tell their causes themselves.
            if !text.contains(&shown) {
                text.push_str(": ");
                text.push_str(&shown);
            }
            cause = error.source();
        }
        text
    }

    /// Writes host, status, request id and number of attempts, as far as they are known and not
    /// told yet, in brackets.
    fn fmt_circumstances(&self, f: &mut fmt::Formatter<'_>, told: &str) -> fmt::Result {
        let mut list = List { f, separator: " (" };
        let host = self.host.as_deref();
        if let Some(host) = host.filter(|host| !told.contains(host)) {
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
