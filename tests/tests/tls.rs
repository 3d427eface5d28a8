//! Encrypted connections: only certificates of trusted authorities are accepted.
//!
//! The trusted authorities are read once per process, so that each case is a run of the example.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use iottwinmaker::Client;
use tempfile::TempDir;
use tinsmith_runtime::ErrorKind;
use tinsmith_tests::carrier::both;
use tinsmith_tests::client::{config, input, page};
use tinsmith_tests::example::{Example, Run};
use tinsmith_tests::server::{Action, Server, exchange, ok};
use tinsmith_tests::tls::Authority;

const ASYNC: &[&str] = &["--workspace-id", "factory", "--all"];
const BLOCKING: &[&str] = &["--workspace-id", "factory", "--all", "--blocking"];

struct Roots(TempDir);

impl Roots {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Creates a file with these contents.
    fn file(&self, contents: &str) -> PathBuf {
        let path = self.0.path().join("roots.pem");
        fs::write(&path, contents).unwrap();
        path
    }
}

/// Runs the example against a server with a certificate for `name` from `issuer`, trusting
/// `roots`.
fn run(arguments: &[&str], issuer: &Authority, name: &str, roots: &str) -> (Run, Server) {
    let folder = Roots::new();
    let script = exchange(ok(&page(&["a"], None)));
    let server = Server::encrypted([script], issuer.server(name));
    let run = Example::new(&server.url(), arguments)
        .env("SSL_CERT_FILE", folder.file(roots))
        .run();
    (run, server)
}

fn assert_refused(run: &Run, server: &Server) {
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(
        run.stderr.contains("no secure connection"),
        "{}",
        run.stderr
    );
    assert!(
        server.requests().is_empty(),
        "a request was sent all the same"
    );
    assert!(server.connections() <= 1, "it was tried again");
}

#[test]
fn an_authority_that_is_known_is_believed() {
    let authority = Authority::new("Known");
    for arguments in [ASYNC, BLOCKING] {
        let (run, server) = run(arguments, &authority, "127.0.0.1", &authority.pem());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        assert_eq!(run.stdout, "a\t-\t-\n");
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn an_authority_that_is_not_known_is_refused() {
    let (authority, other) = (Authority::new("Unknown"), Authority::new("Known"));
    for arguments in [ASYNC, BLOCKING] {
        let (run, server) = run(arguments, &authority, "127.0.0.1", &other.pem());
        assert_refused(&run, &server);
    }
}

/// Another authority of the same name is refused.
#[test]
fn a_namesake_is_refused() {
    let (authority, other) = (Authority::new("Known"), Authority::new("Known"));
    for arguments in [ASYNC, BLOCKING] {
        let (run, server) = run(arguments, &authority, "127.0.0.1", &other.pem());
        assert_refused(&run, &server);
    }
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let authority = Authority::new("Known");
    for arguments in [ASYNC, BLOCKING] {
        for name in ["127.0.0.2", "localhost"] {
            let (run, server) = run(arguments, &authority, name, &authority.pem());
            assert_refused(&run, &server);
        }
    }
}

#[test]
fn without_authorities_nothing_is_believed() {
    let authority = Authority::new("Known");
    for arguments in [ASYNC, BLOCKING] {
        for roots in ["", "no certificate"] {
            let (run, server) = run(arguments, &authority, "127.0.0.1", roots);
            assert_refused(&run, &server);
        }
    }
}

/// A server without TLS gets no unencrypted request.
#[test]
fn a_server_without_encryption_is_refused() {
    let folder = Roots::new();
    let roots = folder.file(&Authority::new("Known").pem());
    for arguments in [ASYNC, BLOCKING] {
        let server = Server::new([vec![Action::Send(ok("{}").into()), Action::Stall]]);
        let url = server.url().replace("http:", "https:");
        let run = Example::new(&url, arguments)
            .env("SSL_CERT_FILE", &roots)
            .env("AWS_MAX_ATTEMPTS", "1")
            .run();
        assert_refused(&run, &server);
    }
}

/// The time limits apply to the handshake. Needs a machine with root certificates.
#[test]
fn a_handshake_that_stalls_ends_in_time() {
    both(|carrier| {
        let limit = Duration::from_millis(60);
        for config in [
            config().attempt_timeout(limit),
            config().connect_timeout(limit),
            config().timeout(limit),
        ] {
            let server = Server::new([vec![Action::Stall]]);
            let url = server.url().replace("http:", "https:");
            let client = Client::new(config.endpoint_url(url).max_attempts(1)).unwrap();
            let start = Instant::now();
            let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
            if error.to_string().contains("no root certificates") {
                eprintln!("skipped: this machine has no root certificates");
                return;
            }
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
            assert!((limit..Duration::from_secs(20)).contains(&start.elapsed()));
        }
    });
}
