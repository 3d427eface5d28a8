//! From a configuration to what a client works with.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::{Config, ConfigError};
use crate::auth::sigv4::Signer;
use crate::auth::{BearerToken, SharedCredentials};
use crate::call::{CallOptions, ClockSkew, Compression, RetryQuota};
use crate::client::Inner;
use crate::endpoint::{Endpoint, EndpointParams, Region, RegionalEndpoint, ResolveEndpoint};
use crate::environment::{MAX_MIN_COMPRESSION_SIZE, RetryMode, Settings, SettingsError};
use crate::operation::ServiceSchema;
use crate::quirk::prefers_bearer;
use crate::transport::{BlockingTransport, CaBundle, Transport, TransportSettings};

impl Config {
    /// Checks all settings, and completes them by the environment where that is asked for.
    pub(crate) fn check(self, service: &'static ServiceSchema) -> Result<Inner, ConfigError> {
        let settings = self.settings(service)?;
        self.refuse_unsupported(&settings)?;
        let bearer_token = self.checked_bearer_token(&settings)?;
        // A token that AWS documents for the service counts, unless credentials are brought along.
        let prefers_bearer =
            prefers_bearer(service) && bearer_token.is_some() && self.credentials.is_none();
        let signs = !service.signing_name.is_empty() && !self.anonymous && bearer_token.is_none();
        let region = self.checked_region(&settings)?;
        if signs && region.is_none() {
            return Err(ConfigError::NoRegion);
        }
        let endpoint = self.checked_endpoint(service, &settings, region.clone())?;
        let credentials = self.credentials.clone();
        let credentials = credentials.or(settings.credentials.clone().map(SharedCredentials::from));
        if signs && credentials.is_none() {
            return Err(ConfigError::NoCredentials);
        }
        let network = self.checked_network(&settings)?;
        Ok(Inner {
            service,
            region,
            endpoint,
            host_prefix: self
                .host_prefix
                .unwrap_or(settings.disable_host_prefix != Some(true)),
            user_agent: self.user_agent(service, &settings)?,
            credentials,
            bearer_token,
            prefers_bearer,
            signer: Signer::default(),
            options: self.options(settings.max_attempts)?,
            compression: self.checked_compression(&settings)?,
            skew: ClockSkew::default(),
            limits: self.limits,
            quota: RetryQuota::new(),
            clock: self.clock,
            jitter: self.jitter,
            tokens: self.tokens,
            transport: self.transport.or_else(|| default_transport(&network)),
            blocking_transport: self
                .blocking_transport
                .or_else(|| default_blocking_transport(&network)),
        })
    }

    /// Refuses what would change where requests go or how often they are sent, and is not supported.
    fn refuse_unsupported(&self, settings: &Settings) -> Result<(), ConfigError> {
        let refuse = |name, reason| Err(ConfigError::Unsupported { name, reason });
        if self.use_fips.or(settings.use_fips) == Some(true) {
            return refuse(
                "AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint` or Config::use_fips",
                "FIPS endpoints are not supported; turn it off",
            );
        }
        if self.use_dual_stack.or(settings.use_dual_stack) == Some(true) {
            return refuse(
                "AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint` or Config::use_dual_stack",
                "dual stack endpoints are not supported; turn it off",
            );
        }
        let mode = settings.retry_mode.filter(|_| self.retry.is_none());
        let reason = match mode {
            None | Some(RetryMode::Standard) => return Ok(()),
            Some(RetryMode::Adaptive) => "the mode `adaptive` is not supported; use `standard`",
            Some(RetryMode::Legacy) => "the mode `legacy` is not supported; use `standard`",
        };
        refuse("AWS_RETRY_MODE or `retry_mode`", reason)
    }

    fn checked_region(&self, settings: &Settings) -> Result<Option<Region>, ConfigError> {
        match &self.region {
            Some(region) => Ok(Some(Region::new(region)?)),
            None => Ok(settings.region.clone()),
        }
    }

    fn checked_endpoint(
        &self,
        service: &ServiceSchema,
        settings: &Settings,
        region: Option<Region>,
    ) -> Result<Endpoint, ConfigError> {
        let endpoint_url = match &self.endpoint_url {
            Some(url) => Some(Endpoint::parse(url)?),
            None => settings.endpoint_url.clone(),
        };
        if endpoint_url.is_none() && service.endpoint_prefix.is_empty() {
            return Err(ConfigError::NoEndpoint);
        }
        let params = EndpointParams::new(region, endpoint_url);
        Ok(RegionalEndpoint::new(service.endpoint_prefix).resolve(&params)?)
    }

    fn checked_bearer_token(
        &self,
        settings: &Settings,
    ) -> Result<Option<BearerToken>, ConfigError> {
        let Some(token) = &self.bearer_token else {
            return Ok(settings.bearer_token.clone());
        };
        let token = BearerToken::new(token).ok_or(ConfigError::Setting {
            name: "bearer_token",
            expected: "visible ASCII",
        })?;
        Ok(Some(token))
    }

    /// The proxies and root certificates for the built-in transports.
    fn checked_network(&self, settings: &Settings) -> Result<TransportSettings, ConfigError> {
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
        Ok(network)
    }

    fn checked_compression(&self, settings: &Settings) -> Result<Compression, ConfigError> {
        let disabled = self.disable_compression;
        let min_size = self.min_compression_size.or(settings.min_compression_size);
        let min_size = min_size.unwrap_or(10_240);
        if min_size > MAX_MIN_COMPRESSION_SIZE {
            return Err(ConfigError::Setting {
                name: "min_compression_size",
                expected: "at most 10485760",
            });
        }
        Ok(Compression {
            disabled: disabled.or(settings.disable_compression).unwrap_or(false),
            min_size,
        })
    }

    fn settings(&self, service: &ServiceSchema) -> Result<Settings, ConfigError> {
        let Some(environment) = &self.environment else {
            return Ok(Settings::default());
        };
        let signs = !service.signing_name.is_empty() && !self.anonymous;
        let mut settings = Settings::load_without_credentials(environment, service.sdk_id)?;
        // Variables for tokens go by the service's name in signatures, as far as it has one.
        let names = [service.signing_name, service.sdk_id];
        if let Some(name) = names.into_iter().find(|name| !name.is_empty()) {
            settings.load_bearer_token(environment, name)?;
        }
        if signs && self.credentials.is_none() {
            let has_token = self.bearer_token.is_some() || settings.bearer_token.is_some();
            match settings.load_credentials(environment) {
                // A profile whose credentials cannot be had is of no concern to those who have something else.
                Err(SettingsError::UnsupportedCredentials { .. }) if has_token => {}
                loaded => loaded?,
            }
        }
        Ok(settings)
    }

    /// Returns the header, such as `tinsmith/0.1.0 api/IoTTwinMaker#2021-11-29 lang/rust app/mine`.
    fn user_agent(
        &self,
        service: &ServiceSchema,
        settings: &Settings,
    ) -> Result<HeaderValue, ConfigError> {
        const VERSION: &str = env!("CARGO_PKG_VERSION");
        const EXPECTED: &str = "1 to 50 letters, digits and characters of !#$%&'*+-.^_`|~";
        let mut text = format!("tinsmith/{VERSION} api/");
        text.extend(service.sdk_id.chars().map(token));
        text.push('#');
        text.extend(service.version.chars().map(token));
        text.push_str(" lang/rust");
        let app_id = self.app_id.as_ref().or(settings.app_id.as_ref());
        let refused = ConfigError::Setting {
            name: "app_id",
            expected: EXPECTED,
        };
        if let Some(id) = app_id {
            if !(1..=50).contains(&id.len()) || id.chars().any(|c| token(c) != c) {
                return Err(refused);
            }
            text.push_str(" app/");
            text.push_str(id);
        }
        HeaderValue::try_from(text).map_err(|_| refused)
    }

    fn options(&self, max_attempts: Option<u32>) -> Result<CallOptions, ConfigError> {
        let mut retry = self.retry.unwrap_or_default();
        retry.max_attempts = self
            .max_attempts
            .or(max_attempts)
            .unwrap_or(retry.max_attempts);
        let refuse = |name, expected| Err(ConfigError::Setting { name, expected });
        if retry.max_attempts == 0 {
            return refuse("max_attempts", "at least 1, which turns retries off");
        }
        if self.limits.max_response_bytes == 0 {
            return refuse("max_response_bytes", "at least 1");
        }
        for (name, limit) in [
            ("attempt_timeout", self.attempt_timeout),
            ("timeout", self.timeout),
            ("connect_timeout", self.limits.connect_timeout),
            ("read_timeout", self.limits.read_timeout),
        ] {
            if limit == Some(Duration::ZERO) {
                return refuse(name, "longer than zero, or None for no limit");
            }
        }
        Ok(CallOptions {
            retry,
            attempt_timeout: self.attempt_timeout,
            timeout: self.timeout,
        })
    }
}

/// The character, or an underscore where it cannot be part of a token (RFC 9110, section 5.6.2).
fn token(c: char) -> char {
    let allowed = c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if allowed { c } else { '_' }
}

#[cfg(feature = "hyper")]
fn default_transport(settings: &TransportSettings) -> Option<Arc<dyn Transport>> {
    let transport = crate::transport::HyperTransport::with_settings(settings.clone());
    Some(Arc::new(transport))
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_: &TransportSettings) -> Option<Arc<dyn Transport>> {
    None
}

#[cfg(feature = "blocking")]
fn default_blocking_transport(settings: &TransportSettings) -> Option<Arc<dyn BlockingTransport>> {
    let transport = crate::transport::UreqTransport::with_settings(settings.clone());
    Some(Arc::new(transport))
}

#[cfg(not(feature = "blocking"))]
fn default_blocking_transport(_: &TransportSettings) -> Option<Arc<dyn BlockingTransport>> {
    None
}
