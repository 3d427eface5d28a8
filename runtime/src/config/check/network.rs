//! The built-in transports, with their proxies and root certificates.

use std::sync::Arc;

use super::super::{Config, ConfigError};
use crate::environment::Settings;
use crate::transport::{BlockingTransport, CaBundle, Transport, TransportSettings};

impl Config {
    /// The proxies and root certificates for the built-in transports.
    pub(super) fn checked_network(
        &self,
        settings: &Settings,
    ) -> Result<TransportSettings, ConfigError> {
        let proxies = self.proxies.as_ref().unwrap_or(&settings.proxies);
        let mut network = TransportSettings::new().proxies(proxies.clone());
        network.ca_bundle = match &self.ca_bundle {
            None => settings.ca_bundle.clone(),
            Some(pem) => {
                let bundle = CaBundle::new(pem.as_slice(), "Config::ca_bundle");
                Some(bundle.map_err(|_| ConfigError::Setting {
                    name: "ca_bundle",
                    expected: "certificates in PEM form",
                })?)
            }
        };
        if let Some(number) = self.max_idle_connections {
            network.max_idle_connections = number;
        }
        Ok(network)
    }
}

#[cfg(feature = "hyper")]
pub(super) fn default_transport(settings: &TransportSettings) -> Option<Arc<dyn Transport>> {
    let transport = crate::transport::HyperTransport::with_settings(settings.clone());
    Some(Arc::new(transport))
}

#[cfg(not(feature = "hyper"))]
pub(super) fn default_transport(_: &TransportSettings) -> Option<Arc<dyn Transport>> {
    None
}

#[cfg(feature = "blocking")]
pub(super) fn default_blocking_transport(
    settings: &TransportSettings,
) -> Option<Arc<dyn BlockingTransport>> {
    let transport = crate::transport::UreqTransport::with_settings(settings.clone());
    Some(Arc::new(transport))
}

#[cfg(not(feature = "blocking"))]
pub(super) fn default_blocking_transport(
    _: &TransportSettings,
) -> Option<Arc<dyn BlockingTransport>> {
    None
}
