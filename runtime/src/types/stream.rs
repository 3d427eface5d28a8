//! Byte streams.

mod read;
mod source;

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

#[cfg(feature = "hyper")]
pub(crate) use self::source::BlockingSource;
use self::source::{Open, Origin, Pieces, Source};

/// The source of a single-use stream, if it is a blocking reader.
pub(crate) type Reader = Box<dyn Read + Send>;

/// The value of a streaming blob (`smithy.api#streaming`): bytes in memory, or a source of them.
///
/// As an input, it is created from bytes or strings by `From`, or from a reader or stream:
///
/// * [`from_reader`](Self::from_reader) and [`from_stream`](Self::from_stream) can be read once: a
///   call that has begun to read is not tried again, and the body is not part of the signature;
/// * [`replayable`](Self::replayable) and [`replayable_stream`](Self::replayable_stream) are
///   opened anew for each attempt, and once more for the signature, as bytes in memory are.
///
/// As an output, it is read piece by piece: with [`next`](Self::next) or as a [`Stream`] if the
/// call was awaited, as a [`Read`] if it was blocking, or as a whole with
/// [`collect`](Self::collect) or [`collect_blocking`](Self::collect_blocking). Errors are those of
/// [`std::io`]: `TimedOut` if nothing arrived in time, `UnexpectedEof` if bytes are missing at the
/// end.
pub struct ByteStream {
    source: Source,
    /// The total number of bytes, if known.
    length: Option<u64>,
    /// The number of bytes received.
    passed: u64,
    /// True after the end.
    ended: bool,
    /// Received data that was not requested yet.
    rest: Bytes,
    /// The limit of collected bytes.
    limit: usize,
}

impl ByteStream {
    fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            source,
            length,
            passed: 0,
            ended: false,
            rest: Bytes::new(),
            limit: usize::MAX,
        }
    }

    /// Creates a stream from a reader of `length` bytes, if known. An awaited call reads it in a
    /// thread of its own.
    pub fn from_reader(reader: impl Read + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        Self::new(
            Source::once(Origin::Reader(Box::new(reader))),
            length.into(),
        )
    }

    /// Creates a stream from another of `length` bytes, if known. A blocking call polls it in its
    /// own thread.
    pub fn from_stream(
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        Self::new(
            Source::once(Origin::Stream(Box::pin(stream))),
            length.into(),
        )
    }

    /// Creates a replayable stream from the readers that `open` returns, of `length` bytes, if
    /// known. `open` is called for each attempt of a call, and must return the same bytes every
    /// time.
    pub fn replayable<R: Read + Send + 'static>(
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        let open = move || open().map(|reader| Box::new(reader) as Reader);
        let open = Open::Blocking(Arc::new(open));
        Self::new(Source::Open(open), length.into())
    }

    /// Creates a replayable stream from the streams that `open` returns, of `length` bytes, if
    /// known: the asynchronous form of [`replayable`](Self::replayable). A stream of a file should
    /// open it when first polled.
    pub fn replayable_stream<S>(
        open: impl Fn() -> S + Send + Sync + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        let open = Open::Awaited(Arc::new(move || Box::pin(open()) as Pieces));
        Self::new(Source::Open(open), length.into())
    }

    /// Creates the stream of a response that must be awaited on its own thread.
    #[cfg(feature = "hyper")]
    pub(crate) fn awaited(
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self::new(Source::once(Origin::Awaited(Box::pin(stream))), length)
    }

    /// Limits the number of collected bytes.
    pub(crate) fn limited(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The number of bytes, if known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) if self.passed == 0 => Some(bytes.len() as u64),
            _ => self.length,
        }
    }

    /// All the bytes, if they are in memory and none of them has been read.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) if self.passed == 0 => Some(bytes),
            _ => None,
        }
    }

    /// Creates another reader of the same bytes. A single-use source is read by whichever is
    /// first.
    pub(crate) fn share(&self) -> Self {
        Self::new(self.source.share(), self.length).limited(self.limit)
    }

    /// Returns true if a single-use source is used up.
    pub(crate) fn is_spent(&self) -> bool {
        self.source.is_spent()
    }

    /// Returns true if it can be opened repeatedly.
    pub(crate) fn is_replayable(&self) -> bool {
        matches!(self.source, Source::Open(_))
    }

    /// Returns true if reading blocks the thread.
    pub(crate) fn is_blocking(&self) -> bool {
        self.source.is_blocking()
    }

    /// Removes the blocking source, if it is one, without opening it.
    #[cfg(feature = "hyper")]
    pub(crate) fn take_blocking(&mut self) -> Option<BlockingSource> {
        self.source.take_blocking()
    }

    /// The next piece, which is never empty; `None` at the end and after an error.
    ///
    /// # Errors
    /// Returns an error if the source fails, or has more or fewer bytes than stated.
    pub async fn next(&mut self) -> Option<io::Result<Bytes>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// Waits for the next piece in the calling thread; see [`next`](Self::next).
    pub(crate) fn next_blocking(&mut self) -> Option<io::Result<Bytes>> {
        if let Some(rest) = self.take_rest() {
            return Some(Ok(rest));
        }
        if self.ended {
            return None;
        }
        let piece = self.source.read();
        self.check(piece)
    }

    pub(crate) fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        if let Some(rest) = self.take_rest() {
            return Poll::Ready(Some(Ok(rest)));
        }
        if self.ended {
            return Poll::Ready(None);
        }
        self.source.poll(context).map(|piece| self.check(piece))
    }

    fn take_rest(&mut self) -> Option<Bytes> {
        (!self.rest.is_empty()).then(|| std::mem::take(&mut self.rest))
    }

    /// Counts the received bytes.
    fn check(&mut self, piece: Option<io::Result<Bytes>>) -> Option<io::Result<Bytes>> {
        let expected = self.length;
        let checked = match piece {
            Some(Ok(bytes)) => {
                self.passed += bytes.len() as u64;
                match expected {
                    Some(length) if self.passed > length => Some(Err(wrong_length(
                        io::ErrorKind::InvalidData,
                        "more",
                        length,
                    ))),
                    _ => return Some(Ok(bytes)),
                }
            }
            None => match expected {
                Some(length) if self.passed < length => Some(Err(wrong_length(
                    io::ErrorKind::UnexpectedEof,
                    "fewer",
                    length,
                ))),
                _ => None,
            },
            failed => failed,
        };
        self.ended = true;
        checked
    }
}

#[cold]
fn wrong_length(kind: io::ErrorKind, than: &str, length: u64) -> io::Error {
    io::Error::new(
        kind,
        format!("{than} bytes than the {length} there should be"),
    )
}

impl Default for ByteStream {
    /// Creates an empty stream.
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl Stream for ByteStream {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        self.poll_piece(context)
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::new(Source::Bytes(bytes), None)
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for ByteStream {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for ByteStream {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "ByteStream({length} bytes)"),
            None => f.write_str("ByteStream(of unknown length)"),
        }
    }
}
