//! TLS as both transports use it: rustls with ring, and the root certificates of the machine or of
//! a CA bundle.

use std::sync::{Arc, OnceLock};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::{CaBundle, TransportError, TransportErrorKind};

/// The TLS configuration of one transport. It is made at the first connection that needs it, for
/// that takes some milliseconds.
#[derive(Debug, Default)]
pub(super) struct Tls {
    /// The configuration of a CA bundle. That of the machine's own certificates is the same for
    /// all transports.
    bundled: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    /// The configuration that trusts the bundle, or the machine's own root certificates without
    /// one.
    pub(super) fn config(
        &self,
        bundle: Option<&CaBundle>,
    ) -> Result<Arc<ClientConfig>, TransportError> {
        static OF_MACHINE: OnceLock<Arc<ClientConfig>> = OnceLock::new();
        let config = bundle.map_or(&OF_MACHINE, |_| &self.bundled);
        if let Some(config) = config.get() {
            return Ok(config.clone());
        }
        let roots = bundle.map_or_else(machine_roots, bundled_roots)?;
        let made = Arc::new(client_config(roots)?);
        Ok(config.get_or_init(|| made).clone())
    }
}

fn client_config(roots: RootCertStore) -> Result<ClientConfig, TransportError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(tls_error)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The root certificates of the machine, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
/// They are read once in the life of the process.
fn machine_roots() -> Result<RootCertStore, TransportError> {
    static ROOTS: OnceLock<Result<Vec<CertificateDer<'static>>, String>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| {
        let loaded = rustls_native_certs::load_native_certs();
        match loaded.errors.first() {
            _ if !loaded.certs.is_empty() => Ok(loaded.certs),
            Some(error) => Err(error.to_string()),
            None => Err("no root certificates found; install some or set SSL_CERT_FILE".into()),
        }
    });
    let roots = roots
        .as_ref()
        .map_err(|reason| tls_error(reason.as_str()))?;
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.iter().cloned());
    Ok(store)
}

/// The certificates of a CA bundle.
fn bundled_roots(bundle: &CaBundle) -> Result<RootCertStore, TransportError> {
    let mut store = RootCertStore::empty();
    let origin = bundle.origin();
    for certificate in CertificateDer::pem_slice_iter(bundle.pem()) {
        let added = certificate
            .map_err(|error| format!("{origin}: {error:?}"))
            .and_then(|certificate| {
                store
                    .add(certificate)
                    .map_err(|error| format!("{origin}: {error}"))
            });
        added.map_err(tls_error)?;
    }
    if store.is_empty() {
        return Err(tls_error(format!("{origin}: no certificate in it")));
    }
    Ok(store)
}

/// An error of the kind [`TransportErrorKind::Tls`].
pub(super) fn tls_error(
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> TransportError {
    TransportError::new(TransportErrorKind::Tls, source)
}
