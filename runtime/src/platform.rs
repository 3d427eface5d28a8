//! The seams between platforms: points in time, and futures that move between threads.

use std::future::Future;
use std::pin::Pin;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use std::time::Instant;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub use self::instant::Instant;

/// A boxed future, which moves between threads if the platform has them.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future, which moves between threads if the platform has them.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Points in time of a platform whose standard library has none.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod instant {
    use std::ops::Add;
    use std::time::Duration;

    /// A point on a scale that only goes forward, counted from a start that the clock chooses.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Instant(Duration);

    impl Instant {
        /// Creates the point so long after the clock's start.
        #[must_use]
        pub const fn from_start(passed: Duration) -> Self {
            Self(passed)
        }

        /// The point so much later; `None` if the scale ends before.
        #[must_use]
        pub fn checked_add(self, duration: Duration) -> Option<Self> {
            self.0.checked_add(duration).map(Self)
        }

        /// The time since an earlier point; zero since a later one.
        #[must_use]
        pub fn saturating_duration_since(self, earlier: Self) -> Duration {
            self.0.saturating_sub(earlier.0)
        }
    }

    impl Add<Duration> for Instant {
        type Output = Self;

        fn add(self, duration: Duration) -> Self {
            Self(self.0.saturating_add(duration))
        }
    }
}
