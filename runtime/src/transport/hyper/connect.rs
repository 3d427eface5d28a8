//! Connecting to the host of a URI, through a proxy if there is one.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::uri::Scheme;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use super::connection::{Connection, Forward};
use super::io::Stream;
use super::target::Target;
use super::tunnel::open_tunnel;
use crate::transport::failure::{Peer, of_connect, of_handshake, of_lookup};
use crate::transport::tls::{Tls, tls_error};
use crate::transport::{Proxy, TransportError, TransportErrorKind, TransportSettings};

/// Opens connections.
#[derive(Debug, Default)]
pub(super) struct Connector {
    pub(super) settings: TransportSettings,
    tls: Tls,
}

impl Connector {
    pub(super) fn new(settings: TransportSettings) -> Self {
        Self {
            settings,
            tls: Tls::default(),
        }
    }

    /// Connects within `limit`, the TLS handshake included.
    pub(super) async fn connect(
        &self,
        target: Target,
        proxy: Option<&Proxy>,
        limit: Option<Duration>,
    ) -> Result<Connection, TransportError> {
        // A limit too large for the clock is none.
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let connecting = self.open(target, proxy, deadline);
        match deadline {
            None => connecting.await,
            Some(deadline) => timeout_at(deadline, connecting).await.unwrap_or_else(|_| {
                let reason = format!("no connection within {:?}", limit.unwrap_or_default());
                Err(TransportError::new(TransportErrorKind::Timeout, reason))
            }),
        }
    }

    async fn open(
        &self,
        target: Target,
        proxy: Option<&Proxy>,
        deadline: Option<Instant>,
    ) -> Result<Connection, TransportError> {
        let Some(proxy) = proxy else {
            let stream = open_tcp(target.host(), target.port(), deadline).await?;
            let stream = self.encrypt(Box::new(stream), &target).await?;
            return Connection::new(stream, target, None).await;
        };
        let authorization = proxy.authorization().cloned();
        let stream = self.open_to_proxy(proxy, deadline).await?;
        if !target.is_encrypted() {
            return Connection::new(stream, target, Some(Forward { authorization })).await;
        }
        let stream = open_tunnel(stream, &target, proxy).await?;
        let stream = self.encrypt(stream, &target).await?;
        Connection::new(stream, target, None).await
    }

    async fn open_to_proxy(
        &self,
        proxy: &Proxy,
        deadline: Option<Instant>,
    ) -> Result<Box<dyn Stream>, TransportError> {
        let end = Target {
            scheme: proxy.scheme().clone(),
            authority: proxy.authority().clone(),
        };
        let through = |error: TransportError| error.within(&format!("the proxy {proxy}"));
        let stream = open_tcp(end.host(), end.port(), deadline).await;
        let stream: Box<dyn Stream> = Box::new(stream.map_err(through)?);
        self.encrypt(stream, &end).await.map_err(through)
    }

    /// Agrees on encryption, if the target wants it.
    async fn encrypt(
        &self,
        stream: Box<dyn Stream>,
        target: &Target,
    ) -> Result<Box<dyn Stream>, TransportError> {
        if target.scheme != Scheme::HTTPS {
            return Ok(stream);
        }
        let name = ServerName::try_from(target.host().to_owned()).map_err(tls_error)?;
        let connector = TlsConnector::from(self.tls_config()?);
        let peer = Peer(target.authority.to_string());
        match connector.connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(of_handshake(&peer, &error)),
        }
    }

    fn tls_config(&self) -> Result<Arc<ClientConfig>, TransportError> {
        self.tls.config(self.settings.ca_bundle.as_ref())
    }
}

/// Tries the host's addresses in turn; each may take its share of the time that is left, so that
/// one dead address does not use it up.
async fn open_tcp(
    host: &str,
    port: u16,
    deadline: Option<Instant>,
) -> Result<TcpStream, TransportError> {
    let addresses = lookup_host((host, port)).await;
    let addresses: Vec<SocketAddr> = addresses
        .map_err(|error| of_lookup(host, &error))?
        .collect();
    let mut failure = of_lookup(host, &"it has no address");
    for (tried, address) in addresses.iter().enumerate() {
        let left = deadline.map(|deadline| {
            let others = (addresses.len() - tried) as u32;
            let now = Instant::now();
            now + deadline.saturating_duration_since(now) / others
        });
        match open_address(*address, left).await {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = of_connect(&Peer(format!("{host}:{port}")), &error),
        }
    }
    Err(failure)
}

async fn open_address(address: SocketAddr, deadline: Option<Instant>) -> io::Result<TcpStream> {
    let connecting = TcpStream::connect(address);
    let stream = match deadline {
        None => connecting.await,
        Some(deadline) => timeout_at(deadline, connecting)
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())),
    }?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
