//! The settings of a single call.

use std::time::Duration;

use super::RetryConfig;

/// The settings of a single call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallOptions {
    pub(crate) retry: RetryConfig,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
}
