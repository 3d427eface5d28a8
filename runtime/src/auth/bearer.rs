//! Bearer tokens (RFC 6750, section 2.1).

use std::fmt;

use http::HeaderValue;

/// A token that whoever holds it may call with. `Debug` does not show it.
#[derive(Clone)]
pub struct BearerToken {
    /// Kept as the header it is sent as, marked sensitive.
    header: HeaderValue,
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
        Some(Self { header })
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
