//! What the model says about the failures that an error structure reports.

/// If a call that failed with an error may be repeated (`smithy.api#retryable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// If the model says that the call may be repeated.
    pub retryable: bool,
    /// If the service asks for fewer calls.
    pub throttling: bool,
}

impl Fault {
    /// An error of which the model says nothing.
    pub const NONE: Self = Self {
        retryable: false,
        throttling: false,
    };

    /// The call may be repeated.
    pub const RETRYABLE: Self = Self {
        retryable: true,
        throttling: false,
    };

    /// The call may be repeated, later and less often.
    pub const THROTTLING: Self = Self {
        retryable: true,
        throttling: true,
    };
}
