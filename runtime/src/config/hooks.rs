//! Hooks into the calls of a client.

use std::fmt;

use http::{HeaderMap, StatusCode, request};

use crate::transport::TransportError;

/// Hooks into the calls of a client, for headers, auditing and tracing. Each does nothing by
/// default.
///
/// They are called where the call is made, and hold it up for as long as they take.
pub trait Hooks: fmt::Debug + Send + Sync {
    /// Called before an attempt is authenticated. What is added to the request is signed.
    fn before_sign(&self, call: &CallContext, request: &mut request::Parts) {
        let _ = (call, request);
    }

    /// Called before an attempt is sent. The request is signed; headers that are added are not.
    /// Those that hold secrets are
    /// [sensitive](http::HeaderValue::is_sensitive).
    fn before_send(&self, call: &CallContext, request: &mut request::Parts) {
        let _ = (call, request);
    }

    /// Called after an attempt, also if another follows.
    fn after_attempt(&self, call: &CallContext, result: AttemptResult<'_>) {
        let _ = (call, result);
    }

    /// Called once, at the end of the call.
    fn done(&self, call: &CallContext, summary: CallSummary<'_>) {
        let _ = (call, summary);
    }
}

/// The call that a hook is called for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallContext {
    /// The name of the service in configuration files (`sdkId`).
    pub service: &'static str,
    /// The name of the operation in the model.
    pub operation: &'static str,
    /// The number of the attempt, from 1; 0 if the call ended before the first.
    pub attempt: u32,
}

/// The result of an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum AttemptResult<'a> {
    /// The head of a response.
    Response {
        /// The HTTP status.
        status: StatusCode,
        /// The headers.
        headers: &'a HeaderMap,
    },
    /// No response came.
    Failed(&'a TransportError),
}

/// The end of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallSummary<'a> {
    /// True if the service has answered without an error. Its response may still be unreadable.
    pub is_success: bool,
    /// The HTTP status of the last response.
    pub status: Option<StatusCode>,
    /// The code of the service's error.
    pub code: Option<&'a str>,
}

impl<'a> CallSummary<'a> {
    pub(crate) fn new(is_success: bool, status: Option<StatusCode>, code: Option<&'a str>) -> Self {
        Self {
            is_success,
            status,
            code,
        }
    }
}
