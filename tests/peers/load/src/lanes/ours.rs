//! The generated crate.

use std::hint::black_box;
use std::sync::Arc;

use http::Response;
use iottwinmaker::operation::{ListSyncJobs, ListSyncJobsInput, ListSyncJobsOutput};
use iottwinmaker::runtime::auth::Credentials;
use iottwinmaker::runtime::serde::Structure;
use iottwinmaker::runtime::transport::{Body, HyperTransport, Limits, Transport as _};
use iottwinmaker::runtime::{Bytes, Operation};
use iottwinmaker::{Client, Config};

use super::{MAX_RESULTS, WORKSPACE};
use crate::server::PAGE;

/// A client of the server at this port, as it comes.
pub fn client(port: u16) -> Client {
    let credentials = Credentials::new("AKIDEXAMPLE", "SECRET").expect("credentials");
    let config = Config::new("us-east-1").credentials(credentials);
    let config = config.endpoint_url(format!("http://127.0.0.1:{port}"));
    Client::new(config).expect("a client")
}

fn input() -> ListSyncJobsInput {
    ListSyncJobsInput::new(WORKSPACE).max_results(MAX_RESULTS)
}

fn check(page: &ListSyncJobsOutput) {
    let jobs = page.sync_job_summaries.as_ref();
    assert_eq!(jobs.map(Vec::len), Some(2));
}

/// The transport below our client, with the signed request of one call.
#[derive(Clone)]
pub struct Transport {
    transport: Arc<HyperTransport>,
    request: Arc<http::Request<Bytes>>,
}

impl Transport {
    /// A transport to the server at this port.
    pub fn new(port: u16) -> Self {
        Self {
            transport: Arc::default(),
            request: Arc::new(request(&client(port))),
        }
    }

    /// One exchange.
    pub async fn call(&self) {
        let request = http::Request::clone(&self.request).map(Body::from);
        let response = self.transport.send(request, Limits::default()).await;
        assert_eq!(response.expect("a response").body().len(), PAGE.len());
    }
}

/// One call.
pub async fn call(client: &Client) {
    let call = client.list_sync_jobs(input());
    check(&call.await.expect("the call succeeds"));
}

/// One blocking call.
pub fn call_blocking(client: &Client) {
    let call = client.list_sync_jobs(input());
    check(&call.send_blocking().expect("the call succeeds"));
}

/// The signed request of a call.
pub fn request(client: &Client) -> http::Request<Bytes> {
    let call = client.list_sync_jobs(input());
    call.to_request().expect("a request")
}

/// Encodes and signs an input.
pub fn to_request() -> Box<dyn Fn()> {
    let client = client(1);
    Box::new(move || drop(black_box(request(&client))))
}

/// Decodes a response into the typed output.
pub fn decode() -> Box<dyn Fn()> {
    let response = Response::builder().header("content-type", "application/json");
    let response = response.body(Bytes::from_static(PAGE.as_bytes()));
    let response = response.expect("a response");
    let schema = <ListSyncJobs as Operation>::SCHEMA;
    Box::new(move || {
        let mut output = ListSyncJobsOutput::default();
        let protocol = schema.service.protocol;
        let read = protocol.output(schema, &response, None, &mut |row, decoder| {
            output.decode_row(row, decoder)
        });
        read.expect("the page is read");
        drop(black_box(output));
    })
}
