//! A service's client.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use crate::auth::Identities;
use crate::auth::sigv4::Signer;
use crate::call::{
    Call, CallOptions, Clock, ClockSkew, Compression, Hooks, Jitter, RetryQuota, Tokens,
};
use crate::config::{Config, ConfigError};
use crate::endpoint::{Endpoint, Region, ResolveEndpoint};
use crate::error::{ErrorKind, Failure};
use crate::operation::{Operation, ServiceSchema};
use crate::transport::{BlockingTransport, Limits, Transport, TransportError, TransportErrorKind};

/// Makes calls to one service in one region. Generated clients wrap it.
///
/// Cloning is cheap; clones share connections and the quota of retries.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Inner>);

/// A configuration that has been checked, and what the calls of a client share.
pub(crate) struct Inner {
    pub(crate) service: &'static ServiceSchema,
    /// `None` where nothing is signed for one.
    pub(crate) region: Option<Region>,
    pub(crate) endpoint: Arc<dyn ResolveEndpoint>,
    /// The endpoint that the user has set in place of the service's own.
    pub(crate) endpoint_url: Option<Endpoint>,
    pub(crate) use_fips: bool,
    pub(crate) use_dual_stack: bool,
    pub(crate) host_prefix: bool,
    pub(crate) user_agent: HeaderValue,
    pub(crate) identities: Identities,
    pub(crate) hooks: Option<Arc<dyn Hooks>>,
    pub(crate) signer: Signer,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) skew: ClockSkew,
    pub(crate) options: CallOptions,
    pub(crate) compression: Compression,
    pub(crate) limits: Limits,
    pub(crate) quota: RetryQuota,
    pub(crate) jitter: Jitter,
    pub(crate) tokens: Tokens,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) blocking_transport: Option<Arc<dyn BlockingTransport>>,
}

impl Client {
    /// A client of `service`. Nothing is sent, and no connection made.
    ///
    /// # Errors
    /// Where something is missing in the configuration or not valid.
    pub fn new(service: &'static ServiceSchema, config: Config) -> Result<Self, ConfigError> {
        Ok(Self(Arc::new(config.check(service)?)))
    }

    /// A client with the region, credentials and endpoint that AWS tools use: `Config::from_env()` and nothing else.
    ///
    /// # Errors
    /// As for [`Client::new`].
    pub fn from_env(service: &'static ServiceSchema) -> Result<Self, ConfigError> {
        Self::new(service, Config::from_env())
    }

    /// Prepares a call of the operation `O`.
    pub fn call<O: Operation>(&self, input: O::Input) -> Call<O> {
        Call::new(self.clone(), input)
    }
}

impl Inner {
    pub(crate) fn transport(&self, operation: &'static str) -> Result<Arc<dyn Transport>, Failure> {
        let reason = "turn on the feature `hyper`, or set Config::transport";
        let transport = self.transport.clone();
        transport.ok_or_else(|| unavailable(operation, reason))
    }

    pub(crate) fn blocking_transport(
        &self,
        operation: &'static str,
    ) -> Result<Arc<dyn BlockingTransport>, Failure> {
        let reason = "turn on the feature `blocking`, or set Config::blocking_transport";
        let transport = self.blocking_transport.clone();
        transport.ok_or_else(|| unavailable(operation, reason))
    }
}

fn unavailable(operation: &'static str, reason: &'static str) -> Failure {
    let error = TransportError::new(TransportErrorKind::Unavailable, reason);
    Failure::new(operation, ErrorKind::Transport).because(error)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.0.service.sdk_id)
            .field("region", &self.0.region.as_ref().map(Region::as_str))
            .field("endpoint", &self.0.endpoint)
            .finish_non_exhaustive()
    }
}
