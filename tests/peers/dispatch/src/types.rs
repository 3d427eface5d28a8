// The output of the operation and all it reaches, without a word on how it is read.

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
    /// Its name in full.
    pub arn: Option<String>,
    /// Where it belongs.
    pub workspace_id: Option<String>,
    /// What it reads from.
    pub sync_source: Option<String>,
    /// How it is going.
    pub status: Option<SyncJobStatus>,
    /// When it was created.
    pub creation_date_time: Option<Timestamp>,
    /// When it was changed.
    pub update_date_time: Option<Timestamp>,
}

/// How a job is going.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncJobStatus {
    /// In one word.
    pub state: Option<SyncJobState>,
    /// What it stopped with.
    pub error: Option<ErrorDetails>,
}

/// What a job stopped with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorDetails {
    /// In one word.
    pub code: Option<ErrorCode>,
    /// In a sentence.
    pub message: Option<String>,
}

/// How a job is going, in one word.
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
    /// Another word.
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

/// What a job stopped with, in one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// `VALIDATION_ERROR`
    ValidationError,
    /// `INTERNAL_FAILURE`
    InternalFailure,
    /// Another word.
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
