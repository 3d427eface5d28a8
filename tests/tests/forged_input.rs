//! Input that would redirect or split a request is refused before anything is sent.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use iottwinmaker::operation::ListSyncJobsInput;
use iottwinmaker::{Client, Config, ConfigError};
use tinsmith_runtime::ErrorKind;
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::environment::Environment;
use tinsmith_tests::carrier::both;
use tinsmith_tests::client::{client, config, credentials, input};
use tinsmith_tests::server::{Server, exchange, ok};

const REGIONS: [&str; 22] = [
    "",
    " ",
    ".",
    "us-east-1\n",
    "us-east-1\r\nhost: evil.com",
    "us-east-1\0",
    " us-east-1",
    "us-east-1.",
    "us-east-1.evil.com",
    "us-east-1/",
    "us-east-1#",
    "us-east-1?",
    "us-east-1:443",
    "x@evil.com:443/#",
    "evil.com/#",
    "\\evil.com",
    "us_east_1",
    "US-EAST-1",
    "us-east-1%2eevil",
    "ｕs-east-1",
    "-",
    "a23456789012345678901234567890123456789012345678901234567890123_",
];

const ENDPOINTS: [&str; 32] = [
    " ",
    "localhost",
    "//localhost",
    "ftp://localhost",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://",
    "http:///path",
    "http://x@evil.com:443/#",
    "http://user:hunter2@evil.com",
    "http://localhost@evil.com",
    "http://localhost\\@evil.com",
    "http://local host",
    "http://localhost\n",
    "http://localhost\r\nhost: evil.com",
    "http://localhost\0.evil.com",
    "http://localhost\t",
    "http://localhost:port",
    "http://localhost:",
    "http://localhost:0",
    "http://localhost:65536",
    "http://localhost:80:80",
    "http://localhost?x=",
    "http://localhost#",
    "http://localhost/%zz",
    "http://localhost/../..",
    "http://localhost/a b",
    "http://[::1",
    "http://[localhost]",
    "http://2130706433",
    "http://0x7f.1",
    "http://exämple.com",
];

/// The error of the client's constructor, on one line.
#[track_caller]
fn refusal(config: Config) -> String {
    let error: ConfigError = Client::new(config).expect_err("a client");
    let shown = error.to_string();
    assert!(!shown.contains(char::is_control), "{shown:?}");
    shown
}

#[test]
fn regions_that_are_none_are_refused() {
    for region in REGIONS {
        let config = Config::new(region).credentials(credentials());
        let shown = refusal(config.clone());
        assert!(shown.contains("is not a region"), "{shown}");
        // A custom endpoint does not help: the region is also signed.
        let shown = refusal(config.endpoint_url("http://localhost"));
        assert!(shown.contains("is not a region"), "{shown}");
    }
}

#[test]
fn endpoints_that_are_none_are_refused() {
    for url in ENDPOINTS {
        let shown = refusal(config().endpoint_url(url));
        assert!(shown.contains("endpoint URL"), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn the_environment_is_no_way_around() {
    for region in REGIONS.into_iter().filter(|region| !region.is_empty()) {
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            let environment = Environment::from_map([(name, region)]);
            let config = Config::from_environment(environment).credentials(credentials());
            assert!(refusal(config).contains(name), "{region:?}");
        }
    }
    for url in ENDPOINTS {
        for name in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IOTTWINMAKER"] {
            let environment = Environment::from_map([("AWS_REGION", "us-east-1"), (name, url)]);
            let config = Config::from_environment(environment).credentials(credentials());
            assert!(refusal(config).contains(name), "{url:?}");
        }
    }
}

#[test]
fn files_are_no_way_around() {
    for (line, name) in [
        ("region = x@evil.com:443/#", "region"),
        ("region = us-east-1.evil.com", "region"),
        ("endpoint_url = http://x@evil.com:443/#", "endpoint_url"),
        ("endpoint_url = http://localhost:0", "endpoint_url"),
    ] {
        let region = if name == "region" {
            ""
        } else {
            "region = us-east-1\n"
        };
        let file = format!("[default]\n{region}{line}\n");
        let environment = Environment::from_map([("AWS_CONFIG_FILE", "/config")]);
        let environment = environment.with_file("/config", file);
        let shown = refusal(Config::from_environment(environment).credentials(credentials()));
        assert!(shown.contains("/config") && shown.contains(name), "{shown}");
    }
}

#[test]
fn credentials_cannot_split_headers() {
    for bad in ["a\r\nx: y", "a\nb", "a\0b", "a\rb", "a\u{7f}b", ""] {
        assert!(Credentials::new(bad, "secret").is_err(), "{bad:?}");
        assert!(Credentials::new("AKIDEXAMPLE", bad).is_err(), "{bad:?}");
        assert!(credentials().session_token(bad).is_err(), "{bad:?}");
    }
    for bad in ["a,b", "a/b", "a b", "ä"] {
        assert!(Credentials::new(bad, "secret").is_err(), "{bad:?}");
    }
}

#[test]
fn the_applications_name_cannot_split_headers() {
    for bad in [
        "",
        "a b",
        "a\r\nx: y",
        "a\nb",
        "a\0b",
        "a/b",
        "ä",
        &"a".repeat(51),
    ] {
        let shown = refusal(config().app_id(bad));
        assert!(shown.contains("app_id"), "{shown}");
    }
    let client = Client::new(config().app_id("tool-1.0")).unwrap();
    let request = client.list_sync_jobs(input()).to_request().unwrap();
    let user_agent = request.headers()["user-agent"].to_str().unwrap();
    assert!(user_agent.ends_with(" app/tool-1.0"), "{user_agent}");
}

/// A label is one segment of the path, whatever it contains.
#[test]
fn labels_stay_within_their_segment() {
    both(|carrier| {
        for (label, segment) in [
            ("a/b", "a%2Fb"),
            ("/", "%2F"),
            ("../../admin", "..%2F..%2Fadmin"),
            ("a/../b", "a%2F..%2Fb"),
            ("a\\b", "a%5Cb"),
            ("a?b=c", "a%3Fb%3Dc"),
            ("a#b", "a%23b"),
            ("%2e%2e", "%252e%252e"),
            ("a;b", "a%3Bb"),
            (
                "a\r\nhost: evil.com\r\n\r\n",
                "a%0D%0Ahost%3A%20evil.com%0D%0A%0D%0A",
            ),
            ("a\0b", "a%00b"),
            ("...", "..."),
            (".a", ".a"),
        ] {
            let server = Server::new([exchange(ok("{}"))]);
            let client = client(&server);
            let call = client.list_sync_jobs(ListSyncJobsInput::new(label));
            carrier.send(call).unwrap();
            let requests = server.requests();
            assert_eq!(requests.len(), 1);
            let target = format!("/workspaces/{segment}/sync-jobs-list");
            assert_eq!(requests[0].target, target, "{label:?}");
        }
    });
}

/// Empty segments and dot segments lead to another resource, and escaping does not help:
/// normalization resolves them.
#[test]
fn labels_that_would_change_the_path_are_refused() {
    both(|carrier| {
        for label in ["", ".", ".."] {
            let server = Server::new([exchange(ok("{}"))]);
            let client = client(&server);
            let call = || client.list_sync_jobs(ListSyncJobsInput::new(label));
            for error in [
                carrier.send(call()).unwrap_err(),
                call().to_request().unwrap_err(),
                call()
                    .presign(std::time::Duration::from_secs(60))
                    .unwrap_err(),
            ] {
                assert_eq!(error.kind(), ErrorKind::Request, "{label:?}");
                assert_eq!(error.member(), Some("workspaceId"), "{label:?}");
                assert_eq!(error.attempts(), 0, "{label:?}");
            }
            assert_eq!(server.connections(), 0, "{label:?}");
        }
    });
}

/// An operation with a header binding, which ListSyncJobs lacks.
enum Tag {}

#[derive(Default)]
struct TagInput {
    owner: Option<String>,
    labels: Option<Vec<String>>,
    filter: Option<String>,
}

#[derive(Default)]
struct Nothing;

#[derive(Debug)]
enum NoError {}

static LABEL_LIST: rt::Schema = rt::list("example#Labels", &LABEL);
static LABEL: rt::Member = rt::element(rt::STRING);
static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("example#Tags", &rt::protocol::REST_JSON_1)
        .sdk_id("Tags")
        .endpoint_prefix("tags")
        .signing_name("tags");

impl rt::Structure for TagInput {
    const ID: &'static str = "example#TagInput";
    const MEMBERS: &'static [rt::Field<Self>] = &[
        rt::field(
            rt::member("owner", rt::STRING).header("x-owner"),
            |it, of, to| to.put(of, &it.owner),
            |it, of, from| from.get(of, &mut it.owner),
        ),
        rt::field(
            rt::member("labels", &LABEL_LIST).header("x-labels"),
            |it, of, to| to.put(of, &it.labels),
            |it, of, from| from.get(of, &mut it.labels),
        ),
        rt::field(
            rt::member("filter", rt::STRING).query("filter"),
            |it, of, to| to.put(of, &it.filter),
            |it, of, from| from.get(of, &mut it.filter),
        ),
    ];
}

impl rt::Structure for Nothing {
    const ID: &'static str = "example#Nothing";
}

impl rt::ErrorSet for NoError {
    fn each(_: &mut rt::Cases<'_, Self>) {}
}

impl rt::Operation for Tag {
    type Input = TagInput;
    type Output = Nothing;
    type Error = NoError;
    const SCHEMA: rt::OperationRef =
        &rt::operation_schema::<Self>("Tag", &SERVICE).http("POST", "/tags");
}

#[test]
fn values_cannot_split_headers() {
    both(|carrier| {
        let server = Server::new([exchange(ok("{}"))]);
        let client = rt::Client::new(&SERVICE, config().endpoint_url(server.url())).unwrap();
        for bad in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "a\u{7f}b"] {
            let owner = TagInput {
                owner: Some(bad.into()),
                ..TagInput::default()
            };
            let error = carrier.send(client.call::<Tag>(owner)).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::Request, "{bad:?}");
            assert_eq!(error.member(), Some("owner"), "{bad:?}");
            assert!(!error.to_string().contains("evil"), "{error}");
            let labels = TagInput {
                labels: Some(vec!["fine".into(), bad.into()]),
                ..TagInput::default()
            };
            let error = carrier.send(client.call::<Tag>(labels)).err().unwrap();
            assert_eq!(error.member(), Some("labels"), "{bad:?}");
        }
        assert_eq!(server.connections(), 0);
        let fine = TagInput {
            owner: Some("me, and you".into()),
            labels: Some(vec!["a".into(), "b, c".into()]),
            filter: Some("a&b=c\r\n#".into()),
        };
        carrier.send(client.call::<Tag>(fine)).unwrap();
        let requests = server.requests();
        assert_eq!(requests[0].header("x-owner"), Some("me, and you"));
        assert_eq!(requests[0].header("x-labels"), Some("a, \"b, c\""));
        assert_eq!(requests[0].target, "/tags?filter=a%26b%3Dc%0D%0A%23");
    });
}
