//! What AWS tools read from their surroundings: environment variables and the shared files
//! `~/.aws/config` and `~/.aws/credentials`.
//!
//! The rules are those of the AWS SDKs and Tools Reference Guide, "Shared config and credentials
//! files", "Environment variables" and "Service-specific endpoints".

mod credentials;
mod error;
mod profiles;
mod settings;
mod shared_file;
mod source;

pub use error::{Origin, SettingsError};
pub(crate) use settings::MAX_MIN_COMPRESSION_SIZE;
pub use settings::Settings;
pub use source::Environment;
