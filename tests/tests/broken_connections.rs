//! Connections that break, stall or send invalid data: each ends in a typed error, in time.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::net::TcpListener;
use std::time::{Duration, Instant};

use iottwinmaker::Client;
use tinsmith_runtime::ErrorKind;
use tinsmith_tests::carrier::{Carrier, both};
use tinsmith_tests::client::{Failed, arns, client, client_without_retries, config, input, page};
use tinsmith_tests::server::{Action, Script, Server, exchange, ok};

/// A short time limit for a silent server.
const LIMIT: Duration = Duration::from_millis(60);

/// An upper bound for a call with that limit on a busy machine.
const SOON: Duration = Duration::from_secs(20);

fn read_and_send(bytes: impl Into<Vec<u8>>) -> Script {
    exchange(bytes)
}

fn failure(carrier: &Carrier, script: Script) -> Failed {
    let server = Server::new([script]);
    let client = client_without_retries(&server);
    let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
    assert_eq!(error.operation(), "ListSyncJobs");
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.connections(), 1);
    error
}

/// Prefixes of a response at which a connection may close.
const STAGES: [(&str, &str); 9] = [
    ("before the response", ""),
    ("in the status line", "HTTP/1.1 20"),
    ("after the status line", "HTTP/1.1 200 OK\r\n"),
    ("in a header's name", "HTTP/1.1 200 OK\r\ncontent-le"),
    (
        "in a header's value",
        "HTTP/1.1 200 OK\r\ncontent-length: 1",
    ),
    (
        "between headers",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n",
    ),
    (
        "after the head",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n",
    ),
    (
        "in the body",
        "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"nextToken\":\"t\"}",
    ),
    (
        "before the rest of a body that was promised too long",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n{}",
    ),
];

/// Prefixes of a chunked response.
const CHUNKS: [&str; 6] = ["", "2", "2\r\n", "2\r\n{", "2\r\n{}", "2\r\n{}\r\n"];

#[test]
fn a_connection_that_closes_at_any_stage_is_an_error() {
    both(|carrier| {
        for (stage, bytes) in STAGES {
            let error = failure(carrier, read_and_send(bytes));
            assert_eq!(error.kind(), ErrorKind::Transport, "{stage}: {error}");
        }
        for chunk in CHUNKS {
            let bytes = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunk}");
            let error = failure(carrier, read_and_send(bytes));
            assert_eq!(error.kind(), ErrorKind::Transport, "{chunk:?}: {error}");
        }
    });
}

/// A body is complete if only the empty line after the last chunk is missing: it may be
/// accepted or not.
#[test]
fn a_connection_that_closes_after_the_last_chunk_gives_no_wrong_value() {
    both(|carrier| {
        let body = page(&["a"], None);
        let bytes = format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n",
            body.len()
        );
        let server = Server::new([exchange(bytes)]);
        let client = client_without_retries(&server);
        match carrier.send(client.list_sync_jobs(input())) {
            Ok(page) => assert_eq!(arns(page), ["a"]),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Transport, "{error}"),
        }
    });
}

#[test]
fn a_connection_that_closes_before_it_reads_is_an_error() {
    both(|carrier| {
        let error = failure(carrier, Vec::new());
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    });
}

/// A truncated error response is not an error of the service.
#[test]
fn half_an_error_is_a_broken_connection() {
    both(|carrier| {
        let bytes = "HTTP/1.1 400 Bad\r\nx-amzn-errortype: ValidationException\r\ncontent-length: 30\r\n\r\n{\"mess";
        let error = failure(carrier, read_and_send(bytes));
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    });
}

/// Broken connections are retried, and the attempts are counted.
#[test]
fn broken_connections_are_tried_again() {
    both(|carrier| {
        for (stage, bytes) in STAGES {
            let good = read_and_send(ok(&page(&["a"], None)));
            let server = Server::new([read_and_send(bytes), Vec::new(), good]);
            let client = client(&server);
            let page = carrier.send(client.list_sync_jobs(input())).unwrap();
            assert_eq!(arns(page), ["a"], "{stage}");
            assert_eq!(server.connections(), 3, "{stage}");

            let server = Server::new([0; 3].map(|_| read_and_send(bytes)));
            let client = Client::new(config().endpoint_url(server.url())).unwrap();
            let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
            assert_eq!((error.attempts(), server.connections()), (3, 3), "{stage}");
            assert!(error.to_string().contains("3 attempts"), "{error}");
        }
    });
}

#[test]
fn refused_connections_are_errors() {
    both(|carrier| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let client = Client::new(config().endpoint_url(url)).unwrap();
        let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert_eq!(error.attempts(), 3);
        assert!(error.to_string().contains("cannot connect"), "{error}");
    });
}

fn timed_out(carrier: &Carrier, script: Script) {
    let server = Server::new([script]);
    let client = client_without_retries(&server);
    let call = client.list_sync_jobs(input()).attempt_timeout(LIMIT);
    let start = Instant::now();
    let error = carrier.send(call).unwrap_err();
    let took = start.elapsed();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(error.operation(), "ListSyncJobs");
    assert_eq!(error.attempts(), 1);
    assert!((LIMIT..SOON).contains(&took), "{took:?}: {error}");
}

#[test]
fn a_connection_that_stalls_at_any_stage_ends_in_time() {
    both(|carrier| {
        timed_out(carrier, vec![Action::Stall]);
        for (_, bytes) in STAGES {
            let send = Action::Send(bytes.into());
            timed_out(carrier, vec![Action::Read, send, Action::Stall]);
        }
        let bytes = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{";
        let send = Action::Send(bytes.into());
        timed_out(carrier, vec![Action::Read, send, Action::Stall]);
        // Without a length, the body ends with the connection.
        let send = Action::Send(b"HTTP/1.1 200 OK\r\n\r\n{}".into());
        timed_out(carrier, vec![Action::Read, send, Action::Stall]);
    });
}

/// The limit applies to the whole response, not to each of its bytes.
#[test]
fn a_response_that_trickles_ends_in_time() {
    both(|carrier| {
        let pause = LIMIT / 6;
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n".to_vec();
        let body = Action::Trickle(vec![b' '; 5000], pause);
        let whole = Action::Trickle([head.clone(), vec![b' '; 5000]].concat(), pause);
        timed_out(carrier, vec![Action::Read, Action::Send(head), body]);
        timed_out(carrier, vec![Action::Read, whole]);
    });
}

/// The limit of the whole call applies even if each attempt may take longer.
#[test]
fn the_whole_call_ends_in_time() {
    both(|carrier| {
        let server = Server::new([vec![Action::Read, Action::Stall]]);
        let client = client(&server);
        let call = client.list_sync_jobs(input()).timeout(LIMIT);
        let start = Instant::now();
        let error = carrier.send(call).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!((LIMIT..SOON).contains(&start.elapsed()));
        assert_eq!((error.attempts(), server.connections()), (1, 1));
    });
}

/// A timed-out attempt is followed by another one.
#[test]
fn a_stall_is_tried_again() {
    both(|carrier| {
        let stall = vec![Action::Read, Action::Stall];
        let server = Server::new([stall.clone(), stall, exchange(ok(&page(&["a"], None)))]);
        let client = client(&server);
        let call = client.list_sync_jobs(input()).attempt_timeout(LIMIT);
        // The last attempt must finish in this time, too; therefore it is long enough for a busy
        // machine.
        let page = carrier.send(call);
        match page {
            Ok(page) => assert_eq!(arns(page), ["a"]),
            Err(error) => assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3)),
        }
        assert_eq!(server.connections(), 3);
    });
}

#[test]
fn responses_other_than_http_are_refused() {
    both(|carrier| {
        for bytes in [
            &b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00\r\n\r\n"[..],
            b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            b"HTTP/1.1 200 OK\r\na\0b: c\r\n\r\n",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnot a size\r\n{}\r\n",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffffff\r\n{}\r\n",
        ] {
            let script = vec![Action::Read, Action::Send(bytes.into()), Action::Stall];
            let error = failure(carrier, script);
            let shown = bytes.escape_ascii();
            assert_eq!(error.kind(), ErrorKind::Response, "{shown}: {error}");
        }
    });
}

#[test]
fn lengths_that_contradict_one_another_are_refused() {
    both(|carrier| {
        for header in [
            "content-length: x",
            "content-length: -1",
            "content-length: 2, 3",
        ] {
            let bytes = format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n{{}}");
            let script = vec![Action::Read, Action::Send(bytes.into()), Action::Stall];
            assert_eq!(failure(carrier, script).kind(), ErrorKind::Response);
        }
    });
}

/// An endless head is cut off, and not kept in memory.
#[test]
fn heads_have_a_limit() {
    both(|carrier| {
        let header = format!("x: {}\r\n", "y".repeat(10_000));
        let head = format!("HTTP/1.1 200 OK\r\n{}", header.repeat(1000));
        let error = failure(carrier, vec![Action::Read, Action::Send(head.into())]);
        assert_eq!(error.kind(), ErrorKind::Response, "{error}");
    });
}

#[test]
fn bodies_have_a_limit() {
    both(|carrier| {
        let body = format!("{{\"x\":\"{}\"}}", "y".repeat(1000));
        let chunked = format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
            body.len()
        );
        let endless = format!("HTTP/1.1 200 OK\r\n\r\n{body}");
        for bytes in [ok(&body), chunked, endless] {
            for (limit, fits) in [(body.len(), true), (body.len() - 1, false), (1, false)] {
                let server = Server::new([exchange(bytes.clone())]);
                let config = config().endpoint_url(server.url());
                let client = Client::new(config.max_response_bytes(limit)).unwrap();
                let result = carrier.send(client.list_sync_jobs(input()));
                assert_eq!(result.is_ok(), fits, "{bytes}");
                if let Err(error) = result {
                    assert_eq!(error.kind(), ErrorKind::Response, "{error}");
                    assert_eq!(error.attempts(), 1, "it is too large again");
                    assert!(error.to_string().contains("max_response_bytes"), "{error}");
                }
            }
        }
    });
}

/// A huge `content-length` allocates nothing.
#[test]
fn a_huge_promise_is_refused() {
    both(|carrier| {
        let bytes = "HTTP/1.1 200 OK\r\ncontent-length: 18446744073709551614\r\n\r\n{}";
        let script = vec![Action::Read, Action::Send(bytes.into()), Action::Stall];
        let error = failure(carrier, script);
        assert_eq!(error.kind(), ErrorKind::Response, "{error}");
    });
}

#[test]
fn connections_are_used_again() {
    both(|carrier| {
        let answer = |arn: &str| [Action::Read, Action::Send(ok(&page(&[arn], None)).into())];
        let server = Server::new([[answer("a"), answer("b"), answer("c")].concat()]);
        let client = client(&server);
        for arn in ["a", "b", "c"] {
            let page = carrier.send(client.list_sync_jobs(input())).unwrap();
            assert_eq!(arns(page), [arn]);
        }
        assert_eq!(server.connections(), 1);
    });
}

/// Unsolicited data of a server is not taken for the response to the next call.
#[test]
fn bytes_after_a_response_belong_to_no_call() {
    both(|carrier| {
        let forged = ok(&page(&["forged"], None));
        let first = ok(&page(&["a"], None)) + &forged;
        let stay = vec![Action::Read, Action::Send(first.into()), Action::Stall];
        let server = Server::new([stay, exchange(ok(&page(&["b"], None)))]);
        let client = client(&server);
        for arn in ["a", "b"] {
            let page = carrier.send(client.list_sync_jobs(input())).unwrap();
            assert_eq!(arns(page), [arn]);
        }
    });
}

/// A connection that the server closed in the meantime is replaced without an error.
#[test]
fn a_connection_that_was_closed_meanwhile_is_replaced() {
    both(|carrier| {
        let answer = |arn: &str| exchange(ok(&page(&[arn], None)));
        let server = Server::new([answer("a"), answer("b")]);
        let client = client(&server);
        for arn in ["a", "b"] {
            let page = carrier.send(client.list_sync_jobs(input())).unwrap();
            assert_eq!(arns(page), [arn]);
        }
        assert_eq!(server.connections(), 2);
    });
}

/// Responses in all forms of HTTP/1.1.
#[test]
fn responses_come_in_any_form_of_http() {
    both(|carrier| {
        let body = page(&["a"], None);
        let (one, other) = body.split_at(7);
        for bytes in [
            format!("HTTP/1.1 200 OK\r\n\r\n{body}"),
            format!("HTTP/1.0 200 OK\r\n\r\n{body}"),
            format!("HTTP/1.1 200 \r\nconnection: close\r\n\r\n{body}"),
            format!("HTTP/1.1 100 Continue\r\n\r\n{}", ok(&body)),
            format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:X};x=y\r\n{one}\r\n{:x}\r\n{other}\r\n0\r\n\r\n",
                one.len(),
                other.len()
            ),
        ] {
            let server = Server::new([exchange(bytes.clone())]);
            let client = client_without_retries(&server);
            let page = carrier.send(client.list_sync_jobs(input()));
            let page = page.unwrap_or_else(|error| panic!("{bytes}: {error}"));
            assert_eq!(arns(page), ["a"], "{bytes}");
        }
    });
}

/// A response that arrives in pieces, even split in a character, is reassembled.
#[test]
fn pieces_are_put_together() {
    both(|carrier| {
        let bytes = ok(&page(&["Zürich 🏭"], None)).into_bytes();
        let pause = Duration::from_millis(1);
        let server = Server::new([vec![Action::Read, Action::Trickle(bytes, pause)]]);
        let client = client_without_retries(&server);
        let page = carrier.send(client.list_sync_jobs(input())).unwrap();
        assert_eq!(arns(page), ["Zürich 🏭"]);
    });
}
