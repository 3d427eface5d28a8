//! Nothing printable shows a secret key or a session token.
//!
//! The only exception is a presigned URL: its query carries the session token by definition, so
//! that printing the request prints the token. It never carries the secret key.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::fmt::Debug;
use std::time::Duration;

use iottwinmaker::{Client, Config};
use tinsmith_runtime::auth::{
    Credentials, CredentialsError, ProvideCredentials, SharedCredentials,
};
use tinsmith_runtime::call::Step;
use tinsmith_runtime::environment::{Environment, Settings};
use tinsmith_runtime::transport::TransportErrorKind;
use tinsmith_tests::carrier::both;
use tinsmith_tests::client::{Failed, input};
use tinsmith_tests::server::{Action, Server, exchange, ok, response};

/// Each secret starts with a unique mark, so that parts of it are found as well.
const SECRET: &str = "S3CR3TKEY/of+no/account";
const TOKEN: &str = "T0K3NMARK/of+no/account==";
const MARKS: [&str; 2] = ["S3CR3T", "T0K3N"];

fn credentials() -> Credentials {
    let credentials = Credentials::new("AKIDOFNOACCOUNT", SECRET).unwrap();
    credentials.session_token(TOKEN).unwrap()
}

fn config() -> Config {
    Config::new("us-east-1")
        .credentials(credentials())
        .jitter(|| 0.0)
}

fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment::from_map(variables.iter().copied())
}

#[track_caller]
fn assert_hidden(shown: &str) {
    for mark in MARKS {
        assert!(!shown.contains(mark), "{shown}");
    }
}

/// Asserts that neither form of a value's `Debug` shows a secret.
#[track_caller]
fn hides(value: &dyn Debug) {
    assert_hidden(&format!("{value:?}"));
    assert_hidden(&format!("{value:#?}"));
}

/// Asserts that neither an error nor any of its causes shows a secret.
#[track_caller]
fn hides_in_error(error: &(dyn std::error::Error + 'static)) {
    let mut cause = Some(error);
    while let Some(error) = cause {
        assert_hidden(&error.to_string());
        hides(&error);
        cause = error.source();
    }
}

#[track_caller]
fn hides_in_failure(error: &Failed) {
    hides_in_error(error);
    let (code, message) = (error.code(), error.message());
    hides(&(
        code,
        message,
        error.request_id(),
        error.path(),
        error.service(),
    ));
}

#[test]
fn credentials_are_hidden() {
    hides(&credentials());
    hides(&SharedCredentials::new(credentials()));
    hides(&[Some(credentials())]);
}

#[test]
fn configurations_and_clients_are_hidden() {
    hides(&config());
    hides(&Client::new(config()).unwrap());
    let variables = [
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDOFNOACCOUNT"),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_SESSION_TOKEN", TOKEN),
    ];
    let environment = environment(&variables);
    hides(&environment);
    hides(&Settings::load(&environment, "IoTTwinMaker").unwrap());
    let config = Config::from_environment(environment);
    hides(&config);
    let client = Client::new(config).unwrap();
    hides(&client);
    hides(&client.list_sync_jobs(input()));
}

#[test]
fn requests_and_calls_are_hidden() {
    let client = Client::new(config()).unwrap();
    let call = client.list_sync_jobs(input());
    hides(&call);
    let request = call.to_request().unwrap();
    assert_eq!(request.headers()["x-amz-security-token"], TOKEN);
    hides(&request);
    let mut machine = call.machine().unwrap();
    hides(&machine);
    let step = machine.start();
    hides(&step);
    let Step::Send { request, limits } = step else {
        panic!("nothing to send");
    };
    hides(&(&request, limits));
    hides(&machine);
    hides(&machine.failed(TransportErrorKind::Closed.into()));
    hides(&client.list_sync_jobs(input()).pages());
    hides(&client.list_sync_jobs(input()).items());
    hides(&client.list_sync_jobs(input()).pages_blocking());
    hides(&client.list_sync_jobs(input()).items_blocking());
}

#[test]
fn a_presigned_request_shows_the_token_alone() {
    let client = Client::new(config()).unwrap();
    let call = client.list_sync_jobs(input());
    let request = call.presign(Duration::from_secs(60)).unwrap();
    let shown = format!("{request:?} {}", request.uri());
    assert!(!shown.contains(MARKS[0]), "{shown}");
    assert!(!request.headers().contains_key("x-amz-security-token"));
}

/// The request carries the token once, in its header, and never the secret key.
#[test]
fn the_wire_carries_the_token_once() {
    both(|carrier| {
        let server = Server::new([exchange(ok("{}"))]);
        let client = Client::new(config().endpoint_url(server.url())).unwrap();
        carrier.send(client.list_sync_jobs(input())).unwrap();
        let request = &server.requests()[0];
        assert_eq!(request.header("x-amz-security-token"), Some(TOKEN));
        let shown = format!("{request:?}");
        assert_eq!(shown.matches(MARKS[1]).count(), 1, "{shown}");
        assert!(!shown.contains(MARKS[0]), "{shown}");
    });
}

#[test]
fn failures_of_the_connection_are_hidden() {
    both(|carrier| {
        for script in [
            Vec::new(),
            vec![Action::Read],
            exchange("nonsense\r\n\r\n"),
            exchange("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
            exchange(ok("nonsense")),
            vec![Action::Read, Action::Stall],
        ] {
            let server = Server::new([script]);
            let config = config().endpoint_url(server.url()).max_attempts(1);
            let client = Client::new(config).unwrap();
            let limit = Duration::from_millis(60);
            let call = client.list_sync_jobs(input()).attempt_timeout(limit);
            hides_in_failure(&carrier.send(call).unwrap_err());
        }
    });
}

/// Services respond to a wrong signature with what they signed themselves, including the token.
#[test]
fn a_token_that_the_service_repeats_is_hidden() {
    both(|carrier| {
        for token in [TOKEN, &TOKEN.replace('/', "\\/")] {
            for code in ["InvalidSignatureException", "ValidationException"] {
                let message = format!("The canonical string is 'host:a {token} {token}'");
                let body = format!(r#"{{"__type":"ns#{code}","message":"{message}"}}"#);
                let server = Server::new([exchange(response(403, &[], &body))]);
                let client = Client::new(config().endpoint_url(server.url())).unwrap();
                let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
                assert_eq!(error.code(), Some(code));
                hides_in_failure(&error);
                let message = "The canonical string is 'host:a **redacted** **redacted**'";
                assert_eq!(error.message(), Some(message));
            }
        }
    });
}

/// A token as short as a word is redacted where it stands alone: in other words it is by chance.
#[test]
fn a_short_token_is_redacted_as_a_word() {
    let credentials = Credentials::new("AKID", SECRET).unwrap();
    let config = config().credentials(credentials.session_token("mess").unwrap());
    let body = r#"{"__type":"ns#ValidationException","message":"mess, a message"}"#;
    let server = Server::new([exchange(response(400, &[], body))]);
    let client = Client::new(config.endpoint_url(server.url())).unwrap();
    let error = client.list_sync_jobs(input()).send_blocking().unwrap_err();
    assert_eq!(error.message(), Some("**redacted**, a message"));
}

/// Secrets in wrong settings: errors about the settings do not repeat them.
#[test]
fn errors_about_settings_are_hidden() {
    let keys = format!("aws_access_key_id = AKID\naws_secret_access_key = {SECRET}\n");
    let files = [
        format!("[default]\naws_secret_access_key {SECRET}\n"),
        format!("[default]\naws_secret_access_key = {SECRET}\n"),
        format!("[default]\n= {SECRET}\n"),
        format!("[default\n{keys}"),
        format!("{keys}[default]\n"),
        format!("[default] {SECRET}\n"),
        format!("  {SECRET}\n[default]\n"),
        format!("[default]\n{keys}aws_session_token = {TOKEN} {TOKEN}\n"),
        format!("[default]\n{keys}  {TOKEN}\n"),
        format!("[default]\naws_access_key_id = {SECRET}/\naws_secret_access_key = {SECRET}\n"),
        format!("[default]\n{keys}\0\n"),
        format!("[default]\naws_access_key_id = {SECRET}\n"),
        format!("[default]\naws_session_token = {TOKEN}\naws_access_key_id = a\n"),
        format!("[default]\ncredential_process = /bin/keys --secret {SECRET}\n"),
        format!("[default]\nrole_arn = a\nexternal_id = {SECRET}\n"),
        format!("[default]\n{keys}endpoint_url = https://user:{SECRET}@example.com\n"),
        format!("[default]\n{keys}max_attempts = {TOKEN}\n"),
        format!("[default]\n{keys}ignore_configured_endpoint_urls = {TOKEN}\n"),
    ];
    for (name, variable) in [
        ("config", "AWS_CONFIG_FILE"),
        ("credentials", "AWS_SHARED_CREDENTIALS_FILE"),
    ] {
        for file in &files {
            let environment = environment(&[(variable, name), ("AWS_REGION", "us-east-1")]);
            let environment = environment.with_file(name, file.as_str());
            let error = Client::new(Config::from_environment(environment)).unwrap_err();
            hides_in_error(&error);
        }
    }
}

#[test]
fn errors_about_variables_are_hidden() {
    let url = format!("https://user:{SECRET}@example.com");
    let broken = format!("{SECRET}\n");
    let spaced = format!("{TOKEN} {TOKEN}");
    for variables in [
        &[("AWS_SECRET_ACCESS_KEY", SECRET)][..],
        &[("AWS_ACCESS_KEY_ID", SECRET)],
        &[
            ("AWS_ACCESS_KEY_ID", SECRET),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
        ],
        &[
            ("AWS_ACCESS_KEY_ID", "a"),
            ("AWS_SECRET_ACCESS_KEY", &broken),
        ],
        &[
            ("AWS_ACCESS_KEY_ID", "a"),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
            ("AWS_SESSION_TOKEN", &spaced),
        ],
        &[("AWS_ENDPOINT_URL", &url)],
        &[("AWS_ENDPOINT_URL_IOTTWINMAKER", &url)],
        &[("AWS_MAX_ATTEMPTS", SECRET)],
    ] {
        let variables = [variables, &[("AWS_REGION", "us-east-1")]].concat();
        let config = Config::from_environment(environment(&variables));
        hides(&config);
        hides_in_error(&Client::new(config).unwrap_err());
    }
}

#[test]
fn errors_about_configurations_are_hidden() {
    let url = format!("https://user:{SECRET}@example.com");
    let config = config().endpoint_url(url);
    hides(&config);
    hides_in_error(&Client::new(config).unwrap_err());
    for error in [
        Credentials::new(SECRET, SECRET).unwrap_err(),
        Credentials::new("a", format!("{SECRET}\n")).unwrap_err(),
        credentials()
            .session_token(format!("{TOKEN}\n"))
            .unwrap_err(),
    ] {
        hides_in_error(&error);
    }
}

/// A credential provider without credentials.
#[derive(Debug)]
struct Empty;

impl ProvideCredentials for Empty {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let half = Credentials::new("AKID", format!("{SECRET}\0"));
        Err(CredentialsError::provider(half.unwrap_err()))
    }
}

#[test]
fn errors_about_credentials_are_hidden() {
    let client = Client::new(Config::new("us-east-1").credentials(Empty)).unwrap();
    let error = client.list_sync_jobs(input()).to_request().unwrap_err();
    assert!(error.cause().is_some());
    hides_in_failure(&error);
}
