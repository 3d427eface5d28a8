//! The identities of a client.

use std::sync::Arc;

use super::super::{Config, ConfigError};
use crate::auth::{
    ApiKey, AuthScheme, BasicCredentials, BearerToken, Identities, IdentityCache, SharedCredentials,
};
use crate::environment::Settings;
use crate::operation::ServiceSchema;

/// Returns true if operations of the service may be signed.
pub(super) fn can_sign(service: &ServiceSchema) -> bool {
    service.auth_schemes().iter().any(AuthScheme::signs)
}

/// Returns true if a client with these identities has nothing but a signature to authenticate with.
pub(super) fn must_sign(service: &ServiceSchema, identities: &Identities) -> bool {
    let others = Identities {
        credentials: None,
        ..identities.clone()
    };
    // A bearer token may be for operations that have schemes of their own.
    can_sign(service)
        && others.bearer_token.is_none()
        && others.choose(service.auth_schemes()).is_err()
}

impl Config {
    /// Checks the identities that are set, and completes them by those of the environment.
    pub(super) fn identities(&self, settings: &Settings) -> Result<Identities, ConfigError> {
        let credentials = self.credentials.clone().filter(|_| !self.anonymous);
        let from_settings = settings.credentials.clone().map(SharedCredentials::from);
        let bearer_token = match &self.token_provider {
            Some(provider) => Some(Arc::clone(provider)),
            None => self.checked_bearer_token(settings)?.map(IdentityCache::new),
        };
        Ok(Identities {
            preference: self.preference(settings, bearer_token.is_some()),
            credentials: credentials.or_else(|| from_settings.map(IdentityCache::new)),
            bearer_token,
            api_key: self.checked_api_key()?,
            basic: self.checked_basic_auth()?,
        })
    }

    /// A bearer token in code, or in the variable that is named after the service, was meant for
    /// this service, and comes before credentials of the environment, which were not.
    fn preference(&self, settings: &Settings, has_token: bool) -> Vec<Box<str>> {
        if let Some(preference) = &self.auth_scheme_preference {
            return preference.clone();
        }
        if has_token && self.credentials.is_none() {
            return vec![AuthScheme::Bearer.id().into()];
        }
        settings.auth_scheme_preference.clone()
    }

    fn checked_bearer_token(
        &self,
        settings: &Settings,
    ) -> Result<Option<BearerToken>, ConfigError> {
        match &self.bearer_token {
            None => Ok(settings.bearer_token.clone()),
            Some(token) => checked("bearer_token", VISIBLE_ASCII, BearerToken::new(token)),
        }
    }

    fn checked_api_key(&self) -> Result<Option<ApiKey>, ConfigError> {
        match &self.api_key {
            None => Ok(None),
            Some(key) => checked("api_key", VISIBLE_ASCII, ApiKey::new(key)),
        }
    }

    fn checked_basic_auth(&self) -> Result<Option<BasicCredentials>, ConfigError> {
        const EXPECTED: &str = "without control characters, and the user name without `:`";
        match &self.basic_auth {
            None => Ok(None),
            Some((user, password)) => {
                let login = BasicCredentials::new(user, password);
                checked("basic_auth", EXPECTED, login)
            }
        }
    }
}

const VISIBLE_ASCII: &str = "visible ASCII";

/// The value of a setting, which is `None` if it is not what is expected.
fn checked<T>(
    name: &'static str,
    expected: &'static str,
    value: Option<T>,
) -> Result<Option<T>, ConfigError> {
    match value {
        Some(value) => Ok(Some(value)),
        None => Err(ConfigError::Setting { name, expected }),
    }
}
