//! Why a call failed.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::auth::CredentialsError;
use crate::serde::{DecodeError, EncodeError};

/// What kind of failure ended a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service answered with an error that the model knows; see [`Error::service`].
    Service,
    /// The service answered with an error that the model does not know.
    Unmodeled,
    /// The request could not be made from the input, or its body could not be read.
    Request,
    /// The credentials could not be had or used; nothing was sent.
    Credentials,
    /// The response could not be read.
    Response,
    /// The connection failed.
    Transport,
    /// An attempt or the whole call took longer than it may.
    Timeout,
    /// The service's pages do not end.
    Pagination,
}

/// Why a call failed: the kind, and whatever is known of operation, code, message, place and request.
///
/// It is one pointer wide, so that a `Result` stays small, and shows no secret.
pub struct Error<E>(Box<Inner<E>>);

struct Inner<E> {
    service: Option<E>,
    failure: Failure,
}

/// A failure without the Rust type of the modeled error.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) operation: &'static str,
    pub(crate) kind: ErrorKind,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) attempts: u32,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Failure {
    /// A failure of which only operation and kind are known.
    pub(crate) fn new(operation: &'static str, kind: ErrorKind) -> Self {
        Self {
            operation,
            kind,
            code: None,
            message: None,
            request_id: None,
            status: None,
            attempts: 0,
            source: None,
        }
    }

    /// Adds what caused it.
    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// A request that could not be made.
    pub(crate) fn request(operation: &'static str, error: EncodeError) -> Self {
        Self::new(operation, ErrorKind::Request).because(error)
    }

    /// Credentials that could not be had.
    pub(crate) fn credentials(operation: &'static str, error: CredentialsError) -> Self {
        Self::new(operation, ErrorKind::Credentials).because(error)
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        Self(Box::new(Inner {
            service: None,
            failure,
        }))
    }
}

impl<E> Error<E> {
    /// A failure that the service explained by a modeled error.
    pub(crate) fn modeled(service: E, failure: Failure) -> Self {
        Self(Box::new(Inner {
            service: Some(service),
            failure,
        }))
    }

    /// The operation that was called, by its name in the model.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.failure.operation
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.failure.kind
    }

    /// The service's own error, where the model knows it.
    #[must_use]
    pub fn service(&self) -> Option<&E> {
        self.0.service.as_ref()
    }

    /// The service's own error by value.
    ///
    /// # Errors
    /// The whole error, where the model does not know it.
    pub fn into_service(mut self) -> Result<E, Self> {
        self.0.service.take().ok_or(self)
    }

    /// The service's code of the error, without namespace.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.failure.code.as_deref()
    }

    /// The service's message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.failure.message.as_deref()
    }

    /// The id under which the service knows the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.failure.request_id.as_deref()
    }

    /// The HTTP status of the last response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.failure.status
    }

    /// How many requests were sent; 0 where the failure came before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.failure.attempts
    }

    /// The member of the response that could not be read, as `syncJobSummaries[3].status`.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.decode()
            .map(DecodeError::path)
            .filter(|path| !path.is_empty())
    }

    /// The byte of the response's body that could not be read, counted from 0.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.decode().and_then(DecodeError::offset)
    }

    /// The member of the input that could not be written.
    #[must_use]
    pub fn member(&self) -> Option<&'static str> {
        self.cause()?
            .downcast_ref::<EncodeError>()
            .and_then(EncodeError::member)
    }

    fn decode(&self) -> Option<&DecodeError> {
        self.cause()?.downcast_ref()
    }

    fn cause(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.failure.source.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        match (self.kind, &self.code) {
            (ErrorKind::Service | ErrorKind::Unmodeled, Some(code)) => {
                write!(f, "{}", code.escape_debug())?
            }
            (ErrorKind::Service | ErrorKind::Unmodeled, None) => {
                f.write_str("an error without a code")?
            }
            (ErrorKind::Request, _) => f.write_str("the request cannot be made")?,
            (ErrorKind::Credentials, _) => f.write_str("no usable credentials")?,
            (ErrorKind::Response, _) => f.write_str("the response cannot be read")?,
            (ErrorKind::Transport, _) => f.write_str("the connection failed")?,
            (ErrorKind::Timeout, _) => f.write_str("no answer in time")?,
            (ErrorKind::Pagination, _) => f.write_str("the pages do not end")?,
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", message.escape_debug())?;
        }
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        self.fmt_circumstances(f)
    }
}

impl Failure {
    /// Status, request id and number of attempts, as far as they are known, in brackets.
    fn fmt_circumstances(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = " (";
        let mut part = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            write!(f, "{separator}{text}")?;
            separator = ", ";
            Ok(())
        };
        if let Some(status) = self.status {
            part(f, format_args!("status {}", status.as_u16()))?;
        }
        if let Some(id) = &self.request_id {
            part(f, format_args!("request id {}", id.escape_debug()))?;
        }
        if self.attempts > 1 {
            part(f, format_args!("{} attempts", self.attempts))?;
        }
        if separator == ", " {
            f.write_str(")")
        } else {
            Ok(())
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.failure.fmt(f)
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("service", &self.0.service)
            .field("failure", &self.0.failure)
            .finish()
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .failure
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
