//! The competitor `aws-sdk-iottwinmaker`, used as documented.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use aws_sdk_iottwinmaker::Client;
use aws_sdk_iottwinmaker::config::{
    BehaviorVersion, ConfigBag, Credentials, FrozenLayer, Region, RuntimePlugin, SharedHttpClient,
    StalledStreamProtectionConfig,
};
use aws_sdk_iottwinmaker::operation::list_sync_jobs::{ListSyncJobs, ListSyncJobsOutput};
use aws_sdk_iottwinmaker::types::SyncJobSummary;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;

use crate::sample::{MAX_RESULTS, Page, Sent, Summary, WORKSPACE};

/// The operation's deserializer and a response for it.
pub struct Decode {
    operation: FrozenLayer,
    response: HttpResponse,
    config: ConfigBag,
}

impl Decode {
    pub fn new(page: &str) -> Self {
        let operation = ListSyncJobs::new().config();
        Self {
            operation: operation.expect("the operation has a layer"),
            response: response(page),
            config: ConfigBag::base(),
        }
    }

    /// Reads the page into the typed output.
    pub fn run(&self) -> ListSyncJobsOutput {
        let deserializer = self.operation.load::<SharedResponseDeserializer>();
        deserializer
            .expect("the layer has a deserializer")
            .deserialize_nonstreaming_with_config(&self.response, &self.config)
            .expect("the SDK reads the page")
            .downcast()
            .expect("the output is of the operation")
    }
}

fn response(page: &str) -> HttpResponse {
    let status = 200.try_into().expect("a status");
    let mut response = HttpResponse::new(status, SdkBody::from(page));
    response
        .headers_mut()
        .insert("content-type", "application/json");
    response
}

/// Summarizes the page for comparison.
pub fn page(output: &ListSyncJobsOutput) -> Page {
    Page {
        summaries: output.sync_job_summaries().iter().map(summary).collect(),
        next_token: output.next_token().map(str::to_owned),
    }
}

fn summary(job: &SyncJobSummary) -> Summary {
    let status = job.status().expect("a status");
    let text = |value: Option<&str>| value.expect("a value").to_owned();
    Summary {
        arn: text(job.arn()),
        workspace_id: text(job.workspace_id()),
        sync_source: text(job.sync_source()),
        state: status.state().expect("a state").as_str().to_owned(),
        error: status.error().map(|error| {
            let code = error.code().expect("a code");
            (code.as_str().to_owned(), text(error.message()))
        }),
        created: micros(job.creation_date_time()),
        updated: micros(job.update_date_time()),
    }
}

/// The SDK reads a timestamp through `f64`, so that the last digits are rounded away here.
fn micros(time: Option<&DateTime>) -> i64 {
    let nanos = time.expect("a time").as_nanos();
    i64::try_from((nanos + 500).div_euclid(1_000)).expect("a time of this century")
}

/// Creates a client of a loopback server.
pub fn client(port: u16) -> Client {
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .build_with_resolver(Loopback);
    client_over(&format!("http://127.0.0.1:{port}"), http)
}

/// Creates a client whose connector returns `{}` without I/O.
pub fn client_without_io() -> Client {
    client_over(
        "http://localhost",
        http_client_fn(|_, _| SharedHttpConnector::new(AtOnce)),
    )
}

/// The SDK's stalled stream protection is off, which makes it slightly faster. Everything else is
/// the default.
fn client_over(endpoint: &str, http: SharedHttpClient) -> Client {
    let config = aws_sdk_iottwinmaker::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            "AKIDEXAMPLE",
            "SECRET",
            None,
            None,
            "peers",
        ))
        .endpoint_url(endpoint)
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(http)
        .build();
    Client::from_conf(config)
}

/// Makes a call.
pub async fn call(client: &Client) -> ListSyncJobsOutput {
    client
        .list_sync_jobs()
        .workspace_id(WORKSPACE)
        .max_results(MAX_RESULTS)
        .send()
        .await
        .expect("the SDK's call succeeds")
}

/// Describes the request of a call.
pub async fn sent() -> Sent {
    let noted = Arc::new(Mutex::new(None));
    let connector = SharedHttpConnector::new(Noting(noted.clone()));
    let http = http_client_fn(move |_, _| connector.clone());
    call(&client_over("http://localhost", http)).await;
    let sent = noted.lock().expect("the lock is free").take();
    sent.expect("a request was sent")
}

/// The SDK prepends `api.` to an IP address too, so that the name has to resolve to the loopback
/// device.
#[derive(Clone, Debug)]
struct Loopback;

impl ResolveDns for Loopback {
    fn resolve_dns<'a>(&'a self, _: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]))
    }
}

/// Returns `{}` immediately.
#[derive(Debug)]
struct AtOnce;

impl HttpConnector for AtOnce {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        assert!(request.headers().contains_key("authorization"));
        HttpConnectorFuture::ready(Ok(response("{}")))
    }
}

/// Returns `{}` immediately and records the request.
#[derive(Debug)]
struct Noting(Arc<Mutex<Option<Sent>>>);

impl HttpConnector for Noting {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let header = request.headers().get("authorization");
        let body = request.body().bytes();
        *self.0.lock().expect("the lock is free") = Some(Sent {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            body: body.expect("a body in memory").to_vec(),
            signed: header.is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 ")),
        });
        HttpConnectorFuture::ready(Ok(response("{}")))
    }
}
