//! Clients of the generated crate for tests.

use iottwinmaker::operation::{ListSyncJobsError, ListSyncJobsInput, ListSyncJobsOutput};
use iottwinmaker::{Client, Config};
use tinsmith_runtime::Error;
use tinsmith_runtime::auth::Credentials;

use crate::server::Server;

/// An access key id that belongs to no account.
pub const ACCESS_KEY_ID: &str = "AKIDEXAMPLE";

/// The secret access key.
pub const SECRET: &str = "a secret of no account/+=";

/// The result of a call.
pub type Listed = Result<ListSyncJobsOutput, Failed>;

/// The error of a call.
pub type Failed = Error<ListSyncJobsError>;

/// Creates credentials that belong to no account.
#[must_use]
pub fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY_ID, SECRET).unwrap()
}

/// Creates a configuration for `us-east-1` without backoff.
#[must_use]
pub fn config() -> Config {
    Config::new("us-east-1")
        .credentials(credentials())
        .jitter(|| 0.0)
}

/// Creates a client of a server.
#[must_use]
pub fn client(server: &Server) -> Client {
    Client::new(config().endpoint_url(server.url())).unwrap()
}

/// Creates a client of a server without retries.
#[must_use]
pub fn client_without_retries(server: &Server) -> Client {
    Client::new(config().endpoint_url(server.url()).max_attempts(1)).unwrap()
}

/// Creates the input of most calls.
#[must_use]
pub fn input() -> ListSyncJobsInput {
    ListSyncJobsInput::new("factory")
}

/// Formats a page of jobs with these ARNs, as a service would.
#[must_use]
pub fn page(arns: &[&str], next_token: Option<&str>) -> String {
    let jobs: Vec<_> = arns
        .iter()
        .map(|arn| serde_json::json!({ "arn": arn }))
        .collect();
    serde_json::json!({ "syncJobSummaries": jobs, "nextToken": next_token }).to_string()
}

/// The ARNs of a page.
#[must_use]
pub fn arns(page: ListSyncJobsOutput) -> Vec<String> {
    let jobs = page.sync_job_summaries.unwrap_or_default();
    jobs.into_iter().filter_map(|job| job.arn).collect()
}
