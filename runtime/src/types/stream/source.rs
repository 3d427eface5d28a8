//! The sources of byte streams.

use std::io::{self, Read};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::Bytes;
use futures_core::Stream;

use super::Reader;

/// The size of a read.
const PIECE: usize = 64 * 1024;

pub(super) type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// A source of bytes.
pub(super) enum Source {
    Bytes(Bytes),
    /// A replayable source, opened by each reader.
    Open(Open),
    /// A single-use source.
    Once(Arc<Mutex<Once>>),
}

/// Opens a source repeatedly.
#[derive(Clone)]
pub(super) enum Open {
    Blocking(Arc<dyn Fn() -> io::Result<Reader> + Send + Sync>),
    Awaited(Arc<dyn Fn() -> Pieces + Send + Sync>),
}

impl Open {
    fn open(&self) -> io::Result<Origin> {
        match self {
            Self::Blocking(open) => open().map(Origin::Reader),
            Self::Awaited(open) => Ok(Origin::Stream(open())),
        }
    }
}

/// The state of a single-use source.
pub(super) enum Once {
    Fresh(Origin),
    Begun(Origin),
    Spent,
}

/// A single-use source of bytes.
pub(super) enum Origin {
    Reader(Reader),
    Stream(Pieces),
    /// A stream that only makes progress on its own thread: blocking that thread for it would
    /// never end.
    #[cfg_attr(
        not(feature = "hyper"),
        expect(dead_code, reason = "hyper's bodies are such")
    )]
    Awaited(Pieces),
}

impl Source {
    pub(super) fn once(origin: Origin) -> Self {
        Self::Once(Arc::new(Mutex::new(Once::Fresh(origin))))
    }

    pub(super) fn share(&self) -> Self {
        match self {
            Self::Bytes(bytes) => Self::Bytes(bytes.clone()),
            Self::Open(open) => Self::Open(open.clone()),
            Self::Once(once) => Self::Once(Arc::clone(once)),
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        match self {
            Self::Once(once) => !matches!(*lock(once), Once::Fresh(_)),
            _ => false,
        }
    }

    pub(super) fn is_blocking(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Open(Open::Awaited(_)) => false,
            Self::Open(Open::Blocking(_)) => true,
            Self::Once(once) => matches!(
                *lock(once),
                Once::Fresh(Origin::Reader(_)) | Once::Begun(Origin::Reader(_))
            ),
        }
    }

    #[cfg(feature = "hyper")]
    pub(super) fn take_blocking(&mut self) -> Option<BlockingSource> {
        match self {
            Self::Open(Open::Blocking(open)) => Some(BlockingSource::Unopened(Arc::clone(open))),
            Self::Once(once) => {
                let mut once = lock(once);
                match std::mem::replace(&mut *once, Once::Spent) {
                    Once::Fresh(Origin::Reader(reader)) | Once::Begun(Origin::Reader(reader)) => {
                        Some(BlockingSource::Opened(reader))
                    }
                    other => {
                        *once = other;
                        None
                    }
                }
            }
            Self::Bytes(_) | Self::Open(Open::Awaited(_)) => None,
        }
    }

    /// Returns the next piece. Blocking readers are read in place.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.with_origin(|origin| match origin {
            Origin::Reader(reader) => Poll::Ready(read_piece(reader)),
            Origin::Stream(stream) | Origin::Awaited(stream) => poll_piece(stream, context),
        })
    }

    /// Waits for the next piece in this thread.
    pub(super) fn read(&mut self) -> Option<io::Result<Bytes>> {
        let piece = self.with_origin(|origin| {
            Poll::Ready(match origin {
                Origin::Reader(reader) => read_piece(reader),
                Origin::Stream(stream) => wait_for(stream),
                Origin::Awaited(_) => Some(Err(io::Error::new(
                    io::ErrorKind::Unsupported,
                    "the call was awaited, and so must its body be; use next or collect",
                ))),
            })
        });
        match piece {
            Poll::Ready(piece) => piece,
            // The function above is always ready.
            Poll::Pending => None,
        }
    }

    fn with_origin(
        &mut self,
        next: impl FnOnce(&mut Origin) -> Poll<Option<io::Result<Bytes>>>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        match self {
            Self::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
            Self::Open(open) => match open.open() {
                Ok(origin) => *self = Self::once(origin),
                Err(error) => return Poll::Ready(Some(Err(error))),
            },
            Self::Once(_) => {}
        }
        let Self::Once(once) = self else {
            return Poll::Ready(None);
        };
        let mut once = lock(once);
        let mut origin = match std::mem::replace(&mut *once, Once::Spent) {
            Once::Fresh(origin) | Once::Begun(origin) => origin,
            Once::Spent => {
                let reason = "the stream has been read already, and can be read once";
                return Poll::Ready(Some(Err(io::Error::other(reason))));
            }
        };
        let piece = next(&mut origin);
        if !matches!(piece, Poll::Ready(None | Some(Err(_)))) {
            *once = Once::Begun(origin);
        }
        piece
    }
}

fn lock(once: &Mutex<Once>) -> MutexGuard<'_, Once> {
    once.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A blocking source, for a thread that may block.
#[cfg(feature = "hyper")]
pub(crate) enum BlockingSource {
    Unopened(Arc<dyn Fn() -> io::Result<Reader> + Send + Sync>),
    Opened(Reader),
}

#[cfg(feature = "hyper")]
impl BlockingSource {
    /// Reads a piece, opening the source if necessary; `None` at the end.
    pub(crate) fn read(&mut self) -> Option<io::Result<Bytes>> {
        if let Self::Unopened(open) = self {
            match open() {
                Ok(reader) => *self = Self::Opened(reader),
                Err(error) => return Some(Err(error)),
            }
        }
        match self {
            Self::Opened(reader) => read_piece(reader),
            Self::Unopened(_) => None,
        }
    }
}

/// Reads a piece; `None` at the end.
fn read_piece(reader: &mut Reader) -> Option<io::Result<Bytes>> {
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return None,
            Ok(length) => {
                piece.truncate(length);
                return Some(Ok(piece.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

/// The next piece that is not empty.
fn poll_piece(stream: &mut Pieces, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
    loop {
        match stream.as_mut().poll_next(context) {
            Poll::Ready(Some(Ok(piece))) if piece.is_empty() => {}
            other => return other,
        }
    }
}

/// Polls until a piece is available; the thread sleeps in between.
fn wait_for(stream: &mut Pieces) -> Option<io::Result<Bytes>> {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut stream = pin!(stream);
    loop {
        match poll_piece(&mut stream, &mut context) {
            Poll::Ready(piece) => return piece,
            Poll::Pending => thread::park(),
        }
    }
}
