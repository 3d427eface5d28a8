//! Outputs with the metadata of their responses, by both transports.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(all(feature = "json", feature = "hyper", feature = "blocking"))]

#[macro_use]
mod common;
#[path = "common/server.rs"]
mod server;

use common::{Empty, NoError, config};
use server::{Server, reply};
use tinsmith_runtime::call::WithMetadata;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{ByteStream, Client, Error};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1).signing_name("test");

structure!(Download {
    body "body": ByteStream = rt::member("body", rt::STREAM).payload();
});

operation!(Get: Empty => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/get"));
operation!(Load: Empty => Download, NoError, &SERVICE, |schema| schema
    .http("GET", "/load")
    .streaming_output());

fn awaited<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

/// The result of a call.
type Found<O> =
    Result<WithMetadata<<O as rt::Operation>::Output>, Error<<O as rt::Operation>::Error>>;

fn both<O: rt::Operation<Input = Empty>>(client: &Client) -> [Found<O>; 2] {
    let call = || client.call::<O>(Empty::default());
    [
        awaited(call().send_with_metadata()),
        call().send_with_metadata_blocking(),
    ]
}

#[test]
fn status_headers_and_attempts_come_with_the_output() {
    let busy = || vec![reply("503 Busy", "", b"{}")];
    let ok = || {
        vec![reply(
            "201 Created",
            "x-amzn-requestid: r-1\r\nx-own: o\r\n",
            b"{}",
        )]
    };
    let server = Server::new(vec![busy(), ok(), busy(), ok()]);
    let config = config().endpoint_url(server.url()).max_attempts(2);
    let client = Client::new(&SERVICE, config.jitter(|| 0.0)).unwrap();
    for found in both::<Get>(&client) {
        let metadata = found.unwrap().metadata;
        assert_eq!(metadata.status.as_u16(), 201);
        assert_eq!(metadata.headers["x-own"], "o");
        assert_eq!((metadata.request_id(), metadata.attempts), (Some("r-1"), 2));
    }
}

#[test]
fn a_stream_comes_with_its_head() {
    let server = Server::new(vec![vec![reply("200 OK", "etag: e\r\n", b"some bytes")]]);
    let client = Client::new(&SERVICE, config().endpoint_url(server.url())).unwrap();
    let call = client.call::<Load>(Empty::default());
    let found = call.send_with_metadata_blocking().unwrap();
    assert_eq!(found.metadata.headers["etag"], "e");
    assert_eq!(
        &found.output.body.collect_blocking().unwrap()[..],
        b"some bytes"
    );
}

#[test]
fn an_error_has_its_head_too() {
    let server = Server::new(vec![vec![reply("404 Gone", "x-own: o\r\n", b"{}")]]);
    let client = Client::new(&SERVICE, config().endpoint_url(server.url())).unwrap();
    for found in both::<Get>(&client) {
        let error = found.unwrap_err();
        assert_eq!(error.headers().unwrap()["x-own"], "o");
    }
}
