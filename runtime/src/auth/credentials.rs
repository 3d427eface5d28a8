//! Access keys, and their providers.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use jiff::Timestamp;

/// An access key, its secret and, where they are temporary, the session token and expiry.
///
/// Cloning is cheap. `Debug` shows the last four characters of the access key id and nothing else
/// of what it holds.
#[derive(Clone)]
pub struct Credentials {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    access_key_id: String,
    secret_access_key: String,
    /// Kept as the header it is sent as, marked sensitive.
    session_token: Option<HeaderValue>,
    expiry: Option<Timestamp>,
    account_id: Option<String>,
}

impl Credentials {
    /// Creates long-lived credentials.
    ///
    /// # Errors
    /// Returns [`CredentialsError`] if either is empty or holds characters it cannot have: the key
    /// id takes visible ASCII without `/` and `,`, which separate it in the `Authorization` header;
    /// the secret takes anything but control characters.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
    ) -> Result<Self, CredentialsError> {
        let access_key_id = access_key_id.into();
        let secret_access_key = secret_access_key.into();
        check(&access_key_id, CredentialsField::AccessKeyId, |c| {
            c.is_ascii_graphic() && !matches!(c, '/' | ',')
        })?;
        check(&secret_access_key, CredentialsField::SecretAccessKey, |c| {
            !c.is_control()
        })?;
        let inner = Inner {
            access_key_id,
            secret_access_key,
            session_token: None,
            expiry: None,
            account_id: None,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Creates credentials for tests: valid in form, and known to no service. A client with them
    /// and a transport of the test's own signs its requests as others do.
    #[must_use]
    pub fn for_tests() -> Self {
        Self {
            inner: Arc::new(Inner {
                access_key_id: "AKIDFORTESTS".to_owned(),
                secret_access_key: "secret-for-tests".to_owned(),
                session_token: None,
                expiry: None,
                account_id: None,
            }),
        }
    }

    /// Adds the token that temporary credentials come with.
    ///
    /// # Errors
    /// Returns [`CredentialsError`] if it is empty or holds anything but visible ASCII.
    pub fn session_token(mut self, token: impl AsRef<str>) -> Result<Self, CredentialsError> {
        const FIELD: CredentialsField = CredentialsField::SessionToken;
        let token = token.as_ref();
        check(token, FIELD, |c| c.is_ascii_graphic())?;
        let mut header = HeaderValue::from_str(token)
            .map_err(|_| CredentialsError::ForbiddenCharacter { field: FIELD })?;
        header.set_sensitive(true);
        Arc::make_mut(&mut self.inner).session_token = Some(header);
        Ok(self)
    }

    /// Sets the time at which the credentials end. A provider's credentials are refreshed before
    /// it.
    #[must_use]
    pub fn expires_at(mut self, expiry: Timestamp) -> Self {
        Arc::make_mut(&mut self.inner).expiry = Some(expiry);
        self
    }

    /// Sets the account that the credentials belong to, which is a part of some services' hosts.
    ///
    /// # Errors
    /// Returns [`CredentialsError`] if it is empty or holds anything but letters and digits.
    pub fn account_id(mut self, id: impl Into<String>) -> Result<Self, CredentialsError> {
        let id = id.into();
        check(&id, CredentialsField::AccountId, |c| {
            c.is_ascii_alphanumeric()
        })?;
        Arc::make_mut(&mut self.inner).account_id = Some(id);
        Ok(self)
    }

    /// Returns the account that the credentials belong to, if that is known.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.inner.account_id.as_deref()
    }

    /// Returns the access key id; it is sent with every request.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.inner.access_key_id
    }

    /// Returns the secret that the signing key is derived from; it is never sent.
    #[must_use]
    pub fn secret_access_key(&self) -> &str {
        &self.inner.secret_access_key
    }

    /// Returns the session token of temporary credentials.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.inner.session_token.as_ref()?.to_str().ok()
    }

    /// Returns the time at which the credentials end, if that is known.
    #[must_use]
    pub fn expiry(&self) -> Option<Timestamp> {
        self.inner.expiry
    }

    pub(crate) fn token_header(&self) -> Option<&HeaderValue> {
        self.inner.session_token.as_ref()
    }

    /// Returns true if both sign alike, which they do with one secret.
    pub(crate) fn same_secret(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
            || self.inner.secret_access_key == other.inner.secret_access_key
    }
}

fn check(
    value: &str,
    field: CredentialsField,
    allowed: impl Fn(char) -> bool,
) -> Result<(), CredentialsError> {
    if value.is_empty() {
        return Err(CredentialsError::Empty { field });
    }
    if !value.chars().all(allowed) {
        return Err(CredentialsError::ForbiddenCharacter { field });
    }
    Ok(())
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.access_key_id();
        // A short id would be shown whole, so it is not shown. Ids are ASCII, see `new`.
        let shown = if id.len() >= 12 {
            &id[id.len() - 4..]
        } else {
            ""
        };
        f.debug_struct("Credentials")
            .field("access_key_id", &format_args!("…{shown}"))
            .field("expiry", &self.inner.expiry)
            .finish_non_exhaustive()
    }
}

/// A provider that has credentials at hand, asked once for every attempt of a call.
///
/// It answers at once and does no I/O; see [`ProvideIdentity`](super::ProvideIdentity) for one that
/// fetches them.
pub trait ProvideCredentials: fmt::Debug + Send + Sync {
    /// Returns the credentials to sign with now.
    ///
    /// # Errors
    /// Returns [`CredentialsError`] if there are none; see [`CredentialsError::provider`].
    fn credentials(&self) -> Result<Credentials, CredentialsError>;
}

impl ProvideCredentials for Credentials {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        Ok(self.clone())
    }
}

/// A [`ProvideCredentials`] that is cloned cheaply and shared by all clones of a client.
#[derive(Clone, Debug)]
pub struct SharedCredentials(Arc<dyn ProvideCredentials>);

impl SharedCredentials {
    /// Shares a source of credentials.
    pub fn new(source: impl ProvideCredentials + 'static) -> Self {
        Self(Arc::new(source))
    }
}

impl ProvideCredentials for SharedCredentials {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        self.0.credentials()
    }
}

impl From<Credentials> for SharedCredentials {
    fn from(credentials: Credentials) -> Self {
        Self::new(credentials)
    }
}

/// A part of [`Credentials`], named in errors in place of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialsField {
    /// The access key id.
    AccessKeyId,
    /// The secret access key.
    SecretAccessKey,
    /// The session token.
    SessionToken,
    /// The id of the account.
    AccountId,
}

impl fmt::Display for CredentialsField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessKeyId => "access key id",
            Self::SecretAccessKey => "secret access key",
            Self::SessionToken => "session token",
            Self::AccountId => "account id",
        })
    }
}

/// The error of missing or unusable credentials. Never holds a part of them.
#[derive(Debug)]
#[non_exhaustive]
pub enum CredentialsError {
    /// A field is empty.
    Empty {
        /// The field.
        field: CredentialsField,
    },
    /// A field holds a character it cannot have, such as a line break or NUL.
    ForbiddenCharacter {
        /// The field.
        field: CredentialsField,
    },
    /// A [`ProvideCredentials`] has none to give.
    Provider(Box<dyn Error + Send + Sync>),
}

impl CredentialsError {
    /// Creates the error of a provider that has no credentials.
    pub fn provider(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Provider(cause.into())
    }

    /// Returns the field that is not valid, if that is the reason.
    #[must_use]
    pub fn field(&self) -> Option<CredentialsField> {
        match self {
            Self::Empty { field } | Self::ForbiddenCharacter { field } => Some(*field),
            Self::Provider(_) => None,
        }
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { field } => write!(f, "the {field} is empty; set it or leave it out"),
            Self::ForbiddenCharacter { field } => write!(
                f,
                "the {field} holds a character that it cannot have (a line break, a control \
                 character or the like); check how it was copied"
            ),
            Self::Provider(cause) => write!(f, "no credentials to sign with: {cause}"),
        }
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // The text of the cause is part of this one's.
            Self::Provider(cause) => cause.source(),
            _ => None,
        }
    }
}
