//! Proxies and root certificates, as the environment names them.

use super::profiles::{Found, Profile};
use super::settings::first;
use super::variable::variable;
use super::{Environment, SettingsError};
use crate::transport::{CaBundle, Proxies, Proxy};

/// Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower case before upper case,
/// as curl and the AWS CLI do.
pub(super) fn proxies(environment: &Environment) -> Result<Proxies, SettingsError> {
    let all = proxy(environment, ["all_proxy", "ALL_PROXY"])?;
    let https = proxy(environment, ["https_proxy", "HTTPS_PROXY"])?;
    // A CGI server passes the request's header `Proxy` on as HTTP_PROXY (CVE-2016-5385, "httpoxy").
    let is_cgi = environment.variable("REQUEST_METHOD")?.is_some();
    let http = match is_cgi {
        true => proxy(environment, ["http_proxy"; 2])?,
        false => proxy(environment, ["http_proxy", "HTTP_PROXY"])?,
    };
    let mut proxies = Proxies::none();
    if let Some(proxy) = https.or_else(|| all.clone()) {
        proxies = proxies.https(proxy);
    }
    if let Some(proxy) = http.or(all) {
        proxies = proxies.http(proxy);
    }
    match either(environment, ["no_proxy", "NO_PROXY"])? {
        Some(hosts) => Ok(proxies.bypass(&hosts.value)),
        None => Ok(proxies),
    }
}

fn proxy(environment: &Environment, names: [&str; 2]) -> Result<Option<Proxy>, SettingsError> {
    let parse = |found: Found| {
        Proxy::new(&found.value).map_err(|source| SettingsError::InvalidProxy {
            origin: found.origin,
            source,
        })
    };
    either(environment, names)?.map(parse).transpose()
}

fn either(environment: &Environment, names: [&str; 2]) -> Result<Option<Found>, SettingsError> {
    match variable(environment, names[0])? {
        Some(found) => Ok(Some(found)),
        None => variable(environment, names[1]),
    }
}

/// Reads the file that `AWS_CA_BUNDLE`, or else the profile's `ca_bundle`, names.
pub(super) fn ca_bundle(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<CaBundle>, SettingsError> {
    let Some(found) = first(environment, &["AWS_CA_BUNDLE"], profile, "ca_bundle")? else {
        return Ok(None);
    };
    let path = environment.expand_home(&found.value)?;
    let unusable = |reason: String| SettingsError::UnusableFile {
        origin: found.origin.clone(),
        path: path.as_path().into(),
        reason: reason.into(),
    };
    let pem = environment.file(&path).map_err(|error| match error {
        SettingsError::Unreadable { source, .. } => unusable(source.to_string()),
        other => other,
    })?;
    let pem = pem.ok_or_else(|| unusable("it does not exist".to_owned()))?;
    let bundle = CaBundle::new(pem, &found.origin.to_string());
    bundle
        .map(Some)
        .map_err(|error| unusable(error.to_string()))
}
