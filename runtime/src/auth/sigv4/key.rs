//! The signing key: derived in four rounds, and valid for one day, region and service.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::auth::Credentials;

/// The block size of SHA-256 in bytes, to which HMAC keys are padded (RFC 2104).
const BLOCK: usize = 64;

/// The scope of a signing key.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) date: [u8; 8],
    /// `None` if the key is good for any region.
    pub(super) region: Option<&'a str>,
    pub(super) service: &'a str,
}

impl Scope<'_> {
    /// Appends `date/region/service/aws4_request`, the region if there is one.
    pub(super) fn push(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.date);
        for part in self
            .region
            .into_iter()
            .chain([self.service, "aws4_request"])
        {
            out.push(b'/');
            out.extend_from_slice(part.as_bytes());
        }
    }
}

/// An HMAC initialized with its signing key.
pub(in crate::auth) type SigningKey = Hmac<Sha256>;

/// The signing keys used last.
#[derive(Default)]
pub(super) struct KeyCache {
    last: Mutex<Option<Entry>>,
    #[cfg(feature = "sigv4a")]
    pub(super) ecdsa: super::ecdsa::EcdsaKeyCache,
}

struct Entry {
    date: [u8; 8],
    region: Box<str>,
    service: Box<str>,
    /// Kept for comparing secrets: no copy is made, since `Credentials` are shared.
    credentials: Credentials,
    key: SigningKey,
}

impl Entry {
    fn fits(&self, credentials: &Credentials, scope: &Scope<'_>) -> bool {
        self.date == scope.date
            && Some(&*self.region) == scope.region
            && *self.service == *scope.service
            && self.credentials.same_secret(credentials)
    }
}

impl KeyCache {
    /// The signing key for `scope`, derived if it is not the one used last.
    pub(super) fn get(&self, credentials: &Credentials, scope: &Scope<'_>) -> SigningKey {
        // An entry is replaced whole, so a panic elsewhere cannot have left half of one.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = last.as_ref().filter(|entry| entry.fits(credentials, scope)) {
            return entry.key.clone();
        }
        let key = derive(credentials.secret_access_key(), scope);
        *last = Some(Entry {
            date: scope.date,
            region: scope.region.unwrap_or_default().into(),
            service: scope.service.into(),
            credentials: credentials.clone(),
            key: key.clone(),
        });
        key
    }
}

impl fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyCache").finish_non_exhaustive()
    }
}

fn derive(secret: &str, scope: &Scope<'_>) -> SigningKey {
    let seed = [b"AWS4", secret.as_bytes()].concat();
    let parts: [&[u8]; 4] = [
        &scope.date,
        scope.region.unwrap_or_default().as_bytes(),
        scope.service.as_bytes(),
        b"aws4_request",
    ];
    parts.iter().fold(keyed(&seed), |key, part| {
        keyed(&key.chain_update(part).finalize().into_bytes())
    })
}

/// An HMAC with `key`. Padding the key here leaves no length that could be refused.
pub(in crate::auth) fn keyed(key: &[u8]) -> SigningKey {
    let mut block = [0; BLOCK];
    if key.len() <= BLOCK {
        block[..key.len()].copy_from_slice(key);
    } else {
        let digest = Sha256::digest(key);
        block[..digest.len()].copy_from_slice(&digest);
    }
    SigningKey::new(&block.into())
}
