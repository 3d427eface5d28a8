//! The parameters of a signature, besides the request.

use jiff::Timestamp;

use crate::auth::Credentials;

/// The algorithm of a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// HMAC with a key for one region (SigV4).
    #[default]
    Hmac,
    /// ECDSA over P-256 with a key that is good for a set of regions (SigV4a).
    #[cfg(feature = "sigv4a")]
    Ecdsa,
}

impl SigningAlgorithm {
    /// The name in requests.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Hmac => "AWS4-HMAC-SHA256",
            #[cfg(feature = "sigv4a")]
            Self::Ecdsa => "AWS4-ECDSA-P256-SHA256",
        }
    }

    /// True if the signature is good for a set of regions, which the request names.
    pub(super) const fn has_region_set(self) -> bool {
        !matches!(self, Self::Hmac)
    }
}

/// The parameters of a signature: credentials, time, service and region.
#[derive(Clone, Copy, Debug)]
pub struct SigningParams<'a> {
    /// The keys to sign with.
    pub credentials: &'a Credentials,
    /// The region of the credential scope, such as `eu-west-1`; of SigV4a the set of regions, such
    /// as `*` or `eu-west-1,us-east-1`.
    pub region: &'a str,
    /// The service's SigV4 signing name, such as `iottwinmaker`.
    pub service: &'a str,
    /// The time of signing; services accept about five minutes of difference to their own clock.
    pub time: Timestamp,
    /// The algorithm of the signature.
    pub algorithm: SigningAlgorithm,
    /// The part of the signature that stands for the body.
    pub payload: PayloadHash<'a>,
    /// The points in which services differ.
    pub options: SigningOptions,
}

impl<'a> SigningParams<'a> {
    /// Creates parameters for a typical service: the body is hashed, the path is normalized and
    /// encoded twice.
    #[must_use]
    pub fn new(
        credentials: &'a Credentials,
        region: &'a str,
        service: &'a str,
        time: Timestamp,
    ) -> Self {
        Self {
            credentials,
            region,
            service,
            time,
            algorithm: SigningAlgorithm::default(),
            payload: PayloadHash::Computed,
            options: SigningOptions::default(),
        }
    }

    /// Sets what stands for the body in the signature.
    #[must_use]
    pub fn with_payload(mut self, payload: PayloadHash<'a>) -> Self {
        self.payload = payload;
        self
    }
}

/// The part of a signature that stands for the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PayloadHash<'a> {
    /// The SHA-256 of the body passed to the signer, or the value of the request's header
    /// `x-amz-content-sha256` if present.
    #[default]
    Computed,
    /// `UNSIGNED-PAYLOAD`: the body is not signed. When signing headers, the header
    /// `x-amz-content-sha256` says so.
    Unsigned,
    /// A SHA-256 in lower-case hex, or one of the fixed words for streams.
    Given(&'a str),
}

/// The points in which services differ when they check a signature. The default suits all but S3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SigningOptions {
    /// Encode the path, which is encoded once in the request, a second time for the signature.
    pub double_encode_path: bool,
    /// Resolve `.` and `..` and merge slashes in the path for the signature (RFC 3986, section
    /// 5.2.4). The path that is sent stays as it is.
    pub normalize_path: bool,
    /// Send the payload hash as `x-amz-content-sha256`.
    pub content_sha256_header: bool,
    /// Leave the session token out of the signature, and add it afterwards.
    pub unsigned_session_token: bool,
}

impl Default for SigningOptions {
    fn default() -> Self {
        Self {
            double_encode_path: true,
            normalize_path: true,
            content_sha256_header: false,
            unsigned_session_token: false,
        }
    }
}

impl SigningOptions {
    /// The options of S3: the path is signed as it is sent, the payload hash is a header.
    #[must_use]
    pub const fn s3() -> Self {
        Self {
            double_encode_path: false,
            normalize_path: false,
            content_sha256_header: true,
            unsigned_session_token: false,
        }
    }
}
