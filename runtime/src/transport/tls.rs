//! TLS as both transports use it: rustls with ring, and the root certificates of the machine.

use std::sync::{Arc, OnceLock};

use rustls::pki_types::CertificateDer;

use super::{TransportError, TransportErrorKind};

/// The root certificates of the machine, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name. They are read once in the
/// life of the process, at the first connection that needs them.
pub(super) fn roots() -> Result<&'static [CertificateDer<'static>], TransportError> {
    static ROOTS: OnceLock<Result<Vec<CertificateDer<'static>>, String>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| {
        let loaded = rustls_native_certs::load_native_certs();
        match loaded.errors.first() {
            _ if !loaded.certs.is_empty() => Ok(loaded.certs),
            Some(error) => Err(error.to_string()),
            None => Err("no root certificates found; install some or set SSL_CERT_FILE".into()),
        }
    });
    match roots {
        Ok(roots) => Ok(roots),
        Err(reason) => Err(tls_error(reason.as_str())),
    }
}

/// The cryptography behind TLS.
pub(super) fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// An error of the kind [`TransportErrorKind::Tls`].
pub(super) fn tls_error(
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> TransportError {
    TransportError::new(TransportErrorKind::Tls, source)
}
