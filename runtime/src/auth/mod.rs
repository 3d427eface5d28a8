//! Who is calling: credentials, and the signatures made with them.

mod credentials;
pub mod sigv4;

pub use credentials::{
    Credentials, CredentialsError, CredentialsField, ProvideCredentials, SharedCredentials,
};
