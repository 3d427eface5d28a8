//! awsJson1_0 and awsJson1_1: what is sent, what is read, and how errors are told apart.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

#[macro_use]
mod common;

use common::{Empty, NoError, body, header, request, response, target};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{Bytes, ErrorKind, Timestamp, TimestampFormat};

static V0: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Zero", &rt::protocol::AWS_JSON_1_0).signing_name("test");
static V1: rt::ServiceSchema =
    rt::ServiceSchema::new("test#One_20211129", &rt::protocol::AWS_JSON_1_1).signing_name("test");
static COMPATIBLE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Old", &rt::protocol::AWS_JSON_1_0)
        .signing_name("test")
        .query_compatible();

structure!(Shape {
    label "label": Option<String> = rt::member("label", rt::STRING)
        .label()
        .traits(&rt::traits().json_name("other"));
    query "query": Option<i32> = rt::member("query", rt::INTEGER).query("q");
    head "head": Option<String> = rt::member("head", rt::STRING).header("X-Head");
    payload "payload": Option<Bytes> = rt::member("payload", rt::BLOB).payload();
    status "status": Option<i32> = rt::member("status", rt::INTEGER).response_code();
    time "time": Option<Timestamp> = rt::member("time", rt::TIMESTAMP);
    date "date": Option<Timestamp> =
        rt::member("date", rt::TIMESTAMP).timestamp(TimestampFormat::HttpDate);
    token "token": Option<String> = rt::member("token", rt::STRING).idempotency_token();
});

#[derive(Debug)]
enum ShapeError {
    Custom(CustomError),
    Plain(PlainError),
}

structure!(CustomError {
    message "message": Option<String> = rt::member("message", rt::STRING);
});
structure!(PlainError {
    message "Message": Option<String> = rt::member("Message", rt::STRING);
});

impl rt::ErrorSet for ShapeError {
    fn each(cases: &mut rt::Cases<'_, Self>) {
        cases.case(Self::Custom);
        cases.case(Self::Plain);
    }
}

operation!(Zero: Shape => Shape, ShapeError, &V0, |schema| schema);
operation!(One: Shape => Shape, ShapeError, &V1, |schema| schema.http("GET", "/x/{label}"));
operation!(Nothing: Empty => Empty, NoError, &V1, |schema| schema);
operation!(Old: Shape => Shape, ShapeError, &COMPATIBLE, |schema| schema);

#[test]
fn bindings_and_json_names_count_for_nothing() {
    let input = Shape {
        label: Some("l".to_owned()),
        query: Some(1),
        head: Some("h\n".to_owned()),
        payload: Some(Bytes::from_static(b"foo")),
        status: Some(7),
        time: Some(Timestamp::UNIX_EPOCH),
        date: Some(Timestamp::UNIX_EPOCH),
        token: Some("t".to_owned()),
    };
    let request = request::<One>(input).unwrap();
    assert_eq!((request.method().as_str(), target(&request)), ("POST", "/"));
    assert_eq!(header(&request, "x-amz-target"), Some("One_20211129.One"));
    assert_eq!(
        header(&request, "content-type"),
        Some("application/x-amz-json-1.1")
    );
    assert_eq!(header(&request, "x-head"), None);
    assert_eq!(
        body(&request),
        r#"{"label":"l","query":1,"head":"h\n","payload":"Zm9v","status":7,"time":0,"date":"Thu, 01 Jan 1970 00:00:00 GMT","token":"t"}"#
    );
}

#[test]
fn there_is_always_a_body() {
    let request_of_nothing = request::<Nothing>(Empty::default()).unwrap();
    assert_eq!(body(&request_of_nothing), "{}");
    let request = request::<Zero>(Shape::default()).unwrap();
    assert_eq!(
        header(&request, "content-type"),
        Some("application/x-amz-json-1.0")
    );
    assert_eq!(header(&request, "x-amz-target"), Some("Zero.Zero"));
    assert_eq!(
        body(&request),
        r#"{"token":"00000000-0000-4000-8000-000000000000"}"#
    );
    assert_eq!(header(&request, "x-amzn-query-mode"), None);
}

#[test]
fn all_members_are_read_from_the_body() {
    let text = r#"{"label":"l","other":"no","head":"h","payload":"Zm9v","status":7,"__type":"x"}"#;
    let output = response::<Zero>(202, &[("x-head", "no")], text).unwrap();
    assert_eq!(output.label.as_deref(), Some("l"));
    assert_eq!(output.head.as_deref(), Some("h"));
    assert_eq!(output.payload.as_deref(), Some(&b"foo"[..]));
    assert_eq!(output.status, Some(7));
    for nothing in ["", "{}"] {
        assert!(response::<One>(200, &[], nothing).unwrap().label.is_none());
    }
    let error = response::<Zero>(200, &[], r#"{"status":"7"}"#).unwrap_err();
    assert_eq!(
        (error.path().as_deref(), error.offset()),
        (Some("status"), Some(10))
    );
    response::<Nothing>(200, &[], r#"{"foo":true}"#).unwrap();
}

#[test]
fn errors_are_told_apart_by_header_or_body() {
    for (headers, text) in [
        (&[("x-amzn-errortype", "PlainError")][..], ""),
        (
            &[("x-amzn-errortype", "test#PlainError:http://internal/")],
            "{}",
        ),
        (&[], r#"{"__type":"PlainError"}"#),
        (
            &[],
            r#"{"__type":"other#PlainError:http://x/","code":"no"}"#,
        ),
        (&[], r#"{"code":"test#PlainError"}"#),
    ] {
        let error = response::<Zero>(400, headers, text).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Service, Some("PlainError")),
            "{text}"
        );
    }
    let error = response::<Zero>(400, &[], r#"{"__type":"New","message":"m"}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unmodeled);
    assert_eq!((error.code(), error.message()), (Some("New"), Some("m")));
    let text = r#"{"__type":"test#PlainError","message":"m"}"#;
    let error = response::<Zero>(500, &[], text)
        .unwrap_err()
        .into_service()
        .unwrap();
    match error {
        ShapeError::Plain(plain) => assert_eq!(plain.message.as_deref(), Some("m")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn query_compatible_services_show_the_code_of_old() {
    let sent = request::<Old>(Shape::default()).unwrap();
    assert_eq!(header(&sent, "x-amzn-query-mode"), Some("true"));
    let text = r#"{"__type":"test#CustomError","message":"m"}"#;
    let headers = [("x-amzn-query-error", "Customized;Sender")];
    let error = response::<Old>(400, &headers, text).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Service, Some("Customized"))
    );
    match error.service() {
        Some(ShapeError::Custom(custom)) => assert_eq!(custom.message.as_deref(), Some("m")),
        other => panic!("{other:?}"),
    }
    for odd in ["", ";Sender", " ; "] {
        let error = response::<Old>(400, &[("x-amzn-query-error", odd)], text).unwrap_err();
        assert_eq!(error.code(), Some("CustomError"));
    }
    // The header means nothing where the model does not say so.
    let error = response::<Zero>(400, &headers, text).unwrap_err();
    assert_eq!(error.code(), Some("CustomError"));
}
