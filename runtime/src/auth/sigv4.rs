//! AWS Signature Version 4 and, with the feature `sigv4a`, 4a: signatures in the `Authorization`
//! header and in the query.
//!
//! The rules are those of the AWS guide "Signature Version 4 for API requests". A signature
//! covers the method, path, query, host, payload hash and every header of the request, except
//! for headers that proxies and transports add or change on the way.

mod canonical;
#[cfg(feature = "sigv4a")]
mod ecdsa;
mod encode;
mod error;
mod header;
mod key;
mod params;
mod payload;
mod presign;
mod query;
mod signature;
mod signed_headers;
#[cfg(all(test, feature = "sigv4a"))]
mod signing_suite;
mod time;

pub(crate) use encode::hex;
pub(super) use encode::push_encoded;
pub use error::SignError;
pub(super) use key::keyed;
pub use params::{PayloadHash, SigningAlgorithm, SigningOptions, SigningParams};
pub(super) use query::push_query;
pub(super) use signed_headers::push_host;
pub(super) use time::DateTime;

/// Signs requests, and keeps the signing key, which changes once a day, between them.
///
/// One signer serves any number of threads. It holds the key used last: with one signer for each
/// client, the four rounds of key derivation are done once a day.
#[derive(Debug, Default)]
pub struct Signer {
    keys: key::KeyCache,
}

impl Signer {
    /// A signer that has no key yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}
