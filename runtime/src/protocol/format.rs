//! The interface of body formats.

use std::fmt::Debug;

use bytes::Bytes;
use http::Response;

use super::ErrorInfo;
pub use super::request::BodyEncoder;
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Member, Schema};
use crate::serde::{Decoded, Decoder, Visit};

/// A body format: its encoder, decoder and errors.
pub trait Format: Debug + Send + Sync {
    /// The encoder of request bodies.
    type Body: BodyEncoder;

    /// Creates an encoder for the body of an operation's request.
    fn body(&self, operation: &OperationSchema) -> Self::Body;

    /// Reads a body, which is not empty, that holds members of the operation's output.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if it does not.
    fn read_output(&self, operation: &OperationSchema, body: &[u8], visit: Visit<'_>) -> Decoded;

    /// Reads a body, which is not empty, that is the value of `member`.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if it is not.
    fn read_payload(
        &self,
        member: &'static Member,
        body: &[u8],
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded;

    /// Returns true if a response with a successful status is nevertheless an error.
    fn is_disguised_error(&self, operation: &OperationSchema, body: &[u8]) -> bool {
        let _ = (operation, body);
        false
    }

    /// Reads the code and message of an error response; as much as possible of a broken body.
    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo;

    /// Returns true if `code` names the error structure `schema`.
    fn is_code_of(&self, code: &str, schema: &Schema) -> bool {
        schema.name() == code
    }

    /// Reads a body, which is not empty, that holds members of an error.
    ///
    /// # Errors
    /// Returns [`DecodeError`](crate::serde::DecodeError) if it does not.
    fn read_error(&self, schema: &'static Schema, body: &[u8], visit: Visit<'_>) -> Decoded;
}
