//! Errors that callers make up.

use std::error::Error as StdError;

use http::StatusCode;

use super::{Error, ErrorKind, Failure};

/// Errors for tests of code that handles them. Calls make their errors themselves.
impl<E> Error<E> {
    /// Creates an error of a call of this operation.
    #[must_use]
    pub fn new(operation: &'static str, kind: ErrorKind) -> Self {
        Failure::new(operation, kind).into()
    }

    /// Creates the error of a call that the service answered with a modeled error.
    pub fn from_service(operation: &'static str, error: E) -> Self {
        Self::modeled(error, Failure::new(operation, ErrorKind::Service))
    }

    /// Sets the service's code of the error.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.failure.code = Some(code.into());
        self
    }

    /// Sets the service's message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.failure.message = Some(message.into());
        self
    }

    /// Sets the id by which the service knows the request.
    #[must_use]
    pub fn with_request_id(mut self, id: impl Into<String>) -> Self {
        self.0.failure.request_id = Some(id.into());
        self
    }

    /// Sets the HTTP status of the last response.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.0.failure.status = Some(status);
        self
    }

    /// Sets the number of requests that were sent.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.failure.attempts = attempts;
        self
    }

    /// Sets the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.failure.source = Some(source.into());
        self
    }
}
