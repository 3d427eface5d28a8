//! The faults of error structures.

/// The retryability of an error (`smithy.api#retryable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// True if the call may be retried.
    pub retryable: bool,
    /// True if the error is due to throttling.
    pub throttling: bool,
}

impl Fault {
    /// An error without the trait.
    pub const NONE: Self = Self {
        retryable: false,
        throttling: false,
    };

    /// The call may be retried.
    pub const RETRYABLE: Self = Self {
        retryable: true,
        throttling: false,
    };

    /// The call may be retried, later and less often.
    pub const THROTTLING: Self = Self {
        retryable: true,
        throttling: true,
    };
}
