//! How a request proves who calls: a signature, a bearer token, or nothing.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, USER_AGENT};
use http::uri::Scheme;
use http::{Request, Uri, request};

use super::body::{Payload, Prepared};
use crate::auth::sigv4::{PayloadHash, SignError, SigningParams};
use crate::auth::{CredentialsError, ProvideCredentials};
use crate::client::Inner;
use crate::endpoint::is_loopback;
use crate::error::{ErrorKind, Failure};
use crate::operation::{Auth, OperationSchema};

impl Inner {
    /// How requests of the operation prove who calls, with this client.
    fn auth(&self, operation: &OperationSchema) -> Auth {
        match operation.auth {
            Auth::SigV4 if operation.service.signing_name.is_empty() => Auth::None,
            Auth::SigV4 if self.prefers_bearer => Auth::Bearer,
            auth => auth,
        }
    }

    /// Whether requests of the operation are signed.
    pub(super) fn signs(&self, operation: &OperationSchema) -> bool {
        self.auth(operation) == Auth::SigV4
    }

    /// Makes a request ready to be sent now: with a signature by the credentials and the time of now, or a token.
    pub(crate) fn authorize(
        &self,
        operation: &'static OperationSchema,
        parts: &mut request::Parts,
        body: &[u8],
        payload: &Payload,
    ) -> Result<(), Failure> {
        parts.headers.insert(USER_AGENT, self.user_agent.clone());
        match self.auth(operation) {
            Auth::None => Ok(()),
            Auth::Bearer => self.add_token(operation, parts),
            Auth::SigV4 => self.with_signing_params(operation, payload, |signing| {
                self.signer.sign_headers(parts, body, signing)
            }),
        }
    }

    /// Signs a request by its query, so that anybody can send it until it expires.
    pub(crate) fn presign(
        &self,
        operation: &'static OperationSchema,
        Prepared {
            mut parts,
            body,
            payload,
            ..
        }: Prepared,
        expires: Duration,
    ) -> Result<Request<Bytes>, Failure> {
        let body = body.into_bytes();
        match self.auth(operation) {
            // Anybody can send such a request as it is.
            Auth::None => {}
            Auth::Bearer => {
                let reason = "a request with a bearer token cannot be signed for others";
                return Err(Failure::new(operation.name, ErrorKind::Request).because(reason));
            }
            Auth::SigV4 => self.with_signing_params(operation, &payload, |signing| {
                self.signer.presign(&mut parts, &body, expires, signing)
            })?,
        }
        Ok(Request::from_parts(parts, body))
    }

    fn with_signing_params(
        &self,
        operation: &'static OperationSchema,
        payload: &Payload,
        sign: impl FnOnce(&SigningParams<'_>) -> Result<(), SignError>,
    ) -> Result<(), Failure> {
        let credentials = match &self.credentials {
            Some(source) => source.credentials(),
            None => Err(CredentialsError::provider("this client was made without")),
        };
        let credentials =
            credentials.map_err(|error| Failure::credentials(operation.name, error))?;
        let failed = |reason: Box<dyn std::error::Error + Send + Sync>| {
            Failure::new(operation.name, ErrorKind::Request).because(reason)
        };
        let region = self.region.as_ref();
        let region = region.ok_or_else(|| failed("no region is set to sign for".into()))?;
        let time = self.skew.correct(self.clock.timestamp());
        let service = operation.service.signing_name;
        let mut signing = SigningParams::new(&credentials, region.as_str(), service, time);
        signing.payload = payload.hash();
        sign(&signing).map_err(|error| failed(error.into()))
    }

    fn add_token(
        &self,
        operation: &'static OperationSchema,
        parts: &mut request::Parts,
    ) -> Result<(), Failure> {
        let refused = |reason: &'static str| {
            Failure::credentials(operation.name, CredentialsError::provider(reason))
        };
        let token = self.bearer_token.as_ref();
        let token = token.ok_or_else(|| refused("set Config::bearer_token"))?;
        if !keeps_secrets(&parts.uri) {
            return Err(refused(
                "a bearer token is sent by https only; correct the endpoint",
            ));
        }
        parts.headers.insert(AUTHORIZATION, token.header().clone());
        Ok(())
    }
}

impl Payload {
    fn hash(&self) -> PayloadHash<'_> {
        match self {
            Self::Bytes => PayloadHash::Computed,
            // Hex is ASCII.
            Self::Checksum(sha256) => {
                PayloadHash::Given(std::str::from_utf8(sha256).unwrap_or_default())
            }
            Self::Unsigned => PayloadHash::Unsigned,
        }
    }
}

/// Whether nobody on the way can read what is sent there.
fn keeps_secrets(uri: &Uri) -> bool {
    uri.scheme() == Some(&Scheme::HTTPS) || uri.host().is_some_and(is_loopback)
}
