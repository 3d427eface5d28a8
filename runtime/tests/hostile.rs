//! Values and responses that nobody means well with: each ends in a request, an output or an
//! error, and never in a panic.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

#[macro_use]
mod common;

use std::collections::BTreeMap;

use common::{NoError, request, response};
use fastrand::Rng;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{BigDecimal, Bytes, Document, ErrorKind, Timestamp, TimestampFormat};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1).signing_name("test");

static STRINGS: rt::Schema = rt::list("test#Strings", &rt::element(rt::STRING));
static TIMES: rt::Schema = rt::list("test#Times", &rt::element(rt::TIMESTAMP));
static TABLE: rt::Schema = rt::map("test#Table", &rt::key(rt::STRING), &rt::entry(rt::STRING));

structure!(Places {
    label "label": String = rt::member("label", rt::STRING).label();
    rest "rest": String = rt::member("rest", rt::STRING).label();
    host "host": String = rt::member("host", rt::STRING).host_label();
    query "query": Option<Vec<String>> = rt::member("query", &STRINGS).query("q");
    queries "queries": Option<BTreeMap<String, String>> = rt::member("queries", &TABLE).query_params();
    head "head": Option<String> = rt::member("head", rt::STRING).header("X-Head");
    json "json": Option<String> = rt::member("json", rt::STRING).header("X-Json").media_type("application/json");
    heads "heads": Option<Vec<String>> = rt::member("heads", &STRINGS).header("X-Heads");
    more "more": Option<BTreeMap<String, String>> = rt::member("more", &TABLE).prefix_headers("X-More-");
    text "text": Option<String> = rt::member("text", rt::STRING);
    any "any": Option<Document> = rt::member("any", rt::DOCUMENT);
});

structure!(Parts {
    head "head": Option<String> = rt::member("head", rt::STRING).header("X-Head");
    json "json": Option<String> = rt::member("json", rt::STRING).header("X-Json").media_type("application/json");
    heads "heads": Option<Vec<String>> = rt::member("heads", &STRINGS).header("X-Heads");
    times "times": Option<Vec<Timestamp>> = rt::member("times", &TIMES).header("X-Times");
    number "number": Option<i32> = rt::member("number", rt::INTEGER).header("X-Number");
    exact "exact": Option<BigDecimal> = rt::member("exact", rt::BIG_DECIMAL).header("X-Exact");
    flag "flag": Option<bool> = rt::member("flag", rt::BOOLEAN).header("X-Flag");
    bytes "bytes": Option<Bytes> = rt::member("bytes", rt::BLOB).header("X-Bytes");
    epoch "epoch": Option<Timestamp> =
        rt::member("epoch", rt::TIMESTAMP).timestamp(TimestampFormat::EpochSeconds).header("X-Epoch");
    more "more": Option<BTreeMap<String, String>> = rt::member("more", &TABLE).prefix_headers("X-");
    status "status": Option<i32> = rt::member("status", rt::INTEGER).response_code();
    any "any": Option<Document> = rt::member("any", rt::DOCUMENT);
    time "time": Option<Timestamp> = rt::member("time", rt::TIMESTAMP);
    large "large": Option<rt::BigInteger> = rt::member("large", rt::BIG_INTEGER);
});

operation!(Send: Places => Parts, NoError, &SERVICE, |schema| schema
    .http("POST", "/{label}/x/{rest+}?fixed")
    .host_prefix("{host}-x."));

operation!(Listen: common::Empty => Parts, NoError, &SERVICE, |schema| schema.http("GET", "/"));

/// Texts out of the characters that mean something somewhere.
fn text(random: &mut Rng) -> String {
    const ALPHABET: [char; 32] = [
        'a', 'Z', '9', '-', '.', '/', '\\', '?', '#', '&', '=', '+', '%', '@', ':', ';', ',', '"',
        '\'', ' ', '\t', '\r', '\n', '\0', '\u{7f}', 'ü', '\u{2028}', '😀', '{', '}', '[', '<',
    ];
    let length = random.usize(0..8);
    (0..length)
        .map(|_| ALPHABET[random.usize(0..ALPHABET.len())])
        .collect()
}

fn table(random: &mut Rng) -> BTreeMap<String, String> {
    (0..random.usize(0..3))
        .map(|_| (text(random), text(random)))
        .collect()
}

fn texts(random: &mut Rng) -> Vec<String> {
    (0..random.usize(0..3)).map(|_| text(random)).collect()
}

fn places(random: &mut Rng) -> Places {
    // Most are good, so that the bad ones are not all refused for the first of them.
    let good = |random: &mut Rng, value: &str| match random.u8(0..4) {
        0 => text(random),
        _ => value.to_owned(),
    };
    Places {
        label: good(random, "l"),
        rest: good(random, "r"),
        host: good(random, "h"),
        query: Some(texts(random)),
        queries: Some(table(random)),
        head: Some(good(random, "v")),
        json: Some(text(random)),
        heads: random.bool().then(|| texts(random)),
        more: random.bool().then(|| table(random)),
        text: Some(text(random)),
        any: Some(text(random).into()),
    }
}

#[test]
fn whatever_the_caller_says_the_request_is_one_request() {
    let mut random = Rng::with_seed(7);
    let mut made = 0;
    for _ in 0..5_000 {
        let input = places(&mut random);
        let shown = format!("{input:?}");
        let (label, rest, text) = (input.label.clone(), input.rest.clone(), input.text.clone());
        let request = match request::<Send>(input) {
            Ok(request) => request,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Request, "{shown}");
                continue;
            }
        };
        made += 1;
        let uri = request.uri();
        let host = uri.host().unwrap();
        assert!(
            host.ends_with("-x.example.com") && !host.contains(['@', '/', ':']),
            "{shown}"
        );
        let segments: Vec<&str> = uri.path().split('/').collect();
        assert_eq!(segments.len(), 4 + rest.matches('/').count(), "{shown}");
        let decoded = percent_encoding::percent_decode_str(segments[1]);
        assert_eq!(decoded.decode_utf8().unwrap(), label, "{shown}");
        assert!(uri.query().unwrap().starts_with("fixed"), "{shown}");
        for (name, value) in request.headers() {
            let clean = |byte: &u8| *byte == b'\t' || !byte.is_ascii_control();
            assert!(value.as_bytes().iter().all(clean), "{name}: {shown}");
        }
        let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(body["text"].as_str(), text.as_deref(), "{shown}");
    }
    assert!(
        (500..4_500).contains(&made),
        "{made} of 5000: the test has lost its sense"
    );
}

#[test]
fn whatever_the_service_says_there_is_an_output_or_an_error() {
    const NAMES: [&str; 9] = [
        "x-head", "x-json", "x-heads", "x-times", "x-number", "x-exact", "x-flag", "x-bytes",
        "x-epoch",
    ];
    const VALUES: [&str; 14] = [
        "1",
        "-1",
        "1e5",
        "1e999999999",
        "true",
        "NaN",
        "AP8=",
        "%",
        "\"",
        "\"a\\",
        ",,,",
        "a, \"b",
        "Mon, 16 Dec 2019 23:48:18 GMT, Tue,",
        "99999999999999999999999999999999",
    ];
    const BODIES: [&str; 10] = [
        "",
        "{}",
        "[]",
        "null",
        "{\"any\":{\"a\":[1e999999]}}",
        "{\"time\":1e999}",
        "{\"large\":1e400}",
        "{\"large\":1e401}",
        "{\"any\":\"\\ud800\"}",
        "{\"time\":-99999999999999999999}",
    ];
    let mut random = Rng::with_seed(11);
    let (mut outputs, mut errors) = (0, 0);
    for _ in 0..5_000 {
        let headers: Vec<_> = (0..random.usize(0..3))
            .map(|_| {
                (
                    NAMES[random.usize(0..NAMES.len())],
                    VALUES[random.usize(0..VALUES.len())],
                )
            })
            .collect();
        let body = BODIES[random.usize(0..BODIES.len())];
        match response::<Listen>(299, &headers, body) {
            Ok(output) => {
                assert_eq!(output.status, Some(299));
                outputs += 1;
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Response, "{headers:?} {body}");
                errors += 1;
            }
        }
    }
    assert!(
        errors > 500 && outputs > 500,
        "{outputs} outputs and {errors} errors"
    );
}

#[test]
fn a_header_list_of_any_length_takes_linear_time() {
    let long = "\"a\\\"\", ".repeat(2_000);
    let start = std::time::Instant::now();
    for value in [long.as_str(), &",".repeat(16_000), &"\"".repeat(16_000)] {
        let headers = [("x-heads", value), ("x-heads", value)];
        let _ = response::<Listen>(200, &headers, "");
    }
    assert!(
        start.elapsed() < std::time::Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn timestamps_beyond_their_format_are_refused() {
    structure!(Dated {
        date "date": Option<Timestamp> = rt::member("date", rt::TIMESTAMP).header("X-Date");
    });
    operation!(Date: Dated => common::Empty, NoError, &SERVICE, |schema| schema.http("GET", "/"));
    let at = |time| request::<Date>(Dated { date: Some(time) });
    at(Timestamp::UNIX_EPOCH).unwrap();
    for time in [Timestamp::MIN, Timestamp::MAX] {
        if let Err(error) = at(time) {
            assert_eq!(
                (error.kind(), error.member()),
                (ErrorKind::Request, Some("date"))
            );
        }
    }
}
