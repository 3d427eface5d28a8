//! The signature in the `Authorization` header.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, request};

use super::canonical::CanonicalRequest;
use super::payload::{PayloadLine, X_AMZ_CONTENT_SHA256};
use super::signature::Signing;
use super::signed_headers::{Location, SignedHeaders};
use super::{PayloadHash, SignError, Signer, SigningParams};

const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_REGION_SET: HeaderName = HeaderName::from_static("x-amz-region-set");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// Room for the canonical request and string to sign of most requests, the token aside.
const USUAL_LENGTH: usize = 1024;

impl Signer {
    /// Signs a request by headers: sets `x-amz-date`, `authorization` and, where they apply,
    /// `x-amz-security-token` and `x-amz-content-sha256`. Those of an earlier signature are
    /// replaced, so that the same parts can be signed for each attempt.
    ///
    /// The host is taken from the `Host` header or else the URI. Every header present is signed,
    /// but for those that proxies and transports change; headers added later are not.
    ///
    /// # Errors
    /// See [`SignError`].
    pub fn sign_headers(
        &self,
        parts: &mut request::Parts,
        body: &[u8],
        params: &SigningParams<'_>,
    ) -> Result<(), SignError> {
        let signing = Signing::new(params)?;
        let payload = PayloadLine::new(&parts.headers, body, params)?;
        set_headers(&mut parts.headers, &signing, &payload, params)?;
        let headers = SignedHeaders::new(parts, Location::Headers)?;
        let mut buffer = canonical_request(parts, &headers, &payload, params);
        let signature = signing.signature(&self.keys, params, &mut buffer)?;
        let authorization = authorization(params, &signing, &headers, signature.as_bytes())?;
        parts.headers.insert(AUTHORIZATION, authorization);
        if let (true, Some(token)) = (
            params.options.unsigned_session_token,
            params.credentials.token_header(),
        ) {
            parts.headers.insert(X_AMZ_SECURITY_TOKEN, token.clone());
        }
        Ok(())
    }
}

/// The canonical form of a request whose headers are set.
pub(super) fn canonical_request(
    parts: &request::Parts,
    headers: &SignedHeaders<'_>,
    payload: &PayloadLine<'_>,
    params: &SigningParams<'_>,
) -> Vec<u8> {
    let token_length = params.credentials.token_header().map_or(0, |t| t.len());
    let mut buffer = Vec::with_capacity(USUAL_LENGTH + token_length);
    let request = CanonicalRequest {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default().as_bytes(),
        headers,
        payload: payload.as_bytes(),
    };
    request.write(&mut buffer, params.options);
    buffer
}

/// Removes what an earlier signature left on a request.
pub(super) fn remove_signature(headers: &mut HeaderMap) {
    headers.remove(AUTHORIZATION);
    headers.remove(X_AMZ_DATE);
    headers.remove(X_AMZ_REGION_SET);
    headers.remove(X_AMZ_SECURITY_TOKEN);
}

pub(super) fn set_headers(
    headers: &mut HeaderMap,
    signing: &Signing<'_>,
    payload: &PayloadLine<'_>,
    params: &SigningParams<'_>,
) -> Result<(), SignError> {
    let date = HeaderValue::from_bytes(signing.time.as_bytes());
    headers.insert(X_AMZ_DATE, date.map_err(|_| SignError::InvalidHeader)?);
    if params.algorithm.has_region_set() {
        let set = HeaderValue::from_str(params.region);
        headers.insert(X_AMZ_REGION_SET, set.map_err(|_| SignError::InvalidHeader)?);
    } else {
        headers.remove(X_AMZ_REGION_SET);
    }
    let token = params.credentials.token_header();
    match token.filter(|_| !params.options.unsigned_session_token) {
        Some(token) => headers.insert(X_AMZ_SECURITY_TOKEN, token.clone()),
        None => headers.remove(X_AMZ_SECURITY_TOKEN),
    };
    if params.options.content_sha256_header || params.payload == PayloadHash::Unsigned {
        headers.insert(X_AMZ_CONTENT_SHA256, payload.to_header()?);
    }
    Ok(())
}

fn authorization(
    params: &SigningParams<'_>,
    signing: &Signing<'_>,
    headers: &SignedHeaders<'_>,
    signature: &[u8],
) -> Result<HeaderValue, SignError> {
    let mut value = Vec::with_capacity(320);
    value.extend_from_slice(params.algorithm.name().as_bytes());
    value.extend_from_slice(b" Credential=");
    value.extend_from_slice(params.credentials.access_key_id().as_bytes());
    value.push(b'/');
    signing.scope.push(&mut value);
    value.extend_from_slice(b", SignedHeaders=");
    headers.push_names(&mut value);
    value.extend_from_slice(b", Signature=");
    value.extend_from_slice(signature);
    let mut value =
        HeaderValue::from_maybe_shared(Bytes::from(value)).map_err(|_| SignError::InvalidHeader)?;
    value.set_sensitive(true);
    Ok(value)
}
