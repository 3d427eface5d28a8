//! The CBOR codec: forms that mean the same, and input that is refused.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "cbor")]

use std::collections::BTreeMap;

use tinsmith_runtime::codec::cbor::CborDecoder;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::serde::{DecodeError, Decoder, Structure};

#[derive(Clone, Debug, Default, PartialEq)]
struct Sample {
    text: Option<String>,
    count: Option<i64>,
    ratio: Option<f64>,
    bytes: Option<rt::Bytes>,
    time: Option<rt::Timestamp>,
    table: Option<BTreeMap<String, i64>>,
    inner: Option<Vec<Sample>>,
    ratios: Option<Vec<f64>>,
    times: Option<Vec<rt::Timestamp>>,
}

const TABLE: &rt::Schema = &rt::map("test#Table", &rt::key(rt::STRING), &rt::entry(rt::LONG));
const SAMPLES: &rt::Schema = &rt::list("test#Samples", &rt::element(rt::of::<Sample>()));
const RATIOS: &rt::Schema = &rt::list("test#Ratios", &rt::element(rt::DOUBLE));
const TIMES: &rt::Schema = &rt::list("test#Times", &rt::element(rt::TIMESTAMP));

impl Structure for Sample {
    const ID: &'static str = "test#Sample";
    const MEMBERS: &'static [rt::Field<Self>] = &[
        rt::field!(text: rt::member("text", rt::STRING)),
        rt::field!(count: rt::member("count", rt::LONG)),
        rt::field!(ratio: rt::member("ratio", rt::DOUBLE)),
        rt::field!(bytes: rt::member("bytes", rt::BLOB)),
        rt::field!(time: rt::member("time", rt::TIMESTAMP)),
        rt::field!(table: rt::member("table", TABLE)),
        rt::field!(inner: rt::member("inner", SAMPLES)),
        rt::field!(ratios: rt::member("ratios", RATIOS)),
        rt::field!(times: rt::member("times", TIMES)),
    ];
}

fn read(bytes: &[u8]) -> Result<Sample, DecodeError> {
    let mut sample = Sample::default();
    let mut cbor = CborDecoder::new(bytes);
    cbor.structure(Sample::SCHEMA, &mut |row, d| sample.decode_row(row, d))?;
    cbor.end()?;
    Ok(sample)
}

/// A text string of fewer than 24 bytes.
fn text(text: &str) -> Vec<u8> {
    [&[0x60 | text.len() as u8], text.as_bytes()].concat()
}

/// A map of one member.
fn with(name: &str, value: &[u8]) -> Vec<u8> {
    [&[0xa1][..], &text(name), value].concat()
}

fn full() -> (Vec<u8>, Sample) {
    let inner = [&[0x82][..], &with("count", &[0x38, 0x63]), &[0xa0]].concat();
    let members: [(&str, &[u8]); 9] = [
        ("text", &[0x62, 0xc3, 0xbc]),
        (
            "count",
            &[0x1b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ),
        ("ratio", &[0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]),
        ("bytes", &[0x42, 0x00, 0xff]),
        ("time", &[0xc1, 0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]),
        ("table", &[0xa1, 0x61, b'k', 0x20]),
        ("inner", &inner),
        ("ratios", &[0x82, 0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0x07]),
        (
            "times",
            &[0x82, 0xc1, 0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0x07],
        ),
    ];
    let mut bytes = vec![0xa9];
    for (name, value) in members {
        bytes.extend(text(name));
        bytes.extend(value);
    }
    let sample = Sample {
        text: Some("ü".to_owned()),
        count: Some(i64::MAX),
        ratio: Some(1.5),
        bytes: Some(rt::Bytes::from_static(b"\x00\xff")),
        time: Some(rt::Timestamp::from_microsecond(1_500_000).unwrap()),
        table: Some(BTreeMap::from([("k".to_owned(), -1)])),
        inner: Some(vec![
            Sample {
                count: Some(-100),
                ..Sample::default()
            },
            Sample::default(),
        ]),
        ratios: Some(vec![1.5, 7.0]),
        times: Some(
            [1_500_000, 7_000_000]
                .map(|micros| rt::Timestamp::from_microsecond(micros).unwrap())
                .into(),
        ),
    };
    (bytes, sample)
}

#[test]
fn every_kind_of_value_is_read() {
    let (bytes, sample) = full();
    assert_eq!(read(&bytes).unwrap(), sample);
}

#[test]
fn other_forms_of_the_same_values_are_read() {
    let count = |value: &[u8]| read(&with("count", value)).unwrap().count;
    for seven in [
        &[0x07][..],
        &[0x18, 0x07],
        &[0x19, 0, 7],
        &[0x1b, 0, 0, 0, 0, 0, 0, 0, 7],
        &[0xf9, 0x47, 0],
        &[0xd9, 0xd9, 0xf7, 0x07],
    ] {
        assert_eq!(count(seven), Some(7), "{seven:x?}");
    }
    for nothing in [[0xf6], [0xf7]] {
        assert_eq!(count(&nothing), None);
    }
    let ratio = |value: &[u8]| read(&with("ratio", value)).unwrap().ratio;
    for (value, expected) in [
        (&[0xf9, 0x3e, 0][..], 1.5),
        (&[0xfa, 0x3f, 0xc0, 0, 0], 1.5),
        (&[0x20], -1.0),
        (&[0xf9, 0x7c, 0], f64::INFINITY),
        (&[0xf9, 0x00, 0x01], 2f64.powi(-24)),
    ] {
        assert_eq!(ratio(value), Some(expected), "{value:x?}");
    }
    let pieces = [
        &[0xbf][..],
        &text("text"),
        &[0x7f],
        &text("a"),
        &text("bc"),
        &[0xff, 0xff],
    ];
    assert_eq!(read(&pieces.concat()).unwrap().text.as_deref(), Some("abc"));
    let list = [
        &[0xbf][..],
        &text("inner"),
        &[0x9f, 0xa0, 0xbf, 0xff, 0xff, 0xff],
    ]
    .concat();
    assert_eq!(read(&list).unwrap().inner.unwrap().len(), 2);
    let ratios = |value: &[u8]| read(&with("ratios", value)).unwrap().ratios;
    for list in [
        &[0x83, 0x01, 0xf6, 0xf9, 0x3e, 0][..],
        &[0x9f, 0xf7, 0x01, 0xfa, 0x3f, 0xc0, 0, 0, 0xff],
        &[0xd9, 0xd9, 0xf7, 0x82, 0xc6, 0x01, 0xf9, 0x3e, 0],
    ] {
        assert_eq!(ratios(list), Some(vec![1.0, 1.5]), "{list:x?}");
    }
    assert_eq!(ratios(&[0xf6]), None);
}

#[test]
fn unknown_members_are_skipped_however_deep_they_nest() {
    let deep = [vec![0x81; 100_000], vec![0x01]].concat();
    assert_eq!(read(&with("unknown", &deep)).unwrap(), Sample::default());
    let tagged = [vec![0xc1; 100_000], vec![0x01]].concat();
    assert_eq!(read(&with("unknown", &tagged)).unwrap(), Sample::default());
    assert_eq!(read(&with("count", &tagged)).unwrap().count, Some(1));
    let unended = [vec![0x9f; 100_000], vec![0xff; 99_999]].concat();
    assert!(read(&with("unknown", &unended)).is_err());
}

#[test]
fn known_members_nest_to_a_limit() {
    let nested = |depth: usize| {
        let level = [&[0xa1][..], &text("inner"), &[0x81]].concat();
        [level.repeat(depth), vec![0xa0]].concat()
    };
    assert!(read(&nested(50)).is_ok());
    let error = read(&nested(100_000)).unwrap_err();
    assert!(error.to_string().contains("nests deeper than"), "{error}");
}

#[test]
fn every_truncation_is_an_error() {
    let (bytes, _) = full();
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "{length} bytes");
    }
    let error = read(&[&bytes[..], &[0x00]].concat()).unwrap_err();
    assert!(
        error.to_string().contains("something follows the end"),
        "{error}"
    );
}

/// Lengths are claims: nothing is reserved for what is not there.
#[test]
fn lengths_beyond_the_input_are_errors() {
    let huge = [0xff; 8];
    for major in [0x5b, 0x7b, 0x9b, 0xbb] {
        for name in [
            "text", "bytes", "table", "inner", "ratios", "times", "unknown",
        ] {
            let value = [&[major][..], &huge, &[0x00]].concat();
            assert!(read(&with(name, &value)).is_err(), "{major:x} in {name}");
        }
    }
    assert!(read(&[&[0xbb][..], &huge].concat()).is_err());
}

#[test]
fn malformed_input_is_an_error() {
    for (name, value) in [
        ("text", &[0x62, 0xff, 0xfe][..]),
        ("text", &[0x7f, 0x41, 0x61, 0xff]),
        ("text", &[0x7f, 0x7f, 0xff, 0xff]),
        ("bytes", &[0x61, 0x61]),
        ("count", &[0x1c]),
        ("count", &[0x1f]),
        ("count", &[0xff]),
        ("count", &[0xf9, 0x3e, 0]),
        ("count", &[0x1b, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("count", &[0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("time", &[0xf9, 0x7e, 0]),
        (
            "time",
            &[0x1b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ),
        ("table", &[0xa1, 0x01, 0x01]),
        ("table", &[0x81, 0x01]),
        ("table", &[0xbf, 0x61, 0x61, 0xff]),
        ("inner", &[0xa0]),
        ("ratios", &[0xa0]),
        ("ratios", &[0x81, 0x61, 0x61]),
        ("ratios", &[0x9f, 0x01]),
        ("times", &[0x81, 0xf9, 0x7e, 0]),
        ("unknown", &[0xff]),
        ("unknown", &[0xdf]),
    ] {
        let found = read(&with(name, value));
        assert!(found.is_err(), "{name} {value:x?}: {found:?}");
    }
    assert!(read(&[0x80]).is_err());
    assert!(read(&[0xa1, 0x01, 0x01]).is_err());
}

#[test]
fn errors_name_member_and_place() {
    let bytes = with(
        "inner",
        &[&[0x81][..], &with("count", &[0x61, 0x61])].concat(),
    );
    let error = read(&bytes).unwrap_err().to_string();
    assert!(error.contains("inner[0].count"), "{error}");
    assert!(
        error.contains("expected") && error.contains("byte"),
        "{error}"
    );
    for name in ["ratios", "times"] {
        let error = read(&with(name, &[0x82, 0x01, 0xf4])).unwrap_err();
        let place = format!("{name}[1]");
        assert!(error.to_string().contains(&place), "{error}");
    }
}

/// Doubles are read to the microsecond, whole seconds without an error of rounding.
#[test]
fn times_as_doubles() {
    let read = |seconds: f64| {
        let value = [&[0xc1, 0xfb][..], &seconds.to_bits().to_be_bytes()].concat();
        let time = read(&with("time", &value)).map(|sample| sample.time.unwrap());
        time.map(|time| time.as_nanosecond()).ok()
    };
    let micros = |micros: i128| Some(micros * 1_000);
    for (seconds, expected) in [
        (0.0, micros(0)),
        (-0.0, micros(0)),
        (1.5, micros(1_500_000)),
        (-1.25, micros(-1_250_000)),
        (1_795_000_000.0, micros(1_795_000_000_000_000)),
        (1_795_000_000.123_456, micros(1_795_000_000_123_456)),
        (-62_135_596_800.0, micros(-62_135_596_800_000_000)),
        (253_402_207_200.0, micros(253_402_207_200_000_000)),
        (253_402_300_801.0, None),
        (4_503_599_627_370_496.0, None),
        (1_152_921_504_606_846_976.0, None),
        (1e300, None),
        (f64::INFINITY, None),
        (f64::NEG_INFINITY, None),
        (f64::NAN, None),
    ] {
        assert_eq!(read(seconds), expected, "{seconds:e}");
    }
}

/// A list may say a length that it does not have: it is an error, and no memory is taken for it.
#[test]
fn declared_lengths_are_not_believed() {
    let huge = [0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let nested = with("inner", &[&huge[..], &with("inner", &huge)].concat());
    assert!(read(&nested).is_err());
    let five = [&[0x85][..], &with("count", &[1]).repeat(5)].concat();
    let inner = read(&with("inner", &five)).unwrap().inner.unwrap();
    assert_eq!((inner.len(), inner.capacity()), (5, 5));
    assert!(read(&with("ratios", &huge)).is_err());
    let ratios = read(&with("ratios", &[0x85, 1, 1, 1, 1, 1])).unwrap();
    let ratios = ratios.ratios.unwrap();
    assert_eq!((ratios.len(), ratios.capacity()), (5, 5));
}
