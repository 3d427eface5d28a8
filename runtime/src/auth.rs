//! Who is calling: credentials, and the signatures made with them.

mod bearer;
mod credentials;
pub mod sigv4;

pub use bearer::BearerToken;
pub use credentials::{
    Credentials, CredentialsError, CredentialsField, ProvideCredentials, SharedCredentials,
};
