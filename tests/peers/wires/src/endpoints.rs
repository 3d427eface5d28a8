//! Resolution of endpoints by rules: a standard form and S3's table, beside the SDKs.
//!
//! Each lane resolves two sets of parameters in turn. The SDKs keep the result of the last set, and
//! our client those of the last eight; here the rules themselves are measured.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_sdk_cloudwatch::config::endpoint as cloudwatch_sdk;
use aws_sdk_cloudwatch::config::endpoint::ResolveEndpoint as _;
use aws_sdk_s3::config::endpoint as s3_sdk;
use aws_sdk_s3::config::endpoint::{EndpointFuture, ResolveEndpoint as _};
use tinsmith_runtime::codegen::Operation;
use tinsmith_runtime::endpoint::{
    ContextValue, EndpointParams, Region, ResolveEndpoint, RulesEndpoint,
};

use crate::ROUNDS;
use crate::cbor::cloudwatch::operation::GetMetricData;
use crate::race::{race, ratio, repeat};
use crate::xml::s3::operation::ListObjectsV2;

/// The times of one resolution: ours, and the SDK's.
pub struct Figure {
    name: &'static str,
    ours: Duration,
    official: Duration,
    goal: Duration,
}

impl Figure {
    pub fn row(&self) -> String {
        let text = |time: Duration| format!("{:.2} µs", time.as_secs_f64() * 1e6);
        format!(
            "| {} | {} (≤ {}) | {} | {:.2} × | {} |",
            self.name,
            text(self.ours),
            text(self.goal),
            text(self.official),
            ratio(self.official, self.ours),
            if self.ours <= self.goal {
                "yes"
            } else {
                "**no**"
            },
        )
    }
}

/// Races our rules against `official`, which resolves the set of parameters of an index.
fn figure<O: Operation>(
    name: &'static str,
    goal: Duration,
    params: &[EndpointParams<'_>; 2],
    official: impl Fn(usize) -> String,
) -> Figure {
    let rules = O::SCHEMA.service.endpoint;
    let rules = RulesEndpoint::new(rules.expect("the service has endpoint rules"));
    let resolve = |set: &EndpointParams<'_>| rules.resolve(set).expect("our rules resolve");
    for (index, set) in params.iter().enumerate() {
        let ours = resolve(set).endpoint.to_string();
        assert_eq!(ours.trim_end_matches('/'), official(index));
    }
    let times = race(
        ROUNDS,
        vec![
            repeat(|| params.each_ref().map(|set| resolve(black_box(set)))),
            repeat(|| [0, 1].map(|index| official(black_box(index)))),
        ],
    );
    Figure {
        name,
        ours: times[0] / 2,
        official: times[1] / 2,
        goal,
    }
}

/// The URL that an SDK resolves, which it does at once.
fn url(future: EndpointFuture<'_>) -> String {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(found) => found.expect("the SDK resolves").url().to_owned(),
        Poll::Pending => unreachable!("the SDK's resolver waits for nothing"),
    }
}

fn standard() -> Figure {
    let names = ["eu-west-1", "us-gov-west-1"];
    let regions = names.map(|name| Region::new(name).expect("a region"));
    let ours = regions
        .each_ref()
        .map(|region| EndpointParams::new(Some(region), None));
    let theirs = names.map(|name| {
        let params = cloudwatch_sdk::Params::builder().region(name.to_owned());
        params.build().expect("parameters")
    });
    let resolver = cloudwatch_sdk::DefaultResolver::new();
    figure::<GetMetricData>(
        "CloudWatch, a standard form",
        Duration::from_nanos(500),
        &ours,
        |index| url(resolver.resolve_endpoint(&theirs[index])),
    )
}

fn s3(name: &'static str, buckets: [&str; 2]) -> Figure {
    let region = Region::new("us-west-2").expect("a region");
    let contexts = buckets.map(|bucket| [("Bucket", ContextValue::String(bucket))]);
    let ours = contexts.each_ref().map(|context| {
        let mut params = EndpointParams::new(Some(&region), None);
        params.context = context;
        params
    });
    let theirs = buckets.map(|bucket| {
        let params = s3_sdk::Params::builder().region("us-west-2".to_owned());
        params
            .bucket(bucket.to_owned())
            .build()
            .expect("parameters")
    });
    let resolver = s3_sdk::DefaultResolver::new();
    figure::<ListObjectsV2>(name, Duration::from_micros(3), &ours, |index| {
        url(resolver.resolve_endpoint(&theirs[index]))
    })
}

pub fn figures() -> [Figure; 3] {
    [
        standard(),
        s3("S3, a bucket", ["reports-2026", "reports-2027"]),
        s3(
            "S3, an access point",
            [
                "arn:aws:s3:us-west-2:123456789012:accesspoint/reports",
                "arn:aws:s3:us-west-2:123456789012:accesspoint/invoices",
            ],
        ),
    ]
}
