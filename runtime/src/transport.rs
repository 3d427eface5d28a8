//! Transports: they send one request to a service and return its response.
//!
//! A transport is independent of services, signatures and retries. It sends the request as it is,
//! follows no redirects, and adds no headers except `host`, `content-length` and `connection`. The
//! built-in ones use the proxies of their [`TransportSettings`]. Implement [`Transport`] or
//! [`BlockingTransport`] for your own.

mod error;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod failure;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod length;
mod proxy;
mod settings;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod tls;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod tunnel;
#[cfg(feature = "blocking")]
mod ureq;
mod work;

use std::fmt::Debug;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

pub use self::error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use self::hyper::HyperTransport;
pub use self::proxy::{InvalidProxy, Proxies, Proxy};
pub use self::settings::{CaBundle, InvalidCaBundle, TransportSettings};
#[cfg(feature = "blocking")]
pub use self::ureq::UreqTransport;
pub use self::work::Work;
use self::work::run_in_thread;
pub use crate::platform::BoxFuture;
pub use crate::types::Body;
use crate::types::ByteStream;

/// The limits of a request's time and its response's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The time from now until the last byte of the response, or the end of its head if the body
    /// is a stream; `None` for no limit.
    pub timeout: Option<Duration>,
    /// The time until the connection is made, including the TLS handshake; `None` for no limit.
    pub connect_timeout: Option<Duration>,
    /// The time for each piece of a streaming body; `None` for no limit.
    pub read_timeout: Option<Duration>,
    /// The maximum size of the response's body in bytes, or of the collected part of a streaming
    /// one.
    pub max_response_bytes: usize,
}

impl Limits {
    /// No time limits, and a size limit of 256 MiB.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            timeout: None,
            connect_timeout: None,
            read_timeout: None,
            max_response_bytes: 256 * 1024 * 1024,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

/// The future of [`Transport::send`]: a response with a complete body.
pub type Sending<'a> = BoxFuture<'a, Result<Response<Bytes>, TransportError>>;

/// The future of [`Transport::send_streaming`]: a response whose body may still be arriving.
pub type SendingStreaming<'a> = BoxFuture<'a, Result<Response<ByteStream>, TransportError>>;

/// The future of [`Transport::sleep`].
pub type Sleeping<'a> = BoxFuture<'a, ()>;

/// An asynchronous transport.
///
/// [`send`](Self::send) and [`sleep`](Self::sleep) suffice. Streaming bodies are collected before
/// they are sent, and outputs after they arrive, unless the transport supports them.
pub trait Transport: Debug + Send + Sync {
    /// Sends a request, whose URI is absolute, and reads the response whatever its status is.
    fn send(&self, request: Request<Body>, limits: Limits) -> Sending<'_>;

    /// Sends a request, and returns once the head of the response is there. The body of an error
    /// should come whole.
    fn send_streaming(&self, request: Request<Body>, limits: Limits) -> SendingStreaming<'_> {
        let sending = self.send(request, limits);
        Box::pin(async move { Ok(sending.await?.map(ByteStream::from)) })
    }

    /// Returns true if the bodies of requests may be streams.
    fn takes_streams(&self) -> bool {
        false
    }

    /// Runs work that may block its thread, such as reading a file or computing the checksum of a
    /// large body, by default in a new thread. Dropping unfinished work fails the call.
    fn run_blocking(&self, work: Work) -> BoxFuture<'_, ()> {
        Box::pin(run_in_thread(work))
    }

    /// Waits before the next attempt.
    fn sleep(&self, duration: Duration) -> Sleeping<'_>;
}

/// A blocking transport. [`send`](Self::send) suffices; see [`Transport`].
pub trait BlockingTransport: Debug + Send + Sync {
    /// Sends a request, whose URI is absolute, and reads the response whatever its status is.
    ///
    /// # Errors
    /// Returns an error if no complete response arrived within the limits.
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError>;

    /// Sends a request, and returns once the head of the response is there. The body of an error
    /// should come whole.
    ///
    /// # Errors
    /// Returns an error if no head of a response arrived within the limits.
    fn send_streaming(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<ByteStream>, TransportError> {
        Ok(self.send(request, limits)?.map(ByteStream::from))
    }

    /// Returns true if the bodies of requests may be streams.
    fn takes_streams(&self) -> bool {
        false
    }

    /// Waits before the next attempt.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}
