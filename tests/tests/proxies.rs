//! Forward proxies: requests pass through them, in a tunnel if they are encrypted.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use iottwinmaker::{Client, Config};
use tinsmith_runtime::transport::{Proxies, Proxy};
use tinsmith_tests::carrier::{Carrier, both};
use tinsmith_tests::client::{arns, config, input, page};
use tinsmith_tests::proxy::ForwardProxy;
use tinsmith_tests::report;
use tinsmith_tests::server::{Server, exchange, ok};
use tinsmith_tests::tls::Authority;

/// The header that `user:secret` leads to.
const BASIC: &str = "Basic dXNlcjpzZWNyZXQ=";

fn through(proxy: &ForwardProxy, user: &str) -> Proxies {
    Proxies::all(Proxy::new(proxy.url(user)).unwrap())
}

fn call(carrier: &Carrier, config: Config) -> Result<Vec<String>, String> {
    let client = Client::new(config).unwrap();
    let page = carrier.send(client.list_sync_jobs(input()));
    page.map(arns).map_err(|error| report(&error))
}

#[test]
fn plain_requests_have_an_absolute_uri() {
    both(|carrier| {
        for (user, password) in [("", None), ("user:secret@", Some(BASIC))] {
            let proxy = ForwardProxy::new(password);
            let server = Server::new([exchange(ok(&page(&["a"], None)))]);
            let config = config().endpoint_url(server.url());
            let found = call(carrier, config.proxies(through(&proxy, user)));
            assert_eq!(found.unwrap(), ["a"]);
            let line = format!(
                "POST {}/workspaces/factory/sync-jobs-list HTTP/1.1",
                server.url()
            );
            assert_eq!(proxy.requests(), [line]);
            let request = &server.requests()[0];
            assert_eq!(request.header("host"), Some(&*server.authority()));
            assert!(request.header("proxy-authorization").is_none());
        }
    });
}

#[test]
fn encrypted_requests_go_through_a_tunnel() {
    both(|carrier| {
        for (user, password) in [("", None), ("user:secret@", Some(BASIC))] {
            let authority = Authority::new("Known");
            let proxy = ForwardProxy::new(password);
            let script = exchange(ok(&page(&["a"], None)));
            let server = Server::encrypted([script], authority.server("127.0.0.1"));
            let config = config()
                .ca_bundle(authority.pem())
                .endpoint_url(server.url());
            let found = call(carrier, config.proxies(through(&proxy, user)));
            assert_eq!(found.unwrap(), ["a"]);
            let line = format!("CONNECT {} HTTP/1.1", server.authority());
            assert_eq!(proxy.requests(), [line]);
            let request = &server.requests()[0];
            assert!(request.header("proxy-authorization").is_none());
        }
    });
}

#[test]
fn hosts_that_are_bypassed_are_called_directly() {
    both(|carrier| {
        let proxy = ForwardProxy::new(None);
        let server = Server::new([exchange(ok(&page(&["a"], None)))]);
        let proxies = through(&proxy, "").bypass("127.0.0.0/8");
        let config = config().endpoint_url(server.url()).proxies(proxies);
        assert_eq!(call(carrier, config).unwrap(), ["a"]);
        assert!(proxy.requests().is_empty());
    });
}

#[test]
fn a_proxy_that_refuses_is_named_and_asked_once() {
    both(|carrier| {
        let authority = Authority::new("Known");
        let proxy = ForwardProxy::new(Some(BASIC));
        let config = config()
            .ca_bundle(authority.pem())
            .endpoint_url("https://example.com")
            .proxies(through(&proxy, "user:wrong@"));
        let error = call(carrier, config).unwrap_err();
        assert!(
            error.contains("407") && error.contains(&proxy.url("")),
            "{error}"
        );
        assert!(!error.contains("wrong"), "{error}");
        assert_eq!(proxy.requests().len(), 1, "it will refuse again");
    });
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    both(|carrier| {
        for endpoint in ["http://example.com", "https://example.com"] {
            let proxy = Proxy::new("http://127.0.0.1:9").unwrap();
            let config = config().endpoint_url(endpoint).proxies(Proxies::all(proxy));
            let error = call(carrier, config).unwrap_err();
            assert!(error.contains("http://127.0.0.1:9"), "{error}");
            assert!(error.contains("cannot connect"), "{error}");
        }
    });
}
