//! Reading a stream: as a reader, or in one go.

use std::io::{self, Read};

use bytes::{Buf, Bytes};

use super::ByteStream;
use crate::types::Collected;

impl ByteStream {
    /// All bytes that are left. A body that comes in one piece is not copied.
    ///
    /// # Errors
    /// As for [`next`](Self::next), and where a response's body is longer than
    /// `Config::max_response_bytes`.
    pub async fn collect(mut self) -> io::Result<Bytes> {
        let mut collected = Collected::new(0, self.limit);
        while let Some(piece) = self.next().await {
            collected.add(piece?)?;
        }
        Ok(collected.finish())
    }

    /// All bytes that are left, waited for in the calling thread; see [`collect`](Self::collect).
    ///
    /// # Errors
    /// As for [`collect`](Self::collect), and where the call was awaited: then its body must be
    /// awaited too.
    pub fn collect_blocking(mut self) -> io::Result<Bytes> {
        let mut collected = Collected::new(0, self.limit);
        while let Some(piece) = self.next_blocking() {
            collected.add(piece?)?;
        }
        Ok(collected.finish())
    }
}

impl Read for ByteStream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let Some(mut piece) = self.next_blocking().transpose()? else {
            return Ok(0);
        };
        let length = piece.len().min(out.len());
        piece.copy_to_slice(&mut out[..length]);
        self.rest = piece;
        Ok(length)
    }
}
