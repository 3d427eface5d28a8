//! Errors of calls: their text, what they tell of strange responses, and how callers make them up.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "json")]

#[macro_use]
mod common;

use std::error::Error as _;

use bytes::Bytes;
use common::{Empty, NoError, Service, config, response};
use http::StatusCode;
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::transport::{TransportError, TransportErrorKind};
use tinsmith_runtime::{Client, Config, Error, ErrorKind};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .endpoint_prefix("test");

structure!(Output {
    count "count": Option<i32> = rt::member("count", rt::INTEGER);
});
structure!(NotFound {
    message "message": Option<String> = rt::member("message", rt::STRING);
    hint "hint": Option<String> = rt::member("hint", rt::STRING).header("x-hint");
});

#[derive(Debug)]
enum GetError {
    NotFound(NotFound),
}

impl rt::ErrorSet for GetError {
    fn each(cases: &mut rt::Cases<'_, Self>) {
        cases.case(Self::NotFound);
    }
}

operation!(Get: Empty => Output, GetError, &SERVICE, |schema| schema.http("GET", "/get"));
operation!(Free: Empty => Output, NoError, &SERVICE, |schema| schema.http("GET", "/f"));

fn failure(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Error<GetError> {
    response::<Get>(status, headers, body).unwrap_err()
}

/// Whoever reports an error prints it with its sources.
#[test]
fn causes_are_displayed_once() {
    let refused = Client::new(&SERVICE, Config::new("eu-west-1").anonymous()).unwrap();
    let unsigned = refused.call::<Get>(Empty::default()).to_request();
    for error in [
        failure(200, &[], r#"{"count":"many"}"#),
        failure(200, &[], "<html>"),
        unsigned.unwrap_err(),
        Error::new("Get", ErrorKind::Transport).with_source(TransportError::new(
            TransportErrorKind::Connect,
            std::io::Error::other("no route"),
        )),
    ] {
        let mut report = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            report = format!("{report}: {error}");
            source = error.source();
        }
        let cause = error.cause().unwrap().to_string();
        assert_eq!(report.matches(&cause).count(), 1, "{report}");
    }
}

#[test]
fn messages_are_shown_as_they_are_but_for_control_characters() {
    let error = failure(
        404,
        &[],
        r#"{"code":"NotFound","message":"can't find \"ü\"\n\u001b[31m"}"#,
    );
    assert_eq!(
        error.to_string(),
        r#"Get: NotFound: can't find "ü"\n\u{1b}[31m (status 404)"#
    );
}

#[test]
fn responses_that_are_no_errors_of_the_service_show_their_beginning() {
    let page = "<html>\r\n<h1>407 Proxy</h1>\u{1b}[31m</html>";
    let error = failure(407, &[("content-type", "text/html")], page);
    assert_eq!(error.kind(), ErrorKind::Unmodeled);
    assert_eq!(
        error.body_excerpt(),
        Some("<html> <h1>407 Proxy</h1>\u{1b}[31m</html>")
    );
    assert_eq!(
        error.to_string(),
        "Get: an error without a code: the response begins with \
         `<html> <h1>407 Proxy</h1>\\u{1b}[31m</html>` (status 407)"
    );
    let error = failure(502, &[], "");
    assert_eq!(
        error.to_string(),
        "Get: an error without a code: the response is empty (status 502)"
    );
    let error = failure(200, &[("content-type", "text/html")], "<html>log in</html>");
    assert_eq!(error.kind(), ErrorKind::Response);
    assert!(
        error.to_string().contains("`<html>log in</html>`"),
        "{error}"
    );
    // The body of an output may hold what must not be logged.
    let error = failure(200, &[], r#"{"count":"secret"}"#);
    assert_eq!(error.body_excerpt(), None);
    let shown = error.to_string();
    assert!(
        shown.starts_with("Get: the response cannot be read: "),
        "{shown}"
    );
    assert!(
        shown.contains("count") && shown.ends_with("(status 200)"),
        "{shown}"
    );
    let long: &'static str = "x".repeat(10_000).leak();
    assert!(failure(503, &[], long).to_string().len() < 400);
}

#[test]
fn secrets_are_redacted_in_every_field_however_they_are_escaped() {
    const TOKEN: &str = "FwoGZXIvYXdzEXAMPLETOKEN/abc+d==";
    let keys = Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    let keys = keys.session_token(TOKEN).unwrap();
    let escaped = TOKEN.replace('=', "\\u003d");
    let url = TOKEN
        .replace('/', "%2F")
        .replace('+', "%2B")
        .replace('=', "%3D");
    for (status, headers, body) in [
        (
            403,
            [("x-hint", TOKEN)],
            format!(r#"{{"code":"NotFound","message":"{escaped}"}}"#),
        ),
        (
            403,
            [("x-hint", &url)],
            format!(r#"{{"code":"{escaped}","message":"a {url} b"}}"#),
        ),
        (
            403,
            [("x-amzn-requestid", TOKEN)],
            format!("<Error>{}</Error>", TOKEN.replace('=', "&#61;")),
        ),
        (
            403,
            [("x-amzn-requestid", &url)],
            format!(r"{TOKEN} {escaped} {url}"),
        ),
    ] {
        let service = Service::new(status, &headers, body.clone());
        let config = config()
            .credentials(keys.clone())
            .blocking_transport(service);
        let client = Client::new(&SERVICE, config).unwrap();
        let error = client
            .call::<Get>(Empty::default())
            .send_blocking()
            .unwrap_err();
        let shown = format!(
            "{error} {error:?} {:?} {:?}",
            error.service(),
            error.headers()
        );
        assert!(shown.contains("**redacted**"), "{shown}");
        for secret in ["EXAMPLETOKEN", "abc"] {
            assert!(!shown.contains(secret), "{body}: {shown}");
        }
    }
}

#[test]
fn callers_make_errors_up_for_their_tests() {
    let error = Error::from_service("Get", GetError::NotFound(NotFound::default()))
        .with_code("NotFound")
        .with_message("gone")
        .with_status(StatusCode::NOT_FOUND)
        .with_request_id("r-1")
        .with_attempts(2);
    let Some(GetError::NotFound(service)) = error.service() else {
        panic!("{error:?}");
    };
    assert!(service.message.is_none());
    assert_eq!(
        error.to_string(),
        "Get: NotFound: gone (status 404, request id r-1, 2 attempts)"
    );
    assert!(!error.is_retryable() && !error.is_throttling() && !error.is_timeout());
    let error = Error::<GetError>::new("Get", ErrorKind::Credentials).with_source("none");
    assert_eq!(error.to_string(), "Get: no usable credentials: none");
}

#[test]
fn errors_know_if_another_call_may_succeed() {
    let made = |kind, source: TransportErrorKind| {
        Error::<GetError>::new("Get", kind).with_source(TransportError::from(source))
    };
    let of_status = |status, body| failure(status, &[], body);
    let throttled = r#"{"code":"ThrottlingException"}"#;
    for (error, retryable, throttling, timeout) in [
        (of_status(400, throttled), true, true, false),
        (of_status(429, "{}"), true, true, false),
        (of_status(503, "{}"), true, false, false),
        (
            of_status(404, r#"{"code":"NotFound"}"#),
            false,
            false,
            false,
        ),
        (of_status(200, "{"), false, false, false),
        (
            made(ErrorKind::Transport, TransportErrorKind::Connect),
            true,
            false,
            false,
        ),
        (
            made(ErrorKind::Transport, TransportErrorKind::Tls),
            false,
            false,
            false,
        ),
        (
            made(ErrorKind::Timeout, TransportErrorKind::Timeout),
            true,
            false,
            true,
        ),
        (Error::new("Get", ErrorKind::Timeout), true, false, true),
        (
            Error::new("Get", ErrorKind::Service).with_code("SlowDown"),
            true,
            true,
            false,
        ),
    ] {
        let found = (
            error.is_retryable(),
            error.is_throttling(),
            error.is_timeout(),
        );
        assert_eq!(found, (retryable, throttling, timeout), "{error}");
    }
}

#[test]
fn outputs_come_with_the_head_of_their_response() {
    let headers = [("x-amzn-requestid", "r-1"), ("x-other", "o")];
    let service = Service::new(200, &headers, r#"{"count":3}"#);
    let config = Config::new("eu-west-1")
        .credentials(Credentials::for_tests())
        .blocking_transport(service.clone());
    let client = Client::new(&SERVICE, config).unwrap();
    let call = client.call::<Get>(Empty::default());
    let found = call.send_with_metadata_blocking().unwrap();
    assert_eq!(found.output.count, Some(3));
    assert_eq!(found.metadata.status, StatusCode::OK);
    assert_eq!(found.metadata.request_id(), Some("r-1"));
    assert_eq!(found.metadata.headers["x-other"], "o");
    assert_eq!(found.metadata.attempts, 1);
    let requests = service.requests();
    let signed = &requests[0].headers()["authorization"];
    assert!(signed.to_str().unwrap().starts_with("AWS4-HMAC-SHA256"));
    let call = client.call::<Free>(Empty::default());
    assert!(call.send_with_metadata_blocking().is_ok());
}

/// Bodies of successes and of errors, modeled or not: the compression is the cause, and not the
/// syntax error that it leads to.
#[test]
fn compressed_bodies_that_nobody_asked_for_are_named() {
    const GZIP: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0xae, 5, 0];
    const BROTLI: &[u8] = &[0x8b, 0xff, 0x80, 0x7b, 0x7d, 3];
    let code = ("x-amzn-errortype", "NotFound");
    for (status, headers, body, encoding, beginning) in [
        (200, vec![], GZIP, "gzip", "the response cannot be read"),
        (404, vec![code], GZIP, "gzip", "NotFound"),
        (500, vec![], GZIP, "gzip", "an error without a code"),
        (
            500,
            vec![("content-encoding", "br")],
            BROTLI,
            "br",
            "an error without a code",
        ),
        (
            200,
            vec![("content-encoding", "br")],
            BROTLI,
            "br",
            "the response cannot be read",
        ),
    ] {
        let error = failure(status, &headers, body);
        let cause = format!("the body is compressed ({encoding}), which was not asked for");
        assert_eq!(
            error.to_string(),
            format!("Get: {beginning}: {cause} (status {status})")
        );
        assert_eq!(error.body_excerpt(), None);
    }
    // A proxy that names an encoding and sends text is quoted.
    let error = failure(502, &[("content-encoding", "gzip")], "<html>");
    assert_eq!(error.body_excerpt(), Some("<html>"));
}
