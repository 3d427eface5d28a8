//! The error of a call.

mod build;
mod display;
mod failure;
mod retry;

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};

pub(crate) use self::failure::Failure;
pub(crate) use self::retry::RetryReason;

/// The kind of failure that ended a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service answered with an error that the model knows; see [`Error::service`].
    Service,
    /// The service, or something in between, answered with an error that the model does not know.
    Unmodeled,
    /// The request could not be built from the input, or its body could not be read.
    Request,
    /// There are no usable credentials; nothing was sent.
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

/// The error of a call: its kind, and what is known of operation, code, message, place and request.
///
/// It is one pointer wide, so that a `Result` stays small, and shows no secret. `Display` tells all
/// of it on one line, its causes included, so that there is no [`source`](StdError::source);
/// [`cause`](Self::cause) returns the first of them.
pub struct Error<E>(Box<Inner<E>>);

struct Inner<E> {
    service: Option<E>,
    failure: Failure,
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

    /// Returns the name of the operation in the model.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.failure.operation
    }

    /// Returns the kind of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.failure.kind
    }

    /// Returns the service's own error, if the model knows it.
    #[must_use]
    pub fn service(&self) -> Option<&E> {
        self.0.service.as_ref()
    }

    /// Returns the service's own error by value.
    ///
    /// # Errors
    /// Returns the whole error if the model does not know it.
    pub fn into_service(mut self) -> Result<E, Self> {
        self.0.service.take().ok_or(self)
    }

    /// Returns the service's code of the error, without namespace.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.failure.code.as_deref()
    }

    /// Returns the service's message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.failure.message.as_deref()
    }

    /// Returns the id by which the service knows the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.failure.request_id.as_deref()
    }

    /// Returns the HTTP status of the last response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.failure.status
    }

    /// Returns the headers of the last response, without secrets that it repeats.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.failure.headers.as_ref()
    }

    /// Returns the beginning of the response's body, if that is no error of the service, such as
    /// the page of a proxy.
    #[must_use]
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.failure.body_excerpt.as_deref()
    }

    /// Returns the number of requests that were sent; 0 if the failure came before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.failure.attempts
    }

    /// Returns true if the service gets more calls than it takes, so that later and fewer ones may
    /// succeed.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        self.0.failure.retry_reason() == Some(RetryReason::Throttling)
    }

    /// Returns true if the same call may succeed when it is made again: after throttling, timeouts
    /// and failures that pass by themselves. The call has been retried as often as its
    /// configuration allows.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.failure.retry_reason().is_some()
    }

    /// Returns true if an attempt or the whole call took longer than it may.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Returns the cause, such as a [`TransportError`](crate::transport::TransportError).
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.failure.source.as_deref()
    }

    /// Returns the path of the response's member that could not be read, such as
    /// `syncJobSummaries[3].status`.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.0.failure.path()
    }

    /// Returns the byte of the response's body that could not be read, counted from 0.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.failure.offset()
    }

    /// Returns the member of the input that could not be written.
    #[must_use]
    pub fn member(&self) -> Option<&'static str> {
        self.0.failure.member()
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

/// There is no source: the text of the causes is part of this error's.
impl<E: fmt::Debug> StdError for Error<E> {}
