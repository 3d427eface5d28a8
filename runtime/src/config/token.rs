//! Idempotency tokens, by which a service knows a call that it has seen before
//! (`smithy.api#idempotencyToken`).

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Yields a token for each call.
#[derive(Clone)]
pub(crate) struct Tokens(Arc<dyn Fn() -> String + Send + Sync>);

impl Tokens {
    pub(crate) fn new(source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    pub(crate) fn next(&self) -> String {
        (self.0)()
    }
}

impl Default for Tokens {
    /// Random UUIDs (RFC 9562, section 5.4). Their bits are those of a keyed hash of a counter; the
    /// keys come from the operating system, and are others for each client.
    fn default() -> Self {
        let counter = AtomicU64::new(0);
        let hashers = [RandomState::new(), RandomState::new()];
        Self::new(move || {
            let count = counter.fetch_add(1, Ordering::Relaxed);
            let [high, low] = [0, 1].map(|half: usize| hashers[half].hash_one(count));
            uuid(high, low)
        })
    }
}

/// The UUID of version 4 that has these bits, as far as the version leaves them.
fn uuid(high: u64, low: u64) -> String {
    let (version, variant) = (0x4000, 0x8000);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0x0fff | version,
        low >> 48 & 0x3fff | variant,
        low & 0xffff_ffff_ffff,
    )
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn version_and_variant_stand_in_their_places() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        let all = uuid(u64::MAX, u64::MAX);
        assert_eq!(all, "ffffffff-ffff-4fff-bfff-ffffffffffff");
        let some = uuid(0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef);
        assert_eq!(some, "01234567-89ab-4def-8123-456789abcdef");
    }

    #[test]
    fn tokens_are_unique() {
        let (one, other) = (Tokens::default(), Tokens::default());
        let tokens: BTreeSet<_> = (0..2000).flat_map(|_| [one.next(), other.next()]).collect();
        assert_eq!(tokens.len(), 4000);
    }
}
