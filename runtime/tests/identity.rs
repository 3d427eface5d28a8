//! Identities that are fetched over HTTP: cached, refreshed early and once at a time, by every
//! driver.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(all(feature = "json", feature = "hyper", feature = "blocking"))]

#[macro_use]
mod common;
#[path = "common/server.rs"]
mod server;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Empty, NoError, config};
use http::{Request, Response};
use server::{Act, Server, reply};
use tinsmith_runtime::auth::{
    AuthScheme, BearerToken, Credentials, CredentialsError, Exchange, ExchangeEvent, ExchangeStep,
    ProvideCredentials, ProvideIdentity, Provided,
};
use tinsmith_runtime::call::{Machine, Outcome, Step};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::codegen::rules::{BuiltIn, Expr, Rules, string};
use tinsmith_runtime::endpoint::EndpointRules;
use tinsmith_runtime::transport::{BlockingTransport, Body, Limits, TransportError, UreqTransport};
use tinsmith_runtime::{Bytes, Client, Config, Error, ErrorKind, Timestamp};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .endpoint_prefix("test");

operation!(Get: Empty => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/get"));
operation!(Told: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/told")
    .auth(&[AuthScheme::Bearer]));

const START: i64 = 1_700_000_000;

/// A clock that tests set.
#[derive(Clone, Debug)]
struct Hand(Arc<AtomicI64>);

impl Hand {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(START)))
    }

    fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl tinsmith_runtime::call::Clock for Hand {
    fn timestamp(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// Fetches `id end` or `id end account` from a URL, the end being seconds after [`START`].
#[derive(Clone, Debug)]
struct OverHttp {
    url: String,
}

struct Fetching {
    url: String,
    failures: u32,
    account: Option<String>,
}

impl Fetching {
    /// The id and the end of what has come; `None` to try again. The account is kept.
    fn read(
        &mut self,
        event: ExchangeEvent,
    ) -> Result<Option<(String, Timestamp)>, CredentialsError> {
        match event {
            ExchangeEvent::Response(response) if response.status().is_success() => {
                let text = String::from_utf8(response.into_body().to_vec()).unwrap();
                let mut words = text.split(' ').map(str::to_owned);
                let (id, end) = (words.next().unwrap(), words.next().unwrap());
                self.account = words.next();
                let end = START + end.parse::<i64>().unwrap();
                Ok(Some((id, Timestamp::from_second(end).unwrap())))
            }
            ExchangeEvent::Response(_) | ExchangeEvent::Failed(_) => {
                self.failures += 1;
                match self.failures {
                    1 => Ok(None),
                    _ => Err(CredentialsError::provider("the test's service has none")),
                }
            }
            _ => Ok(None),
        }
    }

    fn step<T>(
        &mut self,
        event: ExchangeEvent,
        make: impl FnOnce(String, Timestamp) -> T,
    ) -> ExchangeStep<T> {
        let starts = matches!(event, ExchangeEvent::Start | ExchangeEvent::Waited);
        match self.read(event) {
            Ok(Some((id, end))) => ExchangeStep::Done(Ok(make(id, end))),
            Ok(None) if starts => ExchangeStep::Send {
                request: Request::get(&self.url)
                    .body(Body::from(Bytes::new()))
                    .unwrap(),
                limits: Limits::new(),
            },
            Ok(None) => ExchangeStep::Wait(Duration::from_millis(1)),
            Err(error) => ExchangeStep::Done(Err(error)),
        }
    }
}

impl Exchange<Credentials> for Fetching {
    fn next(&mut self, event: ExchangeEvent) -> ExchangeStep<Credentials> {
        let step = self.step(event, |id, end| {
            Credentials::new(id, "secret").unwrap().expires_at(end)
        });
        match (step, self.account.take()) {
            (ExchangeStep::Done(Ok(fetched)), Some(account)) => {
                ExchangeStep::Done(fetched.account_id(account))
            }
            (step, _) => step,
        }
    }
}

impl Exchange<BearerToken> for Fetching {
    fn next(&mut self, event: ExchangeEvent) -> ExchangeStep<BearerToken> {
        self.step(event, |id, end| {
            BearerToken::new(&id).unwrap().expires_at(end)
        })
    }
}

impl<T> ProvideIdentity<T> for OverHttp
where
    Fetching: Exchange<T>,
{
    fn provide(&self) -> Provided<T> {
        Provided::Run(Box::new(Fetching {
            url: self.url.clone(),
            failures: 0,
            account: None,
        }))
    }
}

fn ok(text: &str) -> Vec<Act> {
    vec![reply("200 OK", "", text.as_bytes())]
}

fn error(code: &str) -> Vec<Act> {
    vec![reply(
        "400 Bad",
        &format!("x-amzn-errortype: {code}\r\n"),
        b"{}",
    )]
}

fn down() -> Vec<Act> {
    vec![reply("500 Down", "", b"")]
}

/// The ways to make a call.
#[derive(Clone, Copy, Debug)]
enum Driver {
    Awaited,
    Blocking,
    Own,
}

const DRIVERS: [Driver; 3] = [Driver::Awaited, Driver::Blocking, Driver::Own];

/// A driver as a user writes it.
fn drive(mut machine: Machine, transport: &UreqTransport) -> Outcome {
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Send { request, limits } => match transport.send(request, limits) {
                Ok(response) => machine.response(response),
                Err(error) => machine.failed(error),
            },
            Step::Wait(delay) => {
                std::thread::sleep(delay);
                machine.waited()
            }
            Step::Read(mut reading) => {
                reading.run_blocking();
                machine.read(reading)
            }
            Step::Done(outcome) => return outcome,
        };
    }
}

fn awaited<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

fn get(driver: Driver, client: &Client) -> Result<Empty, Error<NoError>> {
    let call = client.call::<Get>(Empty::default());
    match driver {
        Driver::Awaited => awaited(async { call.await }),
        Driver::Blocking => call.send_blocking(),
        Driver::Own => drive(call.machine()?, &UreqTransport::new()).output::<Get>(),
    }
}

struct Setup {
    service: Server,
    source: Server,
    clock: Hand,
    client: Client,
}

impl Setup {
    fn new(source: Vec<Vec<Act>>, service: Vec<Vec<Act>>) -> Self {
        let (source, service, clock) = (Server::new(source), Server::new(service), Hand::new());
        let provider = OverHttp {
            url: source.url().to_owned(),
        };
        let config = Config::new("us-east-1")
            .endpoint_url(service.url())
            .credentials_provider(provider)
            .clock(clock.clone())
            .jitter(|| 0.0);
        Self {
            client: Client::new(&SERVICE, config).unwrap(),
            service,
            source,
            clock,
        }
    }

    /// The ids that requests were signed with.
    fn ids(&self) -> Vec<String> {
        let id = |head: &str| {
            let after = head.split("credential=").nth(1).unwrap_or("none/");
            after.split('/').next().unwrap().to_owned()
        };
        self.service
            .received()
            .iter()
            .map(|request| id(&request.head))
            .collect()
    }

    fn fetches(&self) -> usize {
        self.source.received().len()
    }
}

#[test]
fn credentials_are_fetched_once_and_cached() {
    for driver in DRIVERS {
        let setup = Setup::new(vec![ok("first 3600")], vec![ok("{}")]);
        for _ in 0..3 {
            get(driver, &setup.client).unwrap();
        }
        assert_eq!(setup.ids(), ["first"; 3], "{driver:?}");
        assert_eq!(setup.fetches(), 1, "{driver:?}");
    }
}

#[test]
fn an_exchange_may_wait_and_try_again() {
    for driver in DRIVERS {
        let setup = Setup::new(vec![down(), ok("first 3600")], vec![ok("{}")]);
        get(driver, &setup.client).unwrap();
        assert_eq!(
            (setup.ids(), setup.fetches()),
            (vec!["first".to_owned()], 2)
        );
    }
}

#[test]
fn credentials_are_refreshed_before_they_end() {
    for driver in DRIVERS {
        let setup = Setup::new(vec![ok("first 3600"), ok("second 7200")], vec![ok("{}")]);
        get(driver, &setup.client).unwrap();
        setup.clock.pass(3200);
        get(driver, &setup.client).unwrap();
        setup.clock.pass(200);
        get(driver, &setup.client).unwrap();
        assert_eq!(setup.ids(), ["first", "first", "second"], "{driver:?}");
        assert_eq!(setup.fetches(), 2);
    }
}

#[test]
fn an_early_refresh_that_fails_keeps_the_old_ones_until_they_end() {
    for driver in DRIVERS {
        let setup = Setup::new(vec![ok("first 3600"), down()], vec![ok("{}")]);
        get(driver, &setup.client).unwrap();
        setup.clock.pass(3400);
        get(driver, &setup.client).unwrap();
        assert_eq!(setup.fetches(), 3, "{driver:?}");
        // The next one comes a minute later.
        get(driver, &setup.client).unwrap();
        assert_eq!(setup.fetches(), 3, "{driver:?}");
        setup.clock.pass(70);
        get(driver, &setup.client).unwrap();
        assert_eq!(setup.fetches(), 5, "{driver:?}");
        assert_eq!(setup.ids(), ["first"; 4], "{driver:?}");
        setup.clock.pass(200);
        let failed = get(driver, &setup.client).unwrap_err();
        assert_eq!(
            (failed.kind(), failed.attempts()),
            (ErrorKind::Credentials, 0)
        );
        assert!(
            failed.to_string().contains("the test's service has none"),
            "{failed}"
        );
    }
}

#[test]
fn credentials_that_the_service_refuses_as_expired_are_fetched_anew() {
    for driver in DRIVERS {
        let service = vec![ok("{}"), error("ExpiredTokenException"), ok("{}")];
        let setup = Setup::new(vec![ok("first 3600"), ok("second 3600")], service);
        get(driver, &setup.client).unwrap();
        get(driver, &setup.client).unwrap();
        assert_eq!(setup.ids(), ["first", "first", "second"], "{driver:?}");
    }
    // Credentials that stay the same are not tried again.
    let service = Server::new(vec![error("ExpiredToken")]);
    let config = config().endpoint_url(service.url()).max_attempts(3);
    let client = Client::new(&SERVICE, config).unwrap();
    let failed = get(Driver::Blocking, &client).unwrap_err();
    assert_eq!(
        (failed.code(), failed.attempts()),
        (Some("ExpiredToken"), 1)
    );
}

#[test]
fn concurrent_calls_share_one_fetch() {
    let slow = vec![
        Act::Sleep(Duration::from_millis(200)),
        ok("first 3600").remove(0),
    ];
    let setup = Setup::new(vec![slow], vec![ok("{}")]);
    std::thread::scope(|scope| {
        for index in 0..9 {
            let client = &setup.client;
            scope.spawn(move || get(DRIVERS[index % 3], client).unwrap());
        }
    });
    assert_eq!((setup.fetches(), setup.ids().len()), (1, 9));
}

#[test]
fn a_call_that_is_given_up_leaves_the_fetch_to_others() {
    let setup = Setup::new(vec![ok("first 3600")], vec![ok("{}")]);
    let mut given_up = setup
        .client
        .call::<Get>(Empty::default())
        .machine()
        .unwrap();
    assert!(matches!(given_up.start(), Step::Send { .. }));
    let mut waiting = setup
        .client
        .call::<Get>(Empty::default())
        .machine()
        .unwrap();
    assert!(matches!(waiting.start(), Step::Wait(_)));
    drop(given_up);
    assert!(matches!(waiting.waited(), Step::Send { .. }));
    drop(waiting);
    get(Driver::Blocking, &setup.client).unwrap();
    assert_eq!(setup.ids(), ["first"]);
}

#[test]
fn the_time_limit_of_the_call_holds_for_the_exchange() {
    let stalled = vec![Act::Sleep(Duration::from_secs(5))];
    for driver in DRIVERS {
        let setup = Setup::new(vec![stalled.clone()], vec![ok("{}")]);
        let limit = Duration::from_millis(150);
        let call = setup.client.call::<Get>(Empty::default()).timeout(limit);
        let started = std::time::Instant::now();
        let outcome = match driver {
            Driver::Blocking => call.send_blocking(),
            Driver::Own => drive(call.machine().unwrap(), &UreqTransport::new()).output::<Get>(),
            Driver::Awaited => awaited(async { call.await }),
        };
        assert!(outcome.is_err(), "{driver:?}");
        assert!(started.elapsed() < Duration::from_secs(3), "{driver:?}");
    }
}

#[test]
fn tokens_are_fetched_as_credentials_are() {
    let (source, service) = (
        Server::new(vec![ok("t0ken 3600")]),
        Server::new(vec![ok("{}")]),
    );
    let provider = OverHttp {
        url: source.url().to_owned(),
    };
    let config = Config::new("us-east-1")
        .endpoint_url(service.url())
        .clock(Hand::new())
        .token_provider(provider);
    let client = Client::new(&SERVICE, config).unwrap();
    for _ in 0..2 {
        client
            .call::<Told>(Empty::default())
            .send_blocking()
            .unwrap();
    }
    let received = service.received();
    assert_eq!(received[1].header("authorization"), Some("bearer t0ken"));
    assert_eq!(source.received().len(), 1);
}

/// Answers at once, and counts.
#[derive(Clone, Debug, Default)]
struct Counting(Arc<Mutex<u32>>);

impl ProvideIdentity<Credentials> for Counting {
    fn provide(&self) -> Provided<Credentials> {
        let mut asked = self.0.lock().unwrap();
        *asked += 1;
        Provided::Ready(Credentials::new(format!("id{asked}"), "secret"))
    }
}

/// Gives every request the same answer.
#[derive(Debug)]
struct Fine;

impl BlockingTransport for Fine {
    fn send(&self, _: Request<Body>, _: Limits) -> Result<Response<Bytes>, TransportError> {
        Ok(Response::new(Bytes::from_static(b"{}")))
    }
}

#[test]
fn a_provider_that_is_ready_is_asked_for_every_attempt() {
    let provider = Counting::default();
    let config = Config::new("us-east-1").credentials_provider(provider.clone());
    let client = Client::new(&SERVICE, config.blocking_transport(Fine)).unwrap();
    for _ in 0..3 {
        client
            .call::<Get>(Empty::default())
            .send_blocking()
            .unwrap();
    }
    assert_eq!(*provider.0.lock().unwrap(), 3);
}

#[test]
fn to_request_refuses_credentials_that_must_be_fetched() {
    let setup = Setup::new(vec![ok("first 3600")], vec![ok("{}")]);
    let call = || setup.client.call::<Get>(Empty::default());
    let error = call().to_request().unwrap_err();
    assert!(error.to_string().contains("have to be fetched"), "{error}");
    get(Driver::Blocking, &setup.client).unwrap();
    assert!(call().to_request().is_ok());
}

/// Hosts with the account of the credentials, for services such as DynamoDB.
static OF_ACCOUNTS: Rules = Rules {
    parameters: &[
        string("AccountId").built_in(BuiltIn::AccountId),
        string("Mode").built_in(BuiltIn::AccountIdEndpointMode),
    ],
    variables: &[],
    conditions: &[
        Expr::IsSet(&Expr::Value(0)),
        Expr::Equal(&Expr::Value(1), &Expr::Text("required")),
    ],
    results: &[
        rt::rules::endpoint("https://{AccountId}.test.example"),
        rt::rules::endpoint("https://test.example"),
        rt::rules::error("there is no account"),
    ],
    nodes: &[[0, -1, 1], [1, -3, -2]],
};

static BY_ACCOUNT: rt::ServiceSchema =
    rt::ServiceSchema::new("test#ByAccount", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .endpoint(EndpointRules::table(&OF_ACCOUNTS));

operation!(Own: Empty => Empty, NoError, &BY_ACCOUNT, |schema| schema.http("GET", "/own"));

/// A client whose credentials have to be fetched.
fn awaiting_account(mode: &str) -> Client {
    let config = Config::new("us-east-1")
        .credentials_provider(OverHttp {
            url: "https://credentials.example".to_owned(),
        })
        .account_id_endpoint_mode(mode)
        .clock(Hand::new());
    Client::new(&BY_ACCOUNT, config).unwrap()
}

/// The step of a machine after the credentials that it asked for have come.
fn after_credentials(machine: &mut Machine, text: &'static str) -> Step {
    let Step::Send { request, .. } = machine.start() else {
        panic!("credentials are not fetched");
    };
    assert_eq!(request.uri().host(), Some("credentials.example"));
    machine.response(Response::new(Bytes::from_static(text.as_bytes())))
}

#[test]
fn the_account_of_fetched_credentials_is_in_the_host() {
    for (mode, answer, host) in [
        (
            "preferred",
            "first 3600 123456789012",
            "123456789012.test.example",
        ),
        ("preferred", "first 3600", "test.example"),
        (
            "required",
            "first 3600 123456789012",
            "123456789012.test.example",
        ),
    ] {
        let client = awaiting_account(mode);
        let call = client.call::<Own>(Empty::default());
        let mut machine = call.machine().unwrap();
        let Step::Send { request, .. } = after_credentials(&mut machine, answer) else {
            panic!("{mode}: nothing is sent");
        };
        assert_eq!(request.uri().host(), Some(host), "{mode}: {answer}");
        assert_eq!(request.uri().path(), "/own");
        // Requests that are made without I/O find the credentials at hand from now on.
        assert_eq!(call.to_request().unwrap().uri().host(), Some(host));
        let presigned = call.presign(Duration::from_secs(60)).unwrap();
        assert_eq!(presigned.uri().host(), Some(host));
    }
}

#[test]
fn a_required_account_that_no_credentials_have_is_an_error() {
    let client = awaiting_account("required");
    let mut machine = client.call::<Own>(Empty::default()).machine().unwrap();
    let Step::Done(outcome) = after_credentials(&mut machine, "first 3600") else {
        panic!("the call goes on");
    };
    let error = outcome.output::<Own>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("there is no account"), "{error}");
}

/// A provider that is ready at once may give credentials of another account to each call.
#[test]
fn the_account_is_that_of_the_credentials_of_each_call() {
    #[derive(Debug)]
    struct InTurn(Mutex<Vec<&'static str>>);

    impl ProvideCredentials for InTurn {
        fn credentials(&self) -> Result<Credentials, CredentialsError> {
            let credentials = Credentials::new("id", "secret")?;
            match self.0.lock().unwrap().pop() {
                Some(account) => credentials.account_id(account),
                None => Ok(credentials),
            }
        }
    }

    let accounts = InTurn(Mutex::new(vec!["210987654321", "123456789012"]));
    let config = Config::new("us-east-1").credentials(accounts);
    let client = Client::new(&BY_ACCOUNT, config).unwrap();
    for host in [
        "123456789012.test.example",
        "210987654321.test.example",
        "test.example",
    ] {
        let request = client.call::<Own>(Empty::default()).to_request().unwrap();
        assert_eq!(request.uri().host(), Some(host));
    }
}
