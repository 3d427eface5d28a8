//! The body of a response that is read after its head has been returned.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use hyper::body::Incoming;
use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep};

use super::connection::Connection;
use super::pool::Pool;
use crate::transport::failure::of_hyper;
use crate::transport::{TransportError, TransportErrorKind};

/// A response's body with the connection on which it comes. The connection goes back to the pool
/// after the last piece; it is closed if the body is dropped before, or fails.
pub(super) struct Incomings {
    body: Incoming,
    /// `None` once the body has come to its end.
    connection: Option<Box<Connection>>,
    /// True if the last piece has been received.
    ended: bool,
    pool: Arc<Pool>,
    /// The time that the next piece may take.
    limit: Option<Duration>,
    /// The runtime that the body was made in, for one that is polled outside of any.
    runtime: Handle,
    /// Runs while the next piece is waited for.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Incomings {
    pub(super) fn new(
        body: Incoming,
        connection: Box<Connection>,
        pool: Arc<Pool>,
        limit: Option<Duration>,
    ) -> Self {
        Self {
            body,
            connection: Some(connection),
            ended: false,
            pool,
            limit,
            runtime: Handle::current(),
            timer: None,
        }
    }

    /// Gives the connection back, once the request is sent and the end of the response noted.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        if let Some(connection) = &mut self.connection {
            let reusable = ready!(connection.poll_sent(context))?;
            if let Some(connection) = self.connection.take().filter(|_| reusable) {
                self.pool.put(connection);
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let (Some(connection), false) = (&mut self.connection, self.ended) {
            match ready!(connection.poll_body(&mut self.body, context)) {
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(of_hyper(error)))),
                None => self.ended = true,
            }
        }
        self.poll_end(context).map(|ended| ended.err().map(Err))
    }

    /// Returns true if the next piece has taken too long. Time passes where the body is polled, for
    /// the runtime that it was made in may not be running.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        let Some(limit) = self.limit else {
            return false;
        };
        let _runtime = Handle::try_current().is_err().then(|| self.runtime.enter());
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(limit)));
        timer.as_mut().poll(context).is_ready()
    }
}

impl Stream for Incomings {
    type Item = io::Result<Bytes>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        let this = self.get_mut();
        let failure = match this.poll_piece(context) {
            Poll::Ready(Some(Err(error))) => error,
            Poll::Pending if this.is_late(context) => {
                let limit = this.limit.unwrap_or_default();
                let reason = format!("no more of the body within {limit:?}");
                TransportError::new(TransportErrorKind::Timeout, reason)
            }
            Poll::Pending => return Poll::Pending,
            Poll::Ready(piece) => {
                this.timer = None;
                return Poll::Ready(piece.map(|piece| piece.map_err(Into::into)));
            }
        };
        this.connection = None;
        Poll::Ready(Some(Err(failure.into())))
    }
}
