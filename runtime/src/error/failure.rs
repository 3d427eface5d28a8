//! A failure without the Rust type of the modeled error.

use std::error::Error as StdError;
use std::ops::{Deref, DerefMut};

use http::{HeaderMap, StatusCode};

use super::{ErrorKind, RetryReason};
use crate::auth::CredentialsError;
use crate::serde::{DecodeError, EncodeError};
use crate::transport::TransportError;

/// A failure without the Rust type of the modeled error. It is one pointer wide.
#[derive(Debug)]
pub(crate) struct Failure(Box<Details>);

/// Everything that is known of a failure.
#[derive(Debug)]
pub(crate) struct Details {
    pub(crate) operation: &'static str,
    pub(crate) kind: ErrorKind,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: Option<HeaderMap>,
    /// The beginning of a body that is no error of the service.
    pub(crate) body_excerpt: Option<Box<str>>,
    /// The host that could not be reached, or did not answer.
    pub(crate) host: Option<Box<str>>,
    /// The reason for another attempt that the model names.
    pub(crate) retry: Option<RetryReason>,
    pub(crate) attempts: u32,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Deref for Failure {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Failure {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Failure {
    /// Creates a failure of which only operation and kind are known.
    pub(crate) fn new(operation: &'static str, kind: ErrorKind) -> Self {
        Self(Box::new(Details {
            operation,
            kind,
            code: None,
            message: None,
            request_id: None,
            status: None,
            headers: None,
            body_excerpt: None,
            host: None,
            retry: None,
            attempts: 0,
            source: None,
        }))
    }

    /// Adds the cause.
    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Creates the failure of a request that cannot be built.
    pub(crate) fn request(operation: &'static str, error: EncodeError) -> Self {
        Self::new(operation, ErrorKind::Request).because(error)
    }

    /// Creates the failure of a call without usable credentials.
    pub(crate) fn credentials(operation: &'static str, error: CredentialsError) -> Self {
        Self::new(operation, ErrorKind::Credentials).because(error)
    }

    /// The reason why another call may succeed.
    pub(super) fn retry_reason(&self) -> Option<RetryReason> {
        let transient = self
            .cause::<TransportError>()
            .is_some_and(|error| error.kind().is_transient());
        let passes = transient || self.kind == ErrorKind::Timeout;
        self.retry
            .or_else(|| RetryReason::of_response(self.status, [self.code.as_deref(), None]))
            .or(passes.then_some(RetryReason::Transient))
    }

    pub(super) fn path(&self) -> Option<String> {
        let path = self.cause::<DecodeError>()?.path();
        (!path.is_empty()).then_some(path)
    }

    pub(super) fn offset(&self) -> Option<usize> {
        self.cause::<DecodeError>()?.offset()
    }

    pub(super) fn member(&self) -> Option<&'static str> {
        self.cause::<EncodeError>()?.member()
    }

    fn cause<T: StdError + 'static>(&self) -> Option<&T> {
        self.source.as_ref()?.downcast_ref()
    }
}
