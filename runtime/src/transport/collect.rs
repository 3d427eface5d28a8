//! Bodies of a limited size.

use bytes::{Bytes, BytesMut};
#[cfg(any(feature = "hyper", feature = "blocking"))]
use http::{HeaderMap, header::CONTENT_LENGTH};

use super::{TransportError, TransportErrorKind};

/// What is allocated ahead on the word of a `content-length`; a larger body grows as it comes.
#[cfg(any(feature = "hyper", feature = "blocking"))]
const MAX_AHEAD: usize = 1024 * 1024;

/// How many bytes to make room for, by the response's headers.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) fn announced(headers: &HeaderMap, limit: usize) -> Result<usize, TransportError> {
    match length(headers) {
        Some(length) if length > limit as u64 => Err(too_large(limit)),
        Some(length) => Ok(usize::try_from(length).unwrap_or(limit).min(MAX_AHEAD)),
        None => Ok(0),
    }
}

/// How many bytes the body has, by the response's headers.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The error for a body of more bytes than `limit`.
pub(super) fn too_large(limit: usize) -> TransportError {
    let reason = format!("more than {limit} bytes; Config::max_response_bytes sets the limit");
    TransportError::new(TransportErrorKind::TooLarge, reason)
}

/// Pieces that become one.
pub(crate) struct Collected {
    first: Bytes,
    all: BytesMut,
    /// What to make room for once there is more than one piece.
    room: usize,
    limit: usize,
}

impl Collected {
    /// Nothing yet, and at most `limit` bytes.
    pub(crate) fn new(room: usize, limit: usize) -> Self {
        Self {
            first: Bytes::new(),
            all: BytesMut::new(),
            room,
            limit,
        }
    }

    pub(crate) fn add(&mut self, piece: Bytes) -> Result<(), TransportError> {
        let length = self.first.len() + self.all.len();
        if piece.len() > self.limit - length {
            return Err(too_large(self.limit));
        }
        if length == 0 {
            // A body that comes in one piece is not copied.
            self.first = piece;
            return Ok(());
        }
        if self.all.is_empty() {
            self.all.reserve(self.room.max(length + piece.len()));
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&piece);
        Ok(())
    }

    pub(crate) fn finish(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}
