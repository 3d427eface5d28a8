//! The blocking transport: HTTP/1.1 by ureq, TLS by rustls.

mod connect;
mod socket;
mod tcp;

use std::io::{self, Read};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response, header::CONTENT_LENGTH};
use ureq::config::AutoHeaderValue;
use ureq::{Agent, AsSendBody, BodyReader, Error, SendBody, Timeout};

use self::connect::{Connector, NoLookup};
use super::failure::of_exchange;
use super::length::{announced, length};
use super::{
    BlockingTransport, Body, Limits, TransportError, TransportErrorKind, TransportSettings,
};
use crate::types::{ByteStream, TooLarge};

/// The time after which an unused connection is closed; services close theirs after about as long.
const MAX_IDLE: Duration = Duration::from_secs(60);

/// Sends requests by HTTP/1.1 on connections that are kept for later ones.
#[derive(Debug)]
pub struct UreqTransport {
    agent: Agent,
    settings: TransportSettings,
}

impl UreqTransport {
    /// Creates a transport without connections; they are made as they are needed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a transport with these settings.
    #[must_use]
    pub fn with_settings(settings: TransportSettings) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .max_idle_age(MAX_IDLE)
            .max_idle_connections(settings.max_idle_connections)
            .max_idle_connections_per_host(settings.max_idle_connections)
            .build();
        let connector = Connector::new(settings.clone());
        Self {
            agent: Agent::with_parts(config, connector, NoLookup),
            settings,
        }
    }

    /// Returns the settings of the transport.
    #[must_use]
    pub fn settings(&self) -> &TransportSettings {
        &self.settings
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::with_settings(TransportSettings::default())
    }
}

impl UreqTransport {
    /// Sends a request and waits for the head of the response. `streaming` is whether the limits
    /// are for the head alone.
    fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
        streaming: bool,
    ) -> Result<Response<ureq::Body>, TransportError> {
        let agent = &self.agent;
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
    let failed = |error| error_of(error, limits);
    agent.run(request.build()).map_err(failed)
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
struct Received(BodyReader<'static>, Limits);

impl Read for Received {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0
            .read(out)
            .map_err(|error| error_of(Error::from(error), self.1).into())
    }
}

/// A reader that gives up after a point in time. It looks at the clock after each reading, which
/// has a limit of its own.
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
        let body = read(body.as_reader(), room, limits)?;
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
            ByteStream::from_reader(Received(body.into_reader(), limits), length).limited(limit)
        } else {
            let room = announced(&parts.headers, limit)?;
            read(Until(body.as_reader(), deadline), room, limits)?.into()
        };
        Ok(Response::from_parts(parts, body))
    }

    fn takes_streams(&self) -> bool {
        true
    }
}

fn read(reader: impl Read, room: usize, limits: Limits) -> Result<Bytes, TransportError> {
    let limit = limits.max_response_bytes;
    let mut bytes = Vec::with_capacity(room);
    // One byte more than may come shows that too many come.
    let mut reader = reader.take((limit as u64).saturating_add(1));
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| error_of(Error::from(error), limits))?;
    if bytes.len() > limit {
        return Err(TooLarge(limit).into());
    }
    Ok(bytes.into())
}

fn error_of(error: Error, limits: Limits) -> TransportError {
    let kind = match error {
        Error::Other(cause) => match cause.downcast() {
            Ok(ours) => return *ours,
            Err(cause) => return TransportError::new(TransportErrorKind::Closed, cause),
        },
        Error::Io(error) => {
            return match error.downcast() {
                Ok(ours) => ours,
                Err(error) => of_exchange(error),
            };
        }
        Error::Timeout(reason) => return timed_out(reason, limits),
        Error::BadUri(_) => TransportErrorKind::Connect,
        Error::Protocol(_) | Error::Http(_) => TransportErrorKind::Protocol,
        Error::LargeResponseHeader(..) => TransportErrorKind::TooLarge,
        _ => TransportErrorKind::Closed,
    };
    TransportError::new(kind, error)
}

fn timed_out(reason: Timeout, limits: Limits) -> TransportError {
    let (what, limit) = match reason {
        Timeout::Connect => ("connection", limits.connect_timeout),
        Timeout::PerRead => ("more of the body", limits.read_timeout),
        _ => ("whole response", limits.timeout),
    };
    let reason = format!("no {what} within {:?}", limit.unwrap_or_default());
    TransportError::new(TransportErrorKind::Timeout, reason)
}
