//! Why a transport brought no response.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use crate::types::TooLarge;

/// What went wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no transport, or it cannot work where it was called.
    Unavailable,
    /// The host was not found, or no connection to it could be made.
    Connect,
    /// The host's identity could not be verified, or the two sides do not agree on how to encrypt.
    Tls,
    /// The connection broke before the whole response was there.
    Closed,
    /// Connection or response took longer than they may.
    Timeout,
    /// What came back is not HTTP.
    Protocol,
    /// The response's head or body is larger than it may be.
    TooLarge,
    /// The body of the request could not be read.
    Body,
}

impl TransportErrorKind {
    /// Whether another attempt may well end better.
    #[must_use]
    pub fn is_transient(self) -> bool {
        matches!(self, Self::Connect | Self::Closed | Self::Timeout)
    }

    fn description(self) -> &'static str {
        match self {
            Self::Unavailable => "no usable transport",
            Self::Connect => "cannot connect",
            Self::Tls => "no secure connection",
            Self::Closed => "the connection broke before the end of the response",
            Self::Timeout => "the time limit was exceeded",
            Self::Protocol => "the response is not valid HTTP",
            Self::TooLarge => "the response is too large",
            Self::Body => "the request's body could not be read",
        }
    }
}

/// The error of a transport that brought no response. Its `Display` is one line that tells all causes.
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

    /// The failure of a response's body, which may be a transport's own behind an [`io::Error`].
    pub(crate) fn of_body(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => error,
            Err(error) if is_too_large(&error) => Self::new(TransportErrorKind::TooLarge, error),
            Err(error) => Self::new(TransportErrorKind::Closed, error),
        }
    }

    /// What went wrong.
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
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// There is no source: the text of the causes is part of this error's.
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
