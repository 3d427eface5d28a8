//! User names with passwords (`smithy.api#httpBasicAuth`, RFC 7617).

use std::fmt;

use http::HeaderValue;

/// A user name and password. `Debug` shows neither.
#[derive(Clone)]
pub struct BasicCredentials {
    /// The header it is sent as, marked sensitive.
    header: HeaderValue,
    password: Box<str>,
}

impl BasicCredentials {
    /// Checks a user name and password; `None` if the name holds a colon, or either holds a control
    /// character (RFC 7617, section 2).
    #[must_use]
    pub fn new(user: &str, password: &str) -> Option<Self> {
        let is_control = |text: &str| text.chars().any(char::is_control);
        if user.contains(':') || is_control(user) || is_control(password) {
            return None;
        }
        let pair = base64_simd::STANDARD.encode_to_string(format!("{user}:{password}"));
        let mut header = HeaderValue::try_from(["Basic ", &pair].concat()).ok()?;
        header.set_sensitive(true);
        Some(Self {
            header,
            password: password.into(),
        })
    }

    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for BasicCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BasicCredentials(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_rfc() {
        let login = BasicCredentials::new("Aladdin", "open sesame").unwrap();
        assert_eq!(login.header(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(login.header().is_sensitive());
        assert_eq!(format!("{login:?}"), "BasicCredentials(…)");
        assert!(BasicCredentials::new("a:b", "c").is_none());
        assert!(BasicCredentials::new("a", "b\n").is_none());
    }
}
