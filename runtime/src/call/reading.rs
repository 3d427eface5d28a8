//! Reading a body to its end: to buffer it, to compress it, or for its checksums.

use std::fmt;
use std::io;

use bytes::Bytes;

use super::checksum::Checksums;
use super::compress::Compressor;
use crate::transport::{TransportError, TransportErrorKind};
use crate::types::{ByteStream, Collected};

/// The size in bytes from which work on a body in memory is left to the driver, so that it does not
/// hold up an executor.
const LARGE: usize = 64 * 1024;

/// A body to be read to its end; see [`Step::Read`](super::Step::Read).
///
/// [`run`](Self::run) or [`run_blocking`](Self::run_blocking) reads it. If it
/// [blocks](Self::blocks), an asynchronous driver does that in a thread of its own.
pub struct Reading {
    source: ByteStream,
    sink: Sink,
    failure: Option<io::Error>,
}

/// The use of the bytes that are read.
pub(super) enum Sink {
    Buffer(Collected),
    Compress(Compressor),
    Checksum(Box<Checksums>),
}

impl Reading {
    pub(super) fn new(source: ByteStream, sink: Sink) -> Self {
        Self {
            source,
            sink,
            failure: None,
        }
    }

    /// Buffers a body of at most `limit` bytes.
    pub(super) fn buffer(source: ByteStream, limit: usize) -> Self {
        Self::new(source, Sink::Buffer(Collected::new(0, limit)))
    }

    /// Returns true if reading may block the thread: the source is a blocking reader, or much has
    /// to be computed.
    #[must_use]
    pub fn blocks(&self) -> bool {
        match self.source.as_bytes() {
            Some(bytes) => Self::is_large(bytes) && !matches!(self.sink, Sink::Buffer(_)),
            None => self.source.is_blocking(),
        }
    }

    /// Returns true if work on these bytes is worth a thread of its own.
    pub(super) fn is_large(bytes: &[u8]) -> bool {
        bytes.len() >= LARGE
    }

    /// Returns true if it is done at once, without a source to be read from.
    pub(super) fn is_immediate(&self) -> bool {
        self.source.as_bytes().is_some() && !self.blocks()
    }

    /// Reads the body. A failure is told by the machine.
    pub async fn run(&mut self) {
        while let Some(piece) = self.source.next().await {
            if !self.consume(piece) {
                break;
            }
        }
    }

    /// Reads the body while the calling thread waits. A failure is told by the machine.
    pub fn run_blocking(&mut self) {
        while let Some(piece) = self.source.next_blocking() {
            if !self.consume(piece) {
                break;
            }
        }
    }

    /// The reading of a body that cannot be read, for this reason.
    #[must_use]
    pub fn failed(error: io::Error) -> Self {
        Self {
            failure: Some(error),
            ..Self::buffer(ByteStream::default(), 0)
        }
    }

    /// Returns if there may be more.
    fn consume(&mut self, piece: io::Result<Bytes>) -> bool {
        let consumed = piece.and_then(|piece| match &mut self.sink {
            Sink::Buffer(collected) => Ok(collected.add(piece)?),
            Sink::Compress(compressor) => compressor.update(&piece),
            Sink::Checksum(checksums) => {
                checksums.update(&piece);
                Ok(())
            }
        });
        self.failure = consumed.err();
        self.failure.is_none()
    }

    pub(super) fn into_sink(self) -> io::Result<Sink> {
        match self.failure {
            Some(error) => Err(error),
            None => Ok(self.sink),
        }
    }

    /// The bytes of a buffered response.
    pub(super) fn into_response_bytes(self) -> Result<Bytes, TransportError> {
        match self.into_sink() {
            Ok(Sink::Buffer(collected)) => Ok(collected.finish()),
            Ok(_) => Err(TransportErrorKind::Closed.into()),
            Err(error) => Err(TransportError::of_body(error)),
        }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reading").field(&self.source).finish()
    }
}
