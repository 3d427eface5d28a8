//! Errors of configurations.

use std::error::Error;
use std::fmt;

use crate::endpoint::{EndpointError, InvalidRegion};
use crate::environment::SettingsError;

/// The error of a configuration that no client can be created from. Each is one line: what, where,
/// and what to do.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// No region is set.
    NoRegion,
    /// No credentials are set.
    NoCredentials,
    /// The service has no endpoint of its own, and none is set.
    NoEndpoint,
    /// The region in `Config::region` is invalid.
    Region(InvalidRegion),
    /// There is no valid endpoint.
    Endpoint(EndpointError),
    /// The environment or the shared files have an invalid value.
    Environment(SettingsError),
    /// A setting that AWS tools honor is not supported.
    Unsupported {
        /// The variable, property and function that set it.
        name: &'static str,
        /// The part that is not supported, and what to do.
        reason: &'static str,
    },
    /// A setting of `Config` is outside of its range.
    Setting {
        /// The function of `Config` that sets it.
        name: &'static str,
        /// The values that it may have.
        expected: &'static str,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRegion => f.write_str(
                "no region is set; set Config::region, AWS_REGION or the profile's `region`",
            ),
            Self::NoCredentials => f.write_str(
                "no credentials are set; set Config::credentials, AWS_ACCESS_KEY_ID and \
                 AWS_SECRET_ACCESS_KEY, or the profile's keys",
            ),
            Self::NoEndpoint => f.write_str(
                "no endpoint is set, and the service has none of its own; set \
                 Config::endpoint_url or AWS_ENDPOINT_URL",
            ),
            Self::Region(error) => write!(f, "Config::region: {error}"),
            Self::Endpoint(error) => error.fmt(f),
            Self::Environment(error) => error.fmt(f),
            Self::Unsupported { name, reason } => write!(f, "{name}: {reason}"),
            Self::Setting { name, expected } => {
                write!(f, "Config::{name} is out of range; it must be {expected}")
            }
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The message of this error includes those of these errors.
        match self {
            Self::Endpoint(error) => error.source(),
            Self::Environment(error) => error.source(),
            _ => None,
        }
    }
}

impl From<EndpointError> for ConfigError {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::NoRegion => Self::NoRegion,
            other => Self::Endpoint(other),
        }
    }
}

impl From<InvalidRegion> for ConfigError {
    fn from(error: InvalidRegion) -> Self {
        Self::Region(error)
    }
}

impl From<SettingsError> for ConfigError {
    fn from(error: SettingsError) -> Self {
        Self::Environment(error)
    }
}
