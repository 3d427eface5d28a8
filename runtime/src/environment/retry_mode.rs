//! The retry mode (AWS SDKs and Tools Reference Guide, "Retry behavior").

use super::profiles::Profile;
use super::settings::first;
use super::{Environment, SettingsError};

/// A retry mode, as `AWS_RETRY_MODE` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryMode {
    /// The mode that all AWS SDKs share.
    Standard,
    /// The standard mode with a rate limit on the client's side.
    Adaptive,
    /// The mode of older SDKs, which differs between them.
    Legacy,
}

impl RetryMode {
    /// Returns the name of the mode.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Adaptive => "adaptive",
            Self::Legacy => "legacy",
        }
    }
}

/// Reads `AWS_RETRY_MODE`, else the profile's `retry_mode`.
pub(super) fn retry_mode(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<RetryMode>, SettingsError> {
    let Some(found) = first(environment, &["AWS_RETRY_MODE"], profile, "retry_mode")? else {
        return Ok(None);
    };
    let modes = [RetryMode::Standard, RetryMode::Adaptive, RetryMode::Legacy];
    let name = found.value.to_ascii_lowercase();
    match modes.into_iter().find(|mode| mode.as_str() == name) {
        Some(mode) => Ok(Some(mode)),
        None => Err(SettingsError::InvalidValue {
            origin: found.origin,
            expected: "`standard`",
        }),
    }
}
