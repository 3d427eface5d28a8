//! A service's client.

use std::fmt;
use std::sync::Arc;

use crate::call::Call;
use crate::config::{ClientContext, Config, ConfigError};
use crate::endpoint::Region;
use crate::operation::{Operation, ServiceSchema};

/// Makes calls to one service in one region. Generated clients wrap it.
///
/// Cloning is cheap; clones share connections and the quota of retries.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<ClientContext>);

impl Client {
    /// Creates a client of `service`. Nothing is sent, and no connection made.
    ///
    /// # Errors
    /// Returns [`ConfigError`] if the configuration is incomplete or not valid.
    pub fn new(service: &'static ServiceSchema, config: Config) -> Result<Self, ConfigError> {
        Ok(Self(Arc::new(config.check(service)?)))
    }

    /// Creates a client with the region, credentials and endpoint that AWS tools use:
    /// `Config::from_env()` and nothing else.
    ///
    /// # Errors
    /// Returns [`ConfigError`] as [`Client::new`] does.
    pub fn from_env(service: &'static ServiceSchema) -> Result<Self, ConfigError> {
        Self::new(service, Config::from_env())
    }

    /// Prepares a call of the operation `O`.
    pub fn call<O: Operation>(&self, input: O::Input) -> Call<O> {
        Call::new(Arc::clone(&self.0), input)
    }
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
