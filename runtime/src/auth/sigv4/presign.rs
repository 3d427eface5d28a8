//! The signature in the query: requests that anybody can send for a while.

use std::time::Duration;

use bytes::Bytes;
use http::request;
use http::uri::{PathAndQuery, Uri};

use super::canonical::CanonicalRequest;
use super::encode::push_encoded;
use super::header::remove_signature;
use super::payload::PayloadLine;
use super::signature::Signing;
use super::signed_headers::{Location, SignedHeaders};
use super::{SignError, Signer, SigningParams};

const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl Signer {
    /// Signs a request by its query: whoever has the URI can send the request, with the same
    /// headers, until `expires` (one second to seven days, counted in whole seconds) after the
    /// time of signing.
    ///
    /// The URI carries the session token of temporary credentials: treat it as a secret. To leave
    /// the body open, use [`PayloadHash::Unsigned`](super::PayloadHash::Unsigned), where the
    /// service allows it.
    ///
    /// # Errors
    /// See [`SignError`].
    pub fn presign(
        &self,
        parts: &mut request::Parts,
        body: &[u8],
        expires: Duration,
        params: &SigningParams<'_>,
    ) -> Result<(), SignError> {
        if !(SHORTEST..=LONGEST).contains(&expires) {
            return Err(SignError::InvalidExpiry(expires));
        }
        let before = parts.uri.query().unwrap_or_default();
        if is_presigned(before) {
            return Err(SignError::AlreadyPresigned);
        }
        let signing = Signing::new(params)?;
        let payload = PayloadLine::new(&parts.headers, body, params)?;
        remove_signature(&mut parts.headers);
        let headers = SignedHeaders::new(parts, Location::Query)?;
        let mut query = signing_query(before, expires, params, &signing, &headers);
        let mut buffer = canonical_request(parts, &query, &headers, &payload, params);
        let signature = signing.signature(&self.keys, params, &mut buffer)?;
        if params.options.unsigned_session_token {
            push_token(&mut query, params);
        }
        parts.uri = signed_uri(&parts.uri, &query, signature.as_bytes())?;
        Ok(())
    }
}

/// The canonical form of a request with this query.
pub(super) fn canonical_request(
    parts: &request::Parts,
    query: &[u8],
    headers: &SignedHeaders<'_>,
    payload: &PayloadLine<'_>,
    params: &SigningParams<'_>,
) -> Vec<u8> {
    let mut buffer = Vec::with_capacity(2 * query.len() + 512);
    let request = CanonicalRequest {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query,
        headers,
        payload: payload.as_bytes(),
    };
    request.write(&mut buffer, params.options);
    buffer
}

fn is_presigned(query: &str) -> bool {
    const NAME: &[u8] = b"x-amz-signature";
    query.split('&').any(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        name.as_bytes().eq_ignore_ascii_case(NAME)
    })
}

/// The query that is signed: the request's own, then all parameters but the signature.
pub(super) fn signing_query(
    before: &str,
    expires: Duration,
    params: &SigningParams<'_>,
    signing: &Signing<'_>,
    headers: &SignedHeaders<'_>,
) -> Vec<u8> {
    let mut query = Vec::with_capacity(before.len() + 512);
    query.extend_from_slice(before.as_bytes());
    if !before.is_empty() {
        query.push(b'&');
    }
    query.extend_from_slice(b"X-Amz-Algorithm=");
    query.extend_from_slice(params.algorithm.name().as_bytes());
    let mut credential = params.credentials.access_key_id().as_bytes().to_vec();
    credential.push(b'/');
    signing.scope.push(&mut credential);
    query.extend_from_slice(b"&X-Amz-Credential=");
    push_encoded(&mut query, &credential);
    query.extend_from_slice(b"&X-Amz-Date=");
    query.extend_from_slice(signing.time.as_bytes());
    query.extend_from_slice(b"&X-Amz-Expires=");
    query.extend_from_slice(itoa::Buffer::new().format(expires.as_secs()).as_bytes());
    query.extend_from_slice(b"&X-Amz-SignedHeaders=");
    let mut names = Vec::new();
    headers.push_names(&mut names);
    push_encoded(&mut query, &names);
    if params.algorithm.has_region_set() {
        query.extend_from_slice(b"&X-Amz-Region-Set=");
        push_encoded(&mut query, params.region.as_bytes());
    }
    if !params.options.unsigned_session_token {
        push_token(&mut query, params);
    }
    query
}

fn push_token(query: &mut Vec<u8>, params: &SigningParams<'_>) {
    if let Some(token) = params.credentials.token() {
        query.extend_from_slice(b"&X-Amz-Security-Token=");
        push_encoded(query, token.as_bytes());
    }
}

fn signed_uri(uri: &Uri, query: &[u8], signature: &[u8]) -> Result<Uri, SignError> {
    let text = [
        uri.path().as_bytes(),
        b"?",
        query,
        b"&X-Amz-Signature=",
        signature,
    ]
    .concat();
    let path_and_query = PathAndQuery::from_maybe_shared(Bytes::from(text));
    let mut uri = uri.clone().into_parts();
    uri.path_and_query = Some(path_and_query.map_err(|_| SignError::UriTooLong)?);
    Uri::from_parts(uri).map_err(|_| SignError::UriTooLong)
}
