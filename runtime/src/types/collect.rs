//! Bodies of a limited size.

use std::error::Error;
use std::fmt;
use std::io;

use bytes::{Bytes, BytesMut};

/// Collects the pieces of a body of limited size.
pub(crate) struct Collected {
    first: Bytes,
    all: BytesMut,
    /// The initial allocation for more than one piece.
    room: usize,
    limit: usize,
}

impl Collected {
    /// Creates an empty collector with a limit in bytes.
    pub(crate) fn new(room: usize, limit: usize) -> Self {
        Self {
            first: Bytes::new(),
            all: BytesMut::new(),
            room,
            limit,
        }
    }

    pub(crate) fn add(&mut self, piece: Bytes) -> Result<(), TooLarge> {
        let length = self.first.len() + self.all.len();
        if piece.len() > self.limit - length {
            return Err(TooLarge(self.limit));
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

/// The error of a body of more bytes than this limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooLarge(pub(crate) usize);

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.0;
        write!(
            f,
            "more than {limit} bytes; Config::max_response_bytes sets the limit"
        )
    }
}

impl Error for TooLarge {}

impl From<TooLarge> for io::Error {
    fn from(error: TooLarge) -> Self {
        Self::other(error)
    }
}
