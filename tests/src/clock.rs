//! A clock that tests advance.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tinsmith_runtime::call::Clock;

/// A clock that only moves in [`ManualClock::advance`]. Clones share the time.
#[derive(Clone, Debug)]
pub struct ManualClock {
    start: (Timestamp, Instant),
    passed: Arc<Mutex<Duration>>,
}

impl ManualClock {
    /// Creates a clock with this time, such as `2021-11-29T23:59:58Z`.
    #[must_use]
    pub fn at(time: &str) -> Self {
        Self {
            start: (time.parse().unwrap(), Instant::now()),
            passed: Arc::default(),
        }
    }

    /// Advances the clock.
    pub fn advance(&self, time: Duration) {
        *self.passed.lock().unwrap() += time;
    }

    fn passed(&self) -> Duration {
        *self.passed.lock().unwrap()
    }
}

impl Clock for ManualClock {
    fn timestamp(&self) -> Timestamp {
        self.start.0.checked_add(self.passed()).unwrap()
    }

    fn instant(&self) -> Instant {
        self.start.1 + self.passed()
    }
}
