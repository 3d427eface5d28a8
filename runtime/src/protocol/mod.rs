//! Protocols: from an input to an HTTP request, and from an HTTP response to an output or an error.

#[cfg(feature = "json")]
mod aws_json;
mod bindings;
mod header_list;
#[cfg(feature = "json")]
mod json_error;
#[cfg(feature = "json")]
mod rest_json;
mod text;
mod uri;

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

#[cfg(feature = "json")]
pub use self::aws_json::{AwsJson1_0, AwsJson1_1};
#[cfg(feature = "json")]
pub use self::rest_json::RestJson1;
use crate::codec::{Contents, Decoded, EncodeError, Named};
use crate::operation::OperationSchema;
use crate::schema::Schema;

/// A wire protocol. Protocols hold no state: a service's schema points to a constant.
pub trait Protocol: Debug + Send + Sync {
    /// The request for an input: its method, path and query (without scheme and host), headers and body.
    ///
    /// # Errors
    /// Where a member cannot be written at its place.
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
    ) -> Result<Request<Bytes>, EncodeError>;

    /// Reads the members of a successful response.
    ///
    /// # Errors
    /// Where the response does not hold the operation's output.
    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        visit: Named<'_>,
    ) -> Decoded;

    /// What an error response says in general. Never fails: what is missing or unreadable is left out.
    fn error(&self, response: &Response<Bytes>) -> ErrorInfo;

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

/// What every error response says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The error's code, without namespace and URI.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
}
