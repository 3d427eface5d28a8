//! Credentials in the environment and the shared files.

use std::sync::Arc;

use super::profiles::{FileProfile, Found, Profile};
use super::variable::variable;
use super::{Environment, Origin, SettingsError};
use crate::auth::{Credentials, CredentialsError, CredentialsField};

/// The keys of one source, which has all of them or none.
struct Keys {
    id: Option<Found>,
    secret: Option<Found>,
    token: Option<Found>,
    /// The names of id and secret there.
    names: [&'static str; 2],
}

/// Loads keys in the order in which botocore and the AWS CLI decide (`create_credential_resolver`;
/// AWS CLI user guide, "Configuration settings and precedence"). A way that comes before the keys
/// and is not supported is an error, since the keys belong to another principal.
pub(super) fn load(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<Credentials>, SettingsError> {
    if let Some(credentials) = Keys::of_environment(environment)?.credentials()? {
        return Ok(Some(credentials));
    }
    if profile.get("web_identity_token_file").is_none() {
        refuse(profile, &["role_arn"])?;
    }
    refuse_variables(environment, &["AWS_WEB_IDENTITY_TOKEN_FILE"])?;
    refuse(profile, &WEB_IDENTITY_AND_SSO)?;
    if let Some(credentials) = keys_of(profile.credentials.as_ref())? {
        return Ok(Some(credentials));
    }
    refuse(profile, &["login_session", "credential_process"])?;
    if let Some(credentials) = keys_of(profile.config.as_ref())? {
        return Ok(Some(credentials));
    }
    refuse(profile, &["credential_source"])?;
    refuse_variables(environment, &CONTAINER)?;
    Ok(None)
}

/// Ways that come before the keys of the credentials file.
const WEB_IDENTITY_AND_SSO: [&str; 5] = [
    "web_identity_token_file",
    "sso_session",
    "sso_account_id",
    "sso_role_name",
    "sso_start_url",
];

/// Ways that come after all profiles.
const CONTAINER: [&str; 2] = [
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// Fails if the profile has one of these properties.
fn refuse(profile: &Profile, properties: &[&str]) -> Result<(), SettingsError> {
    match properties.iter().find_map(|name| profile.get(name)) {
        None => Ok(()),
        Some(found) => Err(SettingsError::UnsupportedCredentials {
            origin: found.origin,
            profile: Some(profile.name.clone()),
        }),
    }
}

/// Fails if one of these variables is set.
fn refuse_variables(environment: &Environment, names: &[&str]) -> Result<(), SettingsError> {
    for name in names {
        if let Some(found) = variable(environment, name)? {
            return Err(SettingsError::UnsupportedCredentials {
                origin: found.origin,
                profile: None,
            });
        }
    }
    Ok(())
}

fn keys_of(file: Option<&FileProfile>) -> Result<Option<Credentials>, SettingsError> {
    match file {
        Some(file) => Keys::of_file(file).credentials(),
        None => Ok(None),
    }
}

impl Keys {
    fn of_environment(environment: &Environment) -> Result<Self, SettingsError> {
        const NAMES: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        Ok(Self {
            id: variable(environment, NAMES[0])?,
            secret: variable(environment, NAMES[1])?,
            token: match variable(environment, "AWS_SESSION_TOKEN")? {
                Some(token) => Some(token),
                // The name that older tools export.
                None => variable(environment, "AWS_SECURITY_TOKEN")?,
            },
            names: NAMES,
        })
    }

    fn of_file(file: &FileProfile) -> Self {
        const NAMES: [&str; 2] = ["aws_access_key_id", "aws_secret_access_key"];
        Self {
            id: file.get(NAMES[0]),
            secret: file.get(NAMES[1]),
            token: file.get("aws_session_token"),
            names: NAMES,
        }
    }

    fn credentials(self) -> Result<Option<Credentials>, SettingsError> {
        let [id_name, secret_name] = self.names;
        let (id, secret) = match (self.id, self.secret) {
            (Some(id), Some(secret)) => (id, secret),
            (None, None) => return Ok(None),
            (Some(id), None) => return Err(half(id, secret_name)),
            (None, Some(secret)) => return Err(half(secret, id_name)),
        };
        let credentials = Credentials::new(id.value, secret.value).map_err(|error| {
            let of_secret = error.field() == Some(CredentialsField::SecretAccessKey);
            let origin = if of_secret { secret.origin } else { id.origin };
            invalid(origin, error)
        })?;
        match self.token {
            None => Ok(Some(credentials)),
            Some(token) => match credentials.session_token(token.value) {
                Ok(credentials) => Ok(Some(credentials)),
                Err(error) => Err(invalid(token.origin, error)),
            },
        }
    }
}

fn half(present: Found, missing: &'static str) -> SettingsError {
    SettingsError::HalfCredentials {
        origin: present.origin,
        missing,
    }
}

fn invalid(origin: Origin, source: CredentialsError) -> SettingsError {
    SettingsError::InvalidCredentials {
        origin,
        source: Arc::new(source),
    }
}
