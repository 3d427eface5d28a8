//! Connections that wait for their next request.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::{Authority, Scheme};

use super::connection::Connection;
use crate::transport::{TransportError, TransportErrorKind};

/// How long a connection may lie unused; services close theirs after about as long.
const MAX_IDLE: Duration = Duration::from_secs(60);

/// How many connections may lie unused, whatever their hosts are.
const MAX_CONNECTIONS: usize = 128;

/// Where a connection leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    scheme: Scheme,
    authority: Authority,
}

impl Target {
    pub(super) fn of(uri: &Uri) -> Result<Self, TransportError> {
        match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) if [Scheme::HTTP, Scheme::HTTPS].contains(scheme) => {
                Ok(Self {
                    scheme: scheme.clone(),
                    authority: authority.clone(),
                })
            }
            _ => Err(TransportError::new(
                TransportErrorKind::Connect,
                "the request's URI is not absolute, or neither http nor https",
            )),
        }
    }

    pub(super) fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    pub(super) fn authority(&self) -> &Authority {
        &self.authority
    }
}

/// Connections without a request, the one used last at the end.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Idle>>);

struct Idle {
    target: Target,
    connection: Connection,
    since: Instant,
}

impl Pool {
    /// Takes the connection to `target` that was used last and is still open.
    pub(super) async fn take(&self, target: &Target) -> Option<Connection> {
        loop {
            let mut connection = self.pop(target)?;
            if connection.is_open().await {
                return Some(connection);
            }
        }
    }

    fn pop(&self, target: &Target) -> Option<Connection> {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = idle.iter().rposition(|idle| idle.target == *target)?;
        let found = idle.remove(at);
        (found.since.elapsed() < MAX_IDLE).then_some(found.connection)
    }

    /// Keeps a connection for later, unless it is closed.
    pub(super) fn put(&self, target: Target, connection: Connection) {
        if connection.is_closed() {
            return;
        }
        let now = Instant::now();
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // They lie in the order of their last use: the first is the oldest.
        let outlived = idle.partition_point(|idle| now.duration_since(idle.since) >= MAX_IDLE);
        let surplus = (idle.len() + 1).saturating_sub(MAX_CONNECTIONS);
        idle.drain(..outlived.max(surplus));
        idle.push(Idle {
            target,
            connection,
            since: now,
        });
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        write!(f, "Pool({} idle)", idle.len())
    }
}
