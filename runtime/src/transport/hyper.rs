//! The asynchronous transport: HTTP/1.1 by hyper, TLS by rustls, on tokio.
//!
//! It spawns no task. A connection makes progress while a call polls it, which saves a change of
//! tasks for every message, and lies still in the pool between calls.

mod body;
mod connect;
mod connection;
mod drivers;
mod io;
mod pool;
mod response;
mod target;
mod tunnel;
mod turns;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::{Request, Response, Uri};
use hyper::body::Incoming;
use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep};

use self::connect::Connector;
use self::connection::{Connection, Interrupted};
use self::drivers::{catch_missing_driver, with_drivers};
use self::pool::Pool;
use self::response::Incomings;
use self::target::Target;
use self::turns::Turns;
use super::length::length;
use super::{
    Body, BoxFuture, Limits, Sending, SendingStreaming, Sleeping, Transport, TransportError,
    TransportErrorKind, TransportSettings, Work, run_in_thread,
};
use crate::types::ByteStream;

/// Sends requests by HTTP/1.1 on connections that are kept for later ones.
///
/// It works inside any tokio runtime whose I/O and time drivers are enabled, and answers with an
/// error elsewhere. A connection is used in the runtime in which it was made, and in no other.
pub struct HyperTransport {
    pool: Arc<Pool>,
    connector: Connector,
    turns: Turns,
}

impl HyperTransport {
    /// Creates a transport without connections; they are made as they are needed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a transport that uses these proxies and root certificates.
    #[must_use]
    pub fn with_settings(settings: TransportSettings) -> Self {
        Self {
            pool: Arc::new(Pool::new(settings.max_idle_connections)),
            connector: Connector::new(settings),
            turns: Turns::default(),
        }
    }

    /// Returns the settings of the transport.
    #[must_use]
    pub fn settings(&self) -> &TransportSettings {
        &self.connector.settings
    }

    /// Sends the request and waits for the head of the response.
    async fn exchange(
        &self,
        request: &mut Request<Body>,
        limits: &Limits,
    ) -> Result<(Response<Incoming>, Box<Connection>), TransportError> {
        let runtime = Handle::try_current().map_err(|_| {
            let reason = "there is no tokio runtime here; await the call inside one, or use \
                          send_blocking";
            TransportError::new(TransportErrorKind::Unavailable, reason)
        })?;
        let uri = request.uri().clone();
        while let Some(mut connection) = self.pool.take(&uri, runtime.id()).await {
            prepare(request, &uri, &connection);
            match connection.exchange(request).await {
                Ok(response) => return Ok((response, connection)),
                // Nothing of the request was sent, so that the next connection can have it.
                Err(Interrupted::Unsent) => {}
                Err(Interrupted::Failed(error)) => return Err(error),
            }
        }
        // Boxed, for it is large, and most exchanges have a connection.
        let mut connection = Box::pin(self.connect(&uri, limits.connect_timeout)).await?;
        prepare(request, &uri, &connection);
        match connection.exchange(request).await {
            Ok(response) => Ok((response, connection)),
            Err(Interrupted::Unsent) => Err(TransportErrorKind::Closed.into()),
            Err(Interrupted::Failed(error)) => Err(error),
        }
    }

    async fn connect(
        &self,
        uri: &Uri,
        limit: Option<Duration>,
    ) -> Result<Box<Connection>, TransportError> {
        let target = Target::new(uri)?;
        let proxy = self.settings().proxies.proxy_for(uri);
        let connecting = self.connector.connect(target, proxy, limit);
        with_drivers(connecting).await.map(Box::new)
    }

    /// Reads the whole response.
    async fn whole(
        &self,
        request: &mut Request<Body>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let turn = self.turns.begin();
        turn.give_way().await;
        let (response, connection) = self.exchange(request, limits).await?;
        let response = self.collect(response, connection, limits).await?;
        turn.give_way().await;
        Ok(response)
    }

    /// Reads the rest of a response. An error ends the exchange at once, a success once the
    /// request is sent.
    async fn collect(
        &self,
        response: Response<Incoming>,
        mut connection: Box<Connection>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let limit = limits.max_response_bytes;
        let response = connection.collect(response, limit).await?;
        let succeeded = response.status().is_success();
        let reusable = poll_fn(|context| match connection.poll_sent(context) {
            Poll::Pending if !succeeded => Poll::Ready(Ok(false)),
            Poll::Ready(Err(_)) if !succeeded => Poll::Ready(Ok(false)),
            sent => sent,
        });
        if reusable.await? {
            self.pool.put(connection);
        }
        Ok(response)
    }

    /// Leaves the body of a success to be read later.
    async fn head(
        &self,
        request: &mut Request<Body>,
        limits: &Limits,
    ) -> Result<Response<ByteStream>, TransportError> {
        let turn = self.turns.begin();
        turn.give_way().await;
        let (response, connection) = self.exchange(request, limits).await?;
        if !response.status().is_success() {
            let response = self.collect(response, connection, limits).await?;
            return Ok(response.map(ByteStream::from));
        }
        let (parts, body) = response.into_parts();
        let length = length(&parts.headers);
        let pool = Arc::clone(&self.pool);
        let body = Incomings::new(body, connection, pool, limits.read_timeout);
        let body = ByteStream::awaited(body, length).limited(limits.max_response_bytes);
        Ok(Response::from_parts(parts, body))
    }
}

/// Waits for a response no longer than it may take.
async fn within<T>(
    limit: Option<Duration>,
    mut response: Pin<&mut impl Future<Output = Result<T, TransportError>>>,
) -> Result<T, TransportError> {
    let Some(limit) = limit else {
        return response.await;
    };
    let mut timer = pin!(None::<Sleep>);
    poll_fn(|context| {
        if let Poll::Ready(response) = response.as_mut().poll(context) {
            return Poll::Ready(response);
        }
        if timer.is_none() {
            match catch_missing_driver(|| sleep(limit)) {
                Ok(sleep) => timer.set(Some(sleep)),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        match timer.as_mut().as_pin_mut().map(|timer| timer.poll(context)) {
            Some(Poll::Ready(())) => {
                let reason = format!("no whole response within {limit:?}");
                Poll::Ready(Err(TransportError::new(
                    TransportErrorKind::Timeout,
                    reason,
                )))
            }
            _ => Poll::Pending,
        }
    })
    .await
}

impl Transport for HyperTransport {
    fn send(&self, mut request: Request<Body>, limits: Limits) -> Sending<'_> {
        Box::pin(async move {
            let response = pin!(self.whole(&mut request, &limits));
            within(limits.timeout, response).await
        })
    }

    fn send_streaming(&self, mut request: Request<Body>, limits: Limits) -> SendingStreaming<'_> {
        Box::pin(async move {
            let response = pin!(self.head(&mut request, &limits));
            within(limits.timeout, response).await
        })
    }

    fn takes_streams(&self) -> bool {
        true
    }

    fn run_blocking(&self, work: Work) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if Handle::try_current().is_ok() {
                // Work that panics is undone.
                let _ = tokio::task::spawn_blocking(work).await;
            }
        })
    }

    fn sleep(&self, duration: Duration) -> Sleeping<'_> {
        Box::pin(async move {
            match catch_missing_driver(|| sleep(duration)) {
                Ok(sleep) => sleep.await,
                Err(_) => run_in_thread(Box::new(move || std::thread::sleep(duration))).await,
            }
        })
    }
}

impl Default for HyperTransport {
    fn default() -> Self {
        Self::with_settings(TransportSettings::default())
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport")
            .field("pool", &self.pool)
            .field("settings", self.settings())
            .finish()
    }
}

/// Gives the request the form that it has on the connection: the path alone as URI unless a proxy
/// passes it on, and a `host` header.
fn prepare(request: &mut Request<Body>, uri: &Uri, connection: &Connection) {
    if !request.headers().contains_key(HOST) {
        let host = connection.host.clone();
        request.headers_mut().insert(HOST, host);
    }
    request.headers_mut().remove(PROXY_AUTHORIZATION);
    *request.uri_mut() = match &connection.forward {
        None => uri
            .path_and_query()
            .cloned()
            .map(Uri::from)
            .unwrap_or_default(),
        Some(forward) => {
            if let Some(authorization) = &forward.authorization {
                let headers = request.headers_mut();
                headers.insert(PROXY_AUTHORIZATION, authorization.clone());
            }
            uri.clone()
        }
    };
}
