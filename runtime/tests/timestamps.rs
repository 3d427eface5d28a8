//! Timestamps are written with milliseconds at most, in every format and place.

#![allow(clippy::unwrap_used)]
#![cfg(all(feature = "cbor", feature = "json", feature = "query", feature = "xml"))]

#[macro_use]
mod common;

use common::{Empty, NoError, header, request, target};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{Timestamp, TimestampFormat};

static TIMES: rt::Schema = rt::list("test#Times", &rt::element(rt::TIMESTAMP));

structure!(Body {
    time "time": Option<Timestamp> = rt::member("time", rt::TIMESTAMP);
    epoch "epoch": Option<Timestamp> =
        rt::member("epoch", rt::TIMESTAMP).timestamp(TimestampFormat::EpochSeconds);
    date "date": Option<Timestamp> =
        rt::member("date", rt::TIMESTAMP).timestamp(TimestampFormat::DateTime);
    times "times": Option<Vec<Timestamp>> = rt::member("times", &TIMES);
});

structure!(Bound {
    label "label": Timestamp = rt::member("label", rt::TIMESTAMP).label();
    query "query": Option<Timestamp> = rt::member("query", rt::TIMESTAMP).query("q");
    head "head": Option<Timestamp> = rt::member("head", rt::TIMESTAMP)
        .timestamp(TimestampFormat::DateTime)
        .header("X-Time");
});

macro_rules! service {
    ($name:ident, $operation:ident, $protocol:ident) => {
        static $name: rt::ServiceSchema =
            rt::ServiceSchema::new("test#Service", &rt::protocol::$protocol).signing_name("test");
        operation!($operation: Body => Empty, NoError, &$name, |schema| schema.http("POST", "/"));
    };
}

service!(REST_JSON, RestJson, REST_JSON_1);
service!(REST_XML, RestXml, REST_XML);
service!(AWS_JSON, AwsJson, AWS_JSON_1_1);
service!(QUERY, Query, AWS_QUERY);
service!(CBOR, Cbor, RPC_V2_CBOR);
service!(RPC_JSON, RpcJson, RPC_V2_JSON);
operation!(Get: Bound => Empty, NoError, &REST_JSON, |schema| schema.http("GET", "/{label}"));

fn sent<O: rt::Operation<Input = Body>>(time: &str) -> rt::Bytes {
    let time: Timestamp = time.parse().unwrap();
    let input = Body {
        time: Some(time),
        epoch: Some(time),
        date: Some(time),
        times: Some(vec![time]),
    };
    request::<O>(input).unwrap().into_body()
}

fn check<O: rt::Operation<Input = Body>>() {
    for (exact, truncated) in [
        ("2018-01-09T20:51:21.123999999Z", "2018-01-09T20:51:21.123Z"),
        ("2018-01-09T20:51:21.000999Z", "2018-01-09T20:51:21Z"),
        ("1969-12-31T23:59:58.5000001Z", "1969-12-31T23:59:58.501Z"),
    ] {
        assert_eq!(sent::<O>(exact), sent::<O>(truncated), "{exact}");
    }
}

#[test]
fn bodies_have_milliseconds() {
    check::<RestJson>();
    check::<RestXml>();
    check::<AwsJson>();
    check::<Query>();
    check::<Cbor>();
    check::<RpcJson>();
    assert_eq!(
        sent::<AwsJson>("2018-01-09T20:51:21.123999999Z"),
        r#"{"time":1515531081.123,"epoch":1515531081.123,"date":"2018-01-09T20:51:21.123Z","times":[1515531081.123]}"#
    );
}

#[test]
fn labels_queries_and_headers_have_milliseconds() {
    let time: Timestamp = "2018-01-09T20:51:21.123999999Z".parse().unwrap();
    let input = Bound {
        label: time,
        query: Some(time),
        head: Some(time),
    };
    let request = request::<Get>(input).unwrap();
    assert_eq!(
        target(&request),
        "/2018-01-09T20%3A51%3A21.123Z?q=2018-01-09T20%3A51%3A21.123Z"
    );
    assert_eq!(header(&request, "x-time"), Some("2018-01-09T20:51:21.123Z"));
}
