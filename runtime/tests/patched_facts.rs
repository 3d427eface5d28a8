//! Facts of schemas that no model states: labels without their path, headers that may be
//! unreadable, and errors without a body.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "xml")]

#[macro_use]
mod common;

use common::{Empty, NoError, request, response, target};
use tinsmith_runtime::Error;
use tinsmith_runtime::Timestamp;
use tinsmith_runtime::codegen as rt;

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_XML).signing_name("test");

structure!(Zone {
    id "id": String = rt::member("id", rt::STRING).label().last_segment();
    set "set": Option<String> = rt::member("set", rt::STRING).query("set").last_segment();
    other "other": Option<String> = rt::member("other", rt::STRING).query("other");
});

operation!(GetZone: Zone => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/zone/{id}"));

#[test]
fn the_path_before_an_id_is_dropped() {
    let sent = |id: &str, set: &str| {
        let input = Zone {
            id: id.to_owned(),
            set: Some(set.to_owned()),
            other: Some("a/b".to_owned()),
        };
        request::<GetZone>(input).map(|request| target(&request).to_owned())
    };
    assert_eq!(sent("Z1", "N1").unwrap(), "/zone/Z1?set=N1&other=a%2Fb");
    let sent_with_paths = sent("/hostedzone/Z1", "/delegationset/N1").unwrap();
    assert_eq!(sent_with_paths, "/zone/Z1?set=N1&other=a%2Fb");
    assert!(sent("/hostedzone/", "N1").is_err());
    assert!(sent("/hostedzone/..", "N1").is_err());
}

structure!(Object {
    expires "expires": Option<Timestamp> =
        rt::member("expires", rt::TIMESTAMP).header("expires").lenient();
    date "date": Option<Timestamp> = rt::member("date", rt::TIMESTAMP).header("date");
});

operation!(Head: Empty => Object, NoError, &SERVICE, |schema| schema
    .http("HEAD", "/")
    .empty_error(404, "NotFound"));

fn read(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Object, Error<NoError>> {
    response::<Head>(status, headers, body.to_owned())
}

#[test]
fn a_lenient_header_is_absent_if_it_cannot_be_read() {
    let date = "Thu, 01 Jan 1970 00:00:00 GMT";
    let read = |name: &str, value: &str| read(200, &[(name, value)], "");
    assert_eq!(read("expires", "0x").unwrap().expires, None);
    assert!(read("expires", date).unwrap().expires.is_some());
    assert!(read("date", "0x").is_err());
}

#[test]
fn the_status_of_an_error_without_a_body_is_its_code() {
    let code = |status, body| {
        let error = read(status, &[], body).unwrap_err();
        error.code().map(str::to_owned)
    };
    assert_eq!(code(404, ""), Some("NotFound".to_owned()));
    assert_eq!(code(403, ""), None);
    let body = "<Error><Code>NoSuchKey</Code></Error>";
    assert_eq!(code(404, body), Some("NoSuchKey".to_owned()));
    assert_eq!(code(404, "<html/>"), None);
}
