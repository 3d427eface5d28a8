//! From a host name to a connection.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::uri::Scheme;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use super::connection::Connection;
use super::pool::Target;
use crate::transport::tls::{provider, roots, tls_error};
use crate::transport::{TransportError, TransportErrorKind};

/// Connects within `limit`, the TLS handshake included.
pub(super) async fn connect(
    target: &Target,
    limit: Option<Duration>,
) -> Result<Connection, TransportError> {
    // A limit too large for the clock is none.
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let connecting = open(target, deadline);
    match deadline {
        None => connecting.await,
        Some(deadline) => timeout_at(deadline, connecting).await.unwrap_or_else(|_| {
            let reason = format!("no connection within {:?}", limit.unwrap_or_default());
            Err(TransportError::new(TransportErrorKind::Timeout, reason))
        }),
    }
}

async fn open(target: &Target, deadline: Option<Instant>) -> Result<Connection, TransportError> {
    let encrypted = *target.scheme() == Scheme::HTTPS;
    let host = target.authority().host();
    // An IPv6 address has brackets in a URI and none elsewhere.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let port = target.authority().port_u16();
    let port = port.unwrap_or(if encrypted { 443 } else { 80 });
    let stream = open_tcp(host, port, deadline)
        .await
        .map_err(connect_error)?;
    stream.set_nodelay(true).map_err(connect_error)?;
    if !encrypted {
        return Connection::new(Box::new(stream)).await;
    }
    let name = ServerName::try_from(host.to_owned()).map_err(tls_error)?;
    let connecting = TlsConnector::from(tls_config()?).connect(name, stream);
    Connection::new(Box::new(connecting.await.map_err(handshake_error)?)).await
}

/// Tries the host's addresses in turn; each may take its share of the time that is left, so that one dead address does not
/// use it up.
async fn open_tcp(host: &str, port: u16, deadline: Option<Instant>) -> io::Result<TcpStream> {
    let addresses: Vec<SocketAddr> = lookup_host((host, port)).await?.collect();
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    for (tried, address) in addresses.iter().enumerate() {
        let connecting = TcpStream::connect(address);
        let connected = match deadline {
            None => connecting.await,
            Some(deadline) => {
                let now = Instant::now();
                let others = (addresses.len() - tried) as u32;
                let share = deadline.saturating_duration_since(now) / others;
                timeout_at(now + share, connecting)
                    .await
                    .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
            }
        };
        match connected {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn connect_error(error: io::Error) -> TransportError {
    let kind = match error.kind() {
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Connect,
    };
    TransportError::new(kind, error)
}

/// A handshake that broke off may succeed the next time; one that was refused will not.
fn handshake_error(error: io::Error) -> TransportError {
    let refused = error
        .get_ref()
        .is_some_and(|cause| cause.is::<rustls::Error>());
    if refused {
        tls_error(error)
    } else {
        connect_error(error)
    }
}

/// Made once in the life of the process, for it takes some milliseconds.
fn tls_config() -> Result<Arc<ClientConfig>, TransportError> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(config.clone());
    }
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots()?.iter().cloned());
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(tls_error)?
        .with_root_certificates(store)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(CONFIG.get_or_init(|| Arc::new(config)).clone())
}
