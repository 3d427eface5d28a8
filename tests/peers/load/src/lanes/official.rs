//! The published crate.

use std::net::{IpAddr, Ipv4Addr};

use aws_sdk_iottwinmaker::Client;
use aws_sdk_iottwinmaker::config::{
    BehaviorVersion, Credentials, Region, StalledStreamProtectionConfig,
};
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};

use super::{MAX_RESULTS, WORKSPACE};

/// The SDK puts `api.` before an IP address too, so the name has to lead back to the loopback
/// device.
#[derive(Clone, Debug)]
struct Loopback;

impl ResolveDns for Loopback {
    fn resolve_dns<'a>(&'a self, _: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]))
    }
}

/// A client of the server at this port. Its guard against stalled streams is off, which makes it a
/// little faster.
pub fn client(port: u16) -> Client {
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .build_with_resolver(Loopback);
    let credentials = Credentials::new("AKIDEXAMPLE", "SECRET", None, None, "load");
    let config = aws_sdk_iottwinmaker::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials)
        .endpoint_url(format!("http://127.0.0.1:{port}"))
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(http)
        .build();
    Client::from_conf(config)
}

/// One call.
pub async fn call(client: &Client) {
    let page = client
        .list_sync_jobs()
        .workspace_id(WORKSPACE)
        .max_results(MAX_RESULTS)
        .send()
        .await;
    let page = page.expect("the SDK's call succeeds");
    assert_eq!(page.sync_job_summaries().len(), 2);
}
