//! The standard retry mode (AWS SDKs and Tools Reference Guide, "Retry behavior").

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::RetryReason;

/// The number of attempts of a call, and the backoff between them.
///
/// Before attempt *n* + 1 a client waits for a random part of `backoff × 2ⁿ⁻¹`, at most of
/// [`max_backoff`](Self::max_backoff). What the service asks for by `Retry-After` or
/// `x-amz-retry-after` is waited for at least, up to the same maximum.
///
/// All calls of a client share a quota of 500 tokens. A retry costs 14 of them, after throttling 5,
/// and is left out when they are used up; a call that succeeds gives back what its last retry cost,
/// or one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryConfig {
    /// The largest number of requests that a call sends; 1 turns retries off. By default 3.
    pub max_attempts: u32,
    /// The backoff after a transient failure, such as a lost connection or a status of 503. By
    /// default 50 ms.
    pub transient_backoff: Duration,
    /// The backoff after the service has asked for fewer calls. By default 1 s.
    pub throttling_backoff: Duration,
    /// The longest wait. By default 20 s.
    pub max_backoff: Duration,
}

impl RetryConfig {
    /// The standard mode.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            max_attempts: 3,
            transient_backoff: Duration::from_millis(50),
            throttling_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(20),
        }
    }

    /// Sets how many requests a call may send; 1 turns retries off.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the backoff after a transient failure.
    #[must_use]
    pub const fn transient_backoff(mut self, backoff: Duration) -> Self {
        self.transient_backoff = backoff;
        self
    }

    /// Sets the backoff after throttling.
    #[must_use]
    pub const fn throttling_backoff(mut self, backoff: Duration) -> Self {
        self.throttling_backoff = backoff;
        self
    }

    /// Sets the longest wait.
    #[must_use]
    pub const fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }

    /// The wait after failure number `failures` (from 1), of which the service wants at least
    /// `minimum`.
    pub(crate) fn delay(
        &self,
        reason: RetryReason,
        failures: u32,
        jitter: f64,
        minimum: Duration,
    ) -> Duration {
        let base = match reason {
            RetryReason::Transient => self.transient_backoff,
            RetryReason::Throttling => self.throttling_backoff,
        };
        let factor = 2_u32.saturating_pow(failures.saturating_sub(1));
        let ceiling = base.saturating_mul(factor).min(self.max_backoff);
        ceiling.mul_f64(jitter).max(minimum.min(self.max_backoff))
    }
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self::standard()
    }
}

/// The tokens with which a client's calls pay for their retries.
#[derive(Debug)]
pub(crate) struct RetryQuota(AtomicU32);

impl RetryQuota {
    const CAPACITY: u32 = 500;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::CAPACITY))
    }

    /// Takes `cost` tokens, if there are so many.
    pub(crate) fn withdraw(&self, cost: u32) -> bool {
        let pay = |tokens: u32| tokens.checked_sub(cost);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay)
            .is_ok()
    }

    pub(crate) fn deposit(&self, tokens: u32) {
        if self.0.load(Ordering::Relaxed) == Self::CAPACITY {
            return;
        }
        let add = |held: u32| Some(held.saturating_add(tokens).min(Self::CAPACITY));
        // The closure never declines, so there is nothing to report.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}
