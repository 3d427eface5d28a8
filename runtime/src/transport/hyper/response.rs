//! The body of a response that is read after its head has been returned.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use hyper::body::Incoming;
use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep};

use super::connection::{Connection, error_of};
use super::pool::{Pool, Target};
use crate::transport::{TransportError, TransportErrorKind};

/// A response's body with the connection on which it comes. The connection goes back to the pool after the last piece; it is
/// closed if the body is dropped before, or fails.
pub(super) struct Incomings {
    body: Incoming,
    /// `None` once the body has come to its end.
    connection: Option<Connection>,
    pool: Arc<Pool>,
    target: Option<Target>,
    /// How long the next piece may take.
    limit: Option<Duration>,
    /// Where timers run, for the body may be polled elsewhere.
    runtime: Handle,
    /// Runs while the next piece is waited for.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Incomings {
    pub(super) fn new(
        body: Incoming,
        connection: Connection,
        pool: Arc<Pool>,
        target: Target,
        limit: Option<Duration>,
    ) -> Self {
        Self {
            body,
            connection: Some(connection),
            pool,
            target: Some(target),
            limit,
            runtime: Handle::current(),
            timer: None,
        }
    }

    /// Gives the connection back, once it has noted the end of the response.
    fn end(&mut self, context: &mut Context<'_>) {
        if let (Some(mut connection), Some(target)) = (self.connection.take(), self.target.take()) {
            connection.drive(context);
            self.pool.put(target, connection);
        }
    }

    /// Whether the next piece has taken too long.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        let Some(limit) = self.limit else {
            return false;
        };
        let _runtime = self.runtime.enter();
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
        loop {
            let Some(connection) = &mut this.connection else {
                return Poll::Ready(None);
            };
            let failure = match connection.poll_body(&mut this.body, context) {
                Poll::Ready(Some(Ok(frame))) => {
                    this.timer = None;
                    match frame.into_data() {
                        Ok(piece) => return Poll::Ready(Some(Ok(piece))),
                        Err(_) => continue,
                    }
                }
                Poll::Ready(None) => {
                    this.end(context);
                    return Poll::Ready(None);
                }
                Poll::Ready(Some(Err(error))) => error_of(error),
                Poll::Pending if this.is_late(context) => {
                    let limit = this.limit.unwrap_or_default();
                    let reason = format!("no more of the body within {limit:?}");
                    TransportError::new(TransportErrorKind::Timeout, reason)
                }
                Poll::Pending => return Poll::Pending,
            };
            this.connection = None;
            return Poll::Ready(Some(Err(failure.into())));
        }
    }
}
