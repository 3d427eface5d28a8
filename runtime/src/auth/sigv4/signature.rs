//! From the canonical request to the signature.

use hmac::Mac;
use sha2::{Digest, Sha256};

use super::encode::hex;
use super::key::{KeyCache, Scope};
use super::time::DateTime;
use super::{SignError, SigningParams};

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The time and scope of one signature.
pub(super) struct Signing<'a> {
    pub(super) time: DateTime,
    pub(super) scope: Scope<'a>,
}

impl<'a> Signing<'a> {
    pub(super) fn new(params: &SigningParams<'a>) -> Result<Self, SignError> {
        check_scope("region", params.region)?;
        check_scope("service name", params.service)?;
        let time = DateTime::new(params.time)?;
        let scope = Scope {
            date: time.date(),
            region: params.region,
            service: params.service,
        };
        Ok(Self { time, scope })
    }

    /// Signs the canonical request that `buffer` holds. The string to sign is built after it, to
    /// save an allocation.
    pub(super) fn signature(
        &self,
        keys: &KeyCache,
        params: &SigningParams<'_>,
        buffer: &mut Vec<u8>,
    ) -> [u8; 64] {
        let hash = hex(&Sha256::digest(&*buffer).into());
        let start = buffer.len();
        buffer.extend_from_slice(ALGORITHM.as_bytes());
        buffer.push(b'\n');
        buffer.extend_from_slice(self.time.as_bytes());
        buffer.push(b'\n');
        self.scope.push(buffer);
        buffer.push(b'\n');
        buffer.extend_from_slice(&hash);
        let key = keys.get(params.credentials, &self.scope);
        hex(&key
            .chain_update(&buffer[start..])
            .finalize()
            .into_bytes()
            .into())
    }
}

fn check_scope(part: &'static str, text: &str) -> Result<(), SignError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if text.is_empty() || !text.bytes().all(allowed) {
        return Err(SignError::InvalidScope { part });
    }
    Ok(())
}
