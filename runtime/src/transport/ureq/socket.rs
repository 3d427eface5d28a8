//! A connection as ureq uses it.

use std::fmt;
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use http::Uri;
use ureq::Error;
use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport};

use super::connect::other;
use super::tcp::Tcp;
use crate::transport::failure::of_exchange;
use crate::transport::{Proxy, TransportError, TransportErrorKind};

/// A stream of bytes, encrypted or not.
pub(super) trait Duplex: Read + Write + Send + Sync {}

impl<T: Read + Write + Send + Sync> Duplex for T {}

/// The pieces of a request after which an early answer is looked for: small requests have no more.
const UNWATCHED: u32 = 2;

/// The interval at which a request that cannot be sent looks for an early answer.
const WATCH: Duration = Duration::from_millis(100);

/// A connection.
pub(super) struct Socket {
    stream: Box<dyn Duplex>,
    tcp: Tcp,
    buffers: LazyBuffers,
    forward: Option<Forward>,
    /// The pieces of the current request that were sent.
    sent: u32,
    /// True if the request was cut: the server reads no more of it. Only an error can be its
    /// answer.
    cut: bool,
    /// True if the beginning of the response was read while the request was sent.
    early: bool,
    encrypted: bool,
}

/// The additional headers for a forwarding proxy.
pub(super) struct Forward {
    /// The scheme and authority before each path.
    base: String,
    /// The header with user name and password.
    authorization: Vec<u8>,
}

impl Forward {
    pub(super) fn new(uri: &Uri, proxy: &Proxy) -> Self {
        let mut authorization = Vec::new();
        if let Some(value) = proxy.authorization() {
            let header = [b"proxy-authorization: ", value.as_bytes(), b"\r\n"].concat();
            authorization = header;
        }
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        Self {
            base: format!("http://{authority}"),
            authorization,
        }
    }

    /// The beginning of a request with an absolute URI, and with the header of the proxy.
    fn rewrite(&self, head: &[u8]) -> Vec<u8> {
        let path = memchr::memchr(b' ', head).map_or(0, |space| space + 1);
        let (method, rest) = head.split_at(path);
        let end = memchr::memmem::find(rest, b"\r\n").map_or(0, |end| end + 2);
        let (line, headers) = rest.split_at(end);
        [
            method,
            self.base.as_bytes(),
            line,
            &self.authorization,
            headers,
        ]
        .concat()
    }
}

impl Socket {
    pub(super) fn new(
        stream: Box<dyn Duplex>,
        tcp: Tcp,
        buffers: LazyBuffers,
        forward: Option<Forward>,
        encrypted: bool,
    ) -> Self {
        Self {
            encrypted,
            stream,
            tcp,
            buffers,
            forward,
            sent: 0,
            cut: false,
            early: false,
        }
    }

    /// Sends a piece of the request.
    fn send(&mut self, amount: usize, limit: Option<Duration>) -> io::Result<()> {
        self.tcp.set_limit(limit);
        let bytes = &self.buffers.output()[..amount];
        match &self.forward {
            _ if self.sent >= UNWATCHED => {
                let bytes = bytes.to_vec();
                self.send_watched(&bytes, limit)?;
            }
            Some(forward) if self.sent == 0 => {
                let bytes = forward.rewrite(bytes);
                self.stream.write_all(&bytes)?;
            }
            _ => self.stream.write_all(bytes)?,
        }
        self.sent += 1;
        self.stream.flush()
    }

    /// Sends a piece of a large request, unless the server has answered with an error.
    fn send_watched(&mut self, mut bytes: &[u8], limit: Option<Duration>) -> io::Result<()> {
        let start = Instant::now();
        while !bytes.is_empty() && !self.cut {
            if self.is_answered_early()? {
                self.cut = true;
                break;
            }
            let left = limit.map(|limit| limit.saturating_sub(start.elapsed()));
            self.tcp
                .set_limit(Some(left.map_or(WATCH, |left| left.min(WATCH))));
            match self.stream.write(bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(error)
                    if error.kind() == io::ErrorKind::TimedOut
                        && left.is_none_or(|left| left > WATCH) => {}
                Err(error) => return Err(error),
            }
        }
        self.tcp
            .set_limit(limit.map(|limit| limit.saturating_sub(start.elapsed())));
        Ok(())
    }

    /// Reads what has come during a request, and tells if it is the beginning of an error.
    fn is_answered_early(&mut self) -> io::Result<bool> {
        if self.buffers.input().is_empty() && self.tcp.is_readable() {
            let read = self.stream.read(self.buffers.input_append_buf())?;
            self.buffers.input_appended(read);
            self.early = read > 0;
        }
        Ok(!self.buffers.input().is_empty() && !is_success(self.buffers.input()))
    }

    fn receive(&mut self, limit: NextTimeout) -> io::Result<usize> {
        self.tcp.set_limit(duration(limit));
        let received = match std::mem::take(&mut self.early) {
            true => self.buffers.input().len(),
            false => {
                let received = self.stream.read(self.buffers.input_append_buf())?;
                self.buffers.input_appended(received);
                received
            }
        };
        if self.cut && is_success(self.buffers.input()) {
            let reason =
                "the server answered before it had read the request, and closed the connection";
            return Err(TransportError::new(TransportErrorKind::Closed, reason).into());
        }
        Ok(received)
    }
}

/// Returns true if a successful response begins like this.
fn is_success(head: &[u8]) -> bool {
    const STATUS: &[u8] = b"HTTP/1.1 ";
    head.get(STATUS.len())
        .is_none_or(|status| matches!(status, b'1' | b'2'))
}

fn duration(limit: NextTimeout) -> Option<Duration> {
    (!limit.after.is_not_happening()).then_some(*limit.after)
}

/// Returns true if the other side reads no more.
fn is_cut(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(
        error.kind(),
        BrokenPipe | ConnectionAborted | ConnectionReset
    )
}

/// A failure as ureq is told it. Of failures of I/O it takes some for the end of a body, and tells
/// none of them apart.
fn failure(error: io::Error, limit: NextTimeout) -> Error {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Error::Timeout(limit.reason),
        _ => other(match error.downcast() {
            Ok(error) => error,
            Err(error) => of_exchange(error),
        }),
    }
}

impl Transport for Socket {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, limit: NextTimeout) -> Result<(), Error> {
        if self.cut {
            return Ok(());
        }
        match self.send(amount, duration(limit)) {
            // The answer may tell why.
            Err(error) if is_cut(&error) => {
                self.cut = true;
                Ok(())
            }
            sent => sent.map_err(|error| failure(error, limit)),
        }
    }

    fn await_input(&mut self, limit: NextTimeout) -> Result<bool, Error> {
        self.sent = 0;
        let limit = limit.for_read();
        match self.receive(limit) {
            Ok(received) => Ok(received > 0),
            Err(error) => Err(failure(error, limit)),
        }
    }

    fn is_tls(&self) -> bool {
        self.encrypted
    }

    fn is_open(&mut self) -> bool {
        !self.cut && self.tcp.is_quiet()
    }
}

impl fmt::Debug for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Socket").field(&self.tcp).finish()
    }
}
