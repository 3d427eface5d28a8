//! Resolution of endpoints.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use super::{Endpoint, EndpointError, Region};

/// The parameters that an endpoint is resolved from: the client's configuration, the operation, and
/// values of its input.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EndpointParams<'a> {
    /// The name of the operation in the model.
    pub operation: &'a str,
    /// The region of the client.
    pub region: Option<&'a Region>,
    /// The endpoint that the user has set in place of the service's own.
    pub endpoint_url: Option<&'a Endpoint>,
    /// True if the endpoint must meet FIPS 140-3.
    pub use_fips: bool,
    /// True if the endpoint must be reached by IPv4 and IPv6.
    pub use_dual_stack: bool,
    /// The account of the credentials that the call is signed with, if the rules take one and the
    /// client's configuration names none.
    pub account_id: Option<&'a str>,
    /// The context parameters of client, operation and input, by their names in the rules.
    pub context: &'a [(&'a str, ContextValue<'a>)],
}

impl<'a> EndpointParams<'a> {
    /// Creates the parameters of a client's configuration.
    #[must_use]
    pub fn new(region: Option<&'a Region>, endpoint_url: Option<&'a Endpoint>) -> Self {
        Self {
            region,
            endpoint_url,
            ..Self::default()
        }
    }
}

/// The value of a context parameter (Smithy 2.0, "Rules engine parameters").
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ContextValue<'a> {
    /// A boolean.
    Boolean(bool),
    /// A string.
    String(&'a str),
    /// A list of strings.
    Strings(&'a [&'a str]),
}

/// The endpoint of a call, and what follows from it for the request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResolvedEndpoint {
    /// The place that requests go to, without the host prefix of the operation.
    pub endpoint: Endpoint,
    /// Headers that requests to the endpoint carry.
    pub headers: HeaderMap,
    /// The authentication schemes of the endpoint in order of preference; empty for those of the
    /// operation.
    pub auth_schemes: Vec<EndpointAuthScheme>,
}

impl ResolvedEndpoint {
    /// Creates a resolved endpoint without headers, whose requests are authenticated as the
    /// operation says.
    #[must_use]
    pub fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            headers: HeaderMap::new(),
            auth_schemes: Vec::new(),
        }
    }

    /// Adds headers that requests to the endpoint carry.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Adds an authentication scheme, which is less preferred than those added before.
    #[must_use]
    pub fn with_auth_scheme(mut self, scheme: EndpointAuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }
}

impl From<Endpoint> for ResolvedEndpoint {
    fn from(endpoint: Endpoint) -> Self {
        Self::new(endpoint)
    }
}

/// An authentication scheme of an endpoint (the property `authSchemes`). What is not set follows
/// from the service and the client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndpointAuthScheme {
    /// The name of the scheme, such as `sigv4`.
    pub name: Box<str>,
    /// The service's name in signatures.
    pub signing_name: Option<Box<str>>,
    /// The region that requests are signed for.
    pub signing_region: Option<Box<str>>,
    /// The regions that requests are signed for by `sigv4a`.
    pub signing_region_set: Vec<Box<str>>,
    /// True if the path is signed as it is sent, without another encoding.
    pub disable_double_encoding: bool,
    /// True if dot segments and repeated slashes of the path are signed as they are sent.
    pub disable_normalize_path: bool,
}

impl EndpointAuthScheme {
    /// Creates a scheme by its name, such as `sigv4`.
    #[must_use]
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Sets the service's name in signatures.
    #[must_use]
    pub fn signing_name(mut self, name: impl Into<Box<str>>) -> Self {
        self.signing_name = Some(name.into());
        self
    }

    /// Sets the region that requests are signed for.
    #[must_use]
    pub fn signing_region(mut self, region: impl Into<Box<str>>) -> Self {
        self.signing_region = Some(region.into());
        self
    }
}

/// Resolves the endpoint of each call.
pub trait ResolveEndpoint: fmt::Debug + Send + Sync {
    /// Resolves an endpoint. Called once for each call, before its request is built.
    ///
    /// # Errors
    /// Returns [`EndpointError`] if the parameters do not suffice or lead to no valid endpoint.
    fn resolve(&self, params: &EndpointParams<'_>) -> Result<Arc<ResolvedEndpoint>, EndpointError>;
}

/// The resolver of most services: one endpoint for each region, or that of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionalEndpoint {
    endpoint_prefix: &'static str,
}

impl RegionalEndpoint {
    /// Creates the resolver of a service whose host names begin with `endpoint_prefix`, such as
    /// `iottwinmaker`.
    #[must_use]
    pub const fn new(endpoint_prefix: &'static str) -> Self {
        Self { endpoint_prefix }
    }
}

impl ResolveEndpoint for RegionalEndpoint {
    fn resolve(&self, params: &EndpointParams<'_>) -> Result<Arc<ResolvedEndpoint>, EndpointError> {
        if let Some(endpoint) = params.endpoint_url {
            return Ok(Arc::new(endpoint.clone().into()));
        }
        let region = params.region.ok_or(EndpointError::NoRegion)?;
        let endpoint = Endpoint::regional(self.endpoint_prefix, region)?;
        Ok(Arc::new(endpoint.into()))
    }
}

/// The resolver that always gives the same endpoint.
#[derive(Clone)]
pub struct FixedEndpoint(Arc<ResolvedEndpoint>);

impl FixedEndpoint {
    /// Creates a resolver that gives this endpoint.
    pub fn new(endpoint: impl Into<ResolvedEndpoint>) -> Self {
        Self(Arc::new(endpoint.into()))
    }
}

impl From<Arc<ResolvedEndpoint>> for FixedEndpoint {
    fn from(endpoint: Arc<ResolvedEndpoint>) -> Self {
        Self(endpoint)
    }
}

impl ResolveEndpoint for FixedEndpoint {
    fn resolve(&self, _: &EndpointParams<'_>) -> Result<Arc<ResolvedEndpoint>, EndpointError> {
        Ok(Arc::clone(&self.0))
    }
}

impl fmt::Debug for FixedEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FixedEndpoint({})", self.0.endpoint)
    }
}
