//! The blocking transport: HTTP/1.1 by ureq, TLS by rustls.

use std::io::{self, Read};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response, header::CONTENT_LENGTH};
use ureq::config::AutoHeaderValue;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, AsSendBody, BodyReader, Error, SendBody};

use super::length::{announced, length};
use super::tls::{provider, roots, tls_error};
use super::{
    BlockingTransport, Body, Limits, TransportError, TransportErrorKind, TransportSettings,
};
use crate::types::{ByteStream, TooLarge};

/// How long a connection may lie unused; services close theirs after about as long.
const MAX_IDLE: Duration = Duration::from_secs(60);

/// How many connections may lie unused, in all and for one host.
const MAX_CONNECTIONS: usize = 128;

/// Sends requests by HTTP/1.1 on connections that are kept for later ones.
#[derive(Debug, Default)]
pub struct UreqTransport {
    plain: OnceLock<Agent>,
    encrypted: OnceLock<Agent>,
    settings: TransportSettings,
}

impl UreqTransport {
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

impl UreqTransport {
    /// Sends a request and waits for the head of the response. `streaming` is whether the limits are for the head alone.
    fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
        streaming: bool,
    ) -> Result<Response<ureq::Body>, TransportError> {
        let agent = self.agent(request.uri().scheme())?;
        let (mut parts, body) = request.into_parts();
        if body.is_stream() {
            if let Some(length) = body.length() {
                parts.headers.insert(CONTENT_LENGTH, length.into());
            }
            let body = SendBody::from_owned_reader(Sent(body.into_stream()));
            return run(agent, Request::from_parts(parts, body), limits, streaming);
        }
        run(
            agent,
            Request::from_parts(parts, body.as_bytes()),
            limits,
            streaming,
        )
    }
}

fn run(
    agent: &Agent,
    request: Request<impl AsSendBody>,
    limits: Limits,
    streaming: bool,
) -> Result<Response<ureq::Body>, TransportError> {
    let request = agent
        .configure_request(request)
        .timeout_connect(limits.connect_timeout);
    let request = if streaming {
        // The head has no limit of its own, but all that happens before it has.
        request
            .timeout_resolve(limits.timeout)
            .timeout_send_request(limits.timeout)
            .timeout_send_body(limits.timeout)
            .timeout_recv_response(limits.timeout)
            .timeout_per_read(limits.read_timeout)
    } else {
        request.timeout_global(limits.timeout)
    };
    agent.run(request.build()).map_err(error_of)
}

/// The body of a request, with its failures marked as such.
struct Sent(ByteStream);

impl Read for Sent {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let failed = |error| TransportError::new(TransportErrorKind::Body, error);
        self.0.read(out).map_err(|error| failed(error).into())
    }
}

/// The body of a response, with its failures told apart.
struct Received(BodyReader<'static>);

impl Read for Received {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0
            .read(out)
            .map_err(|error| error_of(Error::from(error)).into())
    }
}

/// A reader that gives up after a point in time. It looks at the clock after each reading, which has a limit of its own.
struct Until<R>(R, Option<Instant>);

impl<R: Read> Read for Until<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.0.read(out)?;
        match self.1 {
            Some(deadline) if Instant::now() > deadline => {
                Err(TransportError::from(TransportErrorKind::Timeout).into())
            }
            _ => Ok(length),
        }
    }
}

impl BlockingTransport for UreqTransport {
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, mut body) = self.exchange(request, limits, false)?.into_parts();
        let limit = limits.max_response_bytes;
        let room = announced(&parts.headers, limit)?;
        let body = read(body.as_reader(), room, limit)?;
        Ok(Response::from_parts(parts, body))
    }

    fn send_streaming(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<ByteStream>, TransportError> {
        // A limit too large for the clock is none.
        let deadline = limits
            .timeout
            .and_then(|limit| Instant::now().checked_add(limit));
        let (parts, mut body) = self.exchange(request, limits, true)?.into_parts();
        let limit = limits.max_response_bytes;
        let body = if parts.status.is_success() {
            let length = length(&parts.headers);
            ByteStream::from_reader(Received(body.into_reader()), length).limited(limit)
        } else {
            let room = announced(&parts.headers, limit)?;
            read(Until(body.as_reader(), deadline), room, limit)?.into()
        };
        Ok(Response::from_parts(parts, body))
    }

    fn takes_streams(&self) -> bool {
        true
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
        return Err(TooLarge(limit).into());
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

fn kind_of(error: &io::Error) -> TransportErrorKind {
    use std::io::ErrorKind;
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
    if let Some(cause) = cause.map(TransportError::kind) {
        return cause;
    }
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
