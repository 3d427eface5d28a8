//! Hooks into calls: their order, what they may change, and what they see.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "json")]

#[macro_use]
mod common;

use std::sync::{Arc, Mutex};

use common::{Empty, NoError, config};
use http::{HeaderValue, Request, Response, request};
use tinsmith_runtime::call::{AttemptResult, CallContext, CallSummary, Hooks};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::transport::{
    BlockingTransport, Body, Limits, TransportError, TransportErrorKind,
};
use tinsmith_runtime::{Bytes, Client};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .sdk_id("My Test")
        .endpoint_prefix("test");

operation!(Get: Empty => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/get"));

/// Notes what it is called for, and adds headers.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn note(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }
}

impl Hooks for Log {
    fn before_sign(&self, call: &CallContext, request: &mut request::Parts) {
        assert_eq!(call.service, "My Test");
        assert!(
            !request.headers.contains_key("x-late"),
            "left by the attempt before"
        );
        request
            .headers
            .append("x-signed", HeaderValue::from(call.attempt));
        self.note(format!("sign {} {}", call.operation, call.attempt));
    }

    fn before_send(&self, call: &CallContext, request: &mut request::Parts) {
        let authorization = request.headers["authorization"].to_str().unwrap();
        assert!(authorization.contains("x-signed"), "{authorization}");
        request
            .headers
            .insert("x-late", HeaderValue::from_static("late"));
        self.note(format!("send {}", call.attempt));
    }

    fn after_attempt(&self, call: &CallContext, result: AttemptResult<'_>) {
        let result = match result {
            AttemptResult::Response { status, headers } => {
                format!("{} {}", status.as_u16(), headers.len())
            }
            AttemptResult::Failed(error) => format!("{:?}", error.kind()),
            _ => unreachable!(),
        };
        self.note(format!("after {} {result}", call.attempt));
    }

    fn done(&self, call: &CallContext, summary: CallSummary<'_>) {
        let (success, code) = (summary.is_success, summary.code);
        self.note(format!(
            "done {} {success} {code:?} {:?}",
            call.attempt, summary.status
        ));
    }
}

/// Fails, then is busy, then answers as told; keeps the requests.
#[derive(Clone, Debug)]
struct Third(Arc<Mutex<Vec<Request<Body>>>>, u16);

impl BlockingTransport for Third {
    fn send(&self, request: Request<Body>, _: Limits) -> Result<Response<Bytes>, TransportError> {
        let mut sent = self.0.lock().unwrap();
        sent.push(request);
        let status = match sent.len() {
            1 => return Err(TransportErrorKind::Closed.into()),
            2 => 503,
            _ => self.1,
        };
        let response = Response::builder()
            .status(status)
            .header("x-amzn-errortype", "Gone");
        Ok(response.body(Bytes::from_static(b"{}")).unwrap())
    }

    fn sleep(&self, _: std::time::Duration) {}
}

#[test]
fn hooks_see_every_attempt_and_the_end() {
    for (status, end) in [
        (200, "done 3 true None Some(200)"),
        (404, "done 3 false Some(\"Gone\") Some(404)"),
    ] {
        let (log, transport) = (Log::default(), Third(Arc::default(), status));
        let config = config().max_attempts(3).hooks(log.clone());
        let client = Client::new(&SERVICE, config.blocking_transport(transport.clone())).unwrap();
        let result = client.call::<Get>(Empty::default()).send_blocking();
        assert_eq!(result.is_ok(), status == 200);
        let expected = [
            "sign Get 1",
            "send 1",
            "after 1 Closed",
            "sign Get 2",
            "send 2",
            "after 2 503 1",
            "sign Get 3",
            "send 3",
            &format!("after 3 {status} 1"),
            end,
        ];
        assert_eq!(*log.0.lock().unwrap(), expected);
        for (index, request) in transport.0.lock().unwrap().iter().enumerate() {
            let all: Vec<_> = request.headers().get_all("x-signed").iter().collect();
            assert_eq!(all, [&HeaderValue::from(index + 1)]);
            assert_eq!(request.headers()["x-late"], "late");
        }
    }
}

#[test]
fn a_call_that_sends_nothing_is_done_too() {
    let log = Log::default();
    let config = rt::Config::new("us-east-1").anonymous().hooks(log.clone());
    let client = Client::new(&SERVICE, config).unwrap();
    assert!(client.call::<Get>(Empty::default()).to_request().is_err());
    assert!(log.0.lock().unwrap().is_empty(), "no call was made");
}
