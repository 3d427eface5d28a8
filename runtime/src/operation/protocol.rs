//! The interface of a wire protocol: from an input to an HTTP request, and from an HTTP response to an output or an error.

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

use super::{OperationSchema, ServiceSchema};
use crate::schema::Schema;
use crate::serde::{Contents, Decoded, EncodeError, Named};
use crate::types::{Body, ByteStream};

/// A wire protocol. Protocols hold no state: a service's schema points to a constant.
pub trait Protocol: Debug + Send + Sync {
    /// The request for an input.
    ///
    /// # Errors
    /// Where a member cannot be written at its place.
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
        token: Token<'_>,
    ) -> Result<Draft, EncodeError>;

    /// Reads the members of a successful response. Where `stream` is given, it takes the place of the response's body.
    ///
    /// # Errors
    /// Where the response does not hold the operation's output.
    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        stream: Option<ByteStream>,
        visit: Named<'_>,
    ) -> Decoded;

    /// What an error response says in general. Never fails: what is missing or unreadable is left out.
    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo;

    /// Reads the members of an error response that holds the structure `schema`.
    ///
    /// # Errors
    /// Where the response does not hold that structure.
    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Named<'_>,
    ) -> Decoded;
}

/// Makes up the value of an idempotency token that the caller left out.
pub type Token<'a> = &'a dyn Fn() -> String;

/// What an input says about its request.
#[derive(Debug)]
pub struct Draft {
    /// Method, path and query (without scheme and host), headers and body.
    pub request: Request<Body>,
    /// The values of the labels in the operation's host prefix.
    pub host_labels: Vec<(&'static str, String)>,
    /// The URL to send to in place of the client's endpoint, where the input names one.
    pub endpoint: Option<String>,
}

/// What every error response says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The error's code, without namespace and URI.
    pub code: Option<String>,
    /// The code by which users know the error where it is another (`aws.protocols#awsQueryError`).
    pub query_code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
}
