//! One connection, polled by the call that uses it.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use hyper::body::{Body as _, Frame, Incoming};
use hyper::client::conn::http1::{Connection as Driver, SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::runtime;

use super::body::SentBody;
use super::io::{Progress, Stream, Watched};
use super::target::Target;
use crate::transport::failure::of_hyper;
use crate::transport::length::announced;
use crate::transport::{Body, TransportError, TransportErrorKind};
use crate::types::Collected;

/// The reason why there is no response.
pub(super) enum Interrupted {
    /// The connection was closed before anything was sent; the request is unchanged.
    Unsent,
    Failed(TransportError),
}

/// An HTTP/1.1 connection.
pub(super) struct Connection {
    pub(super) target: Target,
    /// The value of the header `host`.
    pub(super) host: HeaderValue,
    /// The header `proxy-authorization` of a proxy that is sent absolute URIs; `None` without such
    /// a proxy.
    pub(super) forward: Option<Forward>,
    /// The runtime that drives its I/O.
    pub(super) runtime: runtime::Id,
    sender: SendRequest<SentBody>,
    /// Reads and writes; `None` once the connection has come to its end.
    driver: Option<Driver<TokioIo<Watched>, SentBody>>,
    progress: Arc<Progress>,
}

/// The settings of a proxy that receives absolute URIs.
pub(super) struct Forward {
    pub(super) authorization: Option<HeaderValue>,
}

impl Connection {
    pub(super) async fn new(
        stream: Box<dyn Stream>,
        target: Target,
        forward: Option<Forward>,
    ) -> Result<Self, TransportError> {
        let progress = Arc::new(Progress::default());
        let watched = Watched::new(stream, Arc::clone(&progress));
        let (sender, driver) = handshake(TokioIo::new(watched)).await.map_err(of_hyper)?;
        Ok(Self {
            host: target.host_header()?,
            target,
            forward,
            runtime: runtime::Handle::current().id(),
            sender,
            driver: Some(driver),
            progress,
        })
    }

    /// Returns true if the other side has closed the connection, as far as is known without
    /// looking.
    pub(super) fn is_closed(&self) -> bool {
        self.driver.is_none() || self.sender.is_closed()
    }

    /// Returns true if the connection can take a request now: both directions of the last exchange
    /// are done.
    pub(super) fn is_idle(&mut self, context: &mut Context<'_>) -> bool {
        self.drive(context);
        let ready = self.sender.poll_ready(context);
        !self.is_closed() && matches!(ready, Poll::Ready(Ok(()))) && self.progress.is_sent()
    }

    /// Sends the request and waits for the head of the response. A request of which nothing was
    /// sent is put back.
    pub(super) async fn exchange(
        &mut self,
        request: &mut Request<Body>,
    ) -> Result<Response<Incoming>, Interrupted> {
        let progress = &self.progress;
        let (parts, body) = std::mem::take(request).into_parts();
        let body = SentBody::new(body, Arc::clone(progress));
        let mut responding = pin!(
            self.sender
                .try_send_request(Request::from_parts(parts, body))
        );
        let driver = &mut self.driver;
        let response = poll_fn(|context| {
            drive(driver, context);
            responding.as_mut().poll(context)
        });
        response
            .await
            .map_err(|mut error| match error.take_message() {
                Some(unsent) => {
                    *request = unsent.map(SentBody::into_inner);
                    Interrupted::Unsent
                }
                None => Interrupted::Failed(of_hyper(error.into_error())),
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
            if let Ok(data) = frame.map_err(of_hyper)?.into_data() {
                collected.add(data)?;
            }
        }
        Ok(Response::from_parts(parts, collected.finish()))
    }

    /// The next piece of the body. The connection hands over one piece at a time, and only when it
    /// is asked to.
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

    /// Waits until the request is sent, the response being there already. Returns if the
    /// connection can be used again.
    ///
    /// # Errors
    /// Returns an error if the connection ends before the request is sent.
    pub(super) fn poll_sent(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<bool, TransportError>> {
        let idle = self.is_idle(context);
        if idle || self.progress.is_sent() {
            return Poll::Ready(Ok(idle));
        }
        match self.driver {
            Some(_) => Poll::Pending,
            None => Poll::Ready(Err(TransportError::new(
                TransportErrorKind::Closed,
                "the server answered before it had read the request, and closed the connection",
            ))),
        }
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        drive(&mut self.driver, context);
    }
}

/// Lets the connection read and write. The response, too, tells why the connection ends.
fn drive(driver: &mut Option<Driver<TokioIo<Watched>, SentBody>>, context: &mut Context<'_>) {
    if let Some(running) = driver {
        if Pin::new(running).poll(context).is_ready() {
            *driver = None;
        }
    }
}
