//! Signatures with a key that is good for a set of regions (SigV4a).

use std::fmt;
use std::sync::{Mutex, PoisonError};

use hmac::Mac;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

use super::SignError;
use super::encode::hex_of;
use super::key::keyed;
use crate::auth::Credentials;

/// The order of P-256's base point, less two (SEC 2, section 2.4.2).
const LARGEST: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
];

/// The key used last. It depends on the credentials alone.
#[derive(Default)]
pub(super) struct EcdsaKeyCache(Mutex<Option<(Credentials, SigningKey)>>);

impl EcdsaKeyCache {
    /// Signs a text; the signature is DER in hex.
    pub(super) fn sign(
        &self,
        credentials: &Credentials,
        text: &[u8],
    ) -> Result<Vec<u8>, SignError> {
        let signature: Signature = self.get(credentials)?.sign(text);
        Ok(hex_of(signature.to_der().as_bytes()))
    }

    fn get(&self, credentials: &Credentials) -> Result<SigningKey, SignError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |(known, _): &&(Credentials, SigningKey)| {
            known.same_secret(credentials) && known.access_key_id() == credentials.access_key_id()
        };
        if let Some((_, key)) = last.as_ref().filter(fits) {
            return Ok(key.clone());
        }
        let key = derive(credentials)?;
        *last = Some((credentials.clone(), key.clone()));
        Ok(key)
    }
}

impl fmt::Debug for EcdsaKeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EcdsaKeyCache").finish_non_exhaustive()
    }
}

/// Derives the private key from a secret: the first number of a series that is in range, plus one
/// (NIST SP 800-108, KDF in counter mode).
fn derive(credentials: &Credentials) -> Result<SigningKey, SignError> {
    let seed = [b"AWS4A", credentials.secret_access_key().as_bytes()].concat();
    for counter in 1..=254 {
        let sum = keyed(&seed)
            .chain_update([0, 0, 0, 1])
            .chain_update(b"AWS4-ECDSA-P256-SHA256\0")
            .chain_update(credentials.access_key_id().as_bytes())
            .chain_update([counter, 0, 0, 1, 0]);
        let number: [u8; 32] = sum.finalize().into_bytes().into();
        if number <= LARGEST {
            return SigningKey::from_slice(&plus_one(number)).map_err(|_| SignError::InvalidKey);
        }
    }
    Err(SignError::InvalidKey)
}

/// The number after one that is not the largest of 256 bits.
fn plus_one(mut number: [u8; 32]) -> [u8; 32] {
    for byte in number.iter_mut().rev() {
        let (next, carried) = byte.overflowing_add(1);
        *byte = next;
        if !carried {
            break;
        }
    }
    number
}
