//! The blocking transport: HTTP/1.1 by ureq, TLS by rustls.

use std::io::Read;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response};
use ureq::config::AutoHeaderValue;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error};

use super::collect::{announced, too_large};
use super::tls::{provider, roots, tls_error};
use super::{BlockingTransport, Body, Limits, TransportError, TransportErrorKind};

/// How long a connection may lie unused; services close theirs after about as long.
const MAX_IDLE: Duration = Duration::from_secs(60);

/// How many connections may lie unused, in all and for one host.
const MAX_CONNECTIONS: usize = 128;

/// Sends requests by HTTP/1.1 on connections that are kept for later ones.
#[derive(Debug, Default)]
pub struct UreqTransport {
    plain: OnceLock<Agent>,
    encrypted: OnceLock<Agent>,
}

impl UreqTransport {
    /// A transport without connections; they are made as they are needed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The root certificates are read only once something is to be encrypted.
    fn agent(&self, scheme: Option<&Scheme>) -> Result<&Agent, TransportError> {
        if scheme != Some(&Scheme::HTTPS) {
            return Ok(self.plain.get_or_init(|| agent(TlsConfig::default())));
        }
        if let Some(agent) = self.encrypted.get() {
            return Ok(agent);
        }
        let roots = roots()?.iter().map(|root| Certificate::from_der(root));
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider())
            .root_certs(RootCerts::Specific(Arc::new(roots.collect())))
            .build();
        Ok(self.encrypted.get_or_init(|| agent(tls)))
    }
}

fn agent(tls: TlsConfig) -> Agent {
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .max_idle_age(MAX_IDLE)
        .max_idle_connections(MAX_CONNECTIONS)
        .max_idle_connections_per_host(MAX_CONNECTIONS)
        .build()
        .new_agent()
}

impl BlockingTransport for UreqTransport {
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let agent = self.agent(request.uri().scheme())?;
        let (parts, body) = request.into_parts();
        let bytes = body.as_bytes();
        let request = Request::from_parts(parts, bytes);
        let request = agent
            .configure_request(request)
            .timeout_global(limits.timeout)
            .timeout_connect(limits.connect_timeout)
            .build();
        let response = agent.run(request).map_err(error_of)?;
        let (parts, mut body) = response.into_parts();
        let limit = limits.max_response_bytes;
        let room = announced(&parts.headers, limit)?;
        let body = read(body.as_reader(), room, limit)?;
        Ok(Response::from_parts(parts, body))
    }
}

fn read(reader: impl Read, room: usize, limit: usize) -> Result<Bytes, TransportError> {
    let mut bytes = Vec::with_capacity(room);
    // One byte more than may come shows that too many come.
    let mut reader = reader.take((limit as u64).saturating_add(1));
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| error_of(Error::from(error)))?;
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    Ok(bytes.into())
}

fn error_of(error: Error) -> TransportError {
    let kind = match &error {
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::HostNotFound | Error::ConnectionFailed | Error::BadUri(_) => {
            TransportErrorKind::Connect
        }
        Error::Tls(_) | Error::Rustls(_) => return tls_error(error),
        Error::Protocol(_) | Error::Http(_) => TransportErrorKind::Protocol,
        Error::LargeResponseHeader(..) => TransportErrorKind::TooLarge,
        Error::Io(error) => kind_of(error),
        _ => TransportErrorKind::Closed,
    };
    TransportError::new(kind, error)
}

fn kind_of(error: &std::io::Error) -> TransportErrorKind {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => TransportErrorKind::Timeout,
        ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable => TransportErrorKind::Connect,
        _ if error
            .get_ref()
            .is_some_and(|cause| cause.is::<rustls::Error>()) =>
        {
            TransportErrorKind::Tls
        }
        _ => TransportErrorKind::Closed,
    }
}
