//! The signature of a canonical request.

use hmac::Mac;
use sha2::{Digest, Sha256};

use super::encode::hex;
use super::key::{KeyCache, Scope};
use super::time::DateTime;
use super::{SignError, SigningAlgorithm, SigningParams};

/// The time and scope of one signature.
pub(super) struct Signing<'a> {
    pub(super) time: DateTime,
    pub(super) scope: Scope<'a>,
    pub(super) algorithm: SigningAlgorithm,
}

impl<'a> Signing<'a> {
    pub(super) fn new(params: &SigningParams<'a>) -> Result<Self, SignError> {
        let has_set = params.algorithm.has_region_set();
        if has_set {
            check_region_set(params.region)?;
        } else {
            check_scope("region", params.region)?;
        }
        check_scope("service name", params.service)?;
        let time = DateTime::new(params.time)?;
        let scope = Scope {
            date: time.date(),
            region: (!has_set).then_some(params.region),
            service: params.service,
        };
        Ok(Self {
            time,
            scope,
            algorithm: params.algorithm,
        })
    }

    /// Signs the canonical request that `buffer` holds. The string to sign is built after it, to
    /// save an allocation.
    pub(super) fn signature(
        &self,
        keys: &KeyCache,
        params: &SigningParams<'_>,
        buffer: &mut Vec<u8>,
    ) -> Result<Signature, SignError> {
        let start = buffer.len();
        self.push_string_to_sign(buffer);
        let text = &buffer[start..];
        Ok(match self.algorithm {
            SigningAlgorithm::Hmac => {
                let key = keys.get(params.credentials, &self.scope);
                let sum = key.chain_update(text).finalize().into_bytes();
                Signature::Hmac(hex(&sum.into()))
            }
            #[cfg(feature = "sigv4a")]
            SigningAlgorithm::Ecdsa => Signature::Ecdsa(keys.ecdsa.sign(params.credentials, text)?),
        })
    }

    /// Appends the string to sign after the canonical request that `buffer` holds.
    pub(super) fn push_string_to_sign(&self, buffer: &mut Vec<u8>) {
        let hash = hex(&Sha256::digest(&*buffer).into());
        buffer.extend_from_slice(self.algorithm.name().as_bytes());
        buffer.push(b'\n');
        buffer.extend_from_slice(self.time.as_bytes());
        buffer.push(b'\n');
        self.scope.push(buffer);
        buffer.push(b'\n');
        buffer.extend_from_slice(&hash);
    }
}

/// A signature in hex.
pub(super) enum Signature {
    Hmac([u8; 64]),
    #[cfg(feature = "sigv4a")]
    Ecdsa(Vec<u8>),
}

impl Signature {
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Hmac(hex) => hex,
            #[cfg(feature = "sigv4a")]
            Self::Ecdsa(hex) => hex,
        }
    }
}

/// A set of regions is a list of patterns such as `us-*`, separated by commas.
fn check_region_set(text: &str) -> Result<(), SignError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'*');
    let region = |text: &str| !text.is_empty() && text.bytes().all(allowed);
    if text.split(',').all(region) {
        return Ok(());
    }
    Err(SignError::InvalidScope { part: "region set" })
}

fn check_scope(part: &'static str, text: &str) -> Result<(), SignError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if text.is_empty() || !text.bytes().all(allowed) {
        return Err(SignError::InvalidScope { part });
    }
    Ok(())
}
