//! Connecting to the host of a URI, through a proxy if there is one.

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::{Authority, Scheme};
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{ConnectionDetails, LazyBuffers, NextTimeout};
use ureq::{Error, Timeout};

use super::socket::{Duplex, Forward, Socket};
use super::tcp::Tcp;
use crate::transport::failure::{Peer, of_connect, of_handshake, of_lookup};
use crate::transport::tls::{Tls, tls_error};
use crate::transport::tunnel::{TunnelReply, tunnel_failure, tunnel_request};
use crate::transport::{Proxy, TransportError, TransportErrorKind, TransportSettings};

/// Leaves hosts alone, which are looked up only if a connection is made.
#[derive(Debug)]
pub(super) struct NoLookup;

impl Resolver for NoLookup {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        Ok(self.empty())
    }
}

/// Opens connections.
#[derive(Debug, Default)]
pub(super) struct Connector {
    settings: TransportSettings,
    tls: Tls,
}

impl Connector {
    pub(super) fn new(settings: TransportSettings) -> Self {
        Self {
            settings,
            tls: Tls::default(),
        }
    }
}

impl ureq::unversioned::transport::Connector for Connector {
    type Out = Socket;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Socket>, Error> {
        let uri = details.uri;
        let proxy = self.settings.proxies.proxy_for(uri);
        let connecting = Connecting {
            connector: self,
            config: details.config,
            limit: details.timeout,
            start: Instant::now(),
        };
        let (stream, tcp) = connecting.open(uri, proxy).map_err(other)?;
        let forward = proxy.filter(|_| uri.scheme() != Some(&Scheme::HTTPS));
        let buffers = LazyBuffers::new(
            details.config.input_buffer_size(),
            details.config.output_buffer_size(),
        );
        let forward = forward.map(|proxy| Forward::new(uri, proxy));
        let encrypted = details.needs_tls();
        Ok(Some(Socket::new(stream, tcp, buffers, forward, encrypted)))
    }
}

/// An error of ours on its way through ureq. Limits of time have names there, by which ureq knows
/// them.
pub(super) fn other(error: TransportError) -> Error {
    Error::Other(Box::new(error))
}

/// A connection that is being made.
struct Connecting<'a> {
    connector: &'a Connector,
    config: &'a Config,
    limit: NextTimeout,
    start: Instant,
}

impl Connecting<'_> {
    fn open(
        &self,
        uri: &Uri,
        proxy: Option<&Proxy>,
    ) -> Result<(Box<dyn Duplex>, Tcp), TransportError> {
        let end = End::new(uri.scheme(), uri.authority())?;
        let Some(proxy) = proxy else {
            let tcp = self.open_tcp(&end)?;
            return Ok((self.encrypt(Box::new(tcp.clone()), &end)?, tcp));
        };
        let proxy_end = End::new(Some(proxy.scheme()), Some(proxy.authority()))?;
        let through = |error: TransportError| error.within(&format!("the proxy {proxy}"));
        let tcp = self.open_tcp(&proxy_end).map_err(through)?;
        let stream = self.encrypt(Box::new(tcp.clone()), &proxy_end);
        let mut stream = stream.map_err(through)?;
        if !end.is_encrypted() {
            return Ok((stream, tcp));
        }
        open_tunnel(&mut *stream, &end, proxy)?;
        Ok((self.encrypt(stream, &end)?, tcp))
    }

    /// Tries the host's addresses in turn; each may take its share of the time that is left.
    fn open_tcp(&self, end: &End<'_>) -> Result<Tcp, TransportError> {
        let uri = end.uri()?;
        let addresses = DefaultResolver::default().resolve(&uri, self.config, self.limit);
        let addresses = addresses.map_err(|error| match error {
            Error::Timeout(_) => self.timed_out(),
            Error::Io(error) => of_lookup(end.host(), &error),
            error => of_lookup(end.host(), &error),
        })?;
        let mut failure = of_lookup(end.host(), &"it has no address");
        for (tried, address) in addresses.iter().enumerate() {
            let left = self.left()?;
            let share = left.map(|left| left / (addresses.len() - tried) as u32);
            match connect_to(address, share) {
                Ok(stream) => {
                    let tcp = Tcp::new(stream);
                    tcp.set_limit(left);
                    return Ok(tcp);
                }
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    failure = self.timed_out();
                }
                Err(error) => failure = of_connect(&end.peer(), &error),
            }
        }
        Err(failure)
    }

    /// Agrees on encryption, if the other end wants it.
    fn encrypt(
        &self,
        mut stream: Box<dyn Duplex>,
        end: &End<'_>,
    ) -> Result<Box<dyn Duplex>, TransportError> {
        if !end.is_encrypted() {
            return Ok(stream);
        }
        let name = ServerName::try_from(end.host().to_owned()).map_err(tls_error)?;
        let bundle = self.connector.settings.ca_bundle.as_ref();
        let config = self.connector.tls.config(bundle)?;
        let mut connection = ClientConnection::new(config, name).map_err(tls_error)?;
        while connection.is_handshaking() {
            if let Err(error) = connection.complete_io(&mut stream) {
                return Err(match error.kind() {
                    io::ErrorKind::TimedOut => self.timed_out(),
                    _ => of_handshake(&end.peer(), &error),
                });
            }
        }
        Ok(Box::new(StreamOwned::new(connection, stream)))
    }

    /// The time that is left.
    fn left(&self) -> Result<Option<Duration>, TransportError> {
        if self.limit.after.is_not_happening() {
            return Ok(None);
        }
        match self.limit.after.saturating_sub(self.start.elapsed()) {
            Duration::ZERO => Err(self.timed_out()),
            left => Ok(Some(left)),
        }
    }

    fn timed_out(&self) -> TransportError {
        let limit = *self.limit.after;
        let what = match self.limit.reason {
            Timeout::Connect => "connection",
            _ => "whole response",
        };
        let reason = format!("no {what} within {limit:?}");
        TransportError::new(TransportErrorKind::Timeout, reason)
    }
}

fn connect_to(address: &SocketAddr, limit: Option<Duration>) -> io::Result<TcpStream> {
    let stream = match limit {
        None => TcpStream::connect(address),
        Some(limit) => TcpStream::connect_timeout(address, limit),
    }?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Asks the proxy for a tunnel to the other end.
fn open_tunnel(
    stream: &mut dyn Duplex,
    end: &End<'_>,
    proxy: &Proxy,
) -> Result<(), TransportError> {
    let broken = |error: io::Error| tunnel_failure(proxy, &error);
    let request = tunnel_request(end.authority.host(), end.port(), proxy);
    stream.write_all(&request).map_err(broken)?;
    stream.flush().map_err(broken)?;
    let mut reply = TunnelReply::default();
    while !reply.is_whole() {
        // Byte by byte, for what comes after the head is the target's.
        let mut byte = [0];
        stream.read_exact(&mut byte).map_err(broken)?;
        reply.push(byte[0], proxy)?;
    }
    reply.check(proxy)
}

/// The other end of a connection.
struct End<'a> {
    scheme: &'a Scheme,
    authority: &'a Authority,
}

impl<'a> End<'a> {
    fn new(
        scheme: Option<&'a Scheme>,
        authority: Option<&'a Authority>,
    ) -> Result<Self, TransportError> {
        match (scheme, authority) {
            (Some(scheme), Some(authority)) => Ok(Self { scheme, authority }),
            _ => Err(TransportError::new(
                TransportErrorKind::Connect,
                "the request's URI is not absolute",
            )),
        }
    }

    fn is_encrypted(&self) -> bool {
        *self.scheme == Scheme::HTTPS
    }

    /// The host without the brackets that an IPv6 address has in a URI.
    fn host(&self) -> &'a str {
        let host = self.authority.host();
        host.trim_start_matches('[').trim_end_matches(']')
    }

    fn port(&self) -> u16 {
        let default = if self.is_encrypted() { 443 } else { 80 };
        self.authority.port_u16().unwrap_or(default)
    }

    fn peer(&self) -> Peer {
        Peer(format!("{}:{}", self.host(), self.port()))
    }

    fn uri(&self) -> Result<Uri, TransportError> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query("/")
            .build()
            .map_err(|error| TransportError::new(TransportErrorKind::Connect, error))
    }
}
