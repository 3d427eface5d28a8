//! What the model says about the failures that an error structure reports.

/// Who is to blame for an error, and whether to try again (`smithy.api#error`, `httpError`, `retryable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The status the error comes with.
    pub status: u16,
    /// Whether the service failed, not the caller.
    pub server: bool,
    /// Whether the model says that the call may be repeated.
    pub retryable: bool,
    /// Whether the service asks for fewer calls.
    pub throttling: bool,
}

impl Fault {
    /// An error of the caller.
    #[must_use]
    pub const fn client(status: u16) -> Self {
        Self {
            status,
            server: false,
            retryable: false,
            throttling: false,
        }
    }

    /// An error of the service.
    #[must_use]
    pub const fn server(status: u16) -> Self {
        Self {
            status,
            server: true,
            retryable: false,
            throttling: false,
        }
    }

    /// The call may be repeated.
    #[must_use]
    pub const fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }

    /// The call may be repeated, later and less often.
    #[must_use]
    pub const fn throttling(mut self) -> Self {
        self.throttling = true;
        self.retryable()
    }
}
