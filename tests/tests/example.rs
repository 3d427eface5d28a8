//! The output and exit codes of the example `list_sync_jobs`.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use serde_json::{Value, json};
use tinsmith_tests::client::{SECRET, page};
use tinsmith_tests::example::{Example, Run};
use tinsmith_tests::server::{Server, exchange, ok, response};

const WORKSPACE: [&str; 2] = ["--workspace-id", "factory"];

/// The arguments for both transports.
fn both(arguments: &[&'static str]) -> [Vec<&'static str>; 2] {
    let arguments = [&WORKSPACE[..], arguments].concat();
    let blocking = [&arguments[..], &["--blocking"]].concat();
    [arguments, blocking]
}

fn jobs() -> Value {
    json!({
        "syncJobSummaries": [
            {
                "arn": "arn:one", "syncSource": "SITEWISE", "status": {"state": "ACTIVE"},
                "creationDateTime": 1638230398.5
            },
            {
                "arn": "arn:two", "syncSource": "OTHER",
                "status": {"state": "ERROR",
                    "error": {"code": "SYNC_PROCESSING_ERROR", "message": "no asset"}}
            },
            {"arn": "arn:three", "status": {"state": "PAUSED", "error": {"code": "NEW_ERROR"}}},
            {"status": {"error": {}}},
            {}
        ],
        "nextToken": "2"
    })
}

const LINES: &str = "\
arn:one\tACTIVE\tSITEWISE
arn:two\tERROR\tOTHER\tSYNC_PROCESSING_ERROR: no asset
arn:three\tPAUSED\t-\tNEW_ERROR: -
-\t-\t-\t-: -
-\t-\t-
";

fn assert_lines(run: &Run, lines: &str) {
    assert_eq!(run.stderr, "");
    assert_eq!((run.stdout.as_str(), run.code), (lines, 0));
}

#[test]
fn one_line_for_each_job() {
    for arguments in both(&[]) {
        let server = Server::new([exchange(ok(&jobs().to_string()))]);
        assert_lines(&Example::new(&server.url(), &arguments).run(), LINES);
        let requests = server.requests();
        assert_eq!(requests.len(), 1, "the first page alone");
        assert_eq!(requests[0].target, "/workspaces/factory/sync-jobs-list");
        assert_eq!(requests[0].text(), "{}");
    }
}

#[test]
fn all_pages() {
    for arguments in both(&["--all", "--max-results", "7"]) {
        let server = Server::new([
            exchange(ok(&jobs().to_string())),
            exchange(ok(&page(&["arn:four"], None))),
        ]);
        let run = Example::new(&server.url(), &arguments).run();
        assert_lines(&run, &format!("{LINES}arn:four\t-\t-\n"));
        let requests = server.requests();
        let bodies = requests.iter().map(|request| request.text());
        let expected = [r#"{"maxResults":7}"#, r#"{"maxResults":7,"nextToken":"2"}"#];
        assert_eq!(bodies.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn the_number_of_results() {
    for arguments in both(&["--max-results", "50"]) {
        let server = Server::new([exchange(ok("{}"))]);
        assert_lines(&Example::new(&server.url(), &arguments).run(), "");
        assert_eq!(server.requests()[0].text(), r#"{"maxResults":50}"#);
    }
}

#[test]
fn a_call_that_fails_exits_with_1() {
    for all in [&[][..], &["--all"]] {
        for arguments in both(all) {
            let body = r#"{"message":"not this workspace"}"#;
            let denied = [
                ("x-amzn-errortype", "AccessDeniedException"),
                ("x-amzn-requestid", "the-id"),
            ];
            let server = Server::new([exchange(response(403, &denied, body))]);
            let run = Example::new(&server.url(), &arguments).run();
            assert_eq!((run.code, run.stdout.as_str()), (1, ""));
            assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
            for part in [
                "AccessDeniedException",
                "not this workspace",
                "403",
                "the-id",
            ] {
                assert!(run.stderr.contains(part), "{}", run.stderr);
            }
        }
    }
}

/// The output before an error is printed.
#[test]
fn a_later_page_that_fails_exits_with_1() {
    for arguments in both(&["--all"]) {
        let headers = [("x-amzn-errortype", "ValidationException")];
        let server = Server::new([
            exchange(ok(&page(&["a"], Some("2")))),
            exchange(response(400, &headers, "{}")),
        ]);
        let run = Example::new(&server.url(), &arguments).run();
        assert_eq!((run.code, run.stdout.as_str()), (1, "a\t-\t-\n"));
        assert!(run.stderr.contains("ValidationException"), "{}", run.stderr);
    }
}

#[test]
fn a_connection_that_fails_exits_with_1() {
    for arguments in both(&[]) {
        let server = Server::new([]);
        let run = Example::new(&server.url(), &arguments)
            .env("AWS_MAX_ATTEMPTS", "1")
            .run();
        assert_eq!((run.code, run.stdout.as_str()), (1, ""));
        assert!(
            run.stderr.contains("the connection failed"),
            "{}",
            run.stderr
        );
        assert!(!run.stderr.contains(SECRET));
    }
}

#[test]
fn wrong_arguments_exit_with_2() {
    let server = Server::new([]);
    for (arguments, told) in [
        (&[][..], "--workspace-id"),
        (&["--workspace-id"], "--workspace-id"),
        (&["--workspace-id", "a", "--nonsense"], "--nonsense"),
        (&["--workspace-id", "a", "b"], "b"),
        (&["--workspace-id", "a", "--max-results", "many"], "many"),
        (
            &["--workspace-id", "a", "--max-results", "2147483648"],
            "2147483648",
        ),
        (&["--workspace-id", "a", "--all=yes"], "yes"),
    ] {
        let run = Example::new(&server.url(), arguments).run();
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        let first = run.stderr.lines().next().unwrap();
        assert!(first.contains(told), "{first}");
        assert!(
            run.stderr.contains("usage: list_sync_jobs"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_wrong_environment_exits_with_2() {
    let server = Server::new([]);
    let example = || Example::new(&server.url(), &WORKSPACE);
    for (run, told) in [
        (example().without("AWS_REGION").run(), "AWS_REGION"),
        (
            example().without("AWS_ACCESS_KEY_ID").run(),
            "AWS_ACCESS_KEY_ID",
        ),
        (
            example().env("AWS_REGION", "x@evil.com:443/#").run(),
            "AWS_REGION",
        ),
        (
            example().env("AWS_ENDPOINT_URL", "localhost").run(),
            "AWS_ENDPOINT_URL",
        ),
        (example().env("AWS_PROFILE", "nobody").run(), "nobody"),
    ] {
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(told), "{}", run.stderr);
        assert!(!run.stderr.contains(SECRET));
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn help_is_no_failure() {
    for arguments in [&["--help"][..], &["-h"], &["--workspace-id", "a", "--help"]] {
        let run = Example::new("", arguments).without("AWS_REGION").run();
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        for option in [
            "--workspace-id",
            "--max-results",
            "--all",
            "--blocking",
            "--help",
        ] {
            assert!(run.stdout.contains(option), "{}", run.stdout);
        }
    }
}
