//! The standard retry mode, on the machine without I/O: conditions, delays, limits and quota of
//! retries.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::time::Duration;

use http::Response;
use iottwinmaker::operation::ListSyncJobs;
use iottwinmaker::{Client, Config};
use tinsmith_runtime::call::{Call, Machine, Outcome, RetryConfig, Step};
use tinsmith_runtime::transport::{Body, Limits, TransportError, TransportErrorKind};
use tinsmith_runtime::{Bytes, ErrorKind};
use tinsmith_tests::carrier::both;
use tinsmith_tests::client::{Failed, Listed, arns, client, config, credentials, input, page};
use tinsmith_tests::clock::ManualClock;
use tinsmith_tests::server::{Server, exchange, ok, response as raw_response};

const NOON: &str = "2021-11-29T12:00:00Z";

fn at_noon(change: impl FnOnce(Config) -> Config) -> (Client, ManualClock) {
    let clock = ManualClock::at(NOON);
    let config = change(config().clock(clock.clone()));
    (Client::new(config).unwrap(), clock)
}

fn machine(client: &Client) -> Machine {
    machine_of(client.list_sync_jobs(input()))
}

fn machine_of(call: Call<ListSyncJobs>) -> Machine {
    call.machine().unwrap()
}

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

/// Creates a response with an error code.
fn error(status: u16, code: &str) -> Response<Bytes> {
    response(status, &[("x-amzn-errortype", code)], "{}")
}

fn closed() -> TransportError {
    TransportErrorKind::Closed.into()
}

#[track_caller]
fn sent(step: Step) -> (http::Request<Body>, Limits) {
    match step {
        Step::Send { request, limits } => (request, limits),
        other => panic!("not sent: {other:?}"),
    }
}

#[track_caller]
fn wait(step: Step) -> Duration {
    match step {
        Step::Wait(delay) => delay,
        other => panic!("no wait: {other:?}"),
    }
}

#[track_caller]
fn done(step: Step) -> Listed {
    match step {
        Step::Done(outcome) => Outcome::output::<ListSyncJobs>(outcome),
        other => panic!("not done: {other:?}"),
    }
}

#[track_caller]
fn failed(step: Step) -> Failed {
    done(step).unwrap_err()
}

/// Returns the longest delay before a retry after this response; `None` if it is not retried.
fn ceiling(response: Response<Bytes>) -> Option<Duration> {
    let (client, _) = at_noon(|config| config.jitter(|| 1.0));
    let mut machine = machine(&client);
    sent(machine.start());
    match machine.response(response) {
        Step::Wait(delay) => Some(delay),
        Step::Done(_) => None,
        other => panic!("a wait or the end, not {other:?}"),
    }
}

const TRANSIENT: Option<Duration> = Some(Duration::from_millis(50));
const THROTTLING: Option<Duration> = Some(Duration::from_secs(1));

#[test]
fn throttling_and_transient_errors_are_told_apart() {
    for status in [500, 502, 503, 504] {
        assert_eq!(ceiling(response(status, &[], "")), TRANSIENT, "{status}");
    }
    for code in ["InternalError", "RequestTimeout", "RequestTimeoutException"] {
        assert_eq!(ceiling(error(400, code)), TRANSIENT, "{code}");
    }
    assert_eq!(ceiling(error(500, "InternalServerException")), TRANSIENT);
    assert_eq!(ceiling(response(429, &[], "")), THROTTLING);
    for code in [
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    ] {
        for status in [400, 429, 503] {
            assert_eq!(ceiling(error(status, code)), THROTTLING, "{code} {status}");
        }
    }
    let in_the_body = response(400, &[], r#"{"__type":"ns#ThrottlingException"}"#);
    assert_eq!(ceiling(in_the_body), THROTTLING);
}

#[test]
fn permanent_errors_are_not_retried() {
    for status in [301, 400, 402, 403, 404, 408, 409, 501, 505] {
        assert_eq!(ceiling(response(status, &[], "")), None, "{status}");
    }
    for code in [
        "ValidationException",
        "AccessDeniedException",
        "throttling",
        "Other",
    ] {
        assert_eq!(ceiling(error(400, code)), None, "{code}");
    }
    assert_eq!(ceiling(error(402, "ServiceQuotaExceededException")), None);
}

#[test]
fn a_response_that_cannot_be_read_is_not_tried_again() {
    let (client, _) = at_noon(|config| config);
    let mut machine = machine(&client);
    sent(machine.start());
    let error = failed(machine.response(response(200, &[], "{")));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Response, 1));
}

#[test]
fn transports_say_what_passes() {
    use TransportErrorKind as K;
    for (kind, again, ends_as) in [
        (K::Connect, true, ErrorKind::Transport),
        (K::Closed, true, ErrorKind::Transport),
        (K::Timeout, true, ErrorKind::Timeout),
        (K::Tls, false, ErrorKind::Transport),
        (K::Unavailable, false, ErrorKind::Transport),
        (K::Protocol, false, ErrorKind::Response),
        (K::TooLarge, false, ErrorKind::Response),
    ] {
        let (client, _) = at_noon(|config| config);
        let mut machine = machine(&client);
        sent(machine.start());
        let mut step = machine.failed(kind.into());
        for _ in 1..if again { 3 } else { 1 } {
            wait(step);
            sent(machine.waited());
            step = machine.failed(kind.into());
        }
        let error = failed(step);
        assert_eq!(error.kind(), ends_as, "{kind:?}");
        assert_eq!(error.attempts(), if again { 3 } else { 1 }, "{kind:?}");
    }
}

#[test]
fn attempts_are_counted() {
    for most in [1, 2, 3, 7] {
        let (client, _) = at_noon(|config| config.max_attempts(most));
        let mut machine = machine(&client);
        sent(machine.start());
        for _ in 1..most {
            wait(machine.response(error(500, "")));
            sent(machine.waited());
        }
        let error = failed(machine.response(error(503, "Unavailable")));
        assert_eq!(error.attempts(), most);
        assert_eq!(
            error.status().unwrap().as_u16(),
            503,
            "the last response counts"
        );
        assert_eq!(error.code(), Some("Unavailable"));
    }
}

#[test]
fn a_call_may_have_a_number_of_attempts_of_its_own() {
    let (client, _) = at_noon(|config| config.max_attempts(5));
    for most in [0, 1] {
        let mut machine = machine_of(client.list_sync_jobs(input()).max_attempts(most));
        sent(machine.start());
        assert_eq!(failed(machine.failed(closed())).attempts(), 1);
    }
}

/// The delays of a failing call, for a jitter.
fn waits(jitter: f64, retry: RetryConfig, response: fn() -> Response<Bytes>) -> Vec<Duration> {
    let (client, _) = at_noon(|config| config.retry(retry).jitter(move || jitter));
    let mut machine = machine(&client);
    sent(machine.start());
    let mut waits = Vec::new();
    loop {
        match machine.response(response()) {
            Step::Wait(delay) => waits.push(delay),
            _ => return waits,
        }
        sent(machine.waited());
    }
}

#[test]
fn the_backoff_doubles_up_to_its_bound() {
    let eight = RetryConfig::standard().max_attempts(8);
    let transient = waits(1.0, eight, || response(503, &[], ""));
    let millis = transient.iter().map(Duration::as_millis);
    assert_eq!(
        millis.collect::<Vec<_>>(),
        [50, 100, 200, 400, 800, 1600, 3200]
    );
    let throttling = waits(1.0, eight, || response(429, &[], ""));
    let seconds = throttling.iter().map(Duration::as_secs);
    assert_eq!(seconds.collect::<Vec<_>>(), [1, 2, 4, 8, 16, 20, 20]);
    let half = waits(0.5, eight, || response(429, &[], ""));
    let halved: Vec<_> = throttling.iter().map(|wait| *wait / 2).collect();
    assert_eq!(half, halved);
    assert_eq!(
        waits(0.0, eight, || response(429, &[], "")),
        [Duration::ZERO; 7]
    );
}

#[test]
fn the_backoff_can_be_set() {
    let retry = RetryConfig::standard()
        .max_attempts(5)
        .transient_backoff(Duration::from_secs(3))
        .throttling_backoff(Duration::from_secs(5))
        .max_backoff(Duration::from_secs(11));
    let seconds = |response| {
        let waits = waits(1.0, retry, response);
        waits.iter().map(Duration::as_secs).collect::<Vec<_>>()
    };
    assert_eq!(seconds(|| response(503, &[], "")), [3, 6, 11, 11]);
    assert_eq!(seconds(|| response(429, &[], "")), [5, 10, 11, 11]);
}

/// An invalid jitter neither panics nor waits forever.
#[test]
fn the_jitter_stays_within_its_bounds() {
    let three = RetryConfig::standard();
    for (jitter, expected) in [(f64::NAN, 50), (f64::INFINITY, 50), (7.0, 50), (-1.0, 0)] {
        let waits = waits(jitter, three, || response(503, &[], ""));
        assert_eq!(waits[0], Duration::from_millis(expected), "{jitter}");
    }
    // The client's own jitter: all within bounds, and not all equal.
    let config = Config::new("us-east-1").credentials(credentials());
    let client = Client::new(config).unwrap();
    let mut seen = Vec::new();
    for _ in 0..30 {
        let mut machine = machine(&client);
        sent(machine.start());
        seen.push(wait(machine.failed(closed())));
    }
    assert!(
        seen.iter().all(|wait| *wait <= Duration::from_millis(50)),
        "{seen:?}"
    );
    seen.sort();
    seen.dedup();
    assert!(seen.len() > 20, "{seen:?}");
}

/// Fails a call once; returns true if it would be retried.
fn fails_and_may_try_again(client: &Client, response: Response<Bytes>) -> bool {
    let mut machine = machine(client);
    sent(machine.start());
    let again = matches!(machine.response(response), Step::Wait(_));
    again
}

fn succeed(client: &Client) {
    let mut machine = machine(client);
    sent(machine.start());
    done(machine.response(response(200, &[], "{}"))).unwrap();
}

/// The number of retries that the quota still allows.
fn retries_left(client: &Client, response: fn() -> Response<Bytes>) -> usize {
    let unlimited = 10_000;
    (0..unlimited)
        .take_while(|_| fails_and_may_try_again(client, response()))
        .count()
}

#[test]
fn the_quota_runs_out() {
    let transient = || response(503, &[], "");
    let throttling = || response(429, &[], "");
    let (client, _) = at_noon(|config| config);
    assert_eq!(retries_left(&client, transient), 500 / 14);
    assert_eq!(retries_left(&client, throttling), (500 % 14) / 5);
    let (client, _) = at_noon(|config| config);
    assert_eq!(retries_left(&client, throttling), 500 / 5);
    assert_eq!(retries_left(&client, transient), 0);
    // Without a retry, the error of the only attempt is returned.
    let mut machine = machine(&client);
    sent(machine.start());
    let error = failed(machine.response(throttling()));
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (1, 429)
    );
}

#[test]
fn success_fills_the_quota() {
    let throttling = || response(429, &[], "");
    let (client, _) = at_noon(|config| config);
    retries_left(&client, throttling);
    for _ in 0..4 {
        succeed(&client);
        assert_eq!(retries_left(&client, throttling), 0);
    }
    succeed(&client);
    assert_eq!(retries_left(&client, throttling), 1);
    // A successful retry returns its cost.
    for _ in 0..5 {
        succeed(&client);
    }
    for _ in 0..10 {
        let mut machine = machine(&client);
        sent(machine.start());
        wait(machine.response(throttling()));
        sent(machine.waited());
        done(machine.response(response(200, &[], "{}"))).unwrap();
    }
    assert_eq!(retries_left(&client, throttling), 1);
    // The quota never exceeds its initial value.
    for _ in 0..1000 {
        succeed(&client);
    }
    assert_eq!(retries_left(&client, throttling), 100);
}

#[test]
fn clones_share_the_quota_and_other_clients_do_not() {
    let throttling = || response(429, &[], "");
    let (client, _) = at_noon(|config| config);
    let (other, _) = at_noon(|config| config);
    assert_eq!(retries_left(&client.clone(), throttling), 100);
    assert_eq!(retries_left(&client, throttling), 0);
    assert_eq!(retries_left(&other, throttling), 100);
}

#[test]
fn retry_after_is_waited_for() {
    let wait_for = |headers: &[(&str, &str)]| {
        let (client, _) = at_noon(|config| config);
        let mut machine = machine(&client);
        sent(machine.start());
        wait(machine.response(response(503, headers, "")))
    };
    const DATE: (&str, &str) = ("date", "Mon, 29 Nov 2021 11:00:00 GMT");
    for (headers, millis) in [
        (&[("retry-after", "7")][..], 7000),
        (&[("retry-after", " 7 ")], 7000),
        (&[("retry-after", "0")], 0),
        (&[("retry-after", "3600")], 20_000),
        (&[("retry-after", "99999999999999999999999")], 0),
        (&[("retry-after", "-1")], 0),
        (&[("retry-after", "1.5")], 0),
        (&[("retry-after", "soon")], 0),
        (&[("retry-after", "")], 0),
        (&[("retry-after", "Mon, 29 Nov 2021 12:00:05 GMT")], 5000),
        (&[("retry-after", "Mon, 29 Nov 2021 11:59:00 GMT")], 0),
        (
            &[("retry-after", "Mon, 29 Nov 2021 11:00:03 GMT"), DATE],
            3000,
        ),
        (&[("retry-after", "Mon, 29 Nov 2021 25:00:05 GMT")], 0),
        (&[("x-amz-retry-after", "1500")], 1500),
        (&[("x-amz-retry-after", "1500"), ("retry-after", "7")], 1500),
        (&[("x-amz-retry-after", "x"), ("retry-after", "7")], 7000),
        (&[("x-amz-retry-after", "18446744073709551615")], 20_000),
    ] {
        assert_eq!(
            wait_for(headers),
            Duration::from_millis(millis),
            "{headers:?}"
        );
    }
}

/// It is a minimum: a longer backoff is unchanged.
#[test]
fn the_backoff_goes_on_where_the_service_asks_for_less() {
    let answer = || response(429, &[("retry-after", "3")], "");
    let waits = waits(1.0, RetryConfig::standard().max_attempts(5), answer);
    let seconds: Vec<_> = waits.iter().map(Duration::as_secs).collect();
    assert_eq!(seconds, [3, 3, 4, 8]);
}

#[test]
fn each_attempt_is_signed_anew() {
    let (client, clock) = at_noon(|config| config);
    let mut machine = machine(&client);
    let (first, _) = sent(machine.start());
    wait(machine.failed(closed()));
    clock.advance(Duration::from_secs(61));
    let (second, _) = sent(machine.waited());
    assert_eq!(first.headers()["x-amz-date"], "20211129T120000Z");
    assert_eq!(second.headers()["x-amz-date"], "20211129T120101Z");
    assert_ne!(
        first.headers()["authorization"],
        second.headers()["authorization"]
    );
    assert_eq!(first.headers().len(), second.headers().len());
    assert_eq!((first.uri(), first.body()), (second.uri(), second.body()));
}

#[test]
fn attempts_have_their_limits() {
    let seconds = Duration::from_secs;
    let (client, clock) =
        at_noon(|config| config.attempt_timeout(seconds(10)).timeout(seconds(25)));
    let mut machine = machine(&client);
    let (_, limits) = sent(machine.start());
    assert_eq!(limits.timeout, Some(seconds(10)));
    clock.advance(seconds(10));
    wait(machine.failed(TransportErrorKind::Timeout.into()));
    let (_, limits) = sent(machine.waited());
    assert_eq!(limits.timeout, Some(seconds(10)));
    clock.advance(seconds(10));
    wait(machine.failed(TransportErrorKind::Timeout.into()));
    let (_, limits) = sent(machine.waited());
    assert_eq!(
        limits.timeout,
        Some(seconds(5)),
        "what is left of the whole call"
    );
}

#[test]
fn limits_are_those_of_the_call() {
    let seconds = Duration::from_secs;
    let (client, _) = at_noon(|config| config.attempt_timeout(seconds(10)).timeout(seconds(25)));
    let limit = |call: Call<ListSyncJobs>| sent(machine_of(call).start()).1.timeout;
    let call = || client.list_sync_jobs(input());
    assert_eq!(limit(call()), Some(seconds(10)));
    assert_eq!(limit(call().attempt_timeout(seconds(3))), Some(seconds(3)));
    assert_eq!(limit(call().attempt_timeout(None)), Some(seconds(25)));
    assert_eq!(limit(call().timeout(seconds(2))), Some(seconds(2)));
    assert_eq!(limit(call().attempt_timeout(None).timeout(None)), None);
    let endless = Duration::MAX;
    assert_eq!(limit(call().attempt_timeout(None).timeout(endless)), None);
}

#[test]
fn a_wait_beyond_the_limit_is_not_begun() {
    let (client, _) = at_noon(|config| config.timeout(Duration::from_secs(5)));
    let mut machine = machine(&client);
    sent(machine.start());
    let answer = response(
        429,
        &[
            ("retry-after", "5"),
            ("x-amzn-errortype", "ThrottlingException"),
            ("x-amzn-requestid", "id"),
        ],
        r#"{"message":"slowly"}"#,
    );
    let error = failed(machine.response(answer));
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.code(), Some("ThrottlingException"));
    assert_eq!(error.message(), Some("slowly"));
    assert_eq!(error.request_id(), Some("id"));
    assert_eq!(error.status().unwrap().as_u16(), 429);
    assert!(error.to_string().contains("5s"), "{error}");
    // The cost of the retry is returned.
    assert_eq!(retries_left(&client, || response(429, &[], "")), 100);
}

#[test]
fn a_wait_that_took_too_long_ends_the_call() {
    let (client, clock) = at_noon(|config| config.timeout(Duration::from_secs(5)));
    let mut machine = machine(&client);
    sent(machine.start());
    wait(machine.failed(closed()));
    clock.advance(Duration::from_secs(5));
    let error = failed(machine.waited());
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
}

/// Creates a refusal of the signature, with the service's time.
fn refusal(code: &str, date: &str) -> Response<Bytes> {
    response(403, &[("x-amzn-errortype", code), ("date", date)], "{}")
}

#[test]
fn a_clock_that_is_wrong_is_corrected() {
    for code in [
        "AuthFailure",
        "InvalidSignatureException",
        "RequestExpired",
        "RequestInTheFuture",
        "RequestTimeTooSkewed",
        "SignatureDoesNotMatch",
    ] {
        for (date, corrected) in [
            ("Mon, 29 Nov 2021 13:30:00 GMT", "20211129T133000Z"),
            ("Sun, 28 Nov 2021 12:00:00 GMT", "20211128T120000Z"),
        ] {
            let (client, clock) = at_noon(|config| config);
            let mut first = machine(&client);
            sent(first.start());
            wait(first.response(refusal(code, date)));
            let (request, _) = sent(first.waited());
            assert_eq!(request.headers()["x-amz-date"], corrected, "{code}");
            done(first.response(response(200, &[], "{}"))).unwrap();
            // Later calls start with the corrected time.
            clock.advance(Duration::from_secs(1));
            let (request, _) = sent(machine(&client).start());
            let later = corrected.replace("00Z", "01Z");
            assert_eq!(request.headers()["x-amz-date"], later.as_str(), "{code}");
            let presigned = client
                .list_sync_jobs(input())
                .presign(Duration::from_secs(60));
            assert!(presigned.unwrap().uri().query().unwrap().contains(&later));
        }
    }
}

#[test]
fn a_signature_that_is_wrong_for_other_reasons_is_not_tried_again() {
    for (code, date) in [
        ("SignatureDoesNotMatch", "Mon, 29 Nov 2021 12:03:59 GMT"),
        ("SignatureDoesNotMatch", "no date"),
        ("SignatureDoesNotMatch", ""),
        ("AccessDeniedException", "Mon, 29 Nov 2021 13:00:00 GMT"),
    ] {
        assert_eq!(ceiling(refusal(code, date)), None, "{code} {date}");
    }
    assert_eq!(ceiling(error(403, "SignatureDoesNotMatch")), None);
}

/// A service with a different time in each refusal is not retried forever.
#[test]
fn a_clock_that_jumps_ends_the_call() {
    let (client, _) = at_noon(|config| config);
    let mut machine = machine(&client);
    sent(machine.start());
    wait(machine.response(refusal("RequestExpired", "Mon, 29 Nov 2021 18:00:00 GMT")));
    sent(machine.waited());
    wait(machine.response(refusal("RequestExpired", "Mon, 29 Nov 2021 01:00:00 GMT")));
    sent(machine.waited());
    let error =
        failed(machine.response(refusal("RequestExpired", "Tue, 30 Nov 2021 01:00:00 GMT")));
    assert_eq!(
        (error.attempts(), error.code()),
        (3, Some("RequestExpired"))
    );
}

#[test]
fn retries_go_over_both_transports() {
    both(|carrier| {
        // A connection that is about to be closed must not be used for the next attempt.
        const CLOSE: (&str, &str) = ("connection", "close");
        let throttled = raw_response(
            429,
            &[("x-amzn-errortype", "ThrottlingException"), CLOSE],
            "{}",
        );
        let server = Server::new([
            exchange(throttled.clone()),
            exchange(raw_response(503, &[CLOSE], "")),
            exchange(ok(&page(&["a"], None))),
        ]);
        let client = client(&server);
        let jobs = carrier.send(client.list_sync_jobs(input())).unwrap();
        assert_eq!(arns(jobs), ["a"]);
        let requests = server.requests();
        assert_eq!(requests.len(), 3);
        for request in &requests {
            assert_eq!(request.target, requests[0].target);
            assert_eq!(request.body, requests[0].body);
            assert!(request.header("authorization").is_some());
        }
        let server = Server::new([0; 3].map(|_| exchange(throttled.clone())));
        let client = Client::new(config().endpoint_url(server.url())).unwrap();
        let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (3, 3));
        assert_eq!(error.kind(), ErrorKind::Service);
    });
}

/// Delays are real: a transport sleeps as long as the machine requires.
#[test]
fn transports_wait() {
    both(|carrier| {
        let asked = raw_response(503, &[("x-amz-retry-after", "80")], "");
        let server = Server::new([exchange(asked), exchange(ok("{}"))]);
        let client = client(&server);
        let start = std::time::Instant::now();
        carrier.send(client.list_sync_jobs(input())).unwrap();
        assert!(start.elapsed() >= Duration::from_millis(80));
    });
}
