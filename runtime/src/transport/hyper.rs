//! The asynchronous transport: HTTP/1.1 by hyper, TLS by rustls, on tokio.
//!
//! It spawns no task. A connection makes progress while a call polls it, which saves a change of tasks for every message,
//! and lies still in the pool between calls.

mod body;
mod connect;
mod connection;
mod pool;
mod response;

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderValue, Request, Response, Uri, header::HOST};
use hyper::body::Incoming;
use tokio::runtime::Handle;

use self::connect::connect;
use self::connection::{Connection, Interrupted};
use self::pool::{Pool, Target};
use self::response::Incomings;
use super::length::length;
use super::{
    Body, BoxFuture, Limits, Sending, SendingStreaming, Sleeping, Transport, TransportError,
    TransportErrorKind, TransportSettings, Work,
};
use crate::types::ByteStream;

/// Sends requests by HTTP/1.1 on connections that are kept for later ones.
///
/// It works inside any tokio runtime whose I/O and time drivers are enabled, and answers with an error outside of one. A
/// connection belongs to the runtime in which it was made: once that is gone, a new one takes its place.
#[derive(Debug, Default)]
pub struct HyperTransport {
    pool: Arc<Pool>,
    settings: TransportSettings,
}

impl HyperTransport {
    /// A transport without connections; they are made as they are needed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a transport that uses these proxies and root certificates.
    #[must_use]
    pub fn with_settings(settings: TransportSettings) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }

    /// Returns the proxies and root certificates that the transport uses.
    #[must_use]
    pub fn settings(&self) -> &TransportSettings {
        &self.settings
    }

    /// Sends a request and waits for the head of the response.
    async fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<(Response<Incoming>, Connection, Target), TransportError> {
        let target = Target::of(request.uri())?;
        let mut request = for_connection(request, &target)?;
        while let Some(mut connection) = self.pool.take(&target).await {
            match connection.exchange(request).await {
                Ok(response) => return Ok((response, connection, target)),
                // Nothing of the request was sent, so that the next connection can have it.
                Err(Interrupted::Unsent(unsent)) => request = *unsent,
                Err(Interrupted::Failed(error)) => return Err(error),
            }
        }
        let mut connection = connect(&target, limits.connect_timeout).await?;
        match connection.exchange(request).await {
            Ok(response) => Ok((response, connection, target)),
            Err(Interrupted::Unsent(_)) => Err(TransportErrorKind::Closed.into()),
            Err(Interrupted::Failed(error)) => Err(error),
        }
    }

    /// Reads the whole response.
    async fn whole(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let (response, mut connection, target) = self.exchange(request, limits).await?;
        let response = connection
            .collect(response, limits.max_response_bytes)
            .await?;
        self.pool.put(target, connection);
        Ok(response)
    }

    /// Leaves the body of a success to be read later.
    async fn head(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<ByteStream>, TransportError> {
        let (response, mut connection, target) = self.exchange(request, limits).await?;
        let limit = limits.max_response_bytes;
        if !response.status().is_success() {
            let response = connection.collect(response, limit).await?;
            self.pool.put(target, connection);
            return Ok(response.map(ByteStream::from));
        }
        let (parts, body) = response.into_parts();
        let length = length(&parts.headers);
        let pool = Arc::clone(&self.pool);
        let body = Incomings::new(body, connection, pool, target, limits.read_timeout);
        let body = ByteStream::awaited(body, length).limited(limit);
        Ok(Response::from_parts(parts, body))
    }
}

/// Waits for a response no longer than it may take.
async fn within<T>(
    limits: Limits,
    response: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    if Handle::try_current().is_err() {
        let reason = "there is no tokio runtime here; await the call inside one, or use \
                      send_blocking";
        return Err(TransportError::new(TransportErrorKind::Unavailable, reason));
    }
    match limits.timeout {
        None => response.await,
        Some(limit) => tokio::time::timeout(limit, response)
            .await
            .unwrap_or_else(|_| {
                let reason = format!("no whole response within {limit:?}");
                Err(TransportError::new(TransportErrorKind::Timeout, reason))
            }),
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Body>, limits: Limits) -> Sending<'_> {
        Box::pin(within(limits, self.whole(request, limits)))
    }

    fn send_streaming(&self, request: Request<Body>, limits: Limits) -> SendingStreaming<'_> {
        Box::pin(within(limits, self.head(request, limits)))
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

    fn sleep(&self, duration: std::time::Duration) -> Sleeping<'_> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// Gives the request the form it has on a connection: the path alone as URI, and a `Host` header.
fn for_connection(
    mut request: Request<Body>,
    target: &Target,
) -> Result<Request<Body>, TransportError> {
    let path = request.uri().path_and_query().cloned();
    if !request.headers().contains_key(HOST) {
        let host = HeaderValue::from_str(target.host_header())
            .map_err(|error| TransportError::new(TransportErrorKind::Connect, error))?;
        request.headers_mut().insert(HOST, host);
    }
    *request.uri_mut() = path.map(Uri::from).unwrap_or_default();
    Ok(request)
}

impl Target {
    /// Host and port as in the `Host` header: without the scheme's own port.
    fn host_header(&self) -> &str {
        let authority = self.authority().as_str();
        let default = if *self.scheme() == Scheme::HTTPS {
            ":443"
        } else {
            ":80"
        };
        authority.strip_suffix(default).unwrap_or(authority)
    }
}
