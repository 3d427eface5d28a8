//! API keys (`smithy.api#httpApiKeyAuth`).

use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::uri::{InvalidUri, PathAndQuery, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the characters that stand for themselves (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A key that whoever holds it may call with. `Debug` does not show it.
#[derive(Clone)]
pub struct ApiKey(Box<str>);

impl ApiKey {
    /// Checks a key; `None` if it is empty or holds anything but visible ASCII.
    #[must_use]
    pub fn new(key: &str) -> Option<Self> {
        let valid = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic());
        valid.then(|| Self(key.into()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Puts the key into a header, marked sensitive. Returns `None` if the name is none of a
    /// header.
    pub(crate) fn add_header(
        &self,
        headers: &mut HeaderMap,
        name: &str,
        prefix: &str,
    ) -> Option<()> {
        let separator = if prefix.is_empty() { "" } else { " " };
        let mut value = HeaderValue::try_from([prefix, separator, &self.0].concat()).ok()?;
        value.set_sensitive(true);
        headers.insert(HeaderName::try_from(name).ok()?, value);
        Some(())
    }

    /// Appends the key to the query, in place of a parameter of that name.
    pub(crate) fn add_query(&self, uri: &mut Uri, name: &str) -> Result<(), InvalidUri> {
        let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let name = utf8_percent_encode(name, RESERVED).to_string();
        let is_other = |part: &&str| {
            !part.is_empty() && part.split('=').next().is_some_and(|other| other != name)
        };
        let key = format!("{name}={}", utf8_percent_encode(&self.0, RESERVED));
        let parts: Vec<&str> = query.split('&').filter(is_other).chain([&*key]).collect();
        let path: PathAndQuery = format!("{path}?{}", parts.join("&")).parse()?;
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(path);
        // Only the query has changed.
        if let Ok(changed) = Uri::from_parts(parts) {
            *uri = changed;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_query_replaces_an_older_one() {
        let key = ApiKey::new("a/b+c&d").unwrap();
        for (uri, expected) in [
            ("https://a.test", "https://a.test/?api_key=a%2Fb%2Bc%26d"),
            ("https://a.test/x", "https://a.test/x?api_key=a%2Fb%2Bc%26d"),
            (
                "https://a.test/x?y=1",
                "https://a.test/x?y=1&api_key=a%2Fb%2Bc%26d",
            ),
            (
                "https://a.test/x?api_key=old&z",
                "https://a.test/x?z&api_key=a%2Fb%2Bc%26d",
            ),
        ] {
            let mut uri: Uri = uri.parse().unwrap();
            key.add_query(&mut uri, "api_key").unwrap();
            assert_eq!(uri.to_string(), expected);
        }
    }

    #[test]
    fn a_key_in_a_header_is_sensitive() {
        let key = ApiKey::new("k3y").unwrap();
        for (prefix, expected) in [("", "k3y"), ("ApiKey", "ApiKey k3y")] {
            let mut headers = HeaderMap::new();
            key.add_header(&mut headers, "X-Api-Key", prefix).unwrap();
            assert_eq!(headers["x-api-key"], expected);
            assert!(headers["x-api-key"].is_sensitive());
        }
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
        for none in ["", "a b", "a\r\nb", "ü"] {
            assert!(ApiKey::new(none).is_none(), "{none:?}");
        }
    }
}
