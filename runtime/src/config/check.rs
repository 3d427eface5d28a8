//! From a configuration to what a client works with.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::{Config, ConfigError};
use crate::auth::SharedCredentials;
use crate::auth::sigv4::Signer;
use crate::call::{CallOptions, ClockSkew, RetryQuota};
use crate::client::Inner;
use crate::endpoint::{Endpoint, EndpointParams, Region, RegionalEndpoint, ResolveEndpoint};
use crate::environment::Settings;
use crate::operation::ServiceSchema;
use crate::transport::{BlockingTransport, Transport};

impl Config {
    /// Checks all settings, and completes them by the environment where that is asked for.
    pub(crate) fn check(self, service: &'static ServiceSchema) -> Result<Inner, ConfigError> {
        let settings = self.settings(service)?;
        let region = match &self.region {
            Some(region) => Some(Region::new(region)?),
            None => settings.region,
        };
        let region = region.ok_or(ConfigError::NoRegion)?;
        let endpoint_url = match &self.endpoint_url {
            Some(url) => Some(Endpoint::parse(url)?),
            None => settings.endpoint_url,
        };
        let params = EndpointParams::new(Some(region.clone()), endpoint_url);
        let endpoint = RegionalEndpoint::new(service.endpoint_prefix).resolve(&params)?;
        let credentials = self.credentials.clone();
        let credentials = credentials.or(settings.credentials.map(SharedCredentials::from));
        Ok(Inner {
            service,
            region,
            endpoint,
            host_prefix: self.host_prefix,
            user_agent: user_agent(service, self.app_id.as_deref())?,
            credentials: credentials.ok_or(ConfigError::NoCredentials)?,
            signer: Signer::default(),
            options: self.options(settings.max_attempts)?,
            skew: ClockSkew::default(),
            limits: self.limits,
            quota: RetryQuota::new(),
            clock: self.clock,
            jitter: self.jitter,
            tokens: self.tokens,
            transport: self.transport.or_else(default_transport),
            blocking_transport: self.blocking_transport.or_else(default_blocking_transport),
        })
    }

    fn settings(&self, service: &ServiceSchema) -> Result<Settings, ConfigError> {
        let Some(environment) = &self.environment else {
            return Ok(Settings::default());
        };
        // A profile whose credentials cannot be had is of no concern to those who bring their own.
        let load = match self.credentials {
            None => Settings::load,
            Some(_) => Settings::load_without_credentials,
        };
        Ok(load(environment, service.sdk_id)?)
    }

    fn options(&self, max_attempts: Option<u32>) -> Result<CallOptions, ConfigError> {
        let mut retry = self.retry;
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

/// `tinsmith/0.1.0 api/IoTTwinMaker#2021-11-29 lang/rust`, and the application's name.
fn user_agent(service: &ServiceSchema, app_id: Option<&str>) -> Result<HeaderValue, ConfigError> {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    let refused = ConfigError::Setting {
        name: "app_id",
        expected: "1 to 50 letters, digits and characters of !#$%&'*+-.^_`|~",
    };
    let mut text = format!("tinsmith/{VERSION} api/");
    text.extend(service.sdk_id.chars().map(token));
    text.push('#');
    text.extend(service.version.chars().map(token));
    text.push_str(" lang/rust");
    if let Some(id) = app_id {
        if !(1..=50).contains(&id.len()) || id.chars().any(|c| token(c) != c) {
            return Err(refused);
        }
        text.push_str(" app/");
        text.push_str(id);
    }
    HeaderValue::try_from(text).map_err(|_| refused)
}

/// The character, or an underscore where it cannot be part of a token (RFC 9110, section 5.6.2).
fn token(c: char) -> char {
    let allowed = c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if allowed { c } else { '_' }
}

#[cfg(feature = "hyper")]
fn default_transport() -> Option<Arc<dyn Transport>> {
    Some(Arc::new(crate::transport::HyperTransport::new()))
}

#[cfg(not(feature = "hyper"))]
fn default_transport() -> Option<Arc<dyn Transport>> {
    None
}

#[cfg(feature = "blocking")]
fn default_blocking_transport() -> Option<Arc<dyn BlockingTransport>> {
    Some(Arc::new(crate::transport::UreqTransport::new()))
}

#[cfg(not(feature = "blocking"))]
fn default_blocking_transport() -> Option<Arc<dyn BlockingTransport>> {
    None
}
