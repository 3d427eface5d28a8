//! The interface of a wire protocol: from an input to an HTTP request, and from an HTTP response to an output or an error.

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

use super::{OperationSchema, ServiceSchema};
use crate::schema::Schema;
use crate::serde::{Contents, Decoded, EncodeError, Visit};
use crate::types::{Body, ByteStream};

/// A wire protocol. Protocols hold no state: a service's schema points to a constant.
pub trait Protocol: Debug + Send + Sync {
    /// The request for an input.
    ///
    /// # Errors
    /// Returns [`EncodeError`] if a member cannot be written at its place.
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
        token: Token<'_>,
    ) -> Result<Draft, EncodeError>;

    /// If a response, whose body is complete, is an error.
    fn is_error(&self, operation: &OperationSchema, response: &Response<Bytes>) -> bool {
        let _ = operation;
        !response.status().is_success()
    }

    /// Reads the members of a successful response. A `stream` takes the place of the response's body.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if the response does not hold the operation's output.
    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        stream: Option<ByteStream>,
        visit: Visit<'_>,
    ) -> Decoded;

    /// What an error response says in general. Never fails: what is missing or unreadable is left out.
    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo;

    /// If `code` names the error structure `schema`.
    fn is_code_of(&self, code: &str, schema: &Schema) -> bool {
        schema.name() == code
    }

    /// Reads the members of an error response that holds the structure `schema`.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if the response does not hold that structure.
    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Visit<'_>,
    ) -> Decoded;
}

/// Returns a new value for an idempotency token that the caller left out.
pub type Token<'a> = &'a dyn Fn() -> String;

/// What an input says about its request.
#[derive(Debug)]
pub struct Draft {
    /// Method, path and query (without scheme and host), headers and body.
    pub request: Request<Body>,
    /// The values of the labels in the operation's host prefix.
    pub host_labels: Vec<(&'static str, String)>,
    /// The URL to send to in place of the client's endpoint, if the input names one.
    pub endpoint: Option<String>,
}

/// What every error response says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The error's code, without namespace and URI.
    pub code: Option<String>,
    /// The code by which users know the error if it is another (`aws.protocols#awsQueryError`).
    pub query_code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// The id of the request, if the body tells it.
    pub request_id: Option<String>,
}
