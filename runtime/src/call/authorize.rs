//! Authentication of requests: a signature, a secret, or nothing.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::uri::{PathAndQuery, Scheme};
use http::{Method, Request, Uri, request};

use super::body::{Payload, Prepared};
use super::resolve::Signing;
#[cfg(feature = "sigv4a")]
use crate::auth::sigv4::SigningAlgorithm;
use crate::auth::sigv4::{PayloadHash, SigningParams};
use crate::auth::{AuthScheme, CallIdentity, Credentials, CredentialsError, signed_form};
use crate::config::ClientContext;
use crate::endpoint::is_loopback;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;

impl ClientContext {
    /// Authenticates a request that is sent now: signs it with the credentials and the time of now,
    /// or adds a token or key.
    pub(super) fn authorize(
        &self,
        operation: &'static OperationSchema,
        request: &mut Prepared,
        identity: &CallIdentity,
    ) -> Result<(), Failure> {
        let parts = &mut request.parts;
        parts.headers.insert(USER_AGENT, self.user_agent.clone());
        match request.auth {
            AuthScheme::NoAuth => Ok(()),
            AuthScheme::SigV2 => self.sign_form(operation, request, identity),
            AuthScheme::SigV4 => {
                let params = self.signing_params(operation, identity, &request.signing)?;
                let params = params.with_payload(request.payload.hash());
                let signed = self
                    .signer
                    .sign_headers(parts, request.body.as_bytes(), &params);
                signed.map_err(|error| cannot_sign(operation, error))
            }
            scheme => self.add_secret(operation, scheme, identity, parts),
        }
    }

    /// Signs the form that the body is. The form itself is kept for the next attempt.
    fn sign_form(
        &self,
        operation: &'static OperationSchema,
        request: &mut Prepared,
        identity: &CallIdentity,
    ) -> Result<(), Failure> {
        let credentials = credentials_of(operation, identity)?;
        let Payload::Form(form) = &request.payload else {
            return Err(cannot_sign(
                operation,
                "a stream has no room for a signature",
            ));
        };
        let time = self.skew.correct(self.clock.timestamp());
        let signed = signed_form(&request.parts, form, credentials, time);
        request.body = signed
            .map_err(|error| cannot_sign(operation, error))?
            .into();
        Ok(())
    }

    /// Signs a request by its query, so that anybody can send it until it expires.
    pub(super) fn presign(
        &self,
        operation: &'static OperationSchema,
        mut request: Box<Prepared>,
        expires: Duration,
    ) -> Result<Request<Bytes>, Failure> {
        let identity = self.identity_at_hand(operation, &mut request)?;
        let mut body = request.body.into_bytes();
        match request.auth {
            // Anybody can send such a request as it is.
            AuthScheme::NoAuth => {}
            AuthScheme::SigV4 => {
                let mut params = self.signing_params(operation, &identity, &request.signing)?;
                if is_form(&request.parts) {
                    form_to_query(&mut request.parts, &mut body)
                        .map_err(|error| cannot_sign(operation, error))?;
                } else {
                    params = params.with_payload(request.payload.hash());
                }
                let signed = self
                    .signer
                    .presign(&mut request.parts, &body, expires, &params);
                signed.map_err(|error| cannot_sign(operation, error))?;
            }
            scheme => {
                let reason = format!(
                    "a request that is authenticated by {} cannot be presigned",
                    scheme.id()
                );
                return Err(Failure::new(operation.name, ErrorKind::Request).because(reason));
            }
        }
        Ok(Request::from_parts(request.parts, body))
    }

    /// The identity of a request that is signed without any I/O.
    pub(super) fn identity_at_hand(
        &self,
        operation: &'static OperationSchema,
        request: &mut Prepared,
    ) -> Result<CallIdentity, Failure> {
        let now = self.clock.timestamp();
        let identity = self.identities.at_hand(request.auth, now);
        let identity = identity.map_err(|error| Failure::credentials(operation.name, error))?;
        self.direct(operation, request, identity.account())?;
        Ok(identity)
    }

    fn signing_params<'a>(
        &self,
        operation: &'static OperationSchema,
        identity: &'a CallIdentity,
        scope: &'a Signing,
    ) -> Result<SigningParams<'a>, Failure> {
        let credentials = credentials_of(operation, identity)?;
        let region = scope.region.as_ref();
        let region =
            region.ok_or_else(|| cannot_sign(operation, "no region is set to sign for"))?;
        let time = self.skew.correct(self.clock.timestamp());
        let service = scope.name(operation);
        let mut signing = SigningParams::new(credentials, region.as_str(), service, time);
        signing.options = scope.options;
        #[cfg(feature = "sigv4a")]
        if let Some(regions) = &scope.region_set {
            signing.region = regions;
            signing.algorithm = SigningAlgorithm::Ecdsa;
        }
        Ok(signing)
    }

    /// Adds what whoever reads it may call with: a token, a key or a password.
    fn add_secret(
        &self,
        operation: &'static OperationSchema,
        scheme: AuthScheme,
        identity: &CallIdentity,
        parts: &mut request::Parts,
    ) -> Result<(), Failure> {
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
            .add_secret(scheme, identity, parts)
            .ok_or_else(|| refused(format!("{} cannot be applied to the request", scheme.id())))
    }
}

fn credentials_of<'a>(
    operation: &'static OperationSchema,
    identity: &'a CallIdentity,
) -> Result<&'a Credentials, Failure> {
    match identity {
        CallIdentity::Credentials(credentials) => Ok(credentials),
        _ => {
            let error = CredentialsError::provider("this client was made without");
            Err(Failure::credentials(operation.name, error))
        }
    }
}

fn is_form(parts: &request::Parts) -> bool {
    let kind = parts.headers.get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind == "application/x-www-form-urlencoded")
}

/// Makes a form the query of a GET request, which is all that a URL can be used for.
fn form_to_query(parts: &mut request::Parts, form: &mut Bytes) -> Result<(), http::Error> {
    let path = parts.uri.path().as_bytes();
    let target = [path, b"?", &std::mem::take(form)].concat();
    let mut uri = std::mem::take(&mut parts.uri).into_parts();
    uri.path_and_query = Some(PathAndQuery::from_maybe_shared(target)?);
    parts.uri = Uri::from_parts(uri)?;
    parts.method = Method::GET;
    parts.headers.remove(CONTENT_TYPE);
    Ok(())
}

fn cannot_sign(
    operation: &'static OperationSchema,
    reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Failure {
    Failure::new(operation.name, ErrorKind::Request).because(reason)
}

impl Payload {
    fn hash(&self) -> PayloadHash<'_> {
        match self {
            Self::Bytes | Self::Form(_) => PayloadHash::Computed,
            // Hex is ASCII.
            Self::Checksum(sha256) => {
                PayloadHash::Given(std::str::from_utf8(sha256).unwrap_or_default())
            }
            Self::Unsigned => PayloadHash::Unsigned,
        }
    }
}

/// Returns true if nobody on the way can read what is sent there.
fn keeps_secrets(uri: &Uri) -> bool {
    uri.scheme() == Some(&Scheme::HTTPS) || uri.host().is_some_and(is_loopback)
}
