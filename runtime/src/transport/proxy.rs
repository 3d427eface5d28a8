//! Forward proxies, and which requests go through which.

mod bypass;

use std::fmt;

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;

use self::bypass::Bypass;

/// A forward proxy: a scheme, a host with a port, and perhaps a user name and password.
///
/// `Debug` and `Display` show neither user name nor password.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    scheme: Scheme,
    authority: Authority,
    authorization: Option<HeaderValue>,
}

impl Proxy {
    /// Parses a URL such as `http://proxy.example.com:3128` or `http://user:password@proxy:3128`.
    /// Without a scheme it is `http`, and without a port that of the scheme.
    ///
    /// # Errors
    /// Returns [`InvalidProxy`] if it is not such a URL, or of another scheme than `http` and
    /// `https`.
    pub fn new(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        let (scheme, rest) = match url.as_ref().split_once("://") {
            None => ("http", url.as_ref()),
            Some((scheme, rest)) => (scheme, rest),
        };
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::HTTP,
            "https" => Scheme::HTTPS,
            _ => return Err(InvalidProxy::Scheme),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, host) = match rest.rsplit_once('@') {
            None => (None, rest),
            Some((user, host)) => (Some(user), host),
        };
        let authority: Authority = host.parse().map_err(|_| InvalidProxy::Host)?;
        if authority.host().is_empty() || host.ends_with(':') {
            return Err(InvalidProxy::Host);
        }
        Ok(Self {
            authority: with_port(authority, &scheme)?,
            authorization: user.map(authorization).transpose()?,
            scheme,
        })
    }

    /// The scheme by which the proxy itself is connected to: `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Host and port of the proxy.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The value of the header `proxy-authorization`, marked sensitive, if the URL has a user name.
    #[must_use]
    pub fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }
}

fn with_port(authority: Authority, scheme: &Scheme) -> Result<Authority, InvalidProxy> {
    if authority.port_u16().is_some() {
        return Ok(authority);
    }
    if authority.port().is_some() {
        return Err(InvalidProxy::Host);
    }
    let port = if *scheme == Scheme::HTTPS { 443 } else { 80 };
    let text = format!("{authority}:{port}");
    text.parse().map_err(|_| InvalidProxy::Host)
}

/// Encodes `user:password`, whose special characters are percent-encoded, for Basic authentication
/// (RFC 7617).
fn authorization(user: &str) -> Result<HeaderValue, InvalidProxy> {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
    let pair = [decoded(name), b":".to_vec(), decoded(password)].concat();
    let text = format!("Basic {}", base64_simd::STANDARD.encode_to_string(pair));
    let mut value = HeaderValue::try_from(text).map_err(|_| InvalidProxy::User)?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({self})")
    }
}

/// The error of a URL that names no usable proxy. It does not repeat the URL, which may hold a
/// password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidProxy {
    /// The scheme is neither `http` nor `https`.
    Scheme,
    /// Host or port is missing or malformed.
    Host,
    /// The user name or password is malformed.
    User,
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "the proxy's scheme is not supported; use `http://` or `https://`",
            Self::Host => {
                "the proxy's host or port is not valid; use a URL such as `http://proxy:3128`"
            }
            Self::User => "the proxy's user name or password is not valid; percent-encode it",
        })
    }
}

impl std::error::Error for InvalidProxy {}

/// The proxies that requests go through, by the scheme of the request, and the hosts that are
/// called directly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    bypass: Bypass,
}

impl Proxies {
    /// Sends all requests directly.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Sends all requests through `proxy`.
    #[must_use]
    pub fn all(proxy: Proxy) -> Self {
        Self::none().http(proxy.clone()).https(proxy)
    }

    /// Sends requests by `http` through `proxy`.
    #[must_use]
    pub fn http(mut self, proxy: Proxy) -> Self {
        self.http = Some(proxy);
        self
    }

    /// Sends requests by `https` through `proxy`, in a tunnel (`CONNECT`).
    #[must_use]
    pub fn https(mut self, proxy: Proxy) -> Self {
        self.https = Some(proxy);
        self
    }

    /// Sends requests to these hosts directly. The list is that of `NO_PROXY`: host names, which
    /// stand for their subdomains too, IP addresses and networks (`10.0.0.0/8`), each perhaps with
    /// a port, or `*` for all hosts, separated by commas.
    #[must_use]
    pub fn bypass(mut self, hosts: &str) -> Self {
        self.bypass = Bypass::parse(hosts);
        self
    }

    /// The proxy for a request to this absolute URI; `None` if it is sent directly.
    #[must_use]
    pub fn proxy_for(&self, uri: &Uri) -> Option<&Proxy> {
        let https = uri.scheme() == Some(&Scheme::HTTPS);
        let proxy = if https { &self.https } else { &self.http };
        let proxy = proxy.as_ref()?;
        let port = uri.port_u16().unwrap_or(if https { 443 } else { 80 });
        (!self.bypass.contains(uri.host()?, port)).then_some(proxy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_proxies() {
        for (url, shown) in [
            ("http://proxy:3128", "http://proxy:3128"),
            ("proxy:3128/", "http://proxy:3128"),
            ("proxy", "http://proxy:80"),
            ("https://proxy.example.com", "https://proxy.example.com:443"),
            ("HTTP://[::1]:8080/", "http://[::1]:8080"),
        ] {
            let proxy = Proxy::new(url).unwrap();
            assert_eq!(proxy.to_string(), shown);
            assert!(proxy.authorization().is_none());
        }
        for (url, error) in [
            ("socks5://proxy:1080", InvalidProxy::Scheme),
            ("", InvalidProxy::Host),
            ("http://", InvalidProxy::Host),
            ("http://proxy:", InvalidProxy::Host),
            ("http://proxy:99999", InvalidProxy::Host),
            ("http://pro xy:80", InvalidProxy::Host),
            ("http://proxy/path", InvalidProxy::Host),
        ] {
            assert_eq!(Proxy::new(url), Err(error), "{url}");
        }
    }

    #[test]
    fn passwords_are_sent_and_not_shown() {
        let proxy = Proxy::new("http://me:p%40ss:w@proxy:3128").unwrap();
        let authorization = proxy.authorization().unwrap();
        // me:p@ss:w
        assert_eq!(authorization, "Basic bWU6cEBzczp3");
        assert!(authorization.is_sensitive());
        let shown = format!("{proxy} {:?}", Proxies::all(proxy.clone()));
        assert!(
            !shown.contains("p@ss") && !shown.contains("bWU6"),
            "{shown}"
        );
    }

    #[test]
    fn requests_go_through_the_proxy_of_their_scheme() {
        let proxies = Proxies::none()
            .https(Proxy::new("secure:1").unwrap())
            .bypass("localhost, .internal,10.0.0.0/8");
        let proxy_for = |uri: &str| {
            proxies
                .proxy_for(&uri.parse().unwrap())
                .map(Proxy::to_string)
        };
        assert_eq!(
            proxy_for("https://a.example/").as_deref(),
            Some("http://secure:1")
        );
        for direct in [
            "http://a.example/",
            "https://localhost:8080/",
            "https://db.internal/",
            "https://10.1.2.3/",
        ] {
            assert_eq!(proxy_for(direct), None, "{direct}");
        }
    }
}
