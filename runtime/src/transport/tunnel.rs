//! The request for a tunnel through a proxy, and its reply (`CONNECT`; RFC 9110, section 9.3.6).

use std::fmt::Display;

use super::{Proxy, TransportError, TransportErrorKind};

/// The most bytes that the head of a reply may have.
const MAX_HEAD: usize = 16 * 1024;

/// The request for a tunnel to a host, which has brackets if it is an IPv6 address.
pub(super) fn tunnel_request(host: &str, port: u16, proxy: &Proxy) -> Vec<u8> {
    let mut request =
        format!("CONNECT {host}:{port} HTTP/1.1\r\nhost: {host}:{port}\r\n").into_bytes();
    if let Some(authorization) = proxy.authorization() {
        request.extend_from_slice(b"proxy-authorization: ");
        request.extend_from_slice(authorization.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    request
}

/// The failure to get a tunnel.
pub(super) fn tunnel_failure(proxy: &Proxy, reason: &dyn Display) -> TransportError {
    let reason = format!("the proxy {proxy} opened no tunnel: {reason}");
    TransportError::new(TransportErrorKind::Connect, reason)
}

/// The head of a proxy's reply.
#[derive(Default)]
pub(super) struct TunnelReply(Vec<u8>);

impl TunnelReply {
    pub(super) fn push(&mut self, byte: u8, proxy: &Proxy) -> Result<(), TransportError> {
        if self.0.len() == MAX_HEAD {
            return Err(tunnel_failure(proxy, &"the head of its reply is too large"));
        }
        self.0.push(byte);
        Ok(())
    }

    pub(super) fn is_whole(&self) -> bool {
        self.0.ends_with(b"\r\n\r\n")
    }

    /// Checks that the tunnel is open.
    ///
    /// # Errors
    /// Returns an error with the status line unless the status is one of success. A proxy that
    /// refuses will do so again.
    pub(super) fn check(&self, proxy: &Proxy) -> Result<(), TransportError> {
        let line = self
            .0
            .split(|byte| *byte == b'\r')
            .next()
            .unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        let status = line.split(' ').nth(1).unwrap_or_default();
        if line.starts_with("HTTP/1.") && status.len() == 3 && status.starts_with('2') {
            return Ok(());
        }
        let advice = match status {
            "407" => "; give user name and password in the proxy's URL",
            _ => "",
        };
        let reason = format!("the proxy {proxy} opened no tunnel: it answered `{line}`{advice}");
        Err(TransportError::new(TransportErrorKind::Proxy, reason))
    }
}
