//! What the operation's traits make of a body: compressed, and with its sums.

use std::io::{self, Read};

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderName, HeaderValue, request};
use sha2::{Digest, Sha256};

use crate::auth::sigv4::hex;
use crate::client::Inner;
use crate::operation::OperationSchema;
use crate::quirk;
use crate::serde::EncodeError;
use crate::transport::Body;

/// Which bodies are sent compressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compression {
    pub(crate) disabled: bool,
    /// The length in bytes from which on it is done.
    pub(crate) min_size: usize,
}

/// A request that lacks its signature only.
pub(crate) struct Prepared {
    pub(crate) parts: request::Parts,
    pub(crate) body: Body,
    pub(crate) payload: Payload,
}

/// What a signature says about the body.
pub(crate) enum Payload {
    /// The sum of the bytes in memory.
    Bytes,
    /// This sum, in hex, of bytes that are not in memory.
    Sum([u8; 64]),
    /// Nothing.
    Unsigned,
}

impl Inner {
    /// Compresses the body and adds its sums, where the operation wants that.
    pub(super) fn prepare(
        &self,
        operation: &OperationSchema,
        mut parts: request::Parts,
        mut body: Body,
    ) -> Result<Prepared, EncodeError> {
        let headers = &mut parts.headers;
        if operation.compression && self.compresses(&body) {
            if let Some(compressed) = gzip(body.as_bytes()) {
                add_encoding(headers)?;
                body = compressed.into();
            }
        }
        if operation.checksum_required {
            add_md5(headers, &body)?;
        }
        quirk::sums(operation, headers, &body)?;
        let payload = self.payload(operation, &body)?;
        Ok(Prepared {
            parts,
            body,
            payload,
        })
    }

    /// Whether the body is long enough. One that is not in memory goes as it is.
    fn compresses(&self, body: &Body) -> bool {
        !self.compression.disabled
            && !body.is_stream()
            && body.as_bytes().len() >= self.compression.min_size
    }

    /// What a signature would say about the body. One that can be read once is left out.
    fn payload(&self, operation: &OperationSchema, body: &Body) -> Result<Payload, EncodeError> {
        if operation.unsigned_payload {
            return Ok(Payload::Unsigned);
        }
        if !body.is_stream() {
            return Ok(Payload::Bytes);
        }
        if !self.signs(operation) {
            return Ok(Payload::Unsigned);
        }
        let Some(reader) = body.replay() else {
            return Ok(Payload::Unsigned);
        };
        let mut sum = Sha256::new();
        read_all(reader, &mut |piece| sum.update(piece))?;
        Ok(Payload::Sum(hex(&sum.finalize().into())))
    }
}

/// Reads a body to its end for the sake of a sum.
pub(crate) fn read_all(
    reader: io::Result<Box<dyn Read + Send>>,
    take: &mut dyn FnMut(&[u8]),
) -> Result<(), EncodeError> {
    let unreadable = |error| EncodeError::new(format!("the body cannot be read: {error}"));
    let mut reader = reader.map_err(unreadable)?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => take(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(error)),
        }
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
fn add_md5(headers: &mut HeaderMap, body: &Body) -> Result<(), EncodeError> {
    const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
    if headers.contains_key(CONTENT_MD5) {
        return Ok(());
    }
    let text = base64_simd::STANDARD.encode_to_string(md5(body)?);
    let value = HeaderValue::try_from(text)
        .map_err(|_| EncodeError::new("the body's sum is no header value"))?;
    headers.insert(CONTENT_MD5, value);
    Ok(())
}

#[cfg(feature = "md5")]
fn md5(body: &Body) -> Result<[u8; 16], EncodeError> {
    use md5::Md5;

    let reader = body.replay().ok_or_else(|| {
        EncodeError::new("the operation wants the MD5 sum of its body, which can be read only once")
    })?;
    let mut sum = Md5::new();
    read_all(reader, &mut |piece| sum.update(piece))?;
    Ok(sum.finalize().into())
}

#[cfg(not(feature = "md5"))]
fn md5(_: &Body) -> Result<[u8; 16], EncodeError> {
    Err(EncodeError::new(
        "the operation wants the MD5 sum of its body; turn on the feature `md5` of tinsmith-runtime",
    ))
}
