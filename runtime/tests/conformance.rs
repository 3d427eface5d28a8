//! The functions behind protocol tests: cases that hold pass, and each kind of difference is told.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "conformance")]

#[macro_use]
mod common;

use std::collections::BTreeMap;

use common::Empty;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::conformance::{self, RequestCase, ResponseCase};
use tinsmith_runtime::{BigDecimal, ByteStream, Bytes, Document, Timestamp};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .endpoint_prefix("test");

static NUMBERS: rt::Schema = rt::list("test#Numbers", &rt::element(rt::DOUBLE));
static TABLE: rt::Schema = rt::map("test#Table", &rt::key(rt::STRING), &rt::entry(rt::STRING));

structure!(Everything {
    label "label": String = rt::member("label", rt::STRING).label().host_label();
    query "query": Option<Vec<f64>> = rt::member("query", &NUMBERS).query("q");
    others "others": Option<BTreeMap<String, String>> = rt::member("others", &TABLE).query_params();
    head "head": Option<String> = rt::member("head", rt::STRING).header("X-Head");
    token "token": Option<String> = rt::member("token", rt::STRING).header("X-Token").idempotency_token();
    blob "blob": Option<Bytes> = rt::member("blob", rt::BLOB);
    time "time": Option<Timestamp> = rt::member("time", rt::TIMESTAMP);
    ratio "ratio": Option<f32> = rt::member("ratio", rt::FLOAT).traits(&rt::traits().json_name("r"));
    exact "exact": Option<BigDecimal> = rt::member("exact", rt::BIG_DECIMAL);
    any "any": Option<Document> = rt::member("any", rt::DOCUMENT);
    sparse "sparse": Option<Vec<Option<f64>>> = rt::member("sparse", &NUMBERS);
    count "count": i32 = rt::member("count", rt::INTEGER);
});
structure!(Stream {
    body "body": ByteStream = rt::member("body", rt::STREAM).payload();
});
structure!(Refused {
    message "message": Option<String> = rt::member("message", rt::STRING);
});
structure!(Busy {
    message "message": Option<String> = rt::member("message", rt::STRING);
});

#[derive(Debug)]
#[allow(dead_code)]
enum AnyError {
    Refused(Refused),
    Busy(Busy),
}

impl rt::ErrorSet for AnyError {
    fn each(cases: &mut rt::Cases<'_, Self>) {
        cases.case(Self::Refused);
        cases.case(Self::Busy);
    }
}

operation!(Send: Everything => Everything, AnyError, &SERVICE, |schema| schema
    .http("POST", "/{label}/x?fixed")
    .host_prefix("{label}."));
operation!(Pass: Stream => Stream, AnyError, &SERVICE, |schema| schema
    .http("PUT", "/")
    .streaming_output());
operation!(Get: Empty => Empty, AnyError, &SERVICE, |schema| schema.http("GET", "/"));

const CASE: RequestCase = RequestCase {
    id: "Everything",
    method: "POST",
    uri: "/base/a/x",
    host: Some("example.com/base"),
    resolved_host: Some("a.example.com"),
    query: &["fixed", "q=1.5", "q=NaN", "k=v%20w"],
    require_query: &["q", "fixed"],
    forbid_query: &["z"],
    headers: &[
        ("X-Head", ""),
        ("content-type", "application/json"),
        ("x-token", "00000000-0000-4000-8000-000000000000"),
    ],
    require_headers: &["Content-Length"],
    forbid_headers: &["X-Other"],
    body: Some(
        r#" { "count": 0, "blob": "Zm9v", "time": 1.50, "r": "-Infinity", "exact": 1.00,
        "any": [1.0, {"a": null}], "sparse": [null, 1e2] } "#,
    ),
    body_media_type: Some("application/json"),
    params: r#"{"label": "a", "query": [1.5, "NaN"], "others": {"k": "v w"}, "head": "",
        "token": null, "blob": "foo",
        "time": 1.5, "ratio": "-Infinity", "exact": 1.00, "any": [1.0, {"a": null}],
            "sparse": [null, 100]}"#,
};

#[test]
fn a_request_case_that_holds_passes() {
    conformance::request::<Send>(&CASE).unwrap();
    let empty = RequestCase {
        id: "E",
        method: "GET",
        uri: "/",
        body: Some(""),
        ..RequestCase::EMPTY
    };
    conformance::request::<Get>(&RequestCase {
        forbid_headers: &["content-length", "content-type"],
        ..empty
    })
    .unwrap();
    conformance::request::<Pass>(&RequestCase {
        method: "PUT",
        params: r#"{"body": "blobby"}"#,
        body: Some("blobby"),
        body_media_type: Some("application/octet-stream"),
        ..empty
    })
    .unwrap();
}

#[test]
fn each_difference_of_a_request_is_told() {
    let differ = |case: RequestCase, told: &str| {
        let difference = conformance::request::<Send>(&case).unwrap_err();
        assert!(
            difference.contains("Everything") && difference.contains(told),
            "{difference}"
        );
    };
    differ(
        RequestCase {
            method: "PUT",
            ..CASE
        },
        "method",
    );
    differ(
        RequestCase {
            uri: "/a/x",
            ..CASE
        },
        "path",
    );
    differ(
        RequestCase {
            resolved_host: Some("example.com"),
            ..CASE
        },
        "host",
    );
    differ(
        RequestCase {
            query: &["q=1"],
            ..CASE
        },
        "query q=1",
    );
    differ(
        RequestCase {
            query: &["q=NaN", "q=1.5"],
            ..CASE
        },
        "query q=NaN",
    );
    differ(
        RequestCase {
            query: &["q=1.5"],
            ..CASE
        },
        "query q=1.5",
    );
    differ(
        RequestCase {
            require_query: &["z"],
            ..CASE
        },
        "query z is missing",
    );
    differ(
        RequestCase {
            forbid_query: &["k"],
            ..CASE
        },
        "query k must not",
    );
    differ(
        RequestCase {
            headers: &[("X-Head", "h")],
            ..CASE
        },
        "header X-Head",
    );
    // None is not the same as an empty one.
    differ(
        RequestCase {
            headers: &[("X-Other", "")],
            ..CASE
        },
        "header X-Other",
    );
    differ(
        RequestCase {
            require_headers: &["X-Other"],
            ..CASE
        },
        "header X-Other is missing",
    );
    differ(
        RequestCase {
            forbid_headers: &["x-head"],
            ..CASE
        },
        "header x-head must not",
    );
    differ(
        RequestCase {
            body: Some("{}"),
            ..CASE
        },
        "body.any",
    );
    differ(
        RequestCase {
            body: Some(""),
            ..CASE
        },
        "body",
    );
    differ(
        RequestCase {
            body_media_type: None,
            ..CASE
        },
        "body",
    );
    let other = r#"{"count":0,"blob":"Zm9v","time":1.5,"r":"-Infinity","exact":1,"any":[1,{"a":0}],"sparse":[null,100]}"#;
    differ(
        RequestCase {
            body: Some(other),
            ..CASE
        },
        "body.any[1].a",
    );
    differ(
        RequestCase {
            params: r#"{"label": "a", "unknown": 1}"#,
            ..CASE
        },
        "unknown",
    );
    differ(
        RequestCase {
            params: r#"{"label": 1}"#,
            ..CASE
        },
        "label",
    );
    differ(
        RequestCase {
            params: "{",
            ..CASE
        },
        "params",
    );
    differ(
        RequestCase {
            params: "{}",
            ..CASE
        },
        "label",
    );
    differ(
        RequestCase {
            host: Some("a b"),
            ..CASE
        },
        "client",
    );
}

const RESPONSE: ResponseCase = ResponseCase {
    id: "Everything",
    headers: &[("x-head", "h")],
    body: Some(
        r#"{"blob":"AP8=","time":1.5,"r":"NaN","exact":1.00,"any":{"b":[1]},"sparse":[1,null],"label":"l"}"#,
    ),
    params: r#"{"head": "h", "time": 1.500, "ratio": "NaN", "exact": 1.00, "any": {"b": [1]},
        "sparse": [1.0, null], "label": "l"}"#,
    ..ResponseCase::EMPTY
};

#[test]
fn response_cases_are_compared_by_all_members() {
    let text = ResponseCase {
        body: Some(r#"{"blob":"Zm9v"}"#),
        params: r#"{"blob": "foo", "head": "h"}"#,
        ..RESPONSE
    };
    conformance::response::<Send>(&text).unwrap();
    // What must be there is zero where a response leaves it out.
    let zero = ResponseCase {
        body: None,
        params: r#"{"count": 0, "label": "", "head": "h"}"#,
        ..RESPONSE
    };
    conformance::response::<Send>(&zero).unwrap();
    let stream = ResponseCase {
        body: Some("blobby"),
        params: r#"{"body": "blobby"}"#,
        ..ResponseCase::EMPTY
    };
    conformance::response::<Pass>(&stream).unwrap();
    let difference = conformance::response::<Send>(&RESPONSE).unwrap_err();
    assert!(difference.contains("output.blob"), "{difference}");
    assert!(!difference.contains("output.ratio"), "{difference}");
}

#[test]
fn each_difference_of_a_response_is_told() {
    let good = ResponseCase {
        body: Some(r#"{"time":1,"any":[1],"sparse":[null],"r":2}"#),
        params: r#"{"head": "h", "time": 1, "any": [1.0], "sparse": [null], "ratio": 2.0}"#,
        ..RESPONSE
    };
    conformance::response::<Send>(&good).unwrap();
    for (body, told) in [
        (
            r#"{"time":2,"any":[1],"sparse":[null],"r":2}"#,
            "output.time",
        ),
        (
            r#"{"time":1,"any":[2],"sparse":[null],"r":2}"#,
            "output.any[0]",
        ),
        (
            r#"{"time":1,"any":[1],"sparse":[0],"r":2}"#,
            "output.sparse[0]",
        ),
        (r#"{"time":1,"any":[1],"sparse":[null]}"#, "output.ratio"),
        (
            r#"{"time":1,"any":[1],"sparse":[null],"r":2,"count":1}"#,
            "output.count",
        ),
        (r#"{"time":"then"}"#, "time"),
        ("<html>", "output"),
    ] {
        let case = ResponseCase {
            body: Some(body),
            ..good
        };
        let difference = conformance::response::<Send>(&case).unwrap_err();
        assert!(difference.contains(told), "{difference}");
    }
    for case in [
        ResponseCase {
            headers: &[("x-head", "other")],
            ..good
        },
        ResponseCase {
            headers: &[("x head", "h")],
            ..good
        },
        ResponseCase { code: 9999, ..good },
        ResponseCase { code: 500, ..good },
        ResponseCase {
            params: "[",
            ..good
        },
    ] {
        conformance::response::<Send>(&case).unwrap_err();
    }
}

#[test]
fn errors_are_compared_by_their_type_and_members() {
    let case = ResponseCase {
        id: "Refused",
        code: 400,
        headers: &[("x-amzn-errortype", "test#Refused:http://x")],
        body: Some(r#"{"message":"m"}"#),
        params: r#"{"message": "m"}"#,
        ..ResponseCase::EMPTY
    };
    conformance::error::<Send, Refused>(&case).unwrap();
    for case in [
        ResponseCase {
            headers: &[("x-amzn-errortype", "Busy")],
            ..case
        },
        ResponseCase {
            headers: &[("x-amzn-errortype", "New")],
            ..case
        },
        ResponseCase {
            headers: &[],
            ..case
        },
        ResponseCase {
            params: "{}",
            ..case
        },
        ResponseCase {
            body: Some(r#"{"message":"other"}"#),
            ..case
        },
        ResponseCase {
            body: Some("<html>"),
            ..case
        },
        ResponseCase { code: 200, ..case },
    ] {
        let difference = conformance::error::<Send, Refused>(&case).unwrap_err();
        assert!(difference.contains("Refused"), "{difference}");
    }
}
