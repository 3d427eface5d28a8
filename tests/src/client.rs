//! Clients of the generated crate as most tests need them.

use iottwinmaker::operation::{ListSyncJobsError, ListSyncJobsInput, ListSyncJobsOutput};
use iottwinmaker::{Client, Config};
use tinsmith_runtime::Error;
use tinsmith_runtime::auth::Credentials;

use crate::server::Server;

/// An access key of no account.
pub const ACCESS_KEY_ID: &str = "AKIDEXAMPLE";

/// Its secret.
pub const SECRET: &str = "a secret of no account/+=";

/// What a call returns.
pub type Listed = Result<ListSyncJobsOutput, Failed>;

/// What a call fails with.
pub type Failed = Error<ListSyncJobsError>;

/// Credentials of no account.
#[must_use]
pub fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY_ID, SECRET).unwrap()
}

/// A configuration for `us-east-1` whose retries follow at once.
#[must_use]
pub fn config() -> Config {
    Config::new("us-east-1")
        .credentials(credentials())
        .jitter(|| 0.0)
}

/// A client of a server.
#[must_use]
pub fn client(server: &Server) -> Client {
    Client::new(config().endpoint_url(server.url())).unwrap()
}

/// A client of a server that tries once.
#[must_use]
pub fn client_without_retries(server: &Server) -> Client {
    Client::new(config().endpoint_url(server.url()).max_attempts(1)).unwrap()
}

/// What most calls ask for.
#[must_use]
pub fn input() -> ListSyncJobsInput {
    ListSyncJobsInput::new("factory")
}

/// A page of jobs of these ARNs, as a service writes it.
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
