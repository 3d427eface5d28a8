//! The CPU time of a thread, by activity.

use std::fs;
use std::time::{Duration, Instant};

/// A clock for the CPU time of a thread, if the system reports it (Linux), or else for elapsed
/// time.
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

    /// The time since the start or the previous lap.
    pub(super) fn lap(&mut self) -> Duration {
        let now = Self::now(self.start);
        now.saturating_sub(std::mem::replace(&mut self.before, now))
    }

    fn now(start: Instant) -> Duration {
        on_core().unwrap_or_else(|| start.elapsed())
    }
}

/// The CPU time of this thread: the first number of `schedstat` (Linux,
/// Documentation/scheduler/sched-stats.rst), in nanoseconds.
fn on_core() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// CPU times by activity.
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
