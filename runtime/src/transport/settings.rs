//! The network settings of the built-in transports.

use std::fmt;
use std::sync::Arc;

use super::Proxies;

/// The network settings of the built-in transports: proxies and root certificates.
///
/// The default goes through no proxy and trusts the root certificates of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransportSettings {
    /// The proxies that requests go through.
    pub proxies: Proxies,
    /// The root certificates to trust in place of those of the machine.
    pub ca_bundle: Option<CaBundle>,
    /// The number of connections that may be unused, whatever their hosts are. By default 512.
    pub max_idle_connections: usize,
}

impl Default for TransportSettings {
    fn default() -> Self {
        Self {
            proxies: Proxies::none(),
            ca_bundle: None,
            max_idle_connections: 512,
        }
    }
}

impl TransportSettings {
    /// Creates settings without a proxy and with the root certificates of the machine.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the proxies that requests go through.
    #[must_use]
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// Sets the root certificates to trust in place of those of the machine.
    #[must_use]
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.ca_bundle = Some(bundle);
        self
    }

    /// Sets the number of connections that may be unused; each is closed after a minute without
    /// use.
    #[must_use]
    pub fn max_idle_connections(mut self, number: usize) -> Self {
        self.max_idle_connections = number;
        self
    }
}

/// Root certificates in PEM form, as `AWS_CA_BUNDLE` names them.
///
/// Cloning is cheap. `Debug` shows the origin and the length.
#[derive(Clone, PartialEq, Eq)]
pub struct CaBundle {
    pem: Arc<[u8]>,
    origin: Arc<str>,
}

impl CaBundle {
    /// Checks that `pem` holds at least one certificate. Errors about the bundle name `origin`,
    /// such as `Config::ca_bundle`.
    ///
    /// # Errors
    /// Returns [`InvalidCaBundle`] if there is no `-----BEGIN CERTIFICATE-----` in it.
    pub fn new(pem: impl Into<Vec<u8>>, origin: &str) -> Result<Self, InvalidCaBundle> {
        const BEGIN: [&[u8]; 2] = [
            b"-----BEGIN CERTIFICATE-----",
            b"-----BEGIN TRUSTED CERTIFICATE-----",
        ];
        let pem: Vec<u8> = pem.into();
        if !BEGIN
            .iter()
            .any(|begin| memchr::memmem::find(&pem, begin).is_some())
        {
            return Err(InvalidCaBundle);
        }
        Ok(Self {
            pem: pem.into(),
            origin: origin.into(),
        })
    }

    /// The certificates in PEM form.
    #[must_use]
    pub fn pem(&self) -> &[u8] {
        &self.pem
    }

    /// The setting that the bundle comes from, for messages.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl fmt::Debug for CaBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaBundle")
            .field("origin", &self.origin)
            .field("bytes", &self.pem.len())
            .finish()
    }
}

/// The error of a CA bundle without certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidCaBundle;

impl fmt::Display for InvalidCaBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the CA bundle holds no certificate in PEM form; name a file with at least one")
    }
}

impl std::error::Error for InvalidCaBundle {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_holds_a_certificate() {
        let pem = "# ours\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        let bundle = CaBundle::new(pem, "AWS_CA_BUNDLE").unwrap();
        assert_eq!(bundle.pem(), pem.as_bytes());
        assert!(!format!("{bundle:?}").contains("MIIB"));
        assert_eq!(CaBundle::new("", "x"), Err(InvalidCaBundle));
        let key = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
        assert_eq!(CaBundle::new(key, "x"), Err(InvalidCaBundle));
    }
}
