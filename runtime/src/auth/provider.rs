//! Providers of identities: credentials and tokens, given at once or fetched from a service.

mod cache;
mod exchange;

use std::fmt;

use jiff::Timestamp;

pub(crate) use self::cache::{Asked, Flight, IdentityCache};
pub use self::exchange::{Exchange, ExchangeEvent, ExchangeStep};
use super::{BearerToken, Credentials, CredentialsError, ProvideCredentials, SharedCredentials};

/// An identity that a provider gives: [`Credentials`] or a [`BearerToken`].
pub trait Identity: Clone + Send + Sync + 'static {
    /// Returns the time at which the identity ends; `None` if it does not.
    fn expiry(&self) -> Option<Timestamp>;

    /// Returns true if both are the same identity.
    fn is_same(&self, other: &Self) -> bool;
}

impl Identity for Credentials {
    fn expiry(&self) -> Option<Timestamp> {
        self.expiry()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.access_key_id() == other.access_key_id() && self.token() == other.token()
    }
}

impl Identity for BearerToken {
    fn expiry(&self) -> Option<Timestamp> {
        self.expiry()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.header() == other.header()
    }
}

/// A provider of identities of the type `T`: [`Credentials`] or [`BearerToken`].
///
/// It does no I/O itself. It answers with an identity, or with the exchange that fetches one, which
/// the machine of a call then runs. What an exchange gives is cached until shortly before it ends,
/// and fetched by one call at a time.
pub trait ProvideIdentity<T>: fmt::Debug + Send + Sync {
    /// Returns an identity, or the exchange that fetches one.
    fn provide(&self) -> Provided<T>;
}

/// The answer of a provider.
pub enum Provided<T> {
    /// An identity that is at hand, or the reason why there is none. It is not cached.
    Ready(Result<T, CredentialsError>),
    /// The exchange that fetches an identity.
    Run(Box<dyn Exchange<T>>),
}

impl<T> fmt::Debug for Provided<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready(Ok(_)) => "Ready(Ok(…))",
            Self::Ready(Err(_)) => "Ready(Err(…))",
            Self::Run(_) => "Run(…)",
        })
    }
}

impl ProvideIdentity<Credentials> for SharedCredentials {
    fn provide(&self) -> Provided<Credentials> {
        Provided::Ready(self.credentials())
    }
}

impl ProvideIdentity<BearerToken> for BearerToken {
    fn provide(&self) -> Provided<BearerToken> {
        Provided::Ready(Ok(self.clone()))
    }
}
