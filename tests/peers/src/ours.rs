//! The generated crate.

use std::time::Duration;

use http::Response;
use iottwinmaker::operation::{ListSyncJobs, ListSyncJobsInput, ListSyncJobsOutput};
use iottwinmaker::runtime::auth::Credentials;
use iottwinmaker::runtime::serde::Structure;
use iottwinmaker::runtime::transport::{Body, Limits, Sending, Sleeping, Transport};
use iottwinmaker::runtime::{Bytes, Operation};
use iottwinmaker::types::SyncJobSummary;
use iottwinmaker::{Client, Config};

use crate::sample::{MAX_RESULTS, Page, Sent, Summary, WORKSPACE};

/// A response, read as a call reads it.
pub struct Decode {
    response: Response<Bytes>,
}

impl Decode {
    pub fn new(page: &str) -> Self {
        Self {
            response: response(page),
        }
    }

    /// Reads the page into the typed output.
    pub fn run(&self) -> ListSyncJobsOutput {
        let schema = <ListSyncJobs as Operation>::SCHEMA;
        let mut output = ListSyncJobsOutput::default();
        let read =
            schema
                .service
                .protocol
                .output(schema, &self.response, None, &mut |row, decoder| {
                    output.decode_row(row, decoder)
                });
        read.expect("the page is read");
        output
    }
}

fn response(page: &str) -> Response<Bytes> {
    let response = Response::builder().header("content-type", "application/json");
    let body = Bytes::copy_from_slice(page.as_bytes());
    response.body(body).expect("a response")
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

/// Creates a client of a loopback server.
pub fn client(port: u16) -> Client {
    new(config().endpoint_url(format!("http://127.0.0.1:{port}")))
}

/// Creates a client whose transport returns `{}` without I/O.
pub fn client_without_io() -> Client {
    new(config().endpoint_url("http://localhost").transport(AtOnce))
}

fn config() -> Config {
    let credentials = Credentials::new("AKIDEXAMPLE", "SECRET").expect("credentials");
    Config::new("us-east-1").credentials(credentials)
}

fn new(config: Config) -> Client {
    Client::new(config).expect("a client")
}

fn input() -> ListSyncJobsInput {
    ListSyncJobsInput::new(WORKSPACE).max_results(MAX_RESULTS)
}

/// Creates the signed request of a call.
pub fn request(client: &Client) -> http::Request<Bytes> {
    let call = client.list_sync_jobs(input());
    call.to_request().expect("a request")
}

/// Describes that request, for comparison with the peer's.
pub fn sent(client: &Client) -> Sent {
    let request = request(client);
    let header = request.headers().get("authorization");
    Sent {
        method: request.method().to_string(),
        uri: request.uri().to_string(),
        body: request.body().to_vec(),
        signed: header.is_some_and(|value| value.as_bytes().starts_with(b"AWS4-HMAC-SHA256 ")),
    }
}

/// Makes a call.
pub async fn call(client: &Client) -> ListSyncJobsOutput {
    let call = client.list_sync_jobs(input());
    call.await.expect("the call succeeds")
}

/// Returns `{}` immediately.
#[derive(Debug)]
struct AtOnce;

impl Transport for AtOnce {
    fn send(&self, request: http::Request<Body>, _: Limits) -> Sending<'_> {
        assert!(request.headers().contains_key("authorization"));
        Box::pin(std::future::ready(Ok(response("{}"))))
    }

    fn sleep(&self, _: Duration) -> Sleeping<'_> {
        Box::pin(std::future::ready(()))
    }
}
