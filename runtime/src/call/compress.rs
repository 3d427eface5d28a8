//! Compression of request bodies (`smithy.api#requestCompression`).

use std::io;

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};

use crate::serde::EncodeError;

/// Compresses by gzip what it is given piece by piece.
pub(super) struct Compressor {
    #[cfg(feature = "gzip")]
    encoder: flate2::write::GzEncoder<Vec<u8>>,
}

#[cfg(feature = "gzip")]
impl Compressor {
    pub(super) fn new() -> Self {
        let level = flate2::Compression::default();
        Self {
            encoder: flate2::write::GzEncoder::new(Vec::new(), level),
        }
    }

    pub(super) fn update(&mut self, piece: &[u8]) -> io::Result<()> {
        io::Write::write_all(&mut self.encoder, piece)
    }

    pub(super) fn finish(self) -> io::Result<Bytes> {
        self.encoder.finish().map(Bytes::from)
    }
}

#[cfg(not(feature = "gzip"))]
impl Compressor {
    pub(super) fn new() -> Self {
        Self {}
    }

    pub(super) fn update(&mut self, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn finish(self) -> io::Result<Bytes> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Appends `gzip` to the encodings that the caller has applied.
pub(super) fn add_encoding(headers: &mut HeaderMap) -> Result<(), EncodeError> {
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
