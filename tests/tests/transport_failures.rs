//! The table of transport failures: the same failure has the same kind and text on both transports,
//! and is tried again or not.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use iottwinmaker::{Client, Config};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tinsmith_runtime::ErrorKind;
use tinsmith_runtime::transport::{TransportError, TransportErrorKind};
use tinsmith_tests::carrier::{Carrier, both};
use tinsmith_tests::client::{arns, config, input, page};
use tinsmith_tests::report;
use tinsmith_tests::server::{Action, Server, exchange, ok};
use tinsmith_tests::tls::Authority;

/// A configuration that trusts this authority.
fn trusting(authority: &Authority) -> Config {
    config().ca_bundle(authority.pem())
}

/// Makes a call that fails, and checks kind, attempts and text.
fn fails(
    carrier: &Carrier,
    config: Config,
    (kind, attempts): (TransportErrorKind, u32),
    texts: &[&str],
) {
    let client = Client::new(config).unwrap();
    let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
    let text = report(&error);
    let cause: &TransportError = error.cause().unwrap().downcast_ref().unwrap();
    assert_eq!(cause.kind(), kind, "{text}");
    assert_eq!(error.kind(), ErrorKind::Transport, "{text}");
    assert_eq!(error.attempts(), attempts, "{text}");
    for part in texts {
        assert!(text.contains(part), "{part:?} in {text}");
    }
    assert!(!text.chars().any(char::is_control), "{text:?}");
}

const TRIED_AGAIN: u32 = 3;

#[test]
fn an_unknown_host() {
    both(|carrier| {
        for scheme in ["http", "https"] {
            let authority = Authority::new("Known");
            let config = trusting(&authority).endpoint_url(format!("{scheme}://nowhere.invalid"));
            let expected = (TransportErrorKind::Connect, TRIED_AGAIN);
            fails(
                carrier,
                config,
                expected,
                &["cannot connect", "nowhere.invalid"],
            );
        }
    });
}

#[test]
fn a_refused_connection() {
    both(|carrier| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let config = config().endpoint_url(format!("http://{address}"));
        let expected = (TransportErrorKind::Connect, TRIED_AGAIN);
        fails(
            carrier,
            config,
            expected,
            &["cannot connect", &address.to_string()],
        );
    });
}

#[test]
fn a_handshake_that_breaks_off() {
    both(|carrier| {
        let authority = Authority::new("Known");
        // Every connection is closed at once.
        let server = Server::new([]);
        let url = server.url().replace("http:", "https:");
        let config = trusting(&authority).endpoint_url(url);
        let expected = (TransportErrorKind::Connect, TRIED_AGAIN);
        fails(
            carrier,
            config,
            expected,
            &["cannot connect", "TLS handshake"],
        );
    });
}

#[test]
fn an_issuer_that_is_not_trusted() {
    both(|carrier| {
        let (authority, other) = (Authority::new("Unknown"), Authority::new("Known"));
        let server = Server::encrypted([exchange(ok("{}"))], authority.server("127.0.0.1"));
        let config = trusting(&other).endpoint_url(server.url());
        let expected = (TransportErrorKind::Tls, 1);
        let settings = [
            "not trusted",
            "Config::ca_bundle",
            "AWS_CA_BUNDLE",
            "SSL_CERT_FILE",
        ];
        fails(carrier, config, expected, &settings);
    });
}

#[test]
fn a_server_that_does_not_speak_tls() {
    both(|carrier| {
        let authority = Authority::new("Known");
        let server = Server::new([vec![Action::Send(ok("{}").into()), Action::Stall]]);
        let url = server.url().replace("http:", "https:");
        let config = trusting(&authority).endpoint_url(url);
        let expected = (TransportErrorKind::Tls, 1);
        fails(carrier, config, expected, &["does not speak TLS"]);
    });
}

#[test]
fn a_client_certificate_that_is_required() {
    both(|carrier| {
        let authority = Authority::new("Known");
        let scripts = [0; 3].map(|_| exchange(ok("{}")));
        let server = Server::encrypted(scripts, authority.server_for_known_clients("127.0.0.1"));
        let config = trusting(&authority).endpoint_url(server.url());
        let expected = (TransportErrorKind::Tls, 1);
        fails(carrier, config, expected, &["client certificate"]);
    });
}

#[test]
fn a_certificate_for_another_host() {
    both(|carrier| {
        let authority = Authority::new("Known");
        let server = Server::encrypted([exchange(ok("{}"))], authority.server("example.com"));
        let config = trusting(&authority).endpoint_url(server.url());
        fails(
            carrier,
            config,
            (TransportErrorKind::Tls, 1),
            &["no secure connection"],
        );
    });
}

/// A server that cuts each connection after these bytes, without a close_notify.
fn cutting(config: Arc<ServerConfig>, bytes: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(tls, stream);
            let mut received = [0; 64 * 1024];
            if stream.read(&mut received).is_ok() {
                stream.write_all(bytes.as_bytes()).unwrap();
                stream.flush().unwrap();
            }
        }
    });
    url
}

/// A body without length and chunks ends with the connection, which TLS has to confirm.
#[test]
fn a_body_that_is_cut() {
    both(|carrier| {
        let authority = Authority::new("Known");
        let url = cutting(authority.server("127.0.0.1"), "HTTP/1.1 200 OK\r\n\r\n{}");
        let config = trusting(&authority).endpoint_url(url);
        let expected = (TransportErrorKind::Closed, TRIED_AGAIN);
        fails(
            carrier,
            config,
            expected,
            &["before the end of the response"],
        );
    });
}

#[test]
fn a_body_that_ends_with_its_connection() {
    both(|carrier| {
        let authority = Authority::new("Known");
        let answer = format!("HTTP/1.1 200 OK\r\n\r\n{}", page(&["a"], None));
        let server = Server::encrypted([exchange(answer)], authority.server("127.0.0.1"));
        let client = Client::new(trusting(&authority).endpoint_url(server.url())).unwrap();
        let page = carrier.send(client.list_sync_jobs(input())).unwrap();
        assert_eq!(arns(page), ["a"]);
    });
}
