//! Compares requests with those that botocore makes of the same inputs; see
//! `tools/record_requests.py`.
//!
//! All headers are compared except for `host`, `content-length` and `connection`, which transports
//! add, and those that identify the client and the attempt: `user-agent`, and botocore's
//! `x-amz-user-agent`, `amz-sdk-invocation-id` and `amz-sdk-request`. Of these only `host` is
//! signed, so that `authorization` is compared unchanged.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::collections::BTreeMap;
use std::time::Duration;

use http::Request;
use iottwinmaker::operation::ListSyncJobsInput;
use iottwinmaker::{Client, Config};
use serde_json::Value;
use tinsmith_runtime::Bytes;
use tinsmith_runtime::auth::Credentials;
use tinsmith_tests::carrier::both;
use tinsmith_tests::client::page;
use tinsmith_tests::clock::ManualClock;
use tinsmith_tests::server::{Received, Server, exchange, ok};

/// The recorded requests, with their keys and time.
struct Recording(Value);

impl Recording {
    fn read() -> Self {
        Self(serde_json::from_str(include_str!("../fixtures/requests.json")).unwrap())
    }

    fn requests(&self) -> impl Iterator<Item = &Value> {
        self.0["requests"].as_array().unwrap().iter()
    }

    fn config(&self, config: &Value) -> Config {
        let keys = ["access_key_id", "secret_access_key"].map(|name| text(&self.0[name]));
        let mut credentials = Credentials::new(keys[0], keys[1]).unwrap();
        if let Some(token) = config["session_token"].as_str() {
            credentials = credentials.session_token(token).unwrap();
        }
        let made = Config::new(text(&config["region"]))
            .credentials(credentials)
            .clock(ManualClock::at(text(&self.0["time"])))
            .host_prefix(config["host_prefix"].as_bool().unwrap());
        match config["endpoint_url"].as_str() {
            Some(url) => made.endpoint_url(url),
            None => made,
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn input(recorded: &Value) -> ListSyncJobsInput {
    let mut input = ListSyncJobsInput::new(text(&recorded["workspaceId"]));
    if let Some(number) = recorded["maxResults"].as_i64() {
        input = input.max_results(number.try_into().unwrap());
    }
    if let Some(token) = recorded["nextToken"].as_str() {
        input = input.next_token(token);
    }
    input
}

fn headers(request: &Request<Bytes>) -> BTreeMap<&str, &str> {
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    headers.filter(|(name, _)| *name != "user-agent").collect()
}

fn recorded_headers(request: &Value) -> BTreeMap<&str, &str> {
    let headers = request["headers"].as_object().unwrap().iter();
    headers
        .map(|(name, value)| (name.as_str(), text(value)))
        .collect()
}

#[test]
fn signed_requests_are_those_of_botocore() {
    let recording = Recording::read();
    for recorded in recording.requests() {
        let name = text(&recorded["name"]);
        let client = Client::new(recording.config(&recorded["config"])).unwrap();
        let call = client.list_sync_jobs(input(&recorded["input"]));
        let (made, theirs) = (call.to_request().unwrap(), &recorded["request"]);
        assert_eq!(made.method(), text(&theirs["method"]), "{name}");
        assert_eq!(made.uri().to_string(), text(&theirs["url"]), "{name}");
        assert_eq!(made.uri().path(), text(&theirs["path"]), "{name}");
        let query = made.uri().query().unwrap_or_default();
        assert_eq!(query, text(&theirs["query"]), "{name}");
        assert_eq!(made.body(), text(&theirs["body"]), "{name}");
        assert_eq!(headers(&made), recorded_headers(theirs), "{name}");
        assert!(made.headers().contains_key("user-agent"), "{name}");
    }
}

#[test]
fn presigned_requests_are_those_of_botocore() {
    let recording = Recording::read();
    let expires = Duration::from_secs(recording.0["expires_seconds"].as_u64().unwrap());
    for recorded in recording.requests() {
        let name = text(&recorded["name"]);
        let client = Client::new(recording.config(&recorded["config"])).unwrap();
        let call = client.list_sync_jobs(input(&recorded["input"]));
        let made = call.presign(expires).unwrap();
        let url = made.uri().to_string();
        assert_eq!(url, text(&recorded["presigned_url"]), "{name}");
        assert_eq!(made.method(), text(&recorded["request"]["method"]));
        assert_eq!(made.body(), text(&recorded["request"]["body"]), "{name}");
        let content_type = BTreeMap::from([("content-type", "application/json")]);
        assert_eq!(headers(&made), content_type, "{name}");
    }
}

/// An endpoint with an IP address keeps its host; botocore is recorded with its prefix disabled
/// there.
#[test]
fn an_address_has_no_prefix_with_and_without_the_switch() {
    let recording = Recording::read();
    let mut seen = 0;
    for recorded in recording.requests() {
        let url = recorded["config"]["endpoint_url"].as_str();
        if !url.is_some_and(|url| url.contains("127.0.0.1") || url.contains("[::1]")) {
            continue;
        }
        for put in [false, true] {
            let config = recording.config(&recorded["config"]).host_prefix(put);
            let client = Client::new(config).unwrap();
            let call = client.list_sync_jobs(input(&recorded["input"]));
            let made = call.to_request().unwrap();
            assert_eq!(made.uri().to_string(), text(&recorded["request"]["url"]));
            seen += 1;
        }
    }
    assert_eq!(seen, 4);
}

/// The received request is the one that was created, with nothing added.
#[test]
fn transports_send_the_request_as_it_is() {
    both(|carrier| {
        let recording = Recording::read();
        let recorded: Vec<&Value> = recording.requests().collect();
        let scripts = recorded.iter().map(|_| exchange(ok(&page(&[], None))));
        let server = Server::new(scripts);
        for recorded in &recorded {
            let config = recording.config(&recorded["config"]);
            let client = Client::new(config.endpoint_url(server.url())).unwrap();
            let input = input(&recorded["input"]);
            let made = client.list_sync_jobs(input.clone()).to_request().unwrap();
            carrier.send(client.list_sync_jobs(input)).unwrap();
            let requests = server.requests();
            assert_same(requests.last().unwrap(), &made, &server);
        }
        assert_eq!(server.requests().len(), recorded.len());
    });
}

fn assert_same(received: &Received, made: &Request<Bytes>, server: &Server) {
    assert_eq!(received.method, made.method().as_str());
    assert_eq!(
        received.target,
        made.uri().path_and_query().unwrap().as_str()
    );
    assert_eq!(made.body(), received.text());
    let mut headers: BTreeMap<&str, &str> = headers(made);
    let (host, length) = (server.authority(), made.body().len().to_string());
    let user_agent = made.headers()["user-agent"].to_str().unwrap();
    headers.extend([
        ("host", host.as_str()),
        ("content-length", length.as_str()),
        ("user-agent", user_agent),
    ]);
    let came = received.headers.iter();
    let came: BTreeMap<&str, &str> = came
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(came, headers);
    assert_eq!(received.headers.len(), came.len(), "a header came twice");
}
