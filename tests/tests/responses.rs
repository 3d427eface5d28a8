//! Successful responses: read as they are, or refused with the position of the error; never
//! misinterpreted.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use iottwinmaker::operation::ListSyncJobsOutput;
use iottwinmaker::types::{ErrorCode, SyncJobState};
use tinsmith_runtime::{ErrorKind, Timestamp};
use tinsmith_tests::carrier::{Carrier, both};
use tinsmith_tests::client::{Failed, Listed, arns, client_without_retries, input};
use tinsmith_tests::server::{Server, exchange, response};

const ID: (&str, &str) = ("x-amzn-requestid", "8a4b-request");

fn listed(carrier: &Carrier, body: &str) -> Listed {
    let server = Server::new([exchange(response(200, &[ID], body))]);
    let client = client_without_retries(&server);
    carrier.send(client.list_sync_jobs(input()))
}

fn read(body: &str) -> ListSyncJobsOutput {
    listed(&Carrier::Blocking, body).unwrap_or_else(|error| panic!("{body}: {error}"))
}

/// Reads a page with one job of these members.
fn job(members: &str) -> iottwinmaker::types::SyncJobSummary {
    let page = read(&format!(r#"{{"syncJobSummaries":[{{{members}}}]}}"#));
    page.sync_job_summaries.unwrap().remove(0)
}

fn refused(carrier: &Carrier, body: &str) -> Failed {
    let error = match listed(carrier, body) {
        Ok(page) => panic!("{body} was read as {page:?}"),
        Err(error) => error,
    };
    assert_eq!(error.kind(), ErrorKind::Response, "{error}");
    assert_eq!(error.operation(), "ListSyncJobs");
    assert_eq!(error.request_id(), Some(ID.1));
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!((error.code(), error.message()), (None, None));
    error
}

#[test]
fn a_whole_page_is_read() {
    both(|carrier| {
        let page = listed(
            carrier,
            r#"{"syncJobSummaries":[{"arn":"a","workspaceId":"w","syncSource":"SITEWISE","status":{"state":"ERROR",
            "error":{"code":"SYNC_PROCESSING_ERROR","message":"why"}},"creationDateTime":1.5E9,"updateDateTime":1638230398.25}],
            "nextToken":"t"}"#,
        );
        let page = page.unwrap();
        assert_eq!(page.next_token.as_deref(), Some("t"));
        let jobs = page.sync_job_summaries.unwrap();
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].arn.as_deref(), Some("a"));
        assert_eq!(jobs[0].workspace_id.as_deref(), Some("w"));
        assert_eq!(jobs[0].sync_source.as_deref(), Some("SITEWISE"));
        let status = jobs[0].status.as_ref().unwrap();
        assert_eq!(status.state, Some(SyncJobState::Error));
        let error = status.error.as_ref().unwrap();
        assert_eq!(error.code, Some(ErrorCode::SyncProcessingError));
        assert_eq!(error.message.as_deref(), Some("why"));
        let time = |time: &str| Some(time.parse::<Timestamp>().unwrap());
        assert_eq!(jobs[0].creation_date_time, time("2017-07-14T02:40:00Z"));
        assert_eq!(jobs[0].update_date_time, time("2021-11-29T23:59:58.25Z"));
    });
}

#[test]
fn missing_members_are_none() {
    both(|carrier| {
        for body in [
            "",
            "{}",
            " {\n} ",
            r#"{"syncJobSummaries":null,"nextToken":null}"#,
        ] {
            let page = listed(carrier, body).unwrap();
            assert_eq!(page, ListSyncJobsOutput::default(), "{body}");
        }
        let page = listed(carrier, r#"{"syncJobSummaries":[]}"#).unwrap();
        assert_eq!(page.sync_job_summaries, Some(Vec::new()));
    });
}

/// A list that is not sparse drops `null`; a `null` member of a structure is absent.
#[test]
fn nulls_stand_for_nothing() {
    let page = read(r#"{"syncJobSummaries":[null,{"arn":null},null,{"arn":"a","status":null}]}"#);
    let jobs = page.sync_job_summaries.unwrap();
    assert_eq!(jobs.len(), 2);
    assert_eq!(jobs[0].arn, None);
    assert_eq!(
        (jobs[1].arn.as_deref(), &jobs[1].status),
        (Some("a"), &None)
    );
}

#[test]
fn members_that_the_model_does_not_have_are_passed_by() {
    let page = read(
        r#"{"a":[{"syncJobSummaries":[1,"]}"]}],"":{},"SYNCJOBSUMMARIES":5,"syncJobSummaries":[{"arn":"a","b":{"arn":"c"}}],
        "sync_job_summaries":"x","c":-0.5e-7,"d":true,"e":false,"f":null}"#,
    );
    assert_eq!(arns(page), ["a"]);
}

/// The last of duplicate members counts, and nothing of the first one remains.
#[test]
fn the_last_of_duplicates_counts() {
    let page = read(
        r#"{"nextToken":"1","syncJobSummaries":[{"arn":"a"},{"arn":"b"}],"syncJobSummaries":[{"syncSource":"c"}],
        "nextToken":"2"}"#,
    );
    assert_eq!(page.next_token.as_deref(), Some("2"));
    let jobs = page.sync_job_summaries.unwrap();
    assert_eq!(jobs.len(), 1);
    assert_eq!(
        (&jobs[0].arn, jobs[0].sync_source.as_deref()),
        (&None, Some("c"))
    );
    let status = job(r#""status":{"state":"ERROR"},"status":{"error":{}}"#).status;
    assert_eq!(status.unwrap().state, None);
    // `null` is no value, and takes none away.
    assert_eq!(job(r#""arn":"a","arn":null"#).arn.as_deref(), Some("a"));
}

#[test]
fn values_of_enums_that_the_model_does_not_have_are_kept() {
    for value in ["PAUSED", "", "active", "Unknown", "ACTIVE "] {
        let status = job(&format!(r#""status":{{"state":"{value}"}}"#)).status;
        let state = status.unwrap().state.unwrap();
        assert!(matches!(&state, SyncJobState::Unknown(unknown) if unknown.as_str() == value));
        assert_eq!(state, SyncJobState::from(value));
        assert_eq!(state.as_str(), value);
    }
}

#[test]
fn texts_are_unescaped() {
    let arn = |text: &str| job(&format!(r#""arn":"{text}""#)).arn.unwrap();
    assert_eq!(
        arn(r#"\"\\\/\b\f\n\r\t\u0000\u00e9"#),
        "\"\\/\u{8}\u{c}\n\r\t\0é"
    );
    assert_eq!(arn(r"\ud83c\udfed\uD83C\uDFED"), "🏭🏭");
    assert_eq!(arn("é🏭\u{7f}\u{2028}"), "é🏭\u{7f}\u{2028}");
}

/// Timestamps in seconds since 1970, to the nanosecond.
#[test]
fn timestamps_keep_their_value_up_to_the_edges() {
    for (text, expected) in [
        ("0", "1970-01-01T00:00:00Z"),
        ("-0", "1970-01-01T00:00:00Z"),
        ("-0.0", "1970-01-01T00:00:00Z"),
        ("-1", "1969-12-31T23:59:59Z"),
        ("-0.5", "1969-12-31T23:59:59.5Z"),
        ("0.000000001", "1970-01-01T00:00:00.000000001Z"),
        ("1638230398.123456789", "2021-11-29T23:59:58.123456789Z"),
        ("1638230398.1234567899", "2021-11-29T23:59:58.123456789Z"),
        ("1.638230398123E9", "2021-11-29T23:59:58.123Z"),
        ("1.638230398123e+09", "2021-11-29T23:59:58.123Z"),
        ("16382303981230e-4", "2021-11-29T23:59:58.123Z"),
        ("1e-300", "1970-01-01T00:00:00Z"),
        ("0e300", "1970-01-01T00:00:00Z"),
        ("4294967296", "2106-02-07T06:28:16Z"),
        ("253402207200", "9999-12-30T22:00:00Z"),
        ("253402207200.999999999", "9999-12-30T22:00:00.999999999Z"),
        ("-377705023201", "-009999-01-02T01:59:59Z"),
    ] {
        let read = job(&format!(r#""creationDateTime":{text}"#));
        let expected: Timestamp = expected.parse().unwrap();
        assert_eq!(read.creation_date_time, Some(expected), "{text}");
    }
}

#[test]
fn timestamps_beyond_the_edges_are_refused() {
    for text in [
        "253402207201",
        "-377705023202",
        "-377705023201.5",
        "9223372036854775808",
        "99999999999999999999999999",
        "1e12",
        "1e400",
        "1e99999999999",
        "-1e400",
    ] {
        let body = format!(r#"{{"syncJobSummaries":[{{}},{{"creationDateTime":{text}}}]}}"#);
        let error = refused(&Carrier::Blocking, &body);
        let path = error.path();
        assert_eq!(
            path.as_deref(),
            Some("syncJobSummaries[1].creationDateTime")
        );
        assert_eq!(error.offset(), body.find(text), "{text}: {error}");
    }
}

/// Errors state the position of a value of the wrong type, as a path and a byte offset.
#[test]
fn values_of_the_wrong_type_are_refused_with_their_place() {
    const JOB: &str = "syncJobSummaries[0]";
    both(|carrier| {
        for (body, path, at) in [
            (
                r#"{"syncJobSummaries":[{"creationDateTime":true}]}"#,
                "syncJobSummaries[0].creationDateTime",
                "true",
            ),
            (
                r#"{"syncJobSummaries":[{"arn":{}}]}"#,
                "syncJobSummaries[0].arn",
                "{}",
            ),
            (
                r#"{"syncJobSummaries":[{"status":{"state":[]}}]}"#,
                "syncJobSummaries[0].status.state",
                "[]",
            ),
            (
                r#"{"syncJobSummaries":[{"status":[]}]}"#,
                "syncJobSummaries[0].status",
                "[]",
            ),
            (r#"{"syncJobSummaries":["x"]}"#, JOB, r#""x""#),
            (r#"{"syncJobSummaries":{}}"#, "syncJobSummaries", "{}"),
            (r#"{"nextToken":{}}"#, "nextToken", "{}"),
        ] {
            let error = refused(carrier, body);
            assert_eq!(error.path().as_deref(), Some(path), "{error}");
            assert_eq!(error.offset(), body.find(at), "{error}");
            let shown = error.to_string();
            assert!(shown.contains(path) && shown.contains(ID.1), "{shown}");
        }
    });
}

#[test]
fn invalid_json_is_refused_with_its_place() {
    both(|carrier| {
        for (body, offset) in [
            ("<html></html>", 0),
            ("null", 0),
            ("[]", 0),
            ("\u{feff}{}", 0),
            ("{} {}", 3),
            ("{\"nextToken\":\"a\"}\0", 17),
            (r#"{"nextToken":'a'}"#, 13),
            (r#"{nextToken:"a"}"#, 1),
            (r#"{"nextToken":"a",}"#, 17),
            (r#"{"nextToken":"\x"}"#, 14),
            ("{\"nextToken\":\"a\nb\"}", 15),
            (r#"{"a":01}"#, 5),
            (r#"{"a":+1}"#, 5),
            (r#"{"a":.5}"#, 5),
            (r#"{"a":NaN}"#, 5),
            (r#"{"a":tru}"#, 5),
        ] {
            assert_eq!(refused(carrier, body).offset(), Some(offset), "{body}");
        }
    });
}

/// Values of another type are read if they have one reading only.
#[test]
fn readings_that_cannot_be_mistaken_are_accepted() {
    let arn = |value: &str| job(&format!(r#""arn":{value}"#)).arn.unwrap();
    assert_eq!(
        (arn("5"), arn("-1.50"), arn("true")),
        ("5".into(), "-1.50".into(), "true".into())
    );
    let state = job(r#""status":{"state":5}"#)
        .status
        .unwrap()
        .state
        .unwrap();
    assert_eq!(state.as_str(), "5");
    for text in ["1638230398", r#""1638230398""#, r#""2021-11-29T23:59:58Z""#] {
        let date = job(&format!(r#""creationDateTime":{text}"#)).creation_date_time;
        assert_eq!(date.unwrap().as_second(), 1_638_230_398, "{text}");
    }
}

/// Half of a surrogate pair is read as U+FFFD; an escape that is cut off is no JSON.
#[test]
fn half_a_surrogate_pair_is_replaced() {
    let arn = |text: &str| job(&format!(r#""x":"{text}","arn":"{text}""#)).arn.unwrap();
    assert_eq!(arn(r"\ud83c"), "\u{fffd}");
    assert_eq!(arn(r"\udfed"), "\u{fffd}");
    assert_eq!(arn(r"\ud83c\u0041"), "\u{fffd}A");
    assert_eq!(arn(r"\ud83cx"), "\u{fffd}x");
    assert_eq!(arn(r"\ud83c\ud83c"), "\u{fffd}\u{fffd}");
    both(|carrier| {
        for text in [r"\ud83", r"\u"] {
            let error = refused(
                carrier,
                &format!(r#"{{"syncJobSummaries":[{{"arn":"{text}"}}]}}"#),
            );
            assert_eq!(
                error.path().as_deref(),
                Some("syncJobSummaries[0].arn"),
                "{text}"
            );
            refused(carrier, &format!(r#"{{"x":"{text}"}}"#));
        }
    });
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    both(|carrier| {
        let mut bytes =
            b"HTTP/1.1 200 OK\r\nx-amzn-requestid: 8a4b-request\r\ncontent-length: 17\r\n\r\n"
                .to_vec();
        bytes.extend(b"{\"nextToken\":\"\xff\"}");
        let server = Server::new([exchange(bytes)]);
        let client = client_without_retries(&server);
        let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response, "{error}");
        assert_eq!(error.offset(), Some(14), "{error}");
        assert_eq!(error.request_id(), Some(ID.1));
    });
}

/// A skipped member may nest as deep as it likes; its syntax must hold all the same.
#[test]
fn skipped_members_nest_without_limit() {
    const DEEP: usize = 100_000;
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let (open, close) = (open.repeat(DEEP), close.repeat(DEEP));
        let page = read(&format!(r#"{{"x":{open}1{close},"nextToken":"t"}}"#));
        assert_eq!(page.next_token.as_deref(), Some("t"));
        let job = job(&format!(r#""x":{open}1{close},"arn":"a""#));
        assert_eq!(job.arn.as_deref(), Some("a"));
        refused(&Carrier::Blocking, &format!(r#"{{"x":{open}"#));
        refused(&Carrier::Blocking, &format!(r#"{{"x":{open}1{close}]}}"#));
    }
}

/// Each prefix of a page is refused: none is taken for a shorter page.
#[test]
fn every_truncation_is_refused() {
    let carrier = Carrier::Blocking;
    const BODY: &str = r#"{"syncJobSummaries":[{"arn":"é","creationDateTime":1.5e9,"x":[true,null]}],"nextToken":"t"}"#;
    assert_eq!(arns(read(BODY)), ["é"]);
    for end in (1..BODY.len()).filter(|end| BODY.is_char_boundary(*end)) {
        let offset = refused(&carrier, &BODY[..end]).offset().unwrap();
        assert!(offset <= end, "{offset} > {end}");
    }
}

/// Other status codes of success than the model's are accepted; a body is read if there is one.
#[test]
fn any_status_of_success_is_success() {
    both(|carrier| {
        for (status, body) in [(200, r#"{"nextToken":"t"}"#), (202, r#"{"nextToken":"t"}"#)] {
            let server = Server::new([exchange(response(status, &[], body))]);
            let client = client_without_retries(&server);
            let page = carrier.send(client.list_sync_jobs(input())).unwrap();
            assert_eq!(page.next_token.as_deref(), Some("t"));
        }
    });
}
