//! Authentication: schemes, identities and signatures.

mod api_key;
mod basic;
mod bearer;
mod credentials;
mod identities;
mod redact;
mod scheme;
pub mod sigv4;

pub use api_key::ApiKey;
pub use basic::BasicCredentials;
pub use bearer::BearerToken;
pub use credentials::{
    Credentials, CredentialsError, CredentialsField, ProvideCredentials, SharedCredentials,
};
pub(crate) use identities::Identities;
pub(crate) use redact::Redactor;
pub use scheme::AuthScheme;
