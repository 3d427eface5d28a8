//! The signed headers and their canonical form.

use http::header::HOST;
use http::uri::{Scheme, Uri};
use http::{HeaderMap, request};

use super::SignError;
use crate::endpoint::split_port;

/// Headers that proxies, transports and tracing add, change or drop on the way: the list of
/// botocore, and the header that carries the signature.
const NEVER_SIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// Headers that presigned requests do not sign, as their sender would have to send the same values.
const NEVER_PRESIGNED: [&str; 2] = ["x-amz-checksum-mode", "x-amz-user-agent"];

/// The place of the signature.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Headers,
    Query,
}

/// The headers that a signature covers, sorted by name; the values of one name keep their order.
pub(super) struct SignedHeaders<'a> {
    headers: Vec<(&'a str, Value<'a>)>,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Header(&'a [u8]),
    Host {
        host: &'a str,
        port: Option<&'a str>,
    },
}

impl<'a> SignedHeaders<'a> {
    pub(super) fn new(parts: &'a request::Parts, location: Location) -> Result<Self, SignError> {
        let mut headers = Vec::with_capacity(parts.headers.len() + 1);
        if !parts.headers.contains_key(HOST) {
            headers.push((HOST.as_str(), host(&parts.uri)?));
        }
        headers.extend(signable(&parts.headers, location));
        // Stable, so that repeated headers keep their order.
        headers.sort_by_key(|&(name, _)| name);
        Ok(Self { headers })
    }

    /// Appends `name:value` lines. Values of one name are joined by commas.
    pub(super) fn push_values(&self, out: &mut Vec<u8>) {
        let mut previous = "";
        for &(name, value) in &self.headers {
            if name == previous {
                out.push(b',');
            } else {
                if !previous.is_empty() {
                    out.push(b'\n');
                }
                out.extend_from_slice(name.as_bytes());
                out.push(b':');
                previous = name;
            }
            value.push(out);
        }
        out.push(b'\n');
    }

    /// Appends each name once, with semicolons between them.
    pub(super) fn push_names(&self, out: &mut Vec<u8>) {
        let mut previous = "";
        for &(name, _) in &self.headers {
            if name == previous {
                continue;
            }
            if !previous.is_empty() {
                out.push(b';');
            }
            out.extend_from_slice(name.as_bytes());
            previous = name;
        }
    }
}

fn signable(headers: &HeaderMap, location: Location) -> impl Iterator<Item = (&str, Value<'_>)> {
    headers.iter().filter_map(move |(name, value)| {
        let name = name.as_str();
        let left_out = NEVER_SIGNED.contains(&name)
            || (location == Location::Query && NEVER_PRESIGNED.contains(&name));
        (!left_out).then(|| (name, Value::Header(value.as_bytes())))
    })
}

/// Appends the `Host` header of a request, which a transport adds where it is missing.
pub(in crate::auth) fn push_host(
    out: &mut Vec<u8>,
    parts: &request::Parts,
) -> Result<(), SignError> {
    let given = parts.headers.get(HOST);
    let value = match given {
        Some(given) => Value::Header(given.as_bytes()),
        None => host(&parts.uri)?,
    };
    value.push(out);
    Ok(())
}

/// The `Host` header that a transport sends for `uri`: without the scheme's own port.
fn host(uri: &Uri) -> Result<Value<'_>, SignError> {
    let authority = uri.authority().ok_or(SignError::NoHost)?.as_str();
    if memchr::memchr(b'@', authority.as_bytes()).is_some() {
        return Err(SignError::UserInfo);
    }
    let default = match uri.scheme() {
        Some(scheme) if *scheme == Scheme::HTTPS => 443,
        Some(scheme) if *scheme == Scheme::HTTP => 80,
        _ => 0,
    };
    let (host, port) = split_port(authority);
    let port = port.filter(|port| port.parse::<u16>().is_ok_and(|port| port != default));
    Ok(Value::Host { host, port })
}

impl Value<'_> {
    fn push(self, out: &mut Vec<u8>) {
        match self {
            Self::Header(value) => push_trimmed(out, value),
            Self::Host { host, port } => {
                out.extend_from_slice(host.as_bytes());
                if let Some(port) = port {
                    out.push(b':');
                    out.extend_from_slice(port.as_bytes());
                }
            }
        }
    }
}

/// Appends a header value without spaces at its ends and with one space for each run of them.
fn push_trimmed(out: &mut Vec<u8>, value: &[u8]) {
    let mut words = value.split(|&b| b == b' ').filter(|word| !word.is_empty());
    if let Some(first) = words.next() {
        out.extend_from_slice(first);
    }
    for word in words {
        out.push(b' ');
        out.extend_from_slice(word);
    }
}
