//! One connection, polled by the call that uses it.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::{Body as _, Frame, Incoming};
use hyper::client::conn::http1::{Connection as Driver, SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::transport::length::announced;
use crate::transport::{Body, TransportError, TransportErrorKind};
use crate::types::Collected;

/// A stream of bytes, encrypted or not. Behind a box, so that HTTP is compiled once for both.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Why there is no response.
pub(super) enum Interrupted {
    /// The connection was closed before anything was sent; here is the request.
    Unsent(Box<Request<Body>>),
    Failed(TransportError),
}

/// An HTTP/1.1 connection.
pub(super) struct Connection {
    sender: SendRequest<Body>,
    /// Reads and writes; `None` once the connection has come to its end.
    driver: Option<Driver<TokioIo<Box<dyn Stream>>, Body>>,
}

impl Connection {
    pub(super) async fn new(stream: Box<dyn Stream>) -> Result<Self, TransportError> {
        let (sender, driver) = handshake(TokioIo::new(stream)).await.map_err(error_of)?;
        Ok(Self {
            sender,
            driver: Some(driver),
        })
    }

    /// Whether the other side has closed the connection as far as is known without looking.
    pub(super) fn is_closed(&self) -> bool {
        self.driver.is_none() || self.sender.is_closed()
    }

    /// Looks whether the connection can take a request.
    pub(super) async fn is_open(&mut self) -> bool {
        poll_fn(|context| {
            self.drive(context);
            let ready = self.sender.poll_ready(context);
            Poll::Ready(!self.is_closed() && matches!(ready, Poll::Ready(Ok(()))))
        })
        .await
    }

    /// Sends a request and waits for the head of the response.
    pub(super) async fn exchange(
        &mut self,
        request: Request<Body>,
    ) -> Result<Response<Incoming>, Interrupted> {
        let mut responding = std::pin::pin!(self.sender.try_send_request(request));
        let driver = &mut self.driver;
        let response = poll_fn(|context| {
            drive(driver, context);
            responding.as_mut().poll(context)
        });
        response
            .await
            .map_err(|mut error| match error.take_message() {
                Some(unsent) => Interrupted::Unsent(Box::new(unsent)),
                None => Interrupted::Failed(error_of(error.into_error())),
            })
    }

    /// Reads the whole body of a response, which may have `limit` bytes.
    pub(super) async fn collect(
        &mut self,
        response: Response<Incoming>,
        limit: usize,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, mut body) = response.into_parts();
        let room = announced(&parts.headers, limit)?;
        let mut collected = Collected::new(room, limit);
        while let Some(frame) = poll_fn(|context| self.poll_body(&mut body, context)).await {
            if let Ok(data) = frame.map_err(error_of)?.into_data() {
                collected.add(data)?;
            }
        }
        // The connection notes the end of the response, and is ready for the next request then.
        poll_fn(|context| {
            self.drive(context);
            Poll::Ready(())
        })
        .await;
        Ok(Response::from_parts(parts, collected.finish()))
    }

    /// The next piece of the body. The connection hands over one piece at a time, and only when it is asked to.
    pub(super) fn poll_body(
        &mut self,
        body: &mut Incoming,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let mut body = Pin::new(body);
        if let Poll::Ready(frame) = body.as_mut().poll_frame(context) {
            return Poll::Ready(frame);
        }
        self.drive(context);
        body.poll_frame(context)
    }

    pub(super) fn drive(&mut self, context: &mut Context<'_>) {
        drive(&mut self.driver, context);
    }
}

/// Lets the connection read and write. What it ends with is told by the response as well.
fn drive(driver: &mut Option<Driver<TokioIo<Box<dyn Stream>>, Body>>, context: &mut Context<'_>) {
    if let Some(running) = driver {
        if Pin::new(running).poll(context).is_ready() {
            *driver = None;
        }
    }
}

pub(super) fn error_of(error: hyper::Error) -> TransportError {
    let kind = if error.is_user() {
        TransportErrorKind::Body
    } else if error.is_parse() || is_malformed_body(&error) {
        TransportErrorKind::Protocol
    } else {
        TransportErrorKind::Closed
    };
    TransportError::new(kind, error)
}

/// Whether the body is not in chunks as it says it is. What is wrong with the encryption has the same kinds.
fn is_malformed_body(error: &hyper::Error) -> bool {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref());
    cause.is_some_and(|cause: &io::Error| {
        let malformed = matches!(
            cause.kind(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
        );
        let encryption = cause
            .get_ref()
            .is_some_and(|inner| inner.is::<rustls::Error>());
        malformed && !encryption
    })
}
