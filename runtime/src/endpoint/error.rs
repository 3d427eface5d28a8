//! Errors of endpoint resolution.

use std::error::Error;
use std::fmt;

use super::rules::RulesError;
use crate::escape::Quoted;

/// The reason why there is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// Neither a region nor an endpoint is set.
    NoRegion,
    /// An endpoint URL is not one.
    InvalidUrl {
        /// The URL; empty if it may contain a password.
        url: Box<str>,
        /// The error.
        reason: InvalidEndpoint,
    },
    /// A host name that was put together is not one.
    InvalidHost {
        /// The host name.
        host: Box<str>,
    },
    /// The endpoint rules of the service lead to no endpoint.
    Rules {
        /// The error of the rules.
        error: RulesError,
        /// The parameters of the rules with their values, those of inputs without.
        params: Box<str>,
    },
}

/// The error in an endpoint URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidEndpoint {
    /// It holds white space, a control character, a backslash or something beyond ASCII.
    Character,
    /// It begins with neither `http://` nor `https://`.
    Scheme,
    /// It holds a user name or password.
    UserInfo,
    /// It has a query or fragment.
    Query,
    /// Its host is missing, or neither a host name nor an IP address.
    Host,
    /// Its port is not a number from 1 to 65535.
    Port,
    /// Its path has bad escapes, characters that need escapes, or dot segments.
    Path,
}

impl InvalidEndpoint {
    fn advice(self) -> &'static str {
        match self {
            Self::Character => "remove white space, control characters, backslashes and non-ASCII",
            Self::Scheme => "begin it with `https://` or `http://`",
            Self::UserInfo => "remove the user name and password before the `@`",
            Self::Query => "remove all from the `?` or `#`",
            Self::Host => "give a host name or an IP address (IPv6 in brackets)",
            Self::Port => "give a port from 1 to 65535 or none",
            Self::Path => "escape special characters in its path and remove `.` and `..`",
        }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRegion => f.write_str(
                "no region is set; set one in the configuration, AWS_REGION or the profile's \
                 `region`",
            ),
            Self::InvalidUrl { url, reason } => {
                f.write_str("the endpoint URL ")?;
                if !url.is_empty() {
                    write!(f, "{} ", Quoted(url))?;
                }
                write!(f, "is not valid; {}", reason.advice())
            }
            Self::Rules { error, params } if params.is_empty() => error.fmt(f),
            Self::Rules { error, params } => write!(f, "{error} ({})", params.escape_default()),
            Self::InvalidHost { host } => write!(
                f,
                "{} is not a host name; check the endpoint and what the request puts before it",
                Quoted(host)
            ),
        }
    }
}

impl Error for EndpointError {}
