//! The table of transport failures: the kind and the text of each, the same on both transports.

use std::fmt;
use std::io;

use super::{TransportError, TransportErrorKind};

/// The host and port at the other end, for messages.
#[derive(Clone, Debug)]
pub(super) struct Peer(pub(super) String);

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The failure to find a host.
pub(super) fn of_lookup(host: &str, error: &dyn fmt::Display) -> TransportError {
    let reason = format!("the host `{host}` was not found: {error}");
    TransportError::new(TransportErrorKind::Connect, reason)
}

/// The failure to open a connection.
pub(super) fn of_connect(peer: &Peer, error: &io::Error) -> TransportError {
    let kind = match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Connect,
    };
    TransportError::new(kind, format!("{peer}: {error}"))
}

/// The failure of a TLS handshake. One that broke off may succeed the next time; one that was
/// refused will not.
pub(super) fn of_handshake(peer: &Peer, error: &io::Error) -> TransportError {
    match tls_cause(error) {
        Some(cause) => of_tls(peer, cause),
        None => {
            let kind = of_connect(peer, error).kind();
            let reason = format!("{peer}: the TLS handshake broke off: {error}");
            TransportError::new(kind, reason)
        }
    }
}

/// The failure of an exchange on a connection.
#[cfg(feature = "blocking")]
pub(super) fn of_exchange(error: io::Error) -> TransportError {
    if let Some(cause) = tls_cause(&error) {
        return TransportError::new(TransportErrorKind::Tls, tls_reason(cause));
    }
    let kind = match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Closed,
    };
    TransportError::new(kind, error)
}

/// The failure to agree with the other end on encryption, or on who it is.
pub(super) fn of_tls(peer: &Peer, error: &rustls::Error) -> TransportError {
    let reason = format!("{peer}: {}", tls_reason(error));
    TransportError::new(TransportErrorKind::Tls, reason)
}

fn tls_cause(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

/// The settings that add a trusted certificate.
const CA_SETTINGS: &str =
    "Config::ca_bundle, AWS_CA_BUNDLE, `ca_bundle` in the profile, or SSL_CERT_FILE";

fn tls_reason(error: &rustls::Error) -> String {
    use rustls::{AlertDescription as Alert, CertificateError, Error};
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            format!("the certificate's issuer is not trusted; add its certificate by {CA_SETTINGS}")
        }
        Error::InvalidMessage(_) => {
            "the server does not speak TLS there; correct scheme or port of the endpoint".to_owned()
        }
        Error::AlertReceived(Alert::CertificateRequired) => {
            "the server requires a client certificate, which is not supported".to_owned()
        }
        other => other.to_string(),
    }
}

/// The failure of an exchange by hyper.
#[cfg(feature = "hyper")]
pub(super) fn of_hyper(error: hyper::Error) -> TransportError {
    let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref());
    if let Some(cause) = cause.and_then(tls_cause) {
        return TransportError::new(TransportErrorKind::Tls, tls_reason(cause));
    }
    let kind = if error.is_user() {
        TransportErrorKind::Body
    } else if error.is_parse() || cause.is_some_and(is_malformed) {
        TransportErrorKind::Protocol
    } else {
        TransportErrorKind::Closed
    };
    TransportError::new(kind, error)
}

/// Returns true if a body is not in chunks as its head says.
#[cfg(feature = "hyper")]
fn is_malformed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
    )
}
