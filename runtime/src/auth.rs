//! Authentication: schemes, identities and signatures.

mod api_key;
mod basic;
mod bearer;
mod call_identity;
mod credentials;
mod identities;
mod provider;
mod redact;
mod scheme;
mod sigv2;
pub mod sigv4;
mod tokens;

pub use api_key::ApiKey;
pub use basic::BasicCredentials;
pub use bearer::BearerToken;
pub(crate) use call_identity::{AskedIdentity, CallIdentity, IdentityFlight};
pub use credentials::{
    Credentials, CredentialsError, CredentialsField, ProvideCredentials, SharedCredentials,
};
pub(crate) use identities::Identities;
pub(crate) use provider::{Asked, Flight, IdentityCache};
pub use provider::{Exchange, ExchangeEvent, ExchangeStep, Identity, ProvideIdentity, Provided};
pub(crate) use redact::Redactor;
pub use scheme::AuthScheme;
pub(crate) use sigv2::signed as signed_form;
pub use tokens::TokenSigner;
