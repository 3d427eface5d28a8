//! What the operation's traits make of a body: compressed, and with its sums.

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::Inner;
use crate::codec::EncodeError;
use crate::operation::OperationSchema;
use crate::quirk;

/// Which bodies are sent compressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compression {
    pub(crate) disabled: bool,
    /// The length in bytes from which on it is done.
    pub(crate) min_size: usize,
}

impl Inner {
    /// Compresses the body and adds its sums, where the operation wants that.
    pub(super) fn prepare_content(
        &self,
        operation: &OperationSchema,
        headers: &mut HeaderMap,
        mut body: Bytes,
    ) -> Result<Bytes, EncodeError> {
        let compression = self.compression;
        let compresses = operation.compression && !compression.disabled;
        if compresses && body.len() >= compression.min_size {
            if let Some(compressed) = gzip(&body) {
                add_encoding(headers)?;
                body = compressed;
            }
        }
        if operation.checksum_required {
            add_md5(headers, &body)?;
        }
        quirk::sums(operation, headers, &body);
        Ok(body)
    }
}

/// Appends `gzip` to the encodings that the caller has applied.
fn add_encoding(headers: &mut HeaderMap) -> Result<(), EncodeError> {
    let value = match headers.get(CONTENT_ENCODING) {
        None => HeaderValue::from_static("gzip"),
        Some(before) => {
            let value = [before.as_bytes(), b", gzip"].concat();
            HeaderValue::from_bytes(&value)
                .map_err(|_| EncodeError::new("the content encoding is malformed"))?
        }
    };
    headers.insert(CONTENT_ENCODING, value);
    Ok(())
}

#[cfg(feature = "gzip")]
fn gzip(body: &[u8]) -> Option<Bytes> {
    use std::io::Write;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing to a vector does not fail.
    encoder.write_all(body).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Compression is an offer of the service, so that bodies go as they are where it is not built in.
#[cfg(not(feature = "gzip"))]
fn gzip(_: &[u8]) -> Option<Bytes> {
    None
}

/// Adds the MD5 sum (RFC 1864), unless the caller gives it.
#[cfg(feature = "md5")]
fn add_md5(headers: &mut HeaderMap, body: &[u8]) -> Result<(), EncodeError> {
    use md5::{Digest, Md5};

    const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
    if headers.contains_key(CONTENT_MD5) {
        return Ok(());
    }
    let sum: [u8; 16] = Md5::digest(body).into();
    let text = base64_simd::STANDARD.encode_to_string(sum);
    let value = HeaderValue::try_from(text)
        .map_err(|_| EncodeError::new("the body's sum is no header value"))?;
    headers.insert(CONTENT_MD5, value);
    Ok(())
}

#[cfg(not(feature = "md5"))]
fn add_md5(headers: &HeaderMap, _: &[u8]) -> Result<(), EncodeError> {
    const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
    if headers.contains_key(CONTENT_MD5) {
        return Ok(());
    }
    Err(EncodeError::new(
        "the operation wants the MD5 sum of its body; turn on the feature `md5` of tinsmith-runtime",
    ))
}
