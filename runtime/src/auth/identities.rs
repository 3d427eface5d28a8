//! The identities of a client, and the choice between authentication schemes.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::request;

use super::{
    ApiKey, AuthScheme, BasicCredentials, BearerToken, CallIdentity, Credentials, CredentialsError,
    IdentityCache,
};

/// The identities of a client, at most one for each kind of scheme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identities {
    pub(crate) credentials: Option<Arc<IdentityCache<Credentials>>>,
    pub(crate) bearer_token: Option<Arc<IdentityCache<BearerToken>>>,
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) basic: Option<BasicCredentials>,
    /// The names of schemes that come before others, whatever their order in the model is.
    pub(crate) preference: Vec<Box<str>>,
}

impl Identities {
    /// Chooses the first scheme that there is an identity for: preferred ones first, then in the
    /// order of the model.
    ///
    /// # Errors
    /// Returns [`CredentialsError`] if there is no identity for any of them.
    pub(crate) fn choose(&self, schemes: &[AuthScheme]) -> Result<AuthScheme, CredentialsError> {
        let named = |name| schemes.iter().find(|scheme| scheme.is_named(name));
        let preferred = self.preference.iter().filter_map(|name| named(name));
        let mut all = preferred.chain(schemes);
        match all.find(|scheme| self.has_identity(scheme)) {
            Some(scheme) => Ok(*scheme),
            None => Err(missing(schemes)),
        }
    }

    /// Adds the token, key or password of the scheme. Returns `None` if there is none, or if it has
    /// no valid place.
    pub(crate) fn add_secret(
        &self,
        scheme: AuthScheme,
        identity: &CallIdentity,
        parts: &mut request::Parts,
    ) -> Option<()> {
        let headers = &mut parts.headers;
        match scheme {
            AuthScheme::ApiKeyHeader { name, prefix } => {
                self.api_key.as_ref()?.add_header(headers, name, prefix)?;
            }
            AuthScheme::ApiKeyQuery { name } => {
                self.api_key
                    .as_ref()?
                    .add_query(&mut parts.uri, name)
                    .ok()?;
            }
            AuthScheme::Basic => {
                headers.insert(AUTHORIZATION, self.basic.as_ref()?.header().clone());
            }
            AuthScheme::Bearer => {
                let CallIdentity::Token(token) = identity else {
                    return None;
                };
                headers.insert(AUTHORIZATION, token.header().clone());
            }
            AuthScheme::SigV2 | AuthScheme::SigV4 | AuthScheme::NoAuth => return None,
        }
        Some(())
    }

    /// The secret that is sent for the scheme in another place or form than a header's value.
    pub(crate) fn secret<'a>(
        &'a self,
        scheme: AuthScheme,
        identity: &'a CallIdentity,
    ) -> Option<&'a str> {
        match scheme {
            AuthScheme::SigV2 => match identity {
                CallIdentity::Credentials(credentials) => credentials.token(),
                _ => None,
            },
            AuthScheme::ApiKeyQuery { .. } => self.api_key.as_ref().map(ApiKey::as_str),
            AuthScheme::Basic => self.basic.as_ref().map(BasicCredentials::password),
            _ => None,
        }
    }

    fn has_identity(&self, scheme: &AuthScheme) -> bool {
        match scheme {
            AuthScheme::SigV2 | AuthScheme::SigV4 => self.credentials.is_some(),
            AuthScheme::ApiKeyHeader { .. } | AuthScheme::ApiKeyQuery { .. } => {
                self.api_key.is_some()
            }
            AuthScheme::Basic => self.basic.is_some(),
            AuthScheme::Bearer => self.bearer_token.is_some(),
            AuthScheme::NoAuth => true,
        }
    }
}

fn missing(schemes: &[AuthScheme]) -> CredentialsError {
    let ids: Vec<&str> = schemes.iter().map(AuthScheme::id).collect();
    let settings: Vec<&str> = schemes.iter().map(AuthScheme::setting).collect();
    CredentialsError::provider(format!(
        "the operation is authenticated by {}; set {}",
        ids.join(" or "),
        settings.join(" or ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::SharedCredentials;

    const KEY: AuthScheme = AuthScheme::ApiKeyQuery { name: "k" };

    fn identities(keys: bool, token: bool, preference: &[&str]) -> Identities {
        let credentials = Credentials::new("AKID", "secret").unwrap();
        Identities {
            credentials: keys.then(|| IdentityCache::new(SharedCredentials::from(credentials))),
            bearer_token: token.then(|| IdentityCache::new(BearerToken::new("token").unwrap())),
            preference: preference.iter().copied().map(Box::from).collect(),
            ..Identities::default()
        }
    }

    #[test]
    fn the_first_scheme_with_an_identity_is_chosen() {
        use AuthScheme::{Bearer, NoAuth, SigV4};
        for (keys, token, preference, schemes, expected) in [
            (true, true, &[][..], &[SigV4, Bearer][..], SigV4),
            (true, true, &[], &[Bearer, SigV4], Bearer),
            (true, false, &[], &[Bearer, SigV4], SigV4),
            (true, false, &[], &[SigV4, NoAuth], SigV4),
            (false, true, &[], &[SigV4, NoAuth], NoAuth),
            (true, true, &["httpBearerAuth"], &[SigV4, Bearer], Bearer),
            (
                true,
                true,
                &["sigv4a", "aws.auth#sigv4"],
                &[Bearer, SigV4],
                SigV4,
            ),
            (false, true, &["sigv4"], &[SigV4, Bearer], Bearer),
            (true, true, &["httpBearerAuth"], &[SigV4], SigV4),
        ] {
            let chosen = identities(keys, token, preference).choose(schemes).unwrap();
            assert_eq!(chosen, expected, "{schemes:?} {preference:?}");
        }
    }

    #[test]
    fn missing_identities_are_named_with_their_settings() {
        let error = identities(false, false, &[]).choose(&[AuthScheme::SigV4, KEY]);
        let error = error.unwrap_err().to_string();
        assert_eq!(
            error,
            "no credentials to sign with: the operation is authenticated by aws.auth#sigv4 or \
             smithy.api#httpApiKeyAuth; \
             set Config::credentials or Config::api_key"
        );
    }
}
