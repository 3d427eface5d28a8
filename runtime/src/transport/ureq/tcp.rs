//! A TCP stream with a deadline.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A TCP stream whose reads and writes end at a deadline. Clones are one stream.
#[derive(Clone, Debug)]
pub(super) struct Tcp(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    stream: TcpStream,
    limits: Mutex<Limits>,
}

/// The deadline, and the limits that the socket knows.
#[derive(Debug, Default)]
struct Limits {
    deadline: Option<Instant>,
    read: Option<Duration>,
    write: Option<Duration>,
}

impl Tcp {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self(Arc::new(Shared {
            stream,
            limits: Mutex::default(),
        }))
    }

    /// Sets the time that all further reads and writes may take together; `None` for no limit.
    pub(super) fn set_limit(&self, limit: Option<Duration>) {
        // A limit too large for the clock is none.
        self.limits().deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    }

    /// Returns true if the connection is open, and the other side has sent nothing.
    pub(super) fn is_quiet(&self) -> bool {
        let quiet = |mut stream: &TcpStream| -> io::Result<bool> {
            stream.set_nonblocking(true)?;
            let read = stream.read(&mut [0]);
            stream.set_nonblocking(false)?;
            Ok(read.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock))
        };
        quiet(&self.0.stream).unwrap_or(false)
    }

    /// Returns true if there is something to be read, without waiting for it.
    pub(super) fn is_readable(&self) -> bool {
        let stream = &self.0.stream;
        let readable = || -> io::Result<bool> {
            stream.set_nonblocking(true)?;
            let peeked = stream.peek(&mut [0]);
            stream.set_nonblocking(false)?;
            Ok(peeked.is_ok())
        };
        readable().unwrap_or(false)
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        self.0.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tries until the deadline. A limit that the socket has already is kept if it is close
    /// enough, which saves a system call.
    fn until_deadline<T>(
        &self,
        known: impl Fn(&mut Limits) -> &mut Option<Duration>,
        set: impl Fn(&TcpStream, Option<Duration>) -> io::Result<()>,
        mut attempt: impl FnMut(&TcpStream) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            let mut limits = self.limits();
            let left = limits.left()?;
            let known = known(&mut limits);
            if !is_close(*known, left) {
                set(&self.0.stream, left)?;
                *known = left;
            }
            drop(limits);
            match attempt(&self.0.stream) {
                Err(error) if is_early(&error) => {}
                result => return result,
            }
        }
    }
}

impl Limits {
    /// The time until the deadline.
    fn left(&self) -> io::Result<Option<Duration>> {
        let Some(deadline) = self.deadline else {
            return Ok(None);
        };
        match deadline.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(Some(left)),
        }
    }
}

/// Returns true if a limit is at most a hundredth longer than it should be, or half as long: one
/// that ends early is set again.
fn is_close(known: Option<Duration>, left: Option<Duration>) -> bool {
    match (known, left) {
        (None, None) => true,
        (Some(known), Some(left)) => known <= left + left / 100 && known >= left / 2,
        _ => false,
    }
}

/// Returns true if an attempt ended without anything having happened.
fn is_early(error: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), Interrupted | TimedOut | WouldBlock)
}

impl Read for Tcp {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.until_deadline(
            |limits| &mut limits.read,
            TcpStream::set_read_timeout,
            |mut stream| stream.read(out),
        )
    }
}

impl Write for Tcp {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.until_deadline(
            |limits| &mut limits.write,
            TcpStream::set_write_timeout,
            |mut stream| stream.write(bytes),
        )
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
