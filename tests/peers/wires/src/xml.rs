//! A page of `ListObjectsV2` of S3 with 1,000 keys.

use std::borrow::Cow;
use std::fmt::Write;
use std::hint::black_box;

use aws_sdk_s3::operation::list_objects_v2 as official;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::lanes::{Official, Ours};
use crate::race::{race, repeat};
use crate::{Figure, ROUNDS};

mod generated {
    #![allow(dead_code, unused_imports)] // a part of the client is measured
    include!(concat!(env!("OUT_DIR"), "/s3.rs"));
}

pub use generated::s3;

const KEYS: usize = 1_000;

/// The result that all lanes must have: the keys, and the sum of the sizes.
type Read = (Vec<String>, i64, i64);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)] // a caller has the other fields, too
struct Page {
    name: Option<String>,
    prefix: Option<String>,
    key_count: Option<i32>,
    max_keys: Option<i32>,
    is_truncated: Option<bool>,
    next_continuation_token: Option<String>,
    #[serde(default)]
    contents: Vec<Object>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)] // as above
struct Object {
    key: Option<String>,
    #[serde(default, deserialize_with = "date_time")]
    last_modified: Option<Timestamp>,
    #[serde(rename = "ETag")]
    e_tag: Option<String>,
    size: Option<i64>,
    storage_class: Option<StorageClass>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum StorageClass {
    Standard,
    Glacier,
    #[serde(other)]
    Unknown,
}

fn date_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    text.parse().map(Some).map_err(D::Error::custom)
}

fn sample() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult \
         xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>reports</Name><Prefix>daily/\
         </Prefix><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=\
         </NextContinuationToken><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys>\
         <IsTruncated>true</IsTruncated>",
    );
    for number in 0..KEYS {
        let class = if number % 5 == 0 {
            "GLACIER"
        } else {
            "STANDARD"
        };
        let _ = write!(
            text,
            "<Contents><Key>daily/2026/11/{number:06}/measurements.parquet</Key><LastModified>\
             2026-11-{:02}T07:{:02}:{:02}.000Z</LastModified><ETag>&quot;{number:032x}&quot;\
             </ETag><Size>{}</Size><StorageClass>{class}</StorageClass></Contents>",
            number % 28 + 1,
            number % 60,
            number % 59,
            number * 7_919,
        );
    }
    text + "</ListBucketResult>"
}

fn ours(output: &s3::operation::ListObjectsV2Output) -> Read {
    let objects = output.contents.iter().flatten();
    let keys = objects.clone().filter_map(|one| one.key.clone());
    let sizes = objects.clone().filter_map(|one| one.size).sum();
    let times = objects.filter_map(|one| Some(one.last_modified.as_ref()?.as_second()));
    (keys.collect(), sizes, times.sum())
}

fn of_sdk(output: &official::ListObjectsV2Output) -> Read {
    let objects = output.contents().iter();
    let keys = objects
        .clone()
        .filter_map(|one| Some(one.key()?.to_owned()));
    let sizes = objects.clone().filter_map(|one| one.size()).sum();
    let times = objects.filter_map(|one| Some(one.last_modified()?.secs()));
    (keys.collect(), sizes, times.sum())
}

fn of_derive(page: &Page) -> Read {
    let objects = page.contents.iter();
    let keys = objects.clone().filter_map(|one| one.key.clone());
    let sizes = objects.clone().filter_map(|one| one.size).sum();
    let times = objects.filter_map(|one| Some(one.last_modified?.as_second()));
    (keys.collect(), sizes, times.sum())
}

fn derive(text: &str) -> Page {
    quick_xml::de::from_str(text).expect("the derive reads the page")
}

pub fn figure() -> Figure {
    let text = sample();
    let our = Ours::new(text.as_bytes(), "application/xml");
    let layer = official::ListObjectsV2::new().config();
    let sdk = Official::new(layer, text.as_bytes(), "application/xml");
    let read = || our.read::<s3::operation::ListObjectsV2>();
    let read_by_sdk = || sdk.read::<official::ListObjectsV2Output>();
    let expected = ours(&read());
    assert_eq!(expected.0.len(), KEYS);
    assert_eq!(of_sdk(&read_by_sdk()), expected);
    assert_eq!(of_derive(&derive(&text)), expected);
    let times = race(
        ROUNDS,
        vec![
            repeat(read),
            repeat(read_by_sdk),
            repeat(|| derive(black_box(&text))),
        ],
    );
    Figure {
        what: format!("S3 `ListObjectsV2`, {KEYS} keys ({} bytes)", text.len()),
        ours: times[0],
        official: times[1],
        derived: Some(times[2]),
        goals: [3.0, 1.2],
    }
}
