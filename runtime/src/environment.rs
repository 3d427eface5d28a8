//! Settings that AWS tools read from environment variables and the shared files `~/.aws/config`
//! and `~/.aws/credentials`.
//!
//! The rules are those of the AWS SDKs and Tools Reference Guide, "Shared config and credentials
//! files", "Environment variables" and "Service-specific endpoints".

mod credentials;
mod endpoints;
mod error;
mod network;
mod profiles;
mod retry_mode;
mod settings;
mod shared_file;
mod source;
mod variable;

pub use error::{Origin, SettingsError};
pub use retry_mode::RetryMode;
pub(crate) use settings::MAX_MIN_COMPRESSION_SIZE;
pub use settings::Settings;
pub use source::Environment;
