//! The other end of a connection.

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};

use crate::transport::{TransportError, TransportErrorKind};

/// The scheme and authority that a connection leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) scheme: Scheme,
    pub(super) authority: Authority,
}

impl Target {
    /// The target of a request.
    ///
    /// # Errors
    /// Returns an error if the URI is not absolute, or neither `http` nor `https`.
    pub(super) fn new(uri: &Uri) -> Result<Self, TransportError> {
        match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) if [Scheme::HTTP, Scheme::HTTPS].contains(scheme) => {
                Ok(Self {
                    scheme: scheme.clone(),
                    authority: authority.clone(),
                })
            }
            _ => Err(TransportError::new(
                TransportErrorKind::Connect,
                "the request's URI is not absolute, or neither http nor https",
            )),
        }
    }

    /// Returns true if requests to this URI go to the target.
    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme) && uri.authority() == Some(&self.authority)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// The host without the brackets that an IPv6 address has in a URI.
    pub(super) fn host(&self) -> &str {
        self.authority
            .host()
            .trim_start_matches('[')
            .trim_end_matches(']')
    }

    pub(super) fn port(&self) -> u16 {
        let default = if self.is_encrypted() { 443 } else { 80 };
        self.authority.port_u16().unwrap_or(default)
    }

    /// Host and port as in the header `host`: without the scheme's own port.
    pub(super) fn host_header(&self) -> Result<HeaderValue, TransportError> {
        let authority = self.authority.as_str();
        let default = if self.is_encrypted() { ":443" } else { ":80" };
        HeaderValue::from_str(authority.strip_suffix(default).unwrap_or(authority))
            .map_err(|error| TransportError::new(TransportErrorKind::Connect, error))
    }
}
