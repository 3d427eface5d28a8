//! Checksums of request bodies, all computed in one pass over the body.

mod tree_hash;

use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

use self::tree_hash::TreeHash;
use crate::auth::sigv4::hex;
use crate::serde::EncodeError;

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const SHA256_TREE_HASH: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");

/// The checksums that are wanted of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The SHA-256 checksum, for the signature.
    pub(super) signature: bool,
    /// `Content-MD5` (RFC 1864), unless the caller gives it.
    pub(super) md5: bool,
    /// `x-amz-content-sha256` and `x-amz-sha256-tree-hash`, unless the caller gives them.
    pub(super) tree_hash: bool,
}

/// Computes checksums.
pub(super) struct Checksums {
    sha256: Option<Sha256>,
    md5: Option<Md5>,
    tree: Option<TreeHash>,
}

impl Checksums {
    /// The checksums to compute; `None` if the headers have all that are wanted.
    pub(super) fn new(wanted: Wanted, headers: &HeaderMap) -> Result<Option<Self>, EncodeError> {
        let md5 = wanted.md5 && !headers.contains_key(CONTENT_MD5);
        let checksums = Self {
            sha256: (wanted.signature || wanted.tree_hash).then(Sha256::new),
            md5: md5.then(Md5::new).transpose()?,
            tree: wanted.tree_hash.then(TreeHash::default),
        };
        let none = checksums.sha256.is_none() && checksums.md5.is_none();
        Ok((!none).then_some(checksums))
    }

    pub(super) fn update(&mut self, piece: &[u8]) {
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(piece);
        }
        if let Some(md5) = &mut self.md5 {
            md5.update(piece);
        }
        if let Some(tree) = &mut self.tree {
            tree.update(piece);
        }
    }

    /// Adds the headers, and returns the SHA-256 checksum in hex.
    pub(super) fn finish(self, headers: &mut HeaderMap) -> Option<[u8; 64]> {
        let sha256 = self.sha256.map(|sha256| hex(&sha256.finalize().into()));
        if let Some(md5) = self.md5 {
            add(headers, CONTENT_MD5, md5.finish().as_bytes());
        }
        if let (Some(tree), Some(sha256)) = (self.tree, &sha256) {
            add(headers, CONTENT_SHA256, sha256);
            add(headers, SHA256_TREE_HASH, &hex(&tree.root()));
        }
        sha256
    }
}

/// Adds a checksum, which is text in hex or base64, unless the caller gives it.
fn add(headers: &mut HeaderMap, name: HeaderName, value: &[u8]) {
    if let Ok(value) = HeaderValue::from_bytes(value) {
        headers.entry(name).or_insert(value);
    }
}

#[cfg(feature = "md5")]
struct Md5(md5::Md5);

#[cfg(feature = "md5")]
impl Md5 {
    fn new() -> Result<Self, EncodeError> {
        Ok(Self(md5::Md5::new()))
    }

    fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    fn finish(self) -> String {
        base64_simd::STANDARD.encode_to_string(self.0.finalize())
    }
}

#[cfg(not(feature = "md5"))]
struct Md5;

#[cfg(not(feature = "md5"))]
impl Md5 {
    fn new() -> Result<Self, EncodeError> {
        Err(EncodeError::new(
            "the operation requires the MD5 checksum of its body; turn on the feature `md5` of \
             tinsmith-runtime",
        ))
    }

    fn update(&mut self, _: &[u8]) {}

    fn finish(self) -> String {
        String::new()
    }
}
