//! The third competitor: the output's types with a `serde_json` derive, written for speed.

use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::sample::{Page, Summary};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListSyncJobsOutput {
    pub sync_job_summaries: Option<Vec<SyncJobSummary>>,
    pub next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncJobSummary {
    pub arn: Option<String>,
    pub workspace_id: Option<String>,
    pub sync_source: Option<String>,
    pub status: Option<SyncJobStatus>,
    #[serde(default, deserialize_with = "epoch_seconds")]
    pub creation_date_time: Option<Timestamp>,
    #[serde(default, deserialize_with = "epoch_seconds")]
    pub update_date_time: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
pub struct SyncJobStatus {
    pub state: Option<SyncJobState>,
    pub error: Option<ErrorDetails>,
}

#[derive(Debug, Deserialize)]
pub struct ErrorDetails {
    pub code: Option<ErrorCode>,
    pub message: Option<String>,
}

#[derive(Debug)]
pub enum SyncJobState {
    Creating,
    Initializing,
    Active,
    Deleting,
    Error,
    Unknown(Box<str>),
}

impl SyncJobState {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Creating => "CREATING",
            Self::Initializing => "INITIALIZING",
            Self::Active => "ACTIVE",
            Self::Deleting => "DELETING",
            Self::Error => "ERROR",
            Self::Unknown(other) => other,
        }
    }
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

#[derive(Debug)]
pub enum ErrorCode {
    ValidationError,
    InternalFailure,
    SyncInitializingError,
    SyncCreatingError,
    SyncProcessingError,
    SyncDeletingError,
    ProcessingError,
    CompositeComponentFailure,
    Unknown(Box<str>),
}

impl ErrorCode {
    pub fn as_str(&self) -> &str {
        match self {
            Self::ValidationError => "VALIDATION_ERROR",
            Self::InternalFailure => "INTERNAL_FAILURE",
            Self::SyncInitializingError => "SYNC_INITIALIZING_ERROR",
            Self::SyncCreatingError => "SYNC_CREATING_ERROR",
            Self::SyncProcessingError => "SYNC_PROCESSING_ERROR",
            Self::SyncDeletingError => "SYNC_DELETING_ERROR",
            Self::ProcessingError => "PROCESSING_ERROR",
            Self::CompositeComponentFailure => "COMPOSITE_COMPONENT_FAILURE",
            Self::Unknown(other) => other,
        }
    }
}

impl From<&str> for ErrorCode {
    fn from(text: &str) -> Self {
        match text {
            "VALIDATION_ERROR" => Self::ValidationError,
            "INTERNAL_FAILURE" => Self::InternalFailure,
            "SYNC_INITIALIZING_ERROR" => Self::SyncInitializingError,
            "SYNC_CREATING_ERROR" => Self::SyncCreatingError,
            "SYNC_PROCESSING_ERROR" => Self::SyncProcessingError,
            "SYNC_DELETING_ERROR" => Self::SyncDeletingError,
            "PROCESSING_ERROR" => Self::ProcessingError,
            "COMPOSITE_COMPONENT_FAILURE" => Self::CompositeComponentFailure,
            other => Self::Unknown(other.into()),
        }
    }
}

impl<'de> Deserialize<'de> for SyncJobState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Named(PhantomData))
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Named(PhantomData))
    }
}

/// An open enum directly from the string, without `#[serde(untagged)]`.
struct Named<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for Named<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Decimal seconds through `f64`, to the microsecond: `serde_json` has no other form of a number.
fn epoch_seconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let Some(seconds) = Option::<f64>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let micros = (seconds * 1e6).round() as i64;
    Timestamp::from_microsecond(micros)
        .map(Some)
        .map_err(D::Error::custom)
}

/// Reads a page.
pub fn decode(page: &[u8]) -> ListSyncJobsOutput {
    serde_json::from_slice(page).expect("the derive reads the page")
}

/// Summarizes the page for comparison.
pub fn page(output: ListSyncJobsOutput) -> Page {
    let all = output.sync_job_summaries.unwrap_or_default();
    Page {
        summaries: all.into_iter().map(summary).collect(),
        next_token: output.next_token,
    }
}

fn summary(job: SyncJobSummary) -> Summary {
    let status = job.status.expect("a status");
    Summary {
        arn: job.arn.expect("an ARN"),
        workspace_id: job.workspace_id.expect("a workspace"),
        sync_source: job.sync_source.expect("a source"),
        state: status.state.expect("a state").as_str().to_owned(),
        error: status.error.map(|error| {
            let code = error.code.expect("a code");
            (code.as_str().to_owned(), error.message.expect("a message"))
        }),
        created: job.creation_date_time.expect("a time").as_microsecond(),
        updated: job.update_date_time.expect("a time").as_microsecond(),
    }
}
