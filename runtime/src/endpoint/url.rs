//! Endpoints.

use std::fmt;
use std::str::FromStr;

use http::uri::{Authority, Scheme};

use super::host::{is_ip, is_name, split_port};
use super::{EndpointError, InvalidEndpoint, Partition, Region};

/// The place that requests go to: a scheme, a host, perhaps a port, perhaps a path that all
/// requests begin with. Nothing else can be in it: no user name, no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    scheme: Scheme,
    authority: Authority,
    /// The path without a trailing slash: empty or `/a/b`.
    path_prefix: Box<str>,
}

impl Endpoint {
    /// Reads a URL such as `https://example.com/base` or `http://localhost:8080`.
    ///
    /// # Errors
    /// Returns [`EndpointError::InvalidUrl`] if the string is not such a URL.
    pub fn parse(url: &str) -> Result<Self, EndpointError> {
        read(url).map_err(|reason| {
            let may_hold_password = url.contains('@');
            let url = if may_hold_password { "" } else { url }.into();
            EndpointError::InvalidUrl { url, reason }
        })
    }

    /// The endpoint of a service in a region: `https://{prefix}.{region}.{suffix}`.
    ///
    /// # Errors
    /// If the prefix is no part of a host name.
    pub fn regional(prefix: &str, region: &Region) -> Result<Self, EndpointError> {
        let suffix = Partition::for_region(region.as_str()).dns_suffix;
        Ok(Self {
            scheme: Scheme::HTTPS,
            authority: authority([prefix, ".", region.as_str(), ".", suffix].concat(), "")?,
            path_prefix: Box::default(),
        })
    }

    /// `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The host, in lower case, and the port.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The path prefix of all requests: empty, or with a leading and without a trailing slash.
    #[must_use]
    pub fn path_prefix(&self) -> &str {
        &self.path_prefix
    }

    /// The authority with a host `prefix`, such as `api.`. An IP address has no prefix and is
    /// unchanged.
    ///
    /// # Errors
    /// Returns an error if the result is not a host name, or has more than 253 characters.
    pub fn with_host_prefix(&self, prefix: &str) -> Result<Authority, EndpointError> {
        let host = self.authority.host();
        if prefix.is_empty() || is_ip(host) {
            return Ok(self.authority.clone());
        }
        let port = &self.authority.as_str()[host.len()..];
        authority([prefix, host].concat(), port)
    }
}

/// Validates a host name and converts it, with `port` (empty or `:443`), to an authority.
fn authority(mut host: String, port: &str) -> Result<Authority, EndpointError> {
    if !is_name(&host) {
        return Err(EndpointError::InvalidHost { host: host.into() });
    }
    host.make_ascii_lowercase();
    host.push_str(port);
    host.parse()
        .map_err(|_| EndpointError::InvalidHost { host: host.into() })
}

fn read(url: &str) -> Result<Endpoint, InvalidEndpoint> {
    match read_scheme(url) {
        // The rules of services name a host alone, in most cases: no search is needed.
        Some((scheme, host)) if is_name(host) => Ok(Endpoint {
            scheme,
            authority: in_lower_case(host)?,
            path_prefix: Box::default(),
        }),
        split => read_parts(url, split),
    }
}

fn read_parts(url: &str, split: Option<(Scheme, &str)>) -> Result<Endpoint, InvalidEndpoint> {
    if !url.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
        return Err(InvalidEndpoint::Character);
    }
    let (scheme, rest) = split.ok_or(InvalidEndpoint::Scheme)?;
    if rest.contains(['?', '#']) {
        return Err(InvalidEndpoint::Query);
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = path.trim_end_matches('/');
    if !is_path(path) {
        return Err(InvalidEndpoint::Path);
    }
    Ok(Endpoint {
        scheme,
        authority: read_authority(authority)?,
        path_prefix: path.into(),
    })
}

/// The scheme, and what follows it.
fn read_scheme(url: &str) -> Option<(Scheme, &str)> {
    [("https://", Scheme::HTTPS), ("http://", Scheme::HTTP)]
        .into_iter()
        .find_map(|(start, scheme)| {
            let (scheme_of_url, rest) = url.split_at_checked(start.len())?;
            let same = scheme_of_url.eq_ignore_ascii_case(start);
            same.then_some((scheme, rest))
        })
}

fn read_authority(text: &str) -> Result<Authority, InvalidEndpoint> {
    if text.contains('@') {
        return Err(InvalidEndpoint::UserInfo);
    }
    let (host, port) = split_port(text);
    check_host(host)?;
    if port.is_some_and(|port| !is_port(port)) {
        return Err(InvalidEndpoint::Port);
    }
    in_lower_case(text)
}

fn check_host(host: &str) -> Result<(), InvalidEndpoint> {
    match is_ip(host) || is_name(host) {
        true => Ok(()),
        false => Err(InvalidEndpoint::Host),
    }
}

fn in_lower_case(authority: &str) -> Result<Authority, InvalidEndpoint> {
    Authority::try_from(authority.to_ascii_lowercase()).map_err(|_| InvalidEndpoint::Host)
}

fn is_port(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    digits && text.parse::<u16>().is_ok()
}

/// Returns true if `path` consists of segments and valid escapes (RFC 3986, section 3.3).
fn is_path(path: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&b);
    let escaped = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    path.bytes().all(allowed)
        && path.split('%').skip(1).all(escaped)
        && !path.split('/').any(|segment| matches!(segment, "." | ".."))
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(url: &str) -> Result<Self, EndpointError> {
        Self::parse(url)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, authority, path) = (&self.scheme, &self.authority, &self.path_prefix);
        write!(f, "{scheme}://{authority}{path}")
    }
}
