//! Errors of signing.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// The reason why a request cannot be signed. The request is unchanged then, but for headers of an
/// earlier signature, which may be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The URI names no host and the request has no `Host` header.
    NoHost,
    /// The URI carries a user name or password, which would be sent in place of the signature.
    UserInfo,
    /// The region or the service name holds characters that a credential scope cannot have.
    InvalidScope {
        /// `region`, `region set` or `service name`.
        part: &'static str,
    },
    /// A given payload hash is neither lower-case hex nor one of the fixed words.
    InvalidPayloadHash,
    /// The time lies outside the years 0 to 9999.
    InvalidTime,
    /// A presigned request must expire after one second to seven days.
    InvalidExpiry(Duration),
    /// The query holds parameters of a signature already.
    AlreadyPresigned,
    /// The presigned URI is longer than a URI may be (65,534 bytes for path and query).
    UriTooLong,
    /// The signature is no valid header value.
    InvalidHeader,
    /// No key can be derived from the credentials.
    InvalidKey,
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot sign the request: ")?;
        match self {
            Self::NoHost => f.write_str("its URI names no host; pass an absolute URI"),
            Self::UserInfo => f.write_str("its URI holds a user name; remove all up to the `@`"),
            Self::InvalidScope { part } => write!(
                f,
                "the {part} is empty or holds characters other than letters, digits, `-`, `_` \
                 and `.`; correct it"
            ),
            Self::InvalidPayloadHash => f.write_str(
                "the given payload hash is not made of lower-case hex digits; pass the SHA-256 of \
                 the body in hex",
            ),
            Self::InvalidTime => {
                f.write_str("the time is not in the years 0 to 9999; check the clock")
            }
            Self::InvalidExpiry(expiry) => write!(
                f,
                "it would expire after {expiry:?}; choose between one second and seven days"
            ),
            Self::AlreadyPresigned => {
                f.write_str("its query holds a signature already; sign the original request")
            }
            Self::UriTooLong => {
                f.write_str("the presigned URI is too long; shorten the query or sign headers")
            }
            Self::InvalidKey => {
                f.write_str("no key can be derived from the credentials; use other ones")
            }
            Self::InvalidHeader => {
                f.write_str("the signature is no valid header value; check the access key id")
            }
        }
    }
}

impl Error for SignError {}
