//! The body of a request as hyper takes it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use hyper::body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::transport::Body;
use crate::types::{BlockingSource, ByteStream};

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let stream = match self.stream_mut() {
            Ok(stream) => stream,
            Err(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))));
            }
        };
        if let Some(source) = stream.take_blocking() {
            *stream = ByteStream::from_stream(Readings::Idle(source), stream.length());
        }
        let piece = stream.poll_piece(context);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
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
