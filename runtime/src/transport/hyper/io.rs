//! The bytes of a connection, and how far the request on it has been sent.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream of bytes, encrypted or not. Behind a box, so that HTTP is compiled once for both.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The progress of sending the request on a connection.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// True if not all of the body has been read from its source.
    pub(super) unread: AtomicBool,
    /// True if bytes are left that the stream did not accept.
    unwritten: AtomicBool,
}

impl Progress {
    /// Returns true if the whole request has been written.
    pub(super) fn is_sent(&self) -> bool {
        !self.unread.load(Ordering::Relaxed) && !self.unwritten.load(Ordering::Relaxed)
    }
}

/// A stream that notes what it could not write.
pub(super) struct Watched {
    stream: Box<dyn Stream>,
    progress: Arc<Progress>,
}

impl Watched {
    pub(super) fn new(stream: Box<dyn Stream>, progress: Arc<Progress>) -> Self {
        Self { stream, progress }
    }

    fn note<T>(&self, written: Poll<T>) -> Poll<T> {
        if written.is_pending() {
            self.progress.unwritten.store(true, Ordering::Relaxed);
        }
        written
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.note(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// HTTP calls this once it has written all it has.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.progress
            .unwritten
            .store(flushed.is_pending(), Ordering::Relaxed);
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
