//! The settings of a client in the environment and the shared files.

use super::credentials;
use super::endpoints;
use super::network;
use super::profiles::{Found, Profile};
use super::retry_mode::{RetryMode, retry_mode};
use super::variable::variable;
use super::{Environment, SettingsError};
use crate::auth::{BearerToken, Credentials};
use crate::endpoint::rules::BuiltIn;
use crate::endpoint::{Endpoint, Region};
use crate::transport::{CaBundle, Proxies};

/// The settings for a service in the environment and the shared files; `None` if there is none.
///
/// A variable takes precedence over the profile, and in a profile the credentials file over the
/// config file.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    /// `AWS_REGION`, else `AWS_DEFAULT_REGION`, else the profile's `region`.
    pub region: Option<Region>,
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, else the profile's
    /// properties of the same names. Keys, secrets and tokens of different places are not mixed.
    pub credentials: Option<Credentials>,
    /// `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, else the service's `endpoint_url`
    /// in the profile's `[services]` section, else the profile's `endpoint_url`; none of them
    /// where `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` or the profile's
    /// `ignore_configured_endpoint_urls` is `true`.
    pub endpoint_url: Option<Endpoint>,
    /// `AWS_MAX_ATTEMPTS`, else the profile's `max_attempts`; at least 1.
    pub max_attempts: Option<u32>,
    /// `AWS_SDK_UA_APP_ID`, else the profile's `sdk_ua_app_id`.
    pub app_id: Option<String>,
    /// `AWS_RETRY_MODE`, else the profile's `retry_mode`.
    pub retry_mode: Option<RetryMode>,
    /// `AWS_DISABLE_REQUEST_COMPRESSION`, else the profile's `disable_request_compression`.
    pub disable_compression: Option<bool>,
    /// `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES`, else the profile's
    /// `request_min_compression_size_bytes`; at most 10,485,760.
    pub min_compression_size: Option<usize>,
    /// `AWS_DISABLE_HOST_PREFIX_INJECTION`, else the profile's `disable_host_prefix_injection`.
    pub disable_host_prefix: Option<bool>,
    /// `AWS_USE_FIPS_ENDPOINT`, else the profile's `use_fips_endpoint`.
    pub use_fips: Option<bool>,
    /// `AWS_USE_DUALSTACK_ENDPOINT`, else the profile's `use_dualstack_endpoint`.
    pub use_dual_stack: Option<bool>,
    /// `AWS_ACCOUNT_ID`, else the profile's `aws_account_id`.
    pub account_id: Option<String>,
    /// `AWS_ACCOUNT_ID_ENDPOINT_MODE`, else the profile's `account_id_endpoint_mode`: `preferred`,
    /// `disabled` or `required`.
    pub account_id_endpoint_mode: Option<String>,
    /// The settings of S3, S3 Control and STS that their endpoint rules take.
    pub endpoint: Vec<(BuiltIn, bool)>,
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower case before upper case.
    pub proxies: Proxies,
    /// The file that `AWS_CA_BUNDLE`, else the profile's `ca_bundle`, names.
    pub ca_bundle: Option<CaBundle>,
    /// The names in `AWS_AUTH_SCHEME_PREFERENCE`, else in the profile's `auth_scheme_preference`.
    pub auth_scheme_preference: Vec<Box<str>>,
    /// The regions in `AWS_SIGV4A_SIGNING_REGION_SET`, else in the profile's
    /// `sigv4a_signing_region_set`.
    pub sigv4a_region_set: Vec<Box<str>>,
    /// `AWS_BEARER_TOKEN_<SERVICE>`; only there after [`Settings::load_bearer_token`].
    pub bearer_token: Option<BearerToken>,
}

/// The most that may be set for [`Settings::min_compression_size`].
pub(crate) const MAX_MIN_COMPRESSION_SIZE: usize = 10_485_760;

impl Settings {
    /// Reads the settings for the service of this `sdkId`, such as `IoTTwinMaker`.
    ///
    /// # Errors
    /// Returns [`SettingsError`] if anything that is set is not valid, or if the selected profile
    /// does not exist or gets its credentials in a way that is not supported.
    pub fn load(environment: &Environment, service_id: &str) -> Result<Self, SettingsError> {
        let profile = Profile::load(environment)?;
        let mut settings = Self::of(environment, &profile, service_id)?;
        settings.credentials = credentials::load(environment, &profile)?;
        Ok(settings)
    }

    /// Like [`Settings::load`] for callers with credentials of their own: those of the environment
    /// are ignored.
    ///
    /// # Errors
    /// Returns [`SettingsError`] as [`Settings::load`] does, credentials aside.
    pub fn load_without_credentials(
        environment: &Environment,
        service_id: &str,
    ) -> Result<Self, SettingsError> {
        Self::of(environment, &Profile::load(environment)?, service_id)
    }

    /// Adds the credentials to settings that were loaded without.
    ///
    /// # Errors
    /// Returns [`SettingsError`] as [`Settings::load`] does.
    pub(crate) fn load_credentials(
        &mut self,
        environment: &Environment,
    ) -> Result<(), SettingsError> {
        let profile = Profile::load(environment)?;
        self.credentials = credentials::load(environment, &profile)?;
        Ok(())
    }

    /// Reads the bearer token for the service of this name, its signing name or else its `sdkId`.
    ///
    /// # Errors
    /// Returns [`SettingsError`] if there is one that holds anything but visible ASCII.
    pub fn load_bearer_token(
        &mut self,
        environment: &Environment,
        name: &str,
    ) -> Result<(), SettingsError> {
        let name = name.replace([' ', '-'], "_").to_ascii_uppercase();
        let found = variable(environment, &format!("AWS_BEARER_TOKEN_{name}"))?;
        let check = |found: Found| {
            BearerToken::new(&found.value).ok_or(SettingsError::InvalidValue {
                origin: found.origin,
                expected: "visible ASCII",
            })
        };
        self.bearer_token = found.map(check).transpose()?;
        Ok(())
    }

    fn of(
        environment: &Environment,
        profile: &Profile,
        service_id: &str,
    ) -> Result<Self, SettingsError> {
        let flag = |variable, property| flag(environment, variable, profile, property);
        Ok(Self {
            region: region(environment, profile)?,
            credentials: None,
            endpoint_url: endpoint(environment, profile, service_id)?,
            max_attempts: max_attempts(environment, profile)?,
            retry_mode: retry_mode(environment, profile)?,
            app_id: first(
                environment,
                &["AWS_SDK_UA_APP_ID"],
                profile,
                "sdk_ua_app_id",
            )?
            .map(|found| found.value),
            disable_compression: flag(
                "AWS_DISABLE_REQUEST_COMPRESSION",
                "disable_request_compression",
            )?,
            min_compression_size: min_compression_size(environment, profile)?,
            disable_host_prefix: flag(
                "AWS_DISABLE_HOST_PREFIX_INJECTION",
                "disable_host_prefix_injection",
            )?,
            use_fips: flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")?,
            use_dual_stack: flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")?,
            account_id: first(environment, &["AWS_ACCOUNT_ID"], profile, "aws_account_id")?
                .map(|found| found.value),
            account_id_endpoint_mode: endpoints::account_mode(environment, profile)?,
            endpoint: endpoints::built_ins(environment, profile)?,
            proxies: network::proxies(environment)?,
            ca_bundle: network::ca_bundle(environment, profile)?,
            auth_scheme_preference: list(
                environment,
                "AWS_AUTH_SCHEME_PREFERENCE",
                profile,
                "auth_scheme_preference",
            )?,
            sigv4a_region_set: list(
                environment,
                "AWS_SIGV4A_SIGNING_REGION_SET",
                profile,
                "sigv4a_signing_region_set",
            )?,
            bearer_token: None,
        })
    }
}

/// Returns the first of `variables` that is set, else the profile's `property`.
pub(super) fn first(
    environment: &Environment,
    variables: &[&str],
    profile: &Profile,
    property: &str,
) -> Result<Option<Found>, SettingsError> {
    for name in variables {
        if let Some(found) = variable(environment, name)? {
            return Ok(Some(found));
        }
    }
    Ok(profile.get(property))
}

/// The items of a list, which are separated by commas.
fn list(
    environment: &Environment,
    variable: &str,
    profile: &Profile,
    property: &str,
) -> Result<Vec<Box<str>>, SettingsError> {
    let found = first(environment, &[variable], profile, property)?;
    let list = found.map(|found| found.value).unwrap_or_default();
    let items = list.split(',').map(str::trim);
    Ok(items
        .filter(|item| !item.is_empty())
        .map(Box::from)
        .collect())
}

fn region(environment: &Environment, profile: &Profile) -> Result<Option<Region>, SettingsError> {
    const VARIABLES: [&str; 2] = ["AWS_REGION", "AWS_DEFAULT_REGION"];
    let found = first(environment, &VARIABLES, profile, "region")?;
    let parse = |found: Found| {
        Region::new(&found.value).map_err(|source| SettingsError::InvalidRegion {
            origin: found.origin,
            source,
        })
    };
    found.map(parse).transpose()
}

fn endpoint(
    environment: &Environment,
    profile: &Profile,
    service_id: &str,
) -> Result<Option<Endpoint>, SettingsError> {
    if ignores_endpoints(environment, profile)? {
        return Ok(None);
    }
    let parse = |found: Found| {
        Endpoint::parse(&found.value).map_err(|source| SettingsError::InvalidEndpoint {
            origin: found.origin,
            source,
        })
    };
    let found = find_endpoint(environment, profile, service_id)?;
    found.map(parse).transpose()
}

fn find_endpoint(
    environment: &Environment,
    profile: &Profile,
    service_id: &str,
) -> Result<Option<Found>, SettingsError> {
    let service = service_id.replace([' ', '-'], "_");
    let own = format!("AWS_ENDPOINT_URL_{}", service.to_ascii_uppercase());
    for name in [own.as_str(), "AWS_ENDPOINT_URL"] {
        if let Some(found) = variable(environment, name)? {
            return Ok(Some(found));
        }
    }
    let own = profile.service_endpoint(&service.to_ascii_lowercase())?;
    Ok(own.or_else(|| profile.get("endpoint_url")))
}

fn ignores_endpoints(environment: &Environment, profile: &Profile) -> Result<bool, SettingsError> {
    let ignores = flag(
        environment,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        profile,
        "ignore_configured_endpoint_urls",
    )?;
    Ok(ignores.unwrap_or(false))
}

/// A setting that is `true` or `false`.
fn flag(
    environment: &Environment,
    variable: &str,
    profile: &Profile,
    property: &str,
) -> Result<Option<bool>, SettingsError> {
    let Some(found) = first(environment, &[variable], profile, property)? else {
        return Ok(None);
    };
    match found.value.to_ascii_lowercase().as_str() {
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        _ => Err(SettingsError::InvalidValue {
            origin: found.origin,
            expected: "`true` or `false`",
        }),
    }
}

fn min_compression_size(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<usize>, SettingsError> {
    const VARIABLES: [&str; 1] = ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"];
    const PROPERTY: &str = "request_min_compression_size_bytes";
    let found = first(environment, &VARIABLES, profile, PROPERTY)?;
    let parse = |found: Found| match found.value.parse() {
        Ok(bytes) if bytes <= MAX_MIN_COMPRESSION_SIZE => Ok(bytes),
        _ => Err(SettingsError::InvalidValue {
            origin: found.origin,
            expected: "a whole number from 0 to 10485760",
        }),
    };
    found.map(parse).transpose()
}

fn max_attempts(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<u32>, SettingsError> {
    let found = first(environment, &["AWS_MAX_ATTEMPTS"], profile, "max_attempts")?;
    let parse = |found: Found| match found.value.parse() {
        Ok(attempts) if attempts > 0 => Ok(attempts),
        _ => Err(SettingsError::InvalidValue {
            origin: found.origin,
            expected: "a whole number from 1",
        }),
    };
    found.map(parse).transpose()
}
