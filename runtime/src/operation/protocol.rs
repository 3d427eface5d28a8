//! The interface of a wire protocol: converts an input to an HTTP request, and an HTTP response to
//! an output or an error.

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

use super::{OperationSchema, ServiceSchema};
use crate::schema::Schema;
use crate::serde::{Contents, Decoded, EncodeError, Visit};
use crate::types::{Body, ByteStream};

/// A wire protocol. Protocols hold no state: a service's schema points to a constant.
pub trait Protocol: Debug + Send + Sync {
    /// Creates the request for an input.
    ///
    /// # Errors
    /// Returns [`EncodeError`] if a member cannot be written with its binding.
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
        token: Token<'_>,
    ) -> Result<Draft, EncodeError>;

    /// Returns true if a response, whose body is complete, is an error.
    fn is_error(&self, operation: &OperationSchema, response: &Response<Bytes>) -> bool {
        let _ = operation;
        !response.status().is_success()
    }

    /// Reads the members of a successful response. A `stream` replaces the response's body.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if the response is not the operation's
    /// output.
    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        stream: Option<ByteStream>,
        visit: Visit<'_>,
    ) -> Decoded;

    /// Reads the general parts of an error response. Never fails: missing or unreadable parts are
    /// omitted.
    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo;

    /// Returns true if `code` names the error structure `schema`.
    fn is_code_of(&self, code: &str, schema: &Schema) -> bool {
        schema.name() == code
    }

    /// Reads the members of an error response of the structure `schema`.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if the response does not hold that
    /// structure.
    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Visit<'_>,
    ) -> Decoded;
}

/// Returns a new value for an idempotency token that the caller left out.
pub type Token<'a> = &'a dyn Fn() -> String;

/// The parts of a request that an input determines.
#[derive(Debug)]
pub struct Draft {
    /// Method, path and query (without scheme and host), headers and body.
    pub request: Request<Body>,
    /// The values of the labels in the operation's host prefix.
    pub host_labels: Vec<(&'static str, String)>,
    /// The URL that replaces the client's endpoint, if the input has one.
    pub endpoint: Option<String>,
}

/// The general parts of an error response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The error's code, without namespace and URI.
    pub code: Option<String>,
    /// The public code of the error if it differs (`aws.protocols#awsQueryError`).
    pub query_code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// The request id, if it is in the body.
    pub request_id: Option<String>,
}
