//! The body of a request as hyper takes it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use hyper::body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::io::Progress;
use crate::transport::Body;
use crate::types::{BlockingSource, ByteStream};

/// A body that notes when all of it has been taken.
pub(super) struct SentBody {
    body: Body,
    /// The bytes that are left, if that is known.
    left: Option<u64>,
    progress: Arc<Progress>,
}

impl SentBody {
    pub(super) fn new(body: Body, progress: Arc<Progress>) -> Self {
        let left = body.length();
        let sent = Self {
            body,
            left,
            progress,
        };
        sent.note();
        sent
    }

    /// The body as it was before any of it was taken.
    pub(super) fn into_inner(self) -> Body {
        self.body
    }

    fn note(&self) {
        let unread = self.left != Some(0);
        self.progress.unread.store(unread, Ordering::Relaxed);
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let stream = match self.body.stream_mut() {
            Ok(stream) => stream,
            Err(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
        };
        if let Some(source) = stream.take_blocking() {
            *stream = ByteStream::from_stream(Readings::Idle(source), stream.length());
        }
        stream.poll_piece(context)
    }
}

impl hyper::body::Body for SentBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.poll_piece(context);
        match &piece {
            Poll::Ready(None) => self.left = Some(0),
            Poll::Ready(Some(Ok(piece))) => {
                let length = piece.len() as u64;
                self.left = self.left.map(|left| left.saturating_sub(length));
            }
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        self.note();
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.body
            .length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The pieces of a blocking source, which is opened and read in a thread that may wait.
enum Readings {
    Idle(BlockingSource),
    Reading(JoinHandle<(BlockingSource, Option<io::Result<Bytes>>)>),
    Ended,
}

impl Stream for Readings {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        let mut reading = match std::mem::replace(&mut *self, Self::Ended) {
            Self::Ended => return Poll::Ready(None),
            Self::Reading(reading) => reading,
            Self::Idle(mut source) => spawn_blocking(move || {
                let piece = source.read();
                (source, piece)
            }),
        };
        match Pin::new(&mut reading).poll(context) {
            Poll::Pending => {
                *self = Self::Reading(reading);
                Poll::Pending
            }
            Poll::Ready(Err(error)) => Poll::Ready(Some(Err(io::Error::other(error)))),
            Poll::Ready(Ok((source, piece))) => {
                if matches!(piece, Some(Ok(_))) {
                    *self = Self::Idle(source);
                }
                Poll::Ready(piece)
            }
        }
    }
}
