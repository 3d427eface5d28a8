//! Authentication of requests: a signature, a secret, or nothing.

use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::uri::Scheme;
use http::{Request, Uri, request};

use super::body::{Payload, Prepared};
use super::resolve::Resolution;
use crate::auth::sigv4::{PayloadHash, SignError, SigningParams};
use crate::auth::{AuthScheme, CredentialsError, ProvideCredentials};
use crate::client::Inner;
use crate::endpoint::is_loopback;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;

impl Inner {
    /// Authenticates a request that is sent now: signs it with the credentials and the time of now, or adds a token or key.
    pub(crate) fn authorize(
        &self,
        operation: &'static OperationSchema,
        parts: &mut request::Parts,
        body: &[u8],
        payload: &Payload,
        resolution: &Resolution,
    ) -> Result<(), Failure> {
        parts.headers.insert(USER_AGENT, self.user_agent.clone());
        match resolution.auth {
            AuthScheme::SigV4 => {
                self.with_signing_params(operation, payload, resolution, |signing| {
                    self.signer.sign_headers(parts, body, signing)
                })
            }
            scheme => self.add_secret(operation, scheme, parts),
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
            resolution,
            ..
        }: Prepared,
        expires: Duration,
    ) -> Result<Request<Bytes>, Failure> {
        let body = body.into_bytes();
        match resolution.auth {
            // Anybody can send such a request as it is.
            AuthScheme::NoAuth => {}
            AuthScheme::SigV4 => {
                self.with_signing_params(operation, &payload, &resolution, |signing| {
                    self.signer.presign(&mut parts, &body, expires, signing)
                })?
            }
            scheme => {
                let reason = format!(
                    "a request that is authenticated by {} cannot be signed for others",
                    scheme.id()
                );
                return Err(Failure::new(operation.name, ErrorKind::Request).because(reason));
            }
        }
        Ok(Request::from_parts(parts, body))
    }

    fn with_signing_params(
        &self,
        operation: &'static OperationSchema,
        payload: &Payload,
        resolution: &Resolution,
        sign: impl FnOnce(&SigningParams<'_>) -> Result<(), SignError>,
    ) -> Result<(), Failure> {
        let credentials = match &self.identities.credentials {
            Some(source) => source.credentials(),
            None => Err(CredentialsError::provider("this client was made without")),
        };
        let credentials =
            credentials.map_err(|error| Failure::credentials(operation.name, error))?;
        let failed = |reason: Box<dyn std::error::Error + Send + Sync>| {
            Failure::new(operation.name, ErrorKind::Request).because(reason)
        };
        let scope = &resolution.signing;
        let region = scope.region.as_ref();
        let region = region.ok_or_else(|| failed("no region is set to sign for".into()))?;
        let time = self.skew.correct(self.clock.timestamp());
        let service = scope.name(operation);
        let mut signing = SigningParams::new(&credentials, region.as_str(), service, time);
        signing.options = scope.options;
        signing.payload = payload.hash();
        sign(&signing).map_err(|error| failed(error.into()))
    }

    /// Adds what whoever reads it may call with: a token, a key or a password.
    fn add_secret(
        &self,
        operation: &'static OperationSchema,
        scheme: AuthScheme,
        parts: &mut request::Parts,
    ) -> Result<(), Failure> {
        if scheme == AuthScheme::NoAuth {
            return Ok(());
        }
        let refused = |reason: String| {
            Failure::credentials(operation.name, CredentialsError::provider(reason))
        };
        if !keeps_secrets(&parts.uri) {
            return Err(refused(format!(
                "{} sends a secret, which goes by https only; correct the endpoint",
                scheme.id()
            )));
        }
        self.identities
            .add_secret(scheme, parts)
            .ok_or_else(|| refused(format!("{} cannot be applied to the request", scheme.id())))
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
