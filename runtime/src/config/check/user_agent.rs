//! The header `user-agent`.

use http::HeaderValue;

use super::super::{Config, ConfigError};
use crate::environment::Settings;
use crate::operation::ServiceSchema;

impl Config {
    /// Returns the header, such as `tinsmith/0.1.0 api/IoTTwinMaker#2021-11-29 lang/rust app/mine`.
    pub(super) fn user_agent(
        &self,
        service: &ServiceSchema,
        settings: &Settings,
    ) -> Result<HeaderValue, ConfigError> {
        const VERSION: &str = env!("CARGO_PKG_VERSION");
        const EXPECTED: &str = "1 to 50 letters, digits and characters of !#$%&'*+-.^_`|~";
        let mut text = format!("tinsmith/{VERSION} api/");
        text.extend(service.sdk_id.chars().map(token));
        text.push('#');
        text.extend(service.version.chars().map(token));
        text.push_str(" lang/rust");
        let app_id = self.app_id.as_ref().or(settings.app_id.as_ref());
        let refused = ConfigError::Setting {
            name: "app_id",
            expected: EXPECTED,
        };
        if let Some(id) = app_id {
            if !(1..=50).contains(&id.len()) || id.chars().any(|c| token(c) != c) {
                return Err(refused);
            }
            text.push_str(" app/");
            text.push_str(id);
        }
        HeaderValue::try_from(text).map_err(|_| refused)
    }
}

/// The character, or an underscore where it cannot be part of a token (RFC 9110, section 5.6.2).
fn token(c: char) -> char {
    let allowed = c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if allowed { c } else { '_' }
}
