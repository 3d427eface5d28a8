//! The checks that turn a configuration into a client.

mod identities;
mod network;
mod unsupported;
mod user_agent;

use std::sync::Arc;
use std::time::Duration;

use self::identities::{can_sign, must_sign};
use self::network::{default_blocking_transport, default_transport};
use super::{CallOptions, ClientContext, ClockSkew, Compression, Config, ConfigError, RetryQuota};
use crate::auth::Identities;
use crate::auth::sigv4::Signer;
use crate::endpoint::rules::BuiltIn;
use crate::endpoint::{
    Endpoint, EndpointParams, EndpointRules, FixedEndpoint, RecentByRules, Region,
    RegionalEndpoint, ResolveEndpoint, RulesEndpoint,
};
use crate::environment::{MAX_MIN_COMPRESSION_SIZE, Settings, SettingsError};
use crate::operation::ServiceSchema;

/// The account that hosts may hold.
enum Account {
    Known(String),
    Unknown,
    /// That of the credentials that each call is signed with.
    OfCredentials,
}

impl Config {
    /// Checks all settings, and completes them by the environment where that is asked for.
    pub(crate) fn check(
        self,
        service: &'static ServiceSchema,
    ) -> Result<ClientContext, ConfigError> {
        let settings = self.settings(service)?;
        self.refuse_unsupported(service, &settings)?;
        let identities = self.identities(&settings)?;
        let must_sign = !self.anonymous && must_sign(service, &identities);
        let region = self.checked_region(&settings)?;
        if must_sign && region.is_none() {
            return Err(ConfigError::NoRegion);
        }
        let endpoint_url = self.checked_endpoint_url(&settings)?;
        let params = EndpointParams {
            use_fips: self.use_fips.or(settings.use_fips) == Some(true),
            use_dual_stack: self.use_dual_stack.or(settings.use_dual_stack) == Some(true),
            ..EndpointParams::new(region.as_ref(), endpoint_url.as_ref())
        };
        let (use_fips, use_dual_stack) = (params.use_fips, params.use_dual_stack);
        let account = self.account(service, &identities, &settings);
        let endpoint = self.checked_resolver(service, &params, &settings, &account)?;
        if must_sign && identities.credentials.is_none() {
            return Err(ConfigError::NoCredentials);
        }
        let network = self.checked_network(&settings)?;
        Ok(ClientContext {
            service,
            by_account: matches!(account, Account::OfCredentials),
            region,
            endpoint,
            endpoint_url,
            use_fips,
            use_dual_stack,
            host_prefix: self
                .host_prefix
                .unwrap_or(settings.disable_host_prefix != Some(true)),
            user_agent: self.user_agent(service, &settings)?,
            identities,
            hooks: self.hooks.clone(),
            signer: Signer::default(),
            options: self.options(settings.max_attempts)?,
            compression: self.checked_compression(&settings)?,
            region_set: self.sigv4a_region_set.unwrap_or(settings.sigv4a_region_set),
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

    fn checked_region(&self, settings: &Settings) -> Result<Option<Region>, ConfigError> {
        match &self.region {
            Some(region) => Ok(Some(Region::new(region)?)),
            None => Ok(settings.region.clone()),
        }
    }

    fn checked_endpoint_url(&self, settings: &Settings) -> Result<Option<Endpoint>, ConfigError> {
        match &self.endpoint_url {
            Some(url) => Ok(Some(Endpoint::parse(url)?)),
            None => Ok(settings.endpoint_url.clone()),
        }
    }

    /// The resolver that is set, or else one that follows the service's rules.
    ///
    /// The endpoint of calls without values of their own is found here, once.
    fn checked_resolver(
        &self,
        service: &ServiceSchema,
        params: &EndpointParams<'_>,
        settings: &Settings,
        account: &Account,
    ) -> Result<Arc<dyn ResolveEndpoint>, ConfigError> {
        if let Some(resolver) = &self.endpoint_resolver {
            return Ok(Arc::clone(resolver));
        }
        if let Some(rules) = service.endpoint {
            let resolver = self.rules_endpoint(rules, settings, account);
            let of_client = resolver.is_of_client();
            let wanted = rules.takes(BuiltIn::Region) && params.endpoint_url.is_none();
            if of_client && wanted && params.region.is_none() {
                return Err(ConfigError::NoRegion);
            }
            let own = match resolver.resolve(params) {
                Ok(found) => Some(found),
                // The values of an operation, or the account, may be what the rules want.
                Err(_) if !of_client || matches!(account, Account::OfCredentials) => None,
                Err(error) => return Err(error.into()),
            };
            return Ok(Arc::new(RecentByRules::new(resolver, own)));
        }
        if params.endpoint_url.is_none() && service.endpoint_prefix.is_empty() {
            return Err(ConfigError::NoEndpoint);
        }
        let endpoint = RegionalEndpoint::new(service.endpoint_prefix).resolve(params)?;
        Ok(Arc::new(FixedEndpoint::from(endpoint)))
    }

    /// The account for rules that take one: the one that is set, or else that of the credentials,
    /// which a provider may replace by those of another account. If they come from the environment,
    /// it is their own, or else that of the environment.
    fn account(
        &self,
        service: &ServiceSchema,
        identities: &Identities,
        settings: &Settings,
    ) -> Account {
        let rules = service.endpoint;
        // Providers are not asked in vain.
        if !rules.is_some_and(|rules| rules.takes(BuiltIn::AccountId)) {
            return Account::Unknown;
        }
        if let Some(account) = &self.account_id {
            return Account::Known(account.clone());
        }
        if self.credentials.is_some() {
            return Account::OfCredentials;
        }
        let credentials = identities.credentials.as_ref();
        let asked = credentials.map(|provider| provider.at_hand(self.clock.timestamp()));
        let own = match &asked {
            Some(Ok(credentials)) => credentials.account().map(str::to_owned),
            _ => None,
        };
        match (own.or_else(|| settings.account_id.clone()), asked) {
            (Some(account), _) => Account::Known(account),
            (None, Some(Err(_))) => Account::OfCredentials,
            (None, _) => Account::Unknown,
        }
    }

    /// The resolver by rules, with what configuration and environment set for it.
    fn rules_endpoint(
        &self,
        rules: EndpointRules,
        settings: &Settings,
        account: &Account,
    ) -> RulesEndpoint {
        let mut resolver = RulesEndpoint::new(rules);
        for (name, value) in &self.endpoint_settings {
            resolver = resolver.setting(name.clone(), value.clone());
        }
        if let Account::Known(account) = account {
            resolver = resolver.built_in(BuiltIn::AccountId, account.as_str());
        }
        let mode = self.account_id_endpoint_mode.as_ref();
        let mode = mode.or(settings.account_id_endpoint_mode.as_ref());
        let mode = mode.map_or("preferred", String::as_str);
        resolver = resolver.built_in(BuiltIn::AccountIdEndpointMode, mode);
        for (built_in, value) in &settings.endpoint {
            resolver = resolver.built_in(*built_in, *value);
        }
        resolver
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
        let signs = can_sign(service) && !self.anonymous;
        let mut settings = Settings::load_without_credentials(environment, service.sdk_id)?;
        // Variables for tokens go by the service's name in signatures, as far as it has one.
        let names = [service.signing_name, service.sdk_id];
        if let Some(name) = names.into_iter().find(|name| !name.is_empty()) {
            settings.load_bearer_token(environment, name)?;
        }
        if signs && self.credentials.is_none() {
            let has_token = self.bearer_token.is_some() || settings.bearer_token.is_some();
            match settings.load_credentials(environment) {
                // A profile whose credentials cannot be had is of no concern to those who have
                // something else.
                Err(SettingsError::UnsupportedCredentials { .. }) if has_token => {}
                loaded => loaded?,
            }
        }
        Ok(settings)
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
