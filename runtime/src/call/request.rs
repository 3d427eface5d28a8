//! From an input to a signed request with an absolute URI.

use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::uri::{Authority, PathAndQuery};
use http::{Request, Uri, request};

use crate::auth::ProvideCredentials;
use crate::auth::sigv4::{SignError, SigningParams};
use crate::client::Inner;
use crate::codec::Contents;
use crate::endpoint::EndpointError;
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
        let encoded = protocol.request(operation, input);
        let encoded = encoded.map_err(|error| Failure::request(operation.name, error))?;
        let (mut parts, body) = encoded.into_parts();
        parts.uri = self
            .address(operation, parts.uri)
            .map_err(|error| Failure::new(operation.name, ErrorKind::Request).because(error))?;
        Ok((parts, body))
    }

    /// Puts the endpoint before a path.
    fn address(
        &self,
        operation: &OperationSchema,
        path: Uri,
    ) -> Result<Uri, Box<dyn StdError + Send + Sync>> {
        let mut parts = path.into_parts();
        let prefix = self.endpoint.path_prefix();
        if !prefix.is_empty() {
            let path = parts
                .path_and_query
                .as_ref()
                .map_or("/", PathAndQuery::as_str);
            parts.path_and_query = Some(PathAndQuery::try_from([prefix, path].concat())?);
        }
        parts.scheme = Some(self.endpoint.scheme().clone());
        parts.authority = Some(self.authority(operation)?);
        Ok(Uri::from_parts(parts)?)
    }

    fn authority(&self, operation: &OperationSchema) -> Result<Authority, EndpointError> {
        match operation.host_prefix {
            Some(prefix) if self.host_prefix => self.endpoint.with_host_prefix(prefix),
            _ => Ok(self.endpoint.authority().clone()),
        }
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
