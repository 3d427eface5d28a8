//! The standard retry mode (AWS SDKs and Tools Reference Guide, "Retry behavior").

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{Response, StatusCode};

use crate::error::RetryReason;
use crate::operation::OperationSchema;
use crate::protocol::ErrorInfo;

/// How often and how soon a call is tried again.
///
/// Before attempt *n* + 1 a client waits for a random part of `backoff × 2ⁿ⁻¹`, at most of
/// [`max_backoff`](Self::max_backoff). What the service asks for by `Retry-After` or `x-amz-retry-after` is waited for at
/// least, up to the same maximum.
///
/// All calls of a client share a quota of 500 tokens. A retry costs 14 of them, after throttling 5, and is left out when they
/// are used up; a call that succeeds gives back what its last retry cost, or one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryConfig {
    /// How many requests a call may send; 1 turns retries off. By default 3.
    pub max_attempts: u32,
    /// The backoff after a transient failure, such as a lost connection or a status of 503. By default 50 ms.
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

    /// The wait after failure number `failures` (from 1), of which the service wants at least `minimum`.
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

/// Returns the reason why the operation may succeed after this error; `None` if it will not.
pub(crate) fn reason_for_retry(
    operation: &OperationSchema,
    status: StatusCode,
    info: &ErrorInfo,
) -> Option<RetryReason> {
    let code = info.code.as_deref();
    let fault = code.and_then(|code| operation.fault(code));
    if fault.is_some_and(|fault| fault.throttling) {
        return Some(RetryReason::Throttling);
    }
    let by_response = RetryReason::of_response(Some(status), [code, info.query_code.as_deref()]);
    let retryable = fault.is_some_and(|fault| fault.retryable);
    by_response.or(retryable.then_some(RetryReason::Transient))
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

/// How long the service wants the client to wait: `x-amz-retry-after` in milliseconds, or `Retry-After` in seconds or as
/// a date (RFC 9110, section 10.2.3), which is counted from the response's own date.
pub(crate) fn wanted_delay<B>(response: &Response<B>, now: jiff::Timestamp) -> Duration {
    let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::trim);
    if let Some(delay) = header("x-amz-retry-after").and_then(|text| text.parse().ok()) {
        return Duration::from_millis(delay);
    }
    let Some(text) = header("retry-after") else {
        return Duration::ZERO;
    };
    if let Ok(seconds) = text.parse() {
        return Duration::from_secs(seconds);
    }
    let now = header("date").and_then(http_date).unwrap_or(now);
    let delay = http_date(text).map(|until| until.duration_since(now));
    delay
        .and_then(|delay| delay.try_into().ok())
        .unwrap_or_default()
}

/// A date as in HTTP headers.
pub(crate) fn http_date(text: &str) -> Option<jiff::Timestamp> {
    use crate::types::timestamp;
    timestamp::read(text, crate::schema::TimestampFormat::HttpDate).ok()
}
