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

operation!(List: Empty => Empty, NoError, &SERVICE, |schema| schema);

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

#[test]
fn what_cannot_be_signed_is_named() {
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
