//! From an input to a signed request with an absolute URI.

use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{Request, request};

use super::address::address_at;
use crate::auth::ProvideCredentials;
use crate::auth::sigv4::{SignError, SigningParams};
use crate::client::Inner;
use crate::codec::Contents;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;

impl Inner {
    /// The request for an input, unsigned.
    pub(crate) fn request(
        &self,
        operation: &'static OperationSchema,
        input: Contents<'_>,
    ) -> Result<(request::Parts, Bytes), Failure> {
        let protocol = operation.service.protocol;
        let draft = protocol.request(operation, input, &|| self.tokens.next());
        let draft = draft.map_err(|error| Failure::request(operation.name, error))?;
        let (mut parts, body) = draft.request.into_parts();
        let address = match &draft.endpoint {
            Some(url) => address_at(url, parts.uri),
            None => self.address(operation, &draft.host_labels, parts.uri),
        };
        parts.uri = address
            .map_err(|error| Failure::new(operation.name, ErrorKind::Request).because(error))?;
        Ok((parts, body.into_bytes()))
    }

    /// Signs a request by headers, with the credentials and the time of now.
    pub(crate) fn sign(
        &self,
        operation: &'static OperationSchema,
        parts: &mut request::Parts,
        body: &[u8],
    ) -> Result<(), Failure> {
        parts.headers.insert(USER_AGENT, self.user_agent.clone());
        self.with_signing_params(operation, |signing| {
            self.signer.sign_headers(parts, body, signing)
        })
    }

    /// Signs a request by its query, so that anybody can send it until it expires.
    pub(crate) fn presign(
        &self,
        operation: &'static OperationSchema,
        (mut parts, body): (request::Parts, Bytes),
        expires: Duration,
    ) -> Result<Request<Bytes>, Failure> {
        self.with_signing_params(operation, |signing| {
            self.signer.presign(&mut parts, &body, expires, signing)
        })?;
        Ok(Request::from_parts(parts, body))
    }

    fn with_signing_params(
        &self,
        operation: &'static OperationSchema,
        sign: impl FnOnce(&SigningParams<'_>) -> Result<(), SignError>,
    ) -> Result<(), Failure> {
        let credentials = self.credentials.credentials();
        let credentials =
            credentials.map_err(|error| Failure::credentials(operation.name, error))?;
        let time = self.skew.correct(self.clock.timestamp());
        let service = operation.service.signing_name;
        let signing = SigningParams::new(&credentials, self.region.as_str(), service, time);
        sign(&signing)
            .map_err(|error| Failure::new(operation.name, ErrorKind::Request).because(error))
    }
}
