//! The failures of transports.

use std::error::Error as StdError;
use std::fmt::{self, Write};
use std::io;

use crate::types::TooLarge;

/// The kind of a transport's failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no transport, or it cannot work where it was called.
    Unavailable,
    /// The host was not found, or no connection to it could be made.
    Connect,
    /// The host's identity could not be verified, or the two sides do not agree on how to encrypt.
    Tls,
    /// The proxy refused to pass the request on.
    Proxy,
    /// The connection broke before the whole response was there.
    Closed,
    /// Connection or response took longer than they may.
    Timeout,
    /// The response is not HTTP.
    Protocol,
    /// The response's head or body is larger than it may be.
    TooLarge,
    /// The body of the request could not be read.
    Body,
}

impl TransportErrorKind {
    /// Returns true if another attempt may succeed.
    #[must_use]
    pub fn is_transient(self) -> bool {
        matches!(self, Self::Connect | Self::Closed | Self::Timeout)
    }

    fn description(self) -> &'static str {
        match self {
            Self::Unavailable => "no usable transport",
            Self::Connect => "cannot connect",
            Self::Tls => "no secure connection",
            Self::Proxy => "the proxy refused",
            Self::Closed => "the connection broke before the end of the response",
            Self::Timeout => "the time limit was exceeded",
            Self::Protocol => "the response is not valid HTTP",
            Self::TooLarge => "the response is too large",
            Self::Body => "the request's body could not be read",
        }
    }
}

/// The failure of a transport to bring a response.
///
/// Its `Display` is one line that tells all causes, without control characters, so that
/// [`source`](StdError::source) repeats none of them; [`cause`](Self::cause) has the first.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error with its cause, which may be a string.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: Some(source.into()),
        }
    }

    /// Adds the place of the failure.
    #[cfg(any(feature = "hyper", feature = "blocking"))]
    pub(crate) fn within(self, place: &str) -> Self {
        let kind = self.kind;
        match self.source {
            Some(source) => Self::new(kind, format!("{place}: {source}")),
            None => Self::new(kind, place),
        }
    }

    /// The failure of a response's body, which may be a transport's own behind an [`io::Error`].
    pub(crate) fn of_body(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => error,
            Err(error) if is_too_large(&error) => Self::new(TransportErrorKind::TooLarge, error),
            Err(error) => Self::new(TransportErrorKind::Closed, error),
        }
    }

    /// The kind of the failure.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

fn is_too_large(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<TooLarge>())
}

impl From<TooLarge> for TransportError {
    fn from(error: TooLarge) -> Self {
        Self::new(TransportErrorKind::TooLarge, error)
    }
}

impl TransportError {
    /// Returns the cause, such as an [`io::Error`].
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        let cause = self.source.as_deref();
        cause.map(|cause| cause as &(dyn StdError + 'static))
    }
}

impl From<TransportErrorKind> for TransportError {
    fn from(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.description())?;
        let mut cause = self.cause();
        while let Some(error) = cause {
            write!(f, ": {}", Printable(error))?;
            cause = error.source();
        }
        Ok(())
    }
}

/// An error whose control characters are escaped, for it may repeat what the other side sent.
struct Printable<'a>(&'a (dyn StdError + 'static));

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.to_string().chars() {
            match c.is_control() {
                true => write!(f, "{}", c.escape_default())?,
                false => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

impl StdError for TransportError {}

impl From<TransportError> for io::Error {
    fn from(error: TransportError) -> Self {
        let kind = match error.kind {
            TransportErrorKind::Timeout => io::ErrorKind::TimedOut,
            TransportErrorKind::Closed => io::ErrorKind::UnexpectedEof,
            TransportErrorKind::Protocol => io::ErrorKind::InvalidData,
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}
