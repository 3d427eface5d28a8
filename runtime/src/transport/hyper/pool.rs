//! Connections that wait for their next request.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use http::Uri;
use tokio::runtime;

use super::connection::Connection;

/// The time after which an unused connection is closed; services close theirs after about as long.
const MAX_IDLE: Duration = Duration::from_secs(60);

/// Connections without a request, the one used last at the end.
pub(super) struct Pool {
    idle: Mutex<Vec<Idle>>,
    /// The number of connections that may be unused, whatever their hosts are.
    limit: usize,
}

struct Idle {
    connection: Box<Connection>,
    since: Instant,
}

impl Pool {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            idle: Mutex::default(),
            limit,
        }
    }

    /// Takes the connection for this URI that was used last and is still open. A connection makes
    /// progress in its own runtime only, so that others leave it alone.
    pub(super) async fn take(&self, uri: &Uri, runtime: runtime::Id) -> Option<Box<Connection>> {
        loop {
            let mut connection = self.pop(uri, runtime)?;
            if poll_fn(|context| Poll::Ready(connection.is_idle(context))).await {
                return Some(connection);
            }
        }
    }

    fn pop(&self, uri: &Uri, runtime: runtime::Id) -> Option<Box<Connection>> {
        let mut idle = self.lock();
        let at = idle.iter().rposition(|idle| {
            idle.connection.runtime == runtime && idle.connection.target.is_of(uri)
        })?;
        let found = idle.remove(at);
        (found.since.elapsed() < MAX_IDLE).then_some(found.connection)
    }

    /// Keeps an idle connection for later.
    pub(super) fn put(&self, connection: Box<Connection>) {
        let now = Instant::now();
        let mut idle = self.lock();
        // They are in the order of their last use: the first is the oldest.
        let outlived = idle.partition_point(|idle| now.duration_since(idle.since) >= MAX_IDLE);
        idle.push(Idle {
            connection,
            since: now,
        });
        let surplus = idle.len().saturating_sub(self.limit);
        let closed: Vec<Idle> = idle.drain(..outlived.max(surplus)).collect();
        drop(idle);
        drop(closed);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pool({} idle)", self.lock().len())
    }
}
