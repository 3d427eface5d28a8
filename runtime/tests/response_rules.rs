//! The rules of single protocols for responses: what is an error, and which one.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(all(feature = "json", feature = "xml", feature = "query", feature = "cbor"))]

#[macro_use]
mod common;

use common::{Empty, response};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::operation::Protocol;
use tinsmith_runtime::{Error, ErrorKind};

structure!(Inner {
    code "Code": Option<String> = rt::member("Code", rt::STRING);
});

structure!(Broken {
    message "message": Option<String> = rt::member("message", rt::STRING);
    inner "Error": Option<Inner> = rt::member("Error", rt::of::<Inner>());
});

/// The error of all operations here.
#[derive(Debug)]
pub(crate) enum Failed {
    Broken(Broken),
    Secret(Secret),
}

impl rt::ErrorSet for Failed {
    fn each(cases: &mut rt::Cases<'_, Self>) {
        cases.case(Self::Broken);
        cases.case(Self::Secret);
    }
}

/// An error with a message that must not be shown.
#[derive(Debug, Default)]
pub(crate) struct Secret {
    message: Option<String>,
}

impl rt::Structure for Secret {
    const ID: &'static str = "test#Secret";
    const MEMBERS: &'static [rt::Field<Self>] =
        &[rt::field!(message: rt::member("message", rt::STRING))];
    const TRAITS: &'static rt::FormatTraits = &rt::traits().sensitive_message();
}

structure!(Named {
    detail "Detail": Option<String> = rt::member("Detail", rt::STRING);
});

macro_rules! services {
    ($($service:ident $operation:ident $protocol:ident;)*) => {$(
        static $service: rt::ServiceSchema =
            rt::ServiceSchema::new("test#Service", &rt::protocol::$protocol).signing_name("test");
        operation!($operation: Empty => Named, Failed, &$service, |schema| schema.http("POST", "/"));
    )*};
}

services! {
    XML InXml REST_XML;
    QUERY InQuery AWS_QUERY;
    CBOR InCbor RPC_V2_CBOR;
    JSON InJson RPC_V2_JSON;
}

fn kind_and_code<T, E>(result: Result<T, Error<E>>) -> (ErrorKind, Option<String>) {
    let error = result.err().unwrap();
    (error.kind(), error.code().map(str::to_owned))
}

#[test]
fn members_of_an_error_do_not_take_its_place() {
    let body = "<ErrorResponse><Error><Code>Broken</Code><message>outer</message>\
                <Error><Code>Other</Code><Message>inner</Message></Error></Error></ErrorResponse>";
    let errors = [
        response::<InXml>(400, &[], body).unwrap_err(),
        response::<InQuery>(400, &[], body).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(
            (error.code(), error.message()),
            (Some("Broken"), Some("outer"))
        );
        let Some(Failed::Broken(broken)) = error.service() else {
            panic!("{error:?}");
        };
        let inner = broken.inner.as_ref().unwrap();
        assert_eq!(inner.code.as_deref(), Some("Other"));
    }
}

mod named_error {
    use super::*;

    structure!(Error {
        detail "Detail": Option<String> = rt::member("Detail", rt::STRING);
    });

    structure!(Holder {
        held "held": Option<Error> = rt::member("held", rt::of::<Error>()).payload();
    });

    operation!(GetHolder: Empty => Holder, Failed, &XML, |schema| schema.http("GET", "/"));

    #[test]
    fn an_output_may_be_called_error() {
        let body = "<Error><Detail>d</Detail></Error>";
        let held = response::<GetHolder>(200, &[], body).unwrap().held.unwrap();
        assert_eq!(held.detail.as_deref(), Some("d"));
        // Anywhere else it is an error that came late.
        let body = "<Error><Code>InternalError</Code></Error>";
        let late = kind_and_code(response::<InXml>(200, &[], body));
        assert_eq!(
            late,
            (ErrorKind::Unmodeled, Some("InternalError".to_owned()))
        );
    }
}

#[test]
fn rpc_v2_succeeds_with_one_status_and_the_name_of_the_protocol() {
    let cbor = ("smithy-protocol", "rpc-v2-cbor");
    let json = ("smithy-protocol", "rpc-v2-json");
    let empty_map = [0xa0].as_slice();
    assert!(response::<InCbor>(200, &[cbor], empty_map).is_ok());
    assert!(response::<InJson>(200, &[json], "{}").is_ok());
    for headers in [&[][..], &[json]] {
        let error = response::<InCbor>(200, headers, empty_map).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response);
        let text = error.to_string();
        assert!(text.contains("smithy-protocol: rpc-v2-cbor"), "{text}");
    }
    for status in [202, 204] {
        let (kind, _) = kind_and_code(response::<InJson>(status, &[json], "{}"));
        assert_eq!(kind, ErrorKind::Unmodeled);
    }
    // Nothing of another protocol's error is interpreted.
    let other = response::<InJson>(400, &[cbor], r#"{"__type":"test#Broken"}"#);
    assert_eq!(kind_and_code(other), (ErrorKind::Unmodeled, None));
}

#[test]
fn rpc_v2_json_names_its_errors_in_one_place() {
    let headers = [
        ("smithy-protocol", "rpc-v2-json"),
        ("x-amzn-errortype", "Other"),
    ];
    let error = response::<InJson>(400, &headers, r#"{"__type":"test#Broken","code":"Third"}"#);
    let broken = Some("Broken".to_owned());
    assert_eq!(kind_and_code(error), (ErrorKind::Service, broken));
    let error = response::<InJson>(400, &headers, r#"{"code":"Broken"}"#);
    assert_eq!(kind_and_code(error), (ErrorKind::Unmodeled, None));
}

/// An error with another code in the AWS query protocol.
#[derive(Debug, Default)]
struct Coded;

impl rt::Structure for Coded {
    const ID: &'static str = "test#Coded";
    const MEMBERS: &'static [rt::Field<Self>] = &[];
    const TRAITS: &'static rt::FormatTraits = &rt::traits().query_code("Custom.Coded");
}

#[test]
fn other_codes_are_those_of_the_query_protocol_alone() {
    let schema = <Coded as rt::Structure>::SCHEMA;
    let (query, ec2) = (&rt::protocol::AWS_QUERY, &rt::protocol::EC2_QUERY);
    assert!(query.is_code_of("Custom.Coded", schema) && !query.is_code_of("Coded", schema));
    assert!(ec2.is_code_of("Coded", schema) && !ec2.is_code_of("Custom.Coded", schema));
}

#[test]
fn sensitive_messages_and_headers_are_not_shown() {
    let headers = [("smithy-protocol", "rpc-v2-json"), ("x-token", "hush")];
    let body = r#"{"__type":"test#Secret","message":"hush"}"#;
    let error = response::<InJson>(400, &headers, body).unwrap_err();
    assert_eq!(error.message(), None);
    assert_eq!(error.to_string(), "InJson: Secret (status 400)");
    assert_eq!(error.headers().unwrap()["x-token"], "hush");
    let Some(Failed::Secret(secret)) = error.into_service().ok() else {
        panic!("another error");
    };
    assert_eq!(secret.message.as_deref(), Some("hush"));
    // Those of an error that the model does not know are shown, but for the headers.
    let unknown = response::<InJson>(400, &headers, r#"{"__type":"Other"}"#).unwrap_err();
    assert!(!format!("{unknown:?}").contains("hush"));
}
