//! Connections of the transports: whose they are, and when both directions are done.

#![allow(clippy::unwrap_used)]
#![cfg(all(feature = "json", feature = "hyper", feature = "blocking"))]

#[macro_use]
mod common;
#[path = "common/server.rs"]
mod server;

use std::future::IntoFuture;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::{Empty, NoError, client, config};
use server::{Server, reply};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{ByteStream, Client, Config, Error, ErrorKind};
use tokio::runtime::{Builder, Runtime};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1).signing_name("test");

structure!(Upload {
    body "body": ByteStream = rt::member("body", rt::STREAM).payload();
});

operation!(Put: Upload => Empty, NoError, &SERVICE, |schema| schema
    .http("PUT", "/")
    .unsigned_payload());
operation!(Get: Empty => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/"));

/// More than the buffers of two sockets hold.
const LARGE: usize = 32 * 1024 * 1024;

/// The action of the server after its response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Reads,
    Stalls,
    Closes,
}

/// A server that answers as soon as it has read the head of a request, and counts the bytes of
/// bodies.
struct Early {
    url: String,
    bytes: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

impl Early {
    fn new(answer: &'static str, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let early = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            bytes: Arc::default(),
            connections: Arc::default(),
        };
        let (bytes, connections) = (early.bytes.clone(), early.connections.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                connections.fetch_add(1, Ordering::SeqCst);
                let bytes = bytes.clone();
                thread::spawn(move || answer_early(stream.unwrap(), answer, then, &bytes));
            }
        });
        early
    }

    /// The bytes of bodies, once no more come.
    fn bytes(&self) -> usize {
        loop {
            let before = self.bytes.load(Ordering::SeqCst);
            thread::sleep(Duration::from_millis(200));
            if self.bytes.load(Ordering::SeqCst) == before {
                return before;
            }
        }
    }
}

fn answer_early(mut stream: TcpStream, answer: &str, then: Then, bytes: &AtomicUsize) {
    let mut received: Vec<u8> = Vec::new();
    while !received.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut piece = [0; 4096];
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(length) => received.extend(&piece[..length]),
        }
    }
    let head = received.windows(4).position(|end| end == b"\r\n\r\n");
    bytes.fetch_add(received.len() - head.unwrap() - 4, Ordering::SeqCst);
    stream.write_all(answer.as_bytes()).unwrap();
    match then {
        Then::Closes => {}
        Then::Stalls => thread::sleep(Duration::from_secs(30)),
        Then::Reads => {
            let mut piece = vec![0; 256 * 1024];
            while let Ok(length @ 1..) = stream.read(&mut piece) {
                bytes.fetch_add(length, Ordering::SeqCst);
            }
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

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn to(url: &str) -> Config {
    let config = config().endpoint_url(url).jitter(|| 0.0).max_attempts(1);
    config.attempt_timeout(Duration::from_secs(20))
}

fn put(way: Way, client: &Client, body: ByteStream) -> Result<(), Error<NoError>> {
    let call = client.call::<Put>(Upload { body });
    let output = match way {
        Way::Awaited => runtime().block_on(async { call.await }),
        Way::Blocking => call.send_blocking(),
    };
    output.map(drop)
}

fn large(streamed: bool) -> ByteStream {
    match streamed {
        true => ByteStream::from_reader(std::io::repeat(b'x').take(LARGE as u64), LARGE as u64),
        false => vec![b'x'; LARGE].into(),
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
const DENIED: &str = "HTTP/1.1 403 No\r\nx-amzn-errortype: Denied\r\ncontent-length: 2\r\n\r\n{}";

#[test]
fn a_success_waits_until_the_request_is_sent() {
    for way in WAYS {
        for streamed in [false, true] {
            let server = Early::new(OK, Then::Reads);
            let client = client(&SERVICE, to(&server.url));
            put(way, &client, large(streamed)).unwrap();
            assert_eq!(server.bytes(), LARGE, "{way:?}, streamed: {streamed}");
        }
    }
}

#[test]
fn a_success_of_a_request_that_is_never_read_is_none() {
    for way in WAYS {
        let server = Early::new(OK, Then::Closes);
        let client = client(&SERVICE, to(&server.url));
        let error = put(way, &client, large(false)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{way:?}: {error}");
        let server = Early::new(OK, Then::Stalls);
        let config = to(&server.url).attempt_timeout(Duration::from_millis(500));
        let client = self::client(&SERVICE, config);
        let error = put(way, &client, large(false)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{way:?}: {error}");
    }
}

#[test]
fn an_early_error_ends_the_call_and_its_connection() {
    for way in WAYS {
        for then in [Then::Reads, Then::Stalls] {
            let server = Early::new(DENIED, then);
            let client = client(&SERVICE, to(&server.url));
            let start = Instant::now();
            let error = put(way, &client, large(false)).unwrap_err();
            assert_eq!(error.code(), Some("Denied"), "{way:?}, {then:?}: {error}");
            assert!(start.elapsed() < Duration::from_secs(10));
            if then == Then::Stalls {
                put(way, &client, large(false)).unwrap_err();
                assert_eq!(server.connections.load(Ordering::SeqCst), 2, "{way:?}");
            }
        }
    }
}

/// A runtime that exists but does not run drives no connection, so that others do not wait for it.
#[test]
fn a_runtime_uses_its_own_connections() {
    let server = Server::new(vec![vec![reply("200 OK", "", b"{}")]]);
    let client = client(&SERVICE, to(server.url()));
    let call = |runtime: &Runtime| {
        let call = client.call::<Get>(Empty::default());
        runtime.block_on(async { call.await }).unwrap();
        server.received().last().unwrap().connection
    };
    let (one, other) = (runtime(), runtime());
    let start = Instant::now();
    let first = call(&one);
    let second = call(&other);
    assert_ne!(first, second);
    assert_eq!((call(&one), call(&other)), (first, second), "they are kept");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_runtime_without_drivers_is_an_error() {
    let server = Server::new(vec![vec![reply("200 OK", "", b"{}")]]);
    let without_timers = Builder::new_current_thread().enable_io().build().unwrap();
    let without_io = Builder::new_current_thread().enable_time().build().unwrap();
    let without = Builder::new_current_thread().build().unwrap();
    for runtime in [without_timers, without_io, without] {
        for config in [
            to(server.url()),
            to(server.url()).connect_timeout(None),
            to(server.url()).connect_timeout(None).attempt_timeout(None),
        ] {
            let client = client(&SERVICE, config);
            let call = client.call::<Get>(Empty::default());
            match runtime.block_on(async { call.await }) {
                // A call without limits needs no timers.
                Ok(_) => {}
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Transport);
                    let cause = error.cause().unwrap().to_string();
                    assert!(cause.contains("enable_all"), "{cause}");
                }
            }
        }
    }
}

/// As many connections are kept as there may be unused ones.
#[test]
fn the_number_of_unused_connections_is_a_setting() {
    const BURST: usize = 4;
    for (limit, most) in [(BURST, BURST), (1, 2 * BURST - 1)] {
        let late = || {
            vec![
                server::Act::Sleep(Duration::from_millis(50)),
                reply("200 OK", "", b"{}"),
            ]
        };
        let server = Server::new(vec![late()]);
        let client = client(&SERVICE, to(server.url()).max_idle_connections(limit));
        let runtime = runtime();
        for _ in 0..2 {
            runtime.block_on(async {
                let call = || tokio::spawn(client.call::<Get>(Empty::default()).into_future());
                let calls: Vec<_> = (0..BURST).map(|_| call()).collect();
                for call in calls {
                    call.await.unwrap().unwrap();
                }
            });
        }
        let made = server
            .received()
            .iter()
            .map(|received| received.connection)
            .max();
        assert_eq!(made.unwrap() + 1, most, "limit {limit}");
    }
}
