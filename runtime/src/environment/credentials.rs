//! Credentials out of the environment and the shared files.

use std::sync::Arc;

use super::profiles::{FileProfile, Found, Profile};
use super::variable::variable;
use super::{Environment, Origin, SettingsError};
use crate::auth::{Credentials, CredentialsError, CredentialsField};

/// Properties that get credentials from elsewhere, none of which is supported.
const UNSUPPORTED: [&str; 7] = [
    "role_arn",
    "credential_process",
    "credential_source",
    "sso_session",
    "sso_start_url",
    "web_identity_token_file",
    "login_session",
];

/// What one source says; a source that has a part of the keys must have all.
struct Keys {
    id: Option<Found>,
    secret: Option<Found>,
    token: Option<Found>,
    /// What id and secret are called there.
    names: [&'static str; 2],
}

/// The environment's keys, or else those of the credentials file, or else the config file's.
pub(super) fn load(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<Credentials>, SettingsError> {
    if let Some(credentials) = Keys::of_environment(environment)?.credentials()? {
        return Ok(Some(credentials));
    }
    for file in &profile.files {
        if let Some(credentials) = Keys::of_file(file).credentials()? {
            return Ok(Some(credentials));
        }
    }
    match UNSUPPORTED.iter().find_map(|name| profile.get(name)) {
        Some(found) => Err(SettingsError::UnsupportedCredentials {
            origin: found.origin,
            profile: profile.name.clone(),
        }),
        None => Ok(None),
    }
}

impl Keys {
    fn of_environment(environment: &Environment) -> Result<Self, SettingsError> {
        const NAMES: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        Ok(Self {
            id: variable(environment, NAMES[0])?,
            secret: variable(environment, NAMES[1])?,
            token: variable(environment, "AWS_SESSION_TOKEN")?,
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
