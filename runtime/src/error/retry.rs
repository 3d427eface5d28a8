//! The reasons why a call may succeed when it is made again.

use http::StatusCode;

/// The reason why another attempt may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryReason {
    /// The failure passes by itself.
    Transient,
    /// The service gets more calls than it takes.
    Throttling,
}

/// Error codes of services that get too many calls.
const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Error codes of failures that pass by themselves.
const TRANSIENT: [&str; 3] = ["InternalError", "RequestTimeout", "RequestTimeoutException"];

impl RetryReason {
    /// Returns the reason that status and codes of an error response give.
    pub(crate) fn of_response(
        status: Option<StatusCode>,
        codes: [Option<&str>; 2],
    ) -> Option<Self> {
        let mut codes = codes.into_iter().flatten();
        let status = status.map_or(0, |status| status.as_u16());
        if status == 429 || codes.clone().any(|code| THROTTLING.contains(&code)) {
            return Some(Self::Throttling);
        }
        let transient = matches!(status, 500 | 502 | 503 | 504);
        (transient || codes.any(|code| TRANSIENT.contains(&code))).then_some(Self::Transient)
    }

    /// The retry tokens that another attempt costs.
    pub(crate) fn cost(self) -> u32 {
        match self {
            Self::Transient => 14,
            Self::Throttling => 5,
        }
    }
}
