//! A page of `GetMetricData` of CloudWatch with 10,000 points, in CBOR.

use std::hint::black_box;

use aws_sdk_cloudwatch::operation::get_metric_data as official;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use ciborium::tag::Required;
use serde::{Deserialize, Serialize};

use crate::lanes::{Official, Ours};
use crate::race::{race, repeat};
use crate::{Figure, ROUNDS};

mod generated {
    #![allow(dead_code, unused_imports)] // a part of the client is measured
    include!(concat!(env!("OUT_DIR"), "/cloudwatch.rs"));
}

pub use generated::cloudwatch;

const METRICS: usize = 20;
const POINTS: usize = 500;

/// The result that all lanes must have: the labels, and the sums of times and values.
type Read = (Vec<String>, i64, f64);

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    metric_data_results: Option<Vec<Metric>>,
    next_token: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Metric {
    id: Option<String>,
    label: Option<String>,
    /// Seconds since 1970, with CBOR's tag of times (RFC 8949, section 3.4.2).
    timestamps: Option<Vec<Required<f64, 1>>>,
    values: Option<Vec<f64>>,
    status_code: Option<String>,
}

fn sample() -> Vec<u8> {
    let metric = |number: usize| Metric {
        id: Some(format!("m{number}")),
        label: Some(format!("CPUUtilization i-{number:017x}")),
        timestamps: Some(
            (0..POINTS)
                .map(|at| Required(1_795_000_000.0 + 60.0 * at as f64))
                .collect(),
        ),
        values: Some(
            (0..POINTS)
                .map(|at| (at * 37 % 1_000) as f64 / 9.7)
                .collect(),
        ),
        status_code: Some("Complete".to_owned()),
    };
    let page = Page {
        metric_data_results: Some((0..METRICS).map(metric).collect()),
        next_token: Some("a token of the next page".to_owned()),
    };
    let mut bytes = Vec::new();
    ciborium::into_writer(&page, &mut bytes).expect("CBOR is written");
    bytes
}

fn ours(output: &cloudwatch::operation::GetMetricDataOutput) -> Read {
    let metrics = output.metric_data_results.iter().flatten();
    let labels = metrics.clone().filter_map(|one| one.label.clone());
    let times = metrics
        .clone()
        .flat_map(|one| one.timestamps.iter().flatten());
    let values = metrics.flat_map(|one| one.values.iter().flatten());
    (
        labels.collect(),
        times.map(|time| time.as_second()).sum(),
        values.sum(),
    )
}

fn of_sdk(output: &official::GetMetricDataOutput) -> Read {
    let metrics = output.metric_data_results().iter();
    let labels = metrics
        .clone()
        .filter_map(|one| Some(one.label()?.to_owned()));
    let times = metrics.clone().flat_map(|one| one.timestamps());
    let values = metrics.flat_map(|one| one.values());
    (
        labels.collect(),
        times.map(|time| time.secs()).sum(),
        values.sum(),
    )
}

fn of_derive(page: &Page) -> Read {
    let metrics = page.metric_data_results.iter().flatten();
    let labels = metrics.clone().filter_map(|one| one.label.clone());
    let times = metrics
        .clone()
        .flat_map(|one| one.timestamps.iter().flatten());
    let values = metrics.flat_map(|one| one.values.iter().flatten());
    (
        labels.collect(),
        times.map(|time| time.0 as i64).sum(),
        values.sum(),
    )
}

fn derive(bytes: &[u8]) -> Page {
    ciborium::from_reader(bytes).expect("the derive reads the page")
}

pub fn figure() -> Figure {
    let bytes = sample();
    let our = Ours::new(&bytes, "application/cbor");
    let layer = official::GetMetricData::new().config();
    let sdk = Official::new(layer, &bytes, "application/cbor");
    let read = || our.read::<cloudwatch::operation::GetMetricData>();
    let read_by_sdk = || sdk.read::<official::GetMetricDataOutput>();
    let expected = ours(&read());
    assert_eq!(expected.0.len(), METRICS);
    assert_eq!(of_sdk(&read_by_sdk()), expected);
    assert_eq!(of_derive(&derive(&bytes)), expected);
    let times = race(
        ROUNDS,
        vec![
            repeat(read),
            repeat(read_by_sdk),
            repeat(|| derive(black_box(&bytes))),
        ],
    );
    Figure {
        what: format!(
            "CloudWatch `GetMetricData`, {} points ({} bytes of CBOR)",
            METRICS * POINTS,
            bytes.len()
        ),
        ours: times[0],
        official: times[1],
        derived: Some(times[2]),
        goals: [2.0, 1.2],
    }
}
