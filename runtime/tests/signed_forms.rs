//! Signature Version 2, which is a part of the form that it signs.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(all(feature = "query", feature = "blocking"))]

#[macro_use]
mod common;

use std::time::Duration;

use common::{Empty, NoError, Service, body, client, config, header, request};
use tinsmith_runtime::auth::{AuthScheme, Credentials};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{Client, Config, ConfigError, ErrorKind};

static SERVICE: rt::ServiceSchema = rt::ServiceSchema::new("test#Db", &rt::protocol::AWS_QUERY)
    .version("2009-04-15")
    .sdk_id("Db")
    .endpoint_prefix("db")
    .auth(&[AuthScheme::SigV2]);

static STS: rt::ServiceSchema = rt::ServiceSchema::new("test#Sts", &rt::protocol::AWS_QUERY)
    .version("2011-06-15")
    .sdk_id("STS")
    .endpoint_prefix("sts")
    .signing_name("sts");

operation!(GetCallerIdentity: Empty => Empty, NoError, &STS, |schema| schema);
operation!(List: Empty => Empty, NoError, &SERVICE, |schema| schema);

#[derive(Debug)]
struct FixedClock(jiff::Timestamp);

impl tinsmith_runtime::call::Clock for FixedClock {
    fn timestamp(&self) -> jiff::Timestamp {
        self.0
    }
}

#[test]
fn the_form_carries_its_signature() {
    let request = request::<List>(Empty::default()).unwrap();
    assert_eq!(header(&request, "authorization"), None);
    let fields: Vec<&str> = body(&request).split('&').collect();
    let names = fields.iter().map(|field| field.split('=').next().unwrap());
    let names: Vec<&str> = names.collect();
    let signed = [
        "AWSAccessKeyId",
        "SignatureVersion",
        "SignatureMethod",
        "Timestamp",
        "Signature",
    ];
    assert_eq!(names, [&["Action", "Version"][..], &signed].concat());
}

#[test]
fn each_attempt_is_signed_once() {
    let service = Service::new(503, &[], "");
    let client = client(
        &SERVICE,
        config().max_attempts(3).blocking_transport(service.clone()),
    );
    let error = client
        .call::<List>(Empty::default())
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.attempts(), 3);
    let requests = service.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(
            body(request).matches("&Signature=").count(),
            1,
            "{}",
            body(request)
        );
        assert_eq!(
            body(request).matches("&Timestamp=").count(),
            1,
            "{}",
            body(request)
        );
    }
}

#[test]
fn a_session_token_is_sent_and_not_told() {
    let token = "a-token/of+a-session";
    let temporary = Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    let temporary = temporary.session_token(token).unwrap();
    let answer = format!(
        "<Response><Errors><Error><Code>Wrong</Code><Message>not {token}</Message></Error></Errors>\
         </Response>"
    );
    let service = Service::new(400, &[], answer);
    let config = config()
        .credentials(temporary)
        .blocking_transport(service.clone());
    let call = client(&SERVICE, config).call::<List>(Empty::default());
    let error = call.send_blocking().unwrap_err();
    let sent = service.requests();
    assert!(body(&sent[0]).contains("&SecurityToken=a-token%2Fof%2Ba-session&Signature="));
    assert!(!format!("{error} {error:?}").contains(token), "{error:?}");
}

/// The signature is that of botocore 1.44.8 for `GetCallerIdentity` with the method GET.
#[test]
fn a_presigned_form_is_a_url() {
    let credentials = Credentials::new("AKIDEXAMPLE", "SECRET").unwrap();
    let clock = FixedClock("2026-01-02T03:04:05Z".parse().unwrap());
    let config = Config::new("us-east-1")
        .credentials(credentials)
        .clock(clock);
    let call = client(&STS, config).call::<GetCallerIdentity>(Empty::default());
    let request = call.presign(Duration::from_secs(60)).unwrap();
    assert_eq!(
        (request.method(), request.body().len()),
        (&http::Method::GET, 0)
    );
    assert!(
        request.headers().keys().all(|name| name == "user-agent"),
        "{request:?}"
    );
    assert_eq!(
        request.uri().to_string(),
        "https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15\
         &X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Fus-east-1%2Fsts%2Faws4_request\
         &X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=2eda33b401ab2faf0e34e10329ce2e4e9b895ec9821142185e85e3c6756b73ea"
    );
}

#[test]
fn unsignable_forms_are_errors() {
    let presigned = client(&SERVICE, config())
        .call::<List>(Empty::default())
        .presign(Duration::from_secs(60));
    let error = presigned.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error
            .to_string()
            .contains("aws.auth#sigv2 cannot be presigned"),
        "{error}"
    );
    let nobody = Client::new(&SERVICE, Config::new("us-east-1")).unwrap_err();
    assert!(matches!(nobody, ConfigError::NoCredentials), "{nobody}");
}
