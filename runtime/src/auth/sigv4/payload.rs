//! The payload hash.

use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

use super::encode::hex;
use super::{PayloadHash, SignError, SigningParams};

pub(super) const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// The line that stands for the body in a canonical request.
pub(super) enum PayloadLine<'a> {
    Hash([u8; 64]),
    Word(&'a str),
    Header(HeaderValue),
}

impl<'a> PayloadLine<'a> {
    pub(super) fn new(
        headers: &HeaderMap,
        body: &[u8],
        params: &SigningParams<'a>,
    ) -> Result<Self, SignError> {
        match params.payload {
            PayloadHash::Unsigned => Ok(Self::Word("UNSIGNED-PAYLOAD")),
            PayloadHash::Given(word) if is_hash_or_word(word) => Ok(Self::Word(word)),
            PayloadHash::Given(_) => Err(SignError::InvalidPayloadHash),
            PayloadHash::Computed => Ok(match headers.get(X_AMZ_CONTENT_SHA256) {
                Some(hash) if !params.options.content_sha256_header => Self::Header(hash.clone()),
                _ => Self::Hash(hex(&Sha256::digest(body).into())),
            }),
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Hash(hash) => hash,
            Self::Word(word) => word.as_bytes(),
            Self::Header(value) => value.as_bytes(),
        }
    }

    pub(super) fn to_header(&self) -> Result<HeaderValue, SignError> {
        match self {
            Self::Header(value) => Ok(value.clone()),
            _ => HeaderValue::from_bytes(self.as_bytes()).map_err(|_| SignError::InvalidHeader),
        }
    }
}

/// Lower-case hex, or words such as `STREAMING-UNSIGNED-PAYLOAD-TRAILER`.
fn is_hash_or_word(text: &str) -> bool {
    let hash =
        text.len() == 64 && (text.bytes()).all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    let word = text.starts_with(|c: char| c.is_ascii_uppercase())
        && (text.bytes()).all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    hash || word
}
