// The types of the operation's output and its closure.

use jiff::Timestamp;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSyncJobsOutput {
    /// The jobs.
    pub sync_job_summaries: Option<Vec<SyncJobSummary>>,
    /// The token of the next page.
    pub next_token: Option<String>,
}

/// A job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncJobSummary {
    /// The ARN.
    pub arn: Option<String>,
    /// The id of the workspace.
    pub workspace_id: Option<String>,
    /// The source.
    pub sync_source: Option<String>,
    /// The status.
    pub status: Option<SyncJobStatus>,
    /// The time of creation.
    pub creation_date_time: Option<Timestamp>,
    /// The time of the last change.
    pub update_date_time: Option<Timestamp>,
}

/// The status of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncJobStatus {
    /// The code.
    pub state: Option<SyncJobState>,
    /// The error.
    pub error: Option<ErrorDetails>,
}

/// The error of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorDetails {
    /// The code.
    pub code: Option<ErrorCode>,
    /// The message.
    pub message: Option<String>,
}

/// The state of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncJobState {
    /// `CREATING`
    Creating,
    /// `INITIALIZING`
    Initializing,
    /// `ACTIVE`
    Active,
    /// `DELETING`
    Deleting,
    /// `ERROR`
    Error,
    /// An unknown value.
    Unknown(Box<str>),
}

impl From<&str> for SyncJobState {
    fn from(text: &str) -> Self {
        match text {
            "CREATING" => Self::Creating,
            "INITIALIZING" => Self::Initializing,
            "ACTIVE" => Self::Active,
            "DELETING" => Self::Deleting,
            "ERROR" => Self::Error,
            other => Self::Unknown(other.into()),
        }
    }
}

/// The code of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// `VALIDATION_ERROR`
    ValidationError,
    /// `INTERNAL_FAILURE`
    InternalFailure,
    /// An unknown value.
    Unknown(Box<str>),
}

impl From<&str> for ErrorCode {
    fn from(text: &str) -> Self {
        match text {
            "VALIDATION_ERROR" => Self::ValidationError,
            "INTERNAL_FAILURE" => Self::InternalFailure,
            other => Self::Unknown(other.into()),
        }
    }
}
