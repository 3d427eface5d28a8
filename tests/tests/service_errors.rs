//! Error responses: each becomes a typed error with operation, code, message, status and request
//! id.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use iottwinmaker::operation::ListSyncJobsError;
use tinsmith_runtime::ErrorKind;
use tinsmith_tests::carrier::{Carrier, both};
use tinsmith_tests::client::{Failed, client_without_retries, input};
use tinsmith_tests::server::{Server, exchange, response};

const ID: (&str, &str) = ("x-amzn-requestid", "8a4b-request");

/// The five exceptions and their status codes.
const EXCEPTIONS: [(&str, u16); 5] = [
    ("AccessDeniedException", 403),
    ("InternalServerException", 500),
    ("ServiceQuotaExceededException", 402),
    ("ThrottlingException", 429),
    ("ValidationException", 400),
];

/// The name and message of the exception in an error.
fn exception(error: &Failed) -> Option<(&'static str, Option<&str>)> {
    use ListSyncJobsError as E;
    let (name, message) = match error.service()? {
        E::AccessDeniedException(e) => ("AccessDeniedException", &e.message),
        E::InternalServerException(e) => ("InternalServerException", &e.message),
        E::ServiceQuotaExceededException(e) => ("ServiceQuotaExceededException", &e.message),
        E::ThrottlingException(e) => ("ThrottlingException", &e.message),
        E::ValidationException(e) => ("ValidationException", &e.message),
        other => panic!("an exception that the published list does not have: {other:?}"),
    };
    Some((name, message.as_deref()))
}

/// The error of a call with this response.
fn failure(carrier: &Carrier, status: u16, headers: &[(&str, &str)], body: &str) -> Failed {
    let headers = [headers, &[ID]].concat();
    let server = Server::new([exchange(response(status, &headers, body))]);
    let client = client_without_retries(&server);
    let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
    assert_eq!(error.operation(), "ListSyncJobs");
    assert_eq!(error.status().unwrap().as_u16(), status);
    assert_eq!(error.request_id(), Some(ID.1));
    assert_eq!(error.attempts(), 1);
    let shown = error.to_string();
    assert!(shown.starts_with("ListSyncJobs: "), "{shown}");
    assert!(shown.contains(&format!("status {status}")), "{shown}");
    assert!(shown.contains(ID.1), "{shown}");
    assert!(!shown.contains('\n'), "{shown}");
    error
}

fn assert_exception(error: &Failed, name: &str, message: Option<&str>) {
    assert_eq!(error.kind(), ErrorKind::Service, "{error}");
    assert_eq!(error.code(), Some(name), "{error}");
    assert_eq!(error.message(), message, "{error}");
    assert_eq!(exception(error), Some((name, message)), "{error}");
    let shown = error.to_string();
    assert!(shown.contains(name), "{shown}");
    assert!(shown.contains(message.unwrap_or_default()), "{shown}");
}

/// Asserts an error with a code but without a type of the model.
fn assert_unmodeled(error: &Failed, code: Option<&str>, message: Option<&str>) {
    assert_eq!(error.kind(), ErrorKind::Unmodeled, "{error}");
    assert_eq!((error.code(), error.message()), (code, message), "{error}");
    assert!(error.service().is_none(), "{error}");
}

#[test]
fn exceptions_are_known_by_the_header() {
    both(|carrier| {
        for (name, status) in EXCEPTIONS {
            for value in [
                name.to_owned(),
                format!("com.amazonaws.iottwinmaker#{name}"),
                format!("{name}:http://internal.amazon.com/coral/com.amazon.coral.validate/"),
                format!("com.amazonaws.iottwinmaker#{name}:https://example.com/a#b"),
            ] {
                let headers = [("x-amzn-ErrorType", value.as_str())];
                let error = failure(carrier, status, &headers, r#"{"message":"why"}"#);
                assert_exception(&error, name, Some("why"));
            }
        }
    });
}

#[test]
fn exceptions_are_known_by_the_body() {
    both(|carrier| {
        for (name, status) in EXCEPTIONS {
            for member in ["__type", "code"] {
                for namespace in ["", "com.amazonaws.iottwinmaker#"] {
                    let body = format!(r#"{{"{member}":"{namespace}{name}","message":"why"}}"#);
                    let error = failure(carrier, status, &[], &body);
                    assert_exception(&error, name, Some("why"));
                }
            }
        }
    });
}

/// The status does not determine the exception; the code does, with any status.
#[test]
fn the_code_decides_and_not_the_status() {
    both(|carrier| {
        let body = r#"{"__type":"ValidationException","message":"why"}"#;
        let error = failure(carrier, 418, &[], body);
        assert_exception(&error, "ValidationException", Some("why"));
        let error = failure(carrier, 429, &[], r#"{"message":"why"}"#);
        assert_unmodeled(&error, None, Some("why"));
    });
}

#[test]
fn the_header_goes_before_the_type_and_that_before_the_code() {
    both(|carrier| {
        let body = r#"{"code":"C","__type":"ns#B"}"#;
        let header = [("x-amzn-errortype", "ValidationException")];
        let error = failure(carrier, 400, &header, body);
        assert_exception(&error, "ValidationException", None);
        assert_unmodeled(&failure(carrier, 400, &[], body), Some("B"), None);
        // An empty code falls through to the next one.
        let header = [("x-amzn-errortype", "ns#")];
        let error = failure(carrier, 400, &header, r#"{"__type":"","code":"C"}"#);
        assert_unmodeled(&error, Some("C"), None);
    });
}

#[test]
fn messages_are_found_in_any_case() {
    both(|carrier| {
        let header = [("x-amzn-errortype", "AccessDeniedException")];
        let error = failure(carrier, 403, &header, r#"{"Message":"why"}"#);
        assert_exception(&error, "AccessDeniedException", Some("why"));
        for body in ["{}", r#"{"message":null}"#, ""] {
            let error = failure(carrier, 403, &header, body);
            assert_exception(&error, "AccessDeniedException", None);
        }
        let body = r#"{"extra":[{"message":"not this"}],"message":"Z\u00fcrich \ud83c\udfed"}"#;
        let error = failure(carrier, 403, &header, body);
        assert_exception(&error, "AccessDeniedException", Some("Zürich 🏭"));
    });
}

#[test]
fn a_code_that_the_model_does_not_have_is_told() {
    both(|carrier| {
        let body = r#"{"__type":"ns#NewException","message":"why","more":{"a":[1]}}"#;
        let error = failure(carrier, 409, &[], body);
        assert_unmodeled(&error, Some("NewException"), Some("why"));
        assert!(error.to_string().contains("NewException: why"), "{error}");
    });
}

#[test]
fn bodies_that_say_nothing_leave_the_header() {
    const HTML: &str = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>";
    both(|carrier| {
        for body in ["", HTML, "null", "[]", "{", "\u{feff}{}", "\"text\"", "12"] {
            assert_unmodeled(&failure(carrier, 502, &[], body), None, None);
            let header = [("x-amzn-errortype", "ns#NewException")];
            let error = failure(carrier, 502, &header, body);
            assert_unmodeled(&error, Some("NewException"), None);
        }
    });
}

/// The error of an exception whose members cannot be read has the position,
/// and keeps the code.
#[test]
fn a_broken_exception_tells_code_and_place() {
    both(|carrier| {
        let header = [("x-amzn-errortype", "ValidationException")];
        for (body, path, offset) in [
            (r#"{"message":[]}"#, Some("message"), 11),
            (r#"{"message":"ab"#, Some("message"), 14),
            (r#"{"message":"why"} x"#, None, 18),
            ("<html>", None, 0),
        ] {
            let error = failure(carrier, 400, &header, body);
            assert_eq!(error.kind(), ErrorKind::Unmodeled, "{error}");
            assert_eq!(error.code(), Some("ValidationException"), "{error}");
            assert_eq!(error.path().as_deref(), path, "{error}");
            assert_eq!(error.offset(), Some(offset), "{error}");
        }
    });
}

#[test]
fn hostile_bodies_of_errors_do_no_harm() {
    let deep = format!(r#"{{"a":{}"#, "[".repeat(100_000));
    let nested = format!(
        "{}1{}",
        r#"{"message":"#.repeat(100_000),
        "}".repeat(100_000)
    );
    for body in [deep, nested] {
        for carrier in [Carrier::asynchronous(), Carrier::Blocking] {
            let error = failure(&carrier, 400, &[], &body);
            assert_unmodeled(&error, None, None);
            let header = [("x-amzn-errortype", "ValidationException")];
            let error = failure(&carrier, 400, &header, &body);
            assert_eq!(error.code(), Some("ValidationException"), "{error}");
            assert!(error.offset().is_some(), "{error}");
        }
    }
}

/// Messages of a service are shown on one line, with control characters escaped.
#[test]
fn messages_cannot_forge_lines() {
    both(|carrier| {
        let body = r#"{"__type":"ValidationException","message":"a\r\nFATAL: forged\u001b[2J"}"#;
        let error = failure(carrier, 400, &[], body);
        assert_eq!(error.message(), Some("a\r\nFATAL: forged\u{1b}[2J"));
        let shown = error.to_string();
        assert!(!shown.contains(char::is_control), "{shown:?}");
        let body = r#"{"__type":"A\nFATAL: forged","message":"why"}"#;
        let shown = failure(carrier, 400, &[], body).to_string();
        assert!(!shown.contains(char::is_control), "{shown:?}");
    });
}

#[test]
fn request_ids_are_found_under_each_name() {
    for name in ["x-amzn-RequestId", "x-amz-request-id", "x-amzn-request-id"] {
        let server = Server::new([exchange(response(400, &[(name, "the-id")], "{}"))]);
        let client = client_without_retries(&server);
        let error = client.list_sync_jobs(input()).send_blocking().unwrap_err();
        assert_eq!(error.request_id(), Some("the-id"), "{name}");
    }
}

/// Redirects are not followed: that would send the signature elsewhere.
#[test]
fn redirects_are_errors() {
    both(|carrier| {
        let elsewhere = Server::new([exchange(response(200, &[], "{}"))]);
        let location = format!("{}/elsewhere", elsewhere.url());
        for status in [301, 302, 303, 307, 308] {
            let error = failure(carrier, status, &[("location", &location)], "");
            assert_unmodeled(&error, None, None);
        }
        assert_eq!(elsewhere.connections(), 0);
    });
}

#[test]
fn the_exception_can_be_taken_out() {
    let carrier = Carrier::Blocking;
    let body = r#"{"__type":"ValidationException","message":"why"}"#;
    let error = failure(&carrier, 400, &[], body);
    let taken = error.into_service().unwrap();
    assert!(
        matches!(taken, ListSyncJobsError::ValidationException(e) if e.message.as_deref() == Some("why"))
    );
    let error = failure(&carrier, 400, &[], r#"{"__type":"Other"}"#);
    assert_eq!(error.into_service().unwrap_err().code(), Some("Other"));
}
