//! From configuration to an endpoint.

use std::fmt;

use super::{Endpoint, EndpointError, Region};

/// What an endpoint is chosen by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndpointParams {
    /// The region of the client.
    pub region: Option<Region>,
    /// An endpoint that the user has set; it takes the place of the service's own.
    pub endpoint_url: Option<Endpoint>,
}

impl EndpointParams {
    /// Parameters of a client's configuration.
    #[must_use]
    pub fn new(region: Option<Region>, endpoint_url: Option<Endpoint>) -> Self {
        Self {
            region,
            endpoint_url,
        }
    }
}

/// The rules by which a service chooses its endpoint.
pub trait ResolveEndpoint: fmt::Debug + Send + Sync {
    /// The endpoint for a client of this configuration, without a host prefix.
    ///
    /// # Errors
    /// If the configuration does not suffice or leads to no valid endpoint.
    fn resolve(&self, params: &EndpointParams) -> Result<Endpoint, EndpointError>;
}

/// The rule of most services: one endpoint for each region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionalEndpoint {
    endpoint_prefix: &'static str,
}

impl RegionalEndpoint {
    /// The rule for a service whose host names begin with `endpoint_prefix`, such as
    /// `iottwinmaker`.
    #[must_use]
    pub const fn new(endpoint_prefix: &'static str) -> Self {
        Self { endpoint_prefix }
    }
}

impl ResolveEndpoint for RegionalEndpoint {
    fn resolve(&self, params: &EndpointParams) -> Result<Endpoint, EndpointError> {
        if let Some(endpoint) = &params.endpoint_url {
            return Ok(endpoint.clone());
        }
        let region = params.region.as_ref().ok_or(EndpointError::NoRegion)?;
        Endpoint::regional(self.endpoint_prefix, region)
    }
}
