//! What a thread spends its time on.

use std::fs;
use std::time::{Duration, Instant};

/// A clock of one thread. It stands still while others have the core, where the system says so (Linux).
pub(super) struct Clock {
    start: Instant,
    before: Duration,
}

impl Clock {
    pub(super) fn start() -> Self {
        let start = Instant::now();
        let before = Self::now(start);
        Self { start, before }
    }

    /// The time since the start or the last lap.
    pub(super) fn lap(&mut self) -> Duration {
        let now = Self::now(self.start);
        now.saturating_sub(std::mem::replace(&mut self.before, now))
    }

    fn now(start: Instant) -> Duration {
        on_core().unwrap_or_else(|| start.elapsed())
    }
}

/// The time this thread was on a core: the first number of `schedstat` (Linux, Documentation/scheduler/sched-stats.rst),
/// in nanoseconds.
fn on_core() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Seconds of a core by what they were spent on.
#[derive(Clone, Copy, Default)]
pub(super) struct Times {
    pub(super) read: Duration,
    pub(super) syntax: Duration,
    pub(super) generate: Duration,
    pub(super) write: Duration,
}

impl Times {
    pub(super) fn add(&mut self, other: Self) {
        self.read += other.read;
        self.syntax += other.syntax;
        self.generate += other.generate;
        self.write += other.write;
    }

    pub(super) fn total(&self) -> Duration {
        self.read + self.syntax + self.generate + self.write
    }
}
