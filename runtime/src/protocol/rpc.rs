//! Remote procedure calls: all members travel in the body, and path, header or body name the
//! operation.

use bytes::Bytes;
use http::header::ACCEPT;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Response, StatusCode, Uri};

use super::encoding::name_encoding;
use super::format::Format;
use super::request::RequestEncoder;
use super::{Draft, ErrorInfo, Protocol, Token};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::Schema;
use crate::serde::{Contents, DecodeError, Decoded, EncodeError, Visit};
use crate::types::ByteStream;

/// A protocol that sends all members in a body in the format `F`.
#[derive(Clone, Copy, Debug)]
pub struct Rpc<F> {
    pub(super) format: F,
    pub(super) route: Route,
}

/// The location of the operation's name in a request.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(all(feature = "json", feature = "query", feature = "cbor")),
    allow(dead_code, reason = "each format asks for its own")
)]
pub(super) enum Route {
    /// In the header `x-amz-target` (Smithy 2.0, "AWS JSON protocols").
    Target,
    /// In the path, under the protocol's name, with the media type that is accepted (Smithy 2.0,
    /// "Smithy RPC v2").
    Path(&'static str, &'static str),
    /// In the body.
    Body,
}

impl<F: Format> Protocol for Rpc<F> {
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
        token: Token<'_>,
    ) -> Result<Draft, EncodeError> {
        let mut body = self.format.body(operation);
        let mut encoder = RequestEncoder::unbound(operation, token, &mut body);
        input(&mut encoder)?;
        let mut draft = encoder.finish()?;
        self.route.name_operation(operation, &mut draft)?;
        Ok(draft)
    }

    fn is_error(&self, _: &OperationSchema, response: &Response<Bytes>) -> bool {
        match self.route {
            // Success has one status (Smithy 2.0, "Smithy RPC v2", "Responses").
            Route::Path(..) => response.status() != StatusCode::OK,
            Route::Target | Route::Body => !response.status().is_success(),
        }
    }

    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        _: Option<ByteStream>,
        visit: Visit<'_>,
    ) -> Decoded {
        self.route.check(response)?;
        if response.body().is_empty() {
            return Ok(());
        }
        let read = self.format.read_output(operation, response.body(), visit);
        name_encoding(read, response)
    }

    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        match self.route.check(response) {
            Ok(()) => self.format.error(service, response),
            // Somebody else has answered.
            Err(_) => ErrorInfo::default(),
        }
    }

    fn is_code_of(&self, code: &str, schema: &Schema) -> bool {
        self.format.is_code_of(code, schema)
    }

    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Visit<'_>,
    ) -> Decoded {
        if response.body().is_empty() {
            return Ok(());
        }
        let read = self.format.read_error(schema, response.body(), visit);
        name_encoding(read, response)
    }
}

/// The header that names the protocol of requests and responses.
const PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

impl Route {
    /// Checks that a response is one of the protocol, which a header says (Smithy 2.0, "Smithy RPC
    /// v2", "Responses").
    fn check(self, response: &Response<Bytes>) -> Decoded {
        let Self::Path(protocol, _) = self else {
            return Ok(());
        };
        match response.headers().get(PROTOCOL) {
            Some(said) if said == protocol => Ok(()),
            _ => Err(DecodeError::new(format!(
                "the response lacks the header `smithy-protocol: {protocol}`: something else than \
                 the service has answered"
            ))),
        }
    }

    fn name_operation(
        self,
        operation: &OperationSchema,
        draft: &mut Draft,
    ) -> Result<(), EncodeError> {
        const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
        const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
        let (service, name) = (operation.service.name(), operation.name);
        let malformed = || EncodeError::new("the names of service and operation are malformed");
        if operation.service.query_compatible {
            let headers = draft.request.headers_mut();
            headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
        }
        match self {
            Self::Target => {
                let target = HeaderValue::try_from(format!("{service}.{name}"));
                let headers = draft.request.headers_mut();
                headers.insert(TARGET, target.map_err(|_| malformed())?);
            }
            Self::Path(protocol, media_type) => {
                let path = PathAndQuery::try_from(format!("/service/{service}/operation/{name}"));
                *draft.request.uri_mut() = Uri::from(path.map_err(|_| malformed())?);
                let headers = draft.request.headers_mut();
                headers.insert(PROTOCOL, HeaderValue::from_static(protocol));
                headers.insert(ACCEPT, HeaderValue::from_static(media_type));
            }
            Self::Body => {}
        }
        Ok(())
    }
}
