//! Chance, so that clients which fail together do not come back together.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Yields numbers from 0 to 1.
#[derive(Clone)]
pub(crate) struct Jitter(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Jitter {
    pub(crate) fn new(source: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    pub(crate) fn next(&self) -> f64 {
        let number = (self.0)();
        // A source that gives no number gives the longest delay.
        if number.is_nan() {
            1.0
        } else {
            number.clamp(0.0, 1.0)
        }
    }
}

impl Default for Jitter {
    /// A sequence that is different for each client; good enough to spread retries, and for nothing
    /// else.
    fn default() -> Self {
        let counter = AtomicU64::new(0);
        let hasher = RandomState::new();
        Self::new(move || {
            let hash = hasher.hash_one(counter.fetch_add(1, Ordering::Relaxed));
            // The 53 bits that a double can hold exactly.
            (hash >> 11) as f64 / (1_u64 << 53) as f64
        })
    }
}

impl fmt::Debug for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Jitter")
    }
}
