//! Bearer tokens (RFC 6750, section 2.1).

use std::fmt;

use http::HeaderValue;
use jiff::Timestamp;

/// A token that whoever holds it may call with. `Debug` does not show it.
#[derive(Clone)]
pub struct BearerToken {
    /// Kept as the header it is sent as, marked sensitive.
    header: HeaderValue,
    expiry: Option<Timestamp>,
}

impl BearerToken {
    /// Checks a token; `None` where it is empty or holds anything but visible ASCII.
    #[must_use]
    pub fn new(token: &str) -> Option<Self> {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let mut header = HeaderValue::try_from(["Bearer ", token].concat()).ok()?;
        header.set_sensitive(true);
        Some(Self {
            header,
            expiry: None,
        })
    }

    /// Sets the time at which the token ends; a provider's tokens are refreshed before it.
    #[must_use]
    pub fn expires_at(mut self, expiry: Timestamp) -> Self {
        self.expiry = Some(expiry);
        self
    }

    /// Returns the time at which the token ends, if that is known.
    #[must_use]
    pub fn expiry(&self) -> Option<Timestamp> {
        self.expiry
    }

    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(…)")
    }
}
