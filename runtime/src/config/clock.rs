//! The clock, and its difference from the service's.

use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

pub use crate::platform::Instant;

/// Tells the time. Tests put their own in place of [`SystemClock`].
pub trait Clock: Debug + Send + Sync {
    /// The time of day, for signatures.
    fn timestamp(&self) -> Timestamp;

    /// A point on a scale that only goes forward, for time limits.
    fn instant(&self) -> Instant {
        now(self.timestamp())
    }
}

/// The time of the platform's own scale.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn now(_: Timestamp) -> Instant {
    Instant::now()
}

/// The time of day, on a platform without a scale of its own.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn now(timestamp: Timestamp) -> Instant {
    let passed = timestamp.as_duration().unsigned_abs();
    Instant::from_start(passed)
}

/// The clock of the machine. `wasm32-unknown-unknown` has none, so that a client there needs
/// another one.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn timestamp(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Services accept about five minutes of difference; less than this is not the reason for a
/// refusal.
const TOLERANCE_SECONDS: u64 = 4 * 60;

/// The seconds that the service's clock is ahead, as learned from its refusals.
#[derive(Debug, Default)]
pub(crate) struct ClockSkew(AtomicI64);

impl ClockSkew {
    /// The time by the service's clock.
    pub(crate) fn correct(&self, now: Timestamp) -> Timestamp {
        match self.0.load(Ordering::Relaxed) {
            0 => now,
            ahead => now
                .checked_add(SignedDuration::from_secs(ahead))
                .unwrap_or(now),
        }
    }

    /// Learns from a refusal that came at `now` by this machine's clock and at `theirs` by the
    /// service's. Returns whether the difference explains the refusal, so that another attempt may
    /// succeed.
    pub(crate) fn learn(&self, now: Timestamp, theirs: Timestamp) -> bool {
        let assumed = self.correct(now).as_second();
        if assumed.abs_diff(theirs.as_second()) < TOLERANCE_SECONDS {
            return false;
        }
        let ahead = theirs.as_second() - now.as_second();
        self.0.store(ahead, Ordering::Relaxed);
        true
    }
}
