//! Transports: they send one request to a service and return its response.
//!
//! A transport knows nothing of services, signatures or retries. It sends the request as it is, follows no redirect, and adds no
//! header but `host`, `content-length` and `connection`. The built-in ones go through the proxies of their
//! [`TransportSettings`]. Write your own by implementing [`Transport`] or [`BlockingTransport`].

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

/// How long a request may take and how large its response may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The time from now until the last byte of the response, or until the last of its head where the body is a stream; `None`
    /// for no limit.
    pub timeout: Option<Duration>,
    /// The part of it that may pass until the connection is made, the TLS handshake included; `None` for no limit.
    pub connect_timeout: Option<Duration>,
    /// The time that each piece of a body that is a stream may take; `None` for no limit.
    pub read_timeout: Option<Duration>,
    /// The most bytes that the response's body may have, or that may be collected of one that is a stream.
    pub max_response_bytes: usize,
}

impl Limits {
    /// No limit of time, and one of 256 MiB.
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

/// The future of [`Transport::send`]: a response with its whole body.
pub type Sending<'a> = BoxFuture<'a, Result<Response<Bytes>, TransportError>>;

/// The future of [`Transport::send_streaming`]: a response whose body may still be on its way.
pub type SendingStreaming<'a> = BoxFuture<'a, Result<Response<ByteStream>, TransportError>>;

/// The future of [`Transport::sleep`].
pub type Sleeping<'a> = BoxFuture<'a, ()>;

/// Carries requests asynchronously.
///
/// [`send`](Self::send) and [`sleep`](Self::sleep) make a transport. Bodies that are streams are collected before they are
/// sent, and outputs after they have come, unless it has a way of its own for them.
pub trait Transport: Debug + Send + Sync {
    /// Sends a request, whose URI is absolute, and reads the response whatever its status is.
    fn send(&self, request: Request<Body>, limits: Limits) -> Sending<'_>;

    /// Sends a request, and returns once the head of the response is there. The body of an error should come whole.
    fn send_streaming(&self, request: Request<Body>, limits: Limits) -> SendingStreaming<'_> {
        let sending = self.send(request, limits);
        Box::pin(async move { Ok(sending.await?.map(ByteStream::from)) })
    }

    /// If the bodies of requests may be streams.
    fn takes_streams(&self) -> bool {
        false
    }

    /// Does work that may hold up its thread, such as reading a file or computing the checksum of a large body. By default that
    /// is a new thread. Work that is dropped undone fails the call.
    fn run_blocking(&self, work: Work) -> BoxFuture<'_, ()> {
        Box::pin(run_in_thread(work))
    }

    /// Waits before the next attempt.
    fn sleep(&self, duration: Duration) -> Sleeping<'_>;
}

/// Carries requests while the calling thread waits. [`send`](Self::send) makes a transport; see [`Transport`].
pub trait BlockingTransport: Debug + Send + Sync {
    /// Sends a request, whose URI is absolute, and reads the response whatever its status is.
    ///
    /// # Errors
    /// Returns [`TransportError`] if no whole response came within the limits.
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError>;

    /// Sends a request, and returns once the head of the response is there. The body of an error should come whole.
    ///
    /// # Errors
    /// Returns [`TransportError`] if no head of a response came within the limits.
    fn send_streaming(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<ByteStream>, TransportError> {
        Ok(self.send(request, limits)?.map(ByteStream::from))
    }

    /// If the bodies of requests may be streams.
    fn takes_streams(&self) -> bool {
        false
    }

    /// Waits before the next attempt.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}
