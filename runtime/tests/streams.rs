//! Streams in and out, over real connections and without any.

#![allow(clippy::unwrap_used)]
#![cfg(all(feature = "json", feature = "hyper", feature = "blocking"))]

#[macro_use]
mod common;
#[path = "common/server.rs"]
mod server;

use std::future::IntoFuture;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use common::{Empty, NoError, client, config};
use futures_core::Stream;
use server::{Act, Received, Server, reply};
use tinsmith_runtime::call::{Machine, Outcome, Step};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::transport::{
    BlockingTransport, Body, BoxFuture, Limits, Sending, Sleeping, Transport, UreqTransport, Work,
};
use tinsmith_runtime::{ByteStream, Bytes, Config, Error, ErrorKind, Operation};
use tokio::runtime::Runtime;

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1).signing_name("test");

structure!(Upload {
    name "name": String = rt::member("name", rt::STRING).label();
    body "body": ByteStream = rt::member("body", rt::STREAM).payload();
});
structure!(MeasuredUpload {
    body "body": ByteStream = rt::member("body", rt::STREAM).payload().requires_length();
});
structure!(Download {
    kind "kind": Option<String> = rt::member("kind", rt::STRING).header("X-Kind");
    count "count": Option<i32> = rt::member("count", rt::INTEGER).header("X-Count");
    body "body": ByteStream = rt::member("body", rt::STREAM).payload();
});

operation!(Put: Upload => Empty, NoError, &SERVICE, |schema| schema.http("PUT", "/{name}"));
operation!(PutUnsigned: Upload => Empty, NoError, &SERVICE, |schema| schema
    .http("PUT", "/{name}")
    .unsigned_payload());
operation!(PutMeasured: MeasuredUpload => Empty, NoError, &SERVICE, |schema| schema.http("PUT", "/"));
operation!(Get: Empty => Download, NoError, &SERVICE, |schema| schema
    .http("GET", "/")
    .streaming_output());
operation!(Echo: Upload => Download, NoError, &SERVICE, |schema| schema
    .http("PUT", "/{name}")
    .streaming_output());

fn upload(body: impl Into<ByteStream>) -> Upload {
    Upload {
        name: "n".to_owned(),
        body: body.into(),
    }
}

/// Yields pieces, and says in between that it is not ready.
struct Pieces {
    left: Vec<io::Result<Bytes>>,
    ready: bool,
}

impl Pieces {
    fn new(pieces: &[&'static str]) -> Self {
        let left = pieces
            .iter()
            .rev()
            .map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
        Self {
            left: left.collect(),
            ready: false,
        }
    }
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.ready = !self.ready;
        if self.ready {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.left.pop())
    }
}

/// Fails once its text is read.
struct Failing(&'static [u8]);

impl Read for Failing {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 => Err(io::Error::other("the disk is gone")),
            length => Ok(length),
        }
    }
}

/// Both ways of making a call.
#[derive(Clone, Copy, Debug)]
enum Way {
    Awaited,
    Blocking,
}

const WAYS: [Way; 2] = [Way::Awaited, Way::Blocking];

/// A clock that stands still.
#[derive(Debug)]
struct Noon;

impl tinsmith_runtime::call::Clock for Noon {
    fn timestamp(&self) -> rt::Timestamp {
        rt::Timestamp::from_second(1_700_000_000).unwrap()
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn to(server: &Server) -> Config {
    config()
        .endpoint_url(server.url())
        .max_attempts(3)
        .jitter(|| 0.0)
}

fn send<O: Operation>(
    way: Way,
    config: Config,
    input: O::Input,
) -> Result<O::Output, Error<O::Error>> {
    let client = client(O::SCHEMA.service, config);
    let call = client.call::<O>(input);
    match way {
        Way::Awaited => runtime().block_on(async { call.await }),
        Way::Blocking => call.send_blocking(),
    }
}

/// Makes the call and reads its body to the end.
fn download(way: Way, config: Config) -> io::Result<Bytes> {
    let client = client(&SERVICE, config);
    let call = client.call::<Get>(Empty::default());
    match way {
        Way::Awaited => runtime().block_on(async { call.await.unwrap().body.collect().await }),
        Way::Blocking => call.send_blocking().unwrap().body.collect_blocking(),
    }
}

fn ok() -> Vec<Act> {
    vec![reply("200 OK", "", b"")]
}

fn put<O: Operation<Input = Upload>>(way: Way, body: impl Into<ByteStream>) -> Received {
    let server = Server::new(vec![ok()]);
    send::<O>(way, to(&server), upload(body)).unwrap();
    let received = server.received();
    assert_eq!(received.len(), 1);
    received[0].clone()
}

#[test]
fn bytes_of_known_length_are_sent_with_it() {
    for way in WAYS {
        for (body, name) in [
            (ByteStream::from("some text"), "memory"),
            (ByteStream::from_reader(&b"some text"[..], 9), "reader"),
            (
                ByteStream::from_stream(Pieces::new(&["some", "", " text"]), 9),
                "stream",
            ),
            (
                ByteStream::replayable(|| Ok(&b"some text"[..]), 9),
                "replayable",
            ),
        ] {
            let received = put::<Put>(way, body);
            assert_eq!(received.body, b"some text", "{way:?}, {name}");
            assert_eq!(
                received.header("content-length"),
                Some("9"),
                "{way:?}, {name}"
            );
            assert_eq!(
                received.header("content-type"),
                Some("application/octet-stream")
            );
        }
    }
}

#[test]
fn bytes_of_unknown_length_are_sent_in_chunks() {
    for way in WAYS {
        for body in [
            ByteStream::from_reader(&b"some text"[..], None),
            ByteStream::from_stream(Pieces::new(&["some", "", " text"]), None),
            ByteStream::replayable(|| Ok(&b"some text"[..]), None),
        ] {
            let received = put::<Put>(way, body);
            assert_eq!(received.body, b"some text", "{way:?}");
            assert_eq!(
                received.header("transfer-encoding"),
                Some("chunked"),
                "{way:?}"
            );
            assert_eq!(received.header("content-length"), None);
        }
        let empty = put::<Put>(way, ByteStream::from_reader(io::empty(), None));
        assert_eq!(empty.body, b"");
    }
}

#[test]
fn large_bodies_pass_through() {
    let large: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    for way in WAYS {
        for length in [None, Some(3_000_000)] {
            let reader = io::Cursor::new(large.clone());
            let received = put::<Put>(way, ByteStream::from_reader(reader, length));
            assert!(received.body == large, "{way:?}, {length:?}");
        }
    }
}

#[test]
fn a_stream_of_unknown_length_is_refused_where_it_must_be_known() {
    for way in WAYS {
        let server = Server::new(vec![ok()]);
        let body = ByteStream::from_reader(&b"x"[..], None);
        let error = send::<PutMeasured>(way, to(&server), MeasuredUpload { body }).unwrap_err();
        assert_eq!(
            (error.kind(), error.member()),
            (ErrorKind::Request, Some("body"))
        );
        assert!(server.received().is_empty());
        let body = ByteStream::from_reader(&b"x"[..], 1);
        send::<PutMeasured>(way, to(&server), MeasuredUpload { body }).unwrap();
    }
}

#[test]
fn signatures_cover_what_can_be_read_twice() {
    let signed = |body: ByteStream| {
        let received = put::<Put>(Way::Blocking, body);
        let hash = received.header("x-amz-content-sha256").map(str::to_owned);
        (hash, received.header("authorization").unwrap().to_owned())
    };
    let (hash, _) = signed(ByteStream::from_reader(&b"some text"[..], 9));
    assert_eq!(hash.as_deref(), Some("unsigned-payload"));
    let (hash, _) = signed(ByteStream::from("some text"));
    assert_eq!(hash, None);
    let body = ByteStream::replayable(|| Ok(&b"some text"[..]), 9);
    assert_eq!(signed(body).0, None);
    for body in [ByteStream::from("x"), ByteStream::from_reader(&b"x"[..], 1)] {
        let received = put::<PutUnsigned>(Way::Blocking, body);
        assert_eq!(
            received.header("x-amz-content-sha256"),
            Some("unsigned-payload")
        );
    }
}

#[test]
fn a_replayable_body_is_signed_like_the_same_bytes_in_memory() {
    let server = Server::new(vec![ok()]);
    for body in [
        ByteStream::from("some text"),
        ByteStream::replayable(|| Ok(&b"some text"[..]), None),
        ByteStream::replayable(|| Ok(&b"other text"[..]), None),
    ] {
        send::<Put>(Way::Blocking, to(&server).clock(Noon), upload(body)).unwrap();
    }
    let received = server.received();
    let signature = |n: usize| received[n].header("authorization").unwrap();
    assert_eq!(signature(0), signature(1));
    assert_ne!(signature(0), signature(2));
}

/// Counts how often it is opened, and notes the threads in which that happens.
#[derive(Clone, Default)]
struct Watched(Arc<Mutex<Vec<ThreadId>>>);

impl Watched {
    fn body(&self) -> ByteStream {
        let watched = self.clone();
        let open = move || {
            watched.0.lock().unwrap().push(thread::current().id());
            Ok(&b"some text"[..])
        };
        ByteStream::replayable(open, 9)
    }

    fn openings(&self) -> Vec<ThreadId> {
        self.0.lock().unwrap().clone()
    }
}

#[test]
fn nothing_is_opened_before_a_driver_runs() {
    let server = Server::new(vec![ok()]);
    let client = client(&SERVICE, to(&server));
    let watched = Watched::default();
    let call = || client.call::<Put>(upload(watched.body()));
    let machine = call().machine().unwrap();
    let future = call().into_future();
    assert!(watched.openings().is_empty());
    drop((machine, future));
    assert!(watched.openings().is_empty());
    runtime().block_on(call().into_future()).unwrap();
    assert_eq!(
        watched.openings().len(),
        2,
        "for the signature, and to be sent"
    );
}

#[test]
fn an_executor_thread_neither_opens_nor_reads() {
    let server = Server::new(vec![ok()]);
    let client = client(&SERVICE, to(&server));
    let watched = Watched::default();
    let call = client.call::<Put>(upload(watched.body()));
    runtime().block_on(call.into_future()).unwrap();
    let here = thread::current().id();
    assert!(watched.openings().iter().all(|thread| *thread != here));
}

/// A transport that answers at once and counts what it is given to do elsewhere.
#[derive(Clone, Debug, Default)]
struct Elsewhere(Arc<AtomicUsize>);

impl Transport for Elsewhere {
    fn send(&self, request: http::Request<Body>, _: Limits) -> Sending<'_> {
        assert!(!request.body().is_stream());
        Box::pin(async { Ok(http::Response::new(Bytes::new())) })
    }

    fn run_blocking(&self, work: Work) -> BoxFuture<'_, ()> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { work() })
    }

    fn sleep(&self, _: Duration) -> Sleeping<'_> {
        Box::pin(async {})
    }
}

#[test]
fn large_bodies_in_memory_are_summed_elsewhere() {
    for (length, elsewhere) in [(1000, 0), (4_000_000, 1)] {
        let transport = Elsewhere::default();
        let client = client(&SERVICE, config().transport(transport.clone()));
        let call = client.call::<Put>(upload(vec![7; length]));
        runtime().block_on(call.into_future()).unwrap();
        assert_eq!(transport.0.load(Ordering::SeqCst), elsewhere, "{length}");
    }
    // The signature is the same wherever the checksum is computed.
    let bytes = vec![7; 4_000_000];
    let client = client(&SERVICE, config().clock(Noon));
    let whole = client.call::<Put>(upload(bytes.clone())).to_request();
    let authorization = whole.unwrap().headers()["authorization"].clone();
    let mut machine = client.call::<Put>(upload(bytes)).machine().unwrap();
    let Step::Read(mut reading) = machine.start() else {
        panic!("a checksum to be computed");
    };
    assert!(reading.blocks());
    reading.run_blocking();
    let Step::Send { request, .. } = machine.read(reading) else {
        panic!("a request");
    };
    assert_eq!(request.headers()["authorization"], authorization);
}

/// The default of a transport that has no threads of its own.
#[test]
fn work_goes_to_a_new_thread_by_default() {
    #[derive(Debug)]
    struct Plain(Elsewhere);

    impl Transport for Plain {
        fn send(&self, request: http::Request<Body>, limits: Limits) -> Sending<'_> {
            self.0.send(request, limits)
        }

        fn sleep(&self, duration: Duration) -> Sleeping<'_> {
            self.0.sleep(duration)
        }
    }

    let watched = Watched::default();
    let client = client(&SERVICE, config().transport(Plain(Elsewhere::default())));
    let call = client.call::<Put>(upload(watched.body()));
    runtime().block_on(call.into_future()).unwrap();
    assert_eq!(watched.openings().len(), 1, "read into memory once");
    assert_ne!(watched.openings()[0], thread::current().id());
    // A reader that panics there fails the call, and does not hang it.
    let body = ByteStream::replayable(|| -> io::Result<io::Empty> { panic!("no file") }, None);
    let call = client.call::<Put>(upload(body));
    let error = runtime().block_on(call.into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}

#[test]
fn streams_can_be_opened_again_too() {
    let busy = || vec![reply("503 Slow", "", b"")];
    for way in WAYS {
        let server = Server::new(vec![busy(), ok()]);
        let body = ByteStream::replayable_stream(|| Pieces::new(&["some", " text"]), 9);
        send::<Put>(way, to(&server), upload(body)).unwrap();
        let received = server.received();
        assert_eq!(received.len(), 2, "{way:?}");
        for received in &received {
            assert_eq!(received.body, b"some text");
            assert_eq!(
                received.header("x-amz-content-sha256"),
                None,
                "it is signed"
            );
        }
    }
}

/// The driver of the documentation, over a transport that takes streams or does not.
fn drive(mut machine: Machine, transport: &dyn BlockingTransport) -> Outcome {
    machine.allow_streams(transport.takes_streams());
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Read(mut reading) => {
                reading.run_blocking();
                machine.read(reading)
            }
            Step::Send { request, limits } => match transport.send_streaming(request, limits) {
                Ok(response) => machine.head(response),
                Err(error) => machine.failed(error),
            },
            Step::Wait(delay) => {
                transport.sleep(delay);
                machine.waited()
            }
            Step::Done(outcome) => return outcome,
        };
    }
}

#[test]
fn a_driver_of_ones_own_streams_in_and_out() {
    let busy = || vec![reply("503 Slow", "", br#"{"message":"later"}"#)];
    let text = || vec![reply("200 OK", "x-count: 3\r\n", b"some text")];
    let server = Server::new(vec![busy(), text()]);
    let client = client(&SERVICE, to(&server));
    let transport = UreqTransport::new();
    let body = ByteStream::replayable(|| Ok(&b"in"[..]), None);
    let machine = client.call::<Echo>(upload(body)).machine().unwrap();
    let output = drive(machine, &transport).output::<Echo>().unwrap();
    assert_eq!(output.count, Some(3));
    assert_eq!(output.body.collect_blocking().unwrap(), "some text");
    let received = server.received();
    assert!(received.iter().all(|received| received.body == b"in"));
    assert_eq!(received.len(), 2);

    // The body of an output that is no stream is buffered in a step.
    let machine = client.call::<Put>(upload("in")).machine().unwrap();
    drive(machine, &transport).output::<Put>().unwrap();

    // A body that can be read once is read into memory for a transport that takes no streams.
    let service = common::Service::new(503, &[], "");
    let config = config().max_attempts(2).jitter(|| 0.0);
    let client = self::client(&SERVICE, config);
    let body = ByteStream::from_reader(&b"some text"[..], None);
    let machine = client.call::<Put>(upload(body)).machine().unwrap();
    drive(machine, &service).output::<Put>().unwrap_err();
    let requests = service.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.body() == "some text"));
}

#[test]
fn one_shot_bodies_are_not_retried() {
    let busy = || vec![reply("503 Slow", "", b"")];
    for way in WAYS {
        let server = Server::new(vec![busy(), ok()]);
        let body = ByteStream::from_reader(&b"some text"[..], 9);
        let error = send::<Put>(way, to(&server), upload(body)).unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), error.attempts()),
            (503, 1),
            "{way:?}"
        );
        for body in [
            ByteStream::from("some text"),
            ByteStream::replayable(|| Ok(&b"some text"[..]), None),
        ] {
            let server = Server::new(vec![busy(), ok()]);
            send::<Put>(way, to(&server), upload(body)).unwrap();
            let received = server.received();
            assert_eq!(received.len(), 2, "{way:?}");
            assert!(
                received
                    .iter()
                    .all(|received| received.body == b"some text")
            );
        }
    }
}

#[test]
fn unread_one_shot_bodies_are_retried() {
    for way in WAYS {
        // Nobody listens there, so that no byte of the body is asked for.
        let config = config()
            .endpoint_url("http://127.0.0.1:9")
            .max_attempts(2)
            .jitter(|| 0.0);
        let body = ByteStream::from_reader(&b"some text"[..], 9);
        let error = send::<Put>(way, config, upload(body)).unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Transport, 2),
            "{way:?}: {error}"
        );
    }
}

#[test]
fn one_call_takes_the_stream_from_the_next() {
    let server = Server::new(vec![ok()]);
    let client = client(&SERVICE, to(&server));
    let call = client.call::<Put>(upload(ByteStream::from_reader(&b"some text"[..], 9)));
    let error = call.to_request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("stream"), "{error}");
    call.send_blocking().unwrap();
}

#[test]
fn a_body_that_fails_or_lies_about_its_length_ends_the_call() {
    for way in WAYS {
        for (body, message) in [
            (
                ByteStream::from_reader(Failing(b"some"), None),
                "the disk is gone",
            ),
            (
                ByteStream::from_reader(Failing(b"some"), 9),
                "the disk is gone",
            ),
            (
                ByteStream::from_reader(&b"some"[..], 9),
                "fewer bytes than the 9",
            ),
            (
                ByteStream::from_reader(&b"some text"[..], 4),
                "more bytes than the 4",
            ),
            (
                ByteStream::replayable(|| Err::<io::Empty, _>(io::Error::other("no file")), None),
                "no file",
            ),
        ] {
            let server = Server::new(vec![ok()]);
            let error = send::<Put>(way, to(&server), upload(body)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Request, "{way:?}: {error}");
            assert!(error.to_string().contains(message), "{way:?}: {error}");
            assert!(error.attempts() <= 1);
        }
    }
}

#[test]
fn a_transport_without_streams_gets_them_whole() {
    let service = common::Service::new(503, &[], "");
    let config = config()
        .max_attempts(2)
        .jitter(|| 0.0)
        .blocking_transport(service.clone());
    let body = ByteStream::from_stream(Pieces::new(&["some", " text"]), None);
    let error = client(&SERVICE, config)
        .call::<Put>(upload(body))
        .send_blocking()
        .unwrap_err();
    // Now that it is in memory, it can be sent again.
    assert_eq!(error.attempts(), 2);
    let requests = service.requests();
    assert!(
        requests.iter().all(|request| request.body() == "some text"),
        "{requests:?}"
    );
    let service = common::Service::new(200, &[("x-kind", "k")], "whole");
    let config = common::config().blocking_transport(service);
    let output = client(&SERVICE, config)
        .call::<Get>(Empty::default())
        .send_blocking()
        .unwrap();
    assert_eq!(output.kind.as_deref(), Some("k"));
    assert_eq!(output.body.collect_blocking().unwrap(), "whole");
}

/// A response whose body comes in two pieces with a pause between them.
fn slow(pause: Duration) -> Vec<Act> {
    let head = "HTTP/1.1 200 OK\r\nx-kind: k\r\ncontent-length: 8\r\n\r\nsome";
    vec![
        Act::Write(head.as_bytes().to_vec()),
        Act::Sleep(pause),
        Act::Write(b"more".to_vec()),
    ]
}

#[test]
fn an_output_is_there_before_its_body() {
    let pause = Duration::from_millis(400);
    let server = Server::new(vec![slow(pause)]);
    let client = client(&SERVICE, to(&server));
    let start = Instant::now();
    runtime().block_on(async {
        let mut output = client.call::<Get>(Empty::default()).await.unwrap();
        assert!(start.elapsed() < pause, "{:?}", start.elapsed());
        assert_eq!(output.kind.as_deref(), Some("k"));
        assert_eq!(output.body.length(), Some(8));
        assert_eq!(output.body.next().await.unwrap().unwrap(), "some");
        assert_eq!(output.body.next().await.unwrap().unwrap(), "more");
        assert!(output.body.next().await.is_none());
        assert!(output.body.next().await.is_none());
    });
    let start = Instant::now();
    let mut output = client
        .call::<Get>(Empty::default())
        .send_blocking()
        .unwrap();
    assert!(start.elapsed() < pause, "{:?}", start.elapsed());
    let mut text = [0; 3];
    output.body.read_exact(&mut text).unwrap();
    assert_eq!(&text, b"som");
    let mut rest = String::new();
    output.body.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "emore");
}

#[test]
fn bodies_in_chunks_or_up_to_the_end_have_no_length() {
    let chunks =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nsome\r\n5\r\n text\r\n0\r\n\r\n";
    let open = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nsome text";
    for way in WAYS {
        for text in [chunks, open] {
            let server = Server::new(vec![vec![Act::Write(text.as_bytes().to_vec()), Act::Close]]);
            assert_eq!(download(way, to(&server)).unwrap(), "some text", "{way:?}");
        }
        let server = Server::new(vec![ok()]);
        assert_eq!(download(way, to(&server)).unwrap(), "", "{way:?}");
    }
}

#[test]
fn a_connection_serves_again_once_its_body_is_read() {
    let server = Server::new(vec![vec![reply("200 OK", "", b"some text")]]);
    let client = client(&SERVICE, to(&server));
    runtime().block_on(async {
        for _ in 0..3 {
            let output = client.call::<Get>(Empty::default()).await.unwrap();
            assert_eq!(output.body.collect().await.unwrap(), "some text");
        }
    });
    for _ in 0..3 {
        let output = client
            .call::<Get>(Empty::default())
            .send_blocking()
            .unwrap();
        assert_eq!(output.body.collect_blocking().unwrap(), "some text");
    }
    let connections: Vec<_> = server.received().iter().map(|r| r.connection).collect();
    assert_eq!(connections, [0, 0, 0, 1, 1, 1]);
}

#[test]
fn a_body_that_nobody_reads_does_no_harm() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10000000\r\n\r\n";
    let endless = vec![
        Act::Write(head.as_bytes().to_vec()),
        Act::Sleep(Duration::from_secs(30)),
    ];
    let server = Server::new(vec![endless, vec![reply("200 OK", "", b"x")]]);
    let client = client(&SERVICE, to(&server));
    runtime().block_on(async {
        drop(client.call::<Get>(Empty::default()).await.unwrap());
        let output = client.call::<Get>(Empty::default()).await.unwrap();
        assert_eq!(output.body.collect().await.unwrap(), "x");
    });
}

#[test]
fn a_stalled_body_ends_by_a_timeout() {
    for way in WAYS {
        let server = Server::new(vec![slow(Duration::from_secs(30))]);
        let start = Instant::now();
        let config = to(&server).read_timeout(Duration::from_millis(300));
        let error = download(way, config).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{way:?}: {error}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn the_limit_of_an_attempt_holds_for_the_head() {
    let late = || vec![Act::Sleep(Duration::from_secs(30))];
    for way in WAYS {
        let server = Server::new(vec![late()]);
        let start = Instant::now();
        let config = to(&server)
            .attempt_timeout(Duration::from_millis(200))
            .max_attempts(1);
        let error = send::<Get>(way, config, Empty::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{way:?}: {error}");
        assert!(start.elapsed() < Duration::from_secs(5));
        // A body that takes longer than an attempt may is none the worse for it.
        let server = Server::new(vec![slow(Duration::from_millis(500))]);
        let config = to(&server).attempt_timeout(Duration::from_millis(300));
        assert_eq!(download(way, config).unwrap(), "somemore", "{way:?}");
    }
}

#[test]
fn a_body_that_breaks_off_is_an_error() {
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nsome";
    let torn = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nsome";
    let odd = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n";
    for way in WAYS {
        for text in [short, torn, odd] {
            let server = Server::new(vec![vec![Act::Write(text.as_bytes().to_vec()), Act::Close]]);
            let error = download(way, to(&server)).unwrap_err();
            let kinds = [io::ErrorKind::UnexpectedEof, io::ErrorKind::InvalidData];
            assert!(kinds.contains(&error.kind()), "{way:?}: {error:?}");
        }
    }
}

#[test]
fn lengths_that_nothing_could_have_are_errors() {
    let huge = "HTTP/1.1 200 OK\r\ncontent-length: 18446744073709551615\r\n\r\nsome";
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffff0\r\nsome";
    for way in WAYS {
        for text in [huge, chunk] {
            let acts = vec![Act::Write(text.as_bytes().to_vec()), Act::Close];
            let server = Server::new(vec![acts]);
            let client = client(&SERVICE, to(&server).max_attempts(1));
            let call = client.call::<Get>(Empty::default());
            // The head may be refused already, or the body once it ends.
            let failed = match way {
                Way::Awaited => runtime().block_on(async {
                    match call.await {
                        Ok(output) => output.body.collect().await.is_err(),
                        Err(_) => true,
                    }
                }),
                Way::Blocking => match call.send_blocking() {
                    Ok(output) => output.body.collect_blocking().is_err(),
                    Err(_) => true,
                },
            };
            assert!(failed, "{way:?}: {text}");
        }
        let server = Server::new(vec![ok()]);
        let body = ByteStream::from_reader(&b"some"[..], u64::MAX);
        let error = send::<Put>(way, to(&server), upload(body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{way:?}: {error}");
    }
}

#[test]
fn errors_are_whole_typed_and_tried_again() {
    let body = br#"{"message":"later"}"#;
    let error = || vec![reply("503 Slow", "x-amzn-errortype: Busy\r\n", body)];
    for way in WAYS {
        let server = Server::new(vec![error()]);
        let failure = send::<Get>(way, to(&server), Empty::default()).unwrap_err();
        assert_eq!(
            (failure.code(), failure.message()),
            (Some("Busy"), Some("later")),
            "{way:?}"
        );
        assert_eq!(failure.attempts(), 3);
        let server = Server::new(vec![error(), vec![reply("200 OK", "", b"some text")]]);
        assert_eq!(download(way, to(&server)).unwrap(), "some text");
        // An error whose body stalls is no success either.
        let head = "HTTP/1.1 400 No\r\ncontent-length: 9\r\n\r\n{";
        let stalled = vec![
            Act::Write(head.as_bytes().to_vec()),
            Act::Sleep(Duration::from_secs(30)),
        ];
        let server = Server::new(vec![stalled]);
        let limit = Duration::from_millis(300);
        let config = to(&server)
            .attempt_timeout(limit)
            .read_timeout(limit)
            .max_attempts(1);
        let failure = send::<Get>(way, config, Empty::default()).unwrap_err();
        assert_eq!(failure.kind(), ErrorKind::Timeout, "{way:?}: {failure}");
    }
}

#[test]
fn an_error_that_drips_is_cut_off() {
    let mut acts = vec![Act::Write(
        b"HTTP/1.1 400 No\r\ncontent-length: 1000\r\n\r\n".to_vec(),
    )];
    for _ in 0..100 {
        acts.extend([
            Act::Write(b" ".to_vec()),
            Act::Sleep(Duration::from_millis(50)),
        ]);
    }
    for way in WAYS {
        let server = Server::new(vec![acts.clone()]);
        let start = Instant::now();
        let config = to(&server)
            .attempt_timeout(Duration::from_millis(300))
            .max_attempts(1);
        let failure = send::<Get>(way, config, Empty::default()).unwrap_err();
        assert_eq!(failure.kind(), ErrorKind::Timeout, "{way:?}: {failure}");
        assert!(
            start.elapsed() < Duration::from_secs(3),
            "{way:?}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn max_response_bytes_limits_collected_bodies_only() {
    let large = vec![vec![reply("200 OK", "", &[b'x'; 100_000])]];
    for way in WAYS {
        let server = Server::new(large.clone());
        let error = download(way, to(&server).max_response_bytes(99_999)).unwrap_err();
        assert!(error.to_string().contains("max_response_bytes"), "{error}");
        assert_eq!(
            download(way, to(&server).max_response_bytes(100_000))
                .unwrap()
                .len(),
            100_000
        );
    }
    let server = Server::new(large);
    let config = to(&server).max_response_bytes(10);
    let mut body = send::<Get>(Way::Blocking, config, Empty::default())
        .unwrap()
        .body;
    assert_eq!(io::copy(&mut body, &mut io::sink()).unwrap(), 100_000);
}

#[test]
fn an_awaited_body_cannot_be_read_in_a_thread() {
    let server = Server::new(vec![vec![reply("200 OK", "", b"some text")]]);
    let client = client(&SERVICE, to(&server));
    let runtime = runtime();
    let body = || {
        let call = client.call::<Get>(Empty::default());
        runtime.block_on(async { call.await.unwrap().body })
    };
    let error = body().collect_blocking().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);
    let mut text = String::new();
    assert!(body().read_to_string(&mut text).is_err());
    // Where its runtime is gone, there is an error and no panic.
    let orphan = body();
    drop(runtime);
    let other = self::runtime();
    let _ = other.block_on(orphan.collect());
}

#[test]
fn a_body_may_be_both_streamed_in_and_out() {
    for way in WAYS {
        let server = Server::new(vec![vec![reply("200 OK", "x-count: 3\r\n", b"some text")]]);
        let client = client(&SERVICE, to(&server));
        let call = client.call::<Echo>(upload(ByteStream::from_reader(&b"in"[..], None)));
        let (count, text) = match way {
            Way::Awaited => runtime().block_on(async {
                let output = call.await.unwrap();
                (output.count, output.body.collect().await.unwrap())
            }),
            Way::Blocking => {
                let output = call.send_blocking().unwrap();
                (output.count, output.body.collect_blocking().unwrap())
            }
        };
        assert_eq!((count, &*text), (Some(3), &b"some text"[..]));
        assert_eq!(server.received()[0].body, b"in");
    }
}

#[test]
fn a_head_that_cannot_be_read_is_an_error() {
    for way in WAYS {
        let server = Server::new(vec![vec![reply(
            "200 OK",
            "x-count: three\r\n",
            b"some text",
        )]]);
        let error = send::<Get>(way, to(&server), Empty::default()).unwrap_err();
        assert_eq!(
            (error.kind(), error.path().as_deref()),
            (ErrorKind::Response, Some("count"))
        );
    }
}

#[test]
fn a_blocking_reader_does_not_hold_up_the_runtime() {
    /// Takes its time for each piece.
    struct Slow(usize);

    impl Read for Slow {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Ok(0);
            }
            std::thread::sleep(Duration::from_millis(50));
            self.0 -= 1;
            out[0] = b'x';
            Ok(1)
        }
    }

    let server = Server::new(vec![ok()]);
    let client = client(&SERVICE, to(&server));
    let ticks = Arc::new(AtomicUsize::new(0));
    let counter = ticks.clone();
    runtime().block_on(async {
        let ticking = tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(10)).await;
                counter.fetch_add(1, Ordering::Relaxed);
            }
        });
        client
            .call::<Put>(upload(ByteStream::from_reader(Slow(6), None)))
            .await
            .unwrap();
        ticking.abort();
    });
    assert_eq!(server.received()[0].body, b"xxxxxx");
    let ticks = ticks.load(Ordering::Relaxed);
    assert!(ticks >= 8, "{ticks}");
}

#[test]
fn streams_show_their_length_and_nothing_else() {
    assert_eq!(
        format!("{:?}", ByteStream::from("secret")),
        "ByteStream(6 bytes)"
    );
    let unknown = ByteStream::from_reader(io::empty(), None);
    assert_eq!(format!("{unknown:?}"), "ByteStream(of unknown length)");
    assert_eq!(ByteStream::default().as_bytes().unwrap(), "");
}
