//! Responses of each protocol, read by its generated client as output or error.
//!
//! The first byte of an input chooses the status, the rest of the first line is the value of
//! headers, and what follows is the body.

use http::Response;
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::call::{Machine, Outcome, Step};
use tinsmith_runtime::{Bytes, Config};

use crate::run::Target;

/// Statuses of success, of an error of the caller and of one of the service.
const STATUSES: [u16; 4] = [200, 400, 404, 500];

/// The configuration of clients that send nothing.
fn config() -> Config {
    let credentials = Credentials::new("AKIDEXAMPLE", "SECRET").expect("the keys are valid");
    Config::new("us-east-1")
        .credentials(credentials)
        .endpoint_url("https://fuzz.example")
        .max_attempts(1)
        .idempotency_tokens(String::new)
}

/// The outcome of a call that gets the response that an input stands for.
fn outcome(mut machine: Machine, input: &[u8], content_type: &str) -> Option<Outcome> {
    let (choice, rest) = input.split_first()?;
    let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(0);
    let (line, body) = rest.split_at(end);
    let mut response = Response::builder()
        .status(STATUSES[usize::from(*choice) % STATUSES.len()])
        .header("content-type", content_type)
        .header("smithy-protocol", "rpc-v2-cbor");
    if let Ok(value) = http::HeaderValue::from_bytes(line) {
        for name in [
            "x-head",
            "x-list",
            "x-p-a",
            "x-amzn-errortype",
            "x-amzn-query-error",
        ] {
            response = response.header(name, value.clone());
        }
    }
    let body = Bytes::copy_from_slice(body.get(1..).unwrap_or_default());
    let response = response.body(body).expect("the head is valid");
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Send { .. } => machine.response(response.clone()),
            Step::Read(mut reading) => {
                reading.run_blocking();
                machine.read(reading)
            }
            Step::Wait(_) => machine.waited(),
            Step::Done(outcome) => return Some(outcome),
        };
    }
}

/// The input of a body: with status 200, without headers.
fn seed(status: u8, body: &[u8]) -> Vec<u8> {
    [&[status, b'1', b'\n'], body].concat()
}

/// The content of the outermost element.
fn content(xml: &str) -> &str {
    let start = xml.find("<all").expect("the request has the member");
    &xml[start..xml.rfind("</").expect("the document has an end")]
}

/// The target of a protocol's crate. `$expects` tells if the first input is read as the value that
/// it was made from; `$wrap` makes the body of a response from that of a request.
macro_rules! target {
    ($name:ident, $content_type:literal, $errors:expr, $expects:expr, $wrap:expr) => {{
        use $name::operation::{Mirror, MirrorInput};
        use $name::types::{All, Choice, Color, Level};

        let client = $name::Client::new(config()).expect("the client is complete");
        let all = |inner: Option<All>| {
            let mut all = All::new()
                .boolean(true)
                .byte(-1)
                .short(2)
                .integer(3)
                .long(4)
                .float(1.5)
                .double(-0.25)
                .text("a<b>&\"ü\u{1F600}")
                .blob(&b"\0\xff"[..])
                .color(Color::Red)
                .level(Level::High)
                .choice(Choice::Number(7))
                .numbers([1, 2])
                .sparse([Some("a".to_owned()), None])
                .texts([("k".to_owned(), "v".to_owned())])
                .attribute("at")
                .flat([5, 6])
                .flat_texts([("f".to_owned(), "g".to_owned())]);
            if let Some(inner) = inner {
                all = all.inners([inner.clone()]).inner(inner);
            }
            all
        };
        let value = all(Some(all(None)));
        let request = client
            .mirror(MirrorInput::new().all(value.clone()))
            .to_request();
        let body = request.expect("the request is valid").into_body();
        let wrap: fn(&[u8]) -> Vec<u8> = $wrap;
        let errors: &[&[u8]] = $errors;
        let mut seeds = vec![seed(0, &wrap(&body))];
        let machine = client
            .mirror(MirrorInput::new())
            .machine()
            .expect("the call is complete");
        let read = outcome(machine, &seeds[0], $content_type).map(Outcome::output::<Mirror>);
        let read = read.and_then(Result::ok).and_then(|output| output.all);
        let expects: fn(Option<&All>, &All) -> bool = $expects;
        assert!(expects(read.as_ref(), &value), "the seed is read: {read:?}");
        seeds.extend(errors.iter().map(|error| seed(1, error)));
        let read = move |input: &[u8]| {
            let call = client.mirror(MirrorInput::new());
            let machine = call.machine().expect("the call is complete");
            let Some(outcome) = outcome(machine, input, $content_type) else {
                return Ok(());
            };
            match outcome.output::<Mirror>() {
                Ok(output) => {
                    let mut again = MirrorInput::new();
                    again.all = output.all;
                    drop(client.mirror(again).to_request());
                }
                Err(error) => drop(format!("{error} {error:?}")),
            }
            Ok(())
        };
        Target {
            name: stringify!($name).to_owned(),
            seeds,
            read: Box::new(read),
        }
    }};
}

const JSON_ERRORS: &[&[u8]] = &[
    br#"{"__type":"fuzz#Failed","message":"m","all":{"integer":1}}"#,
    br#"{"code":"Failed","Message":"m"}"#,
];

const XML_ERRORS: &[&[u8]] = &[
    b"<ErrorResponse><Error><Type>Sender</Type><Code>Failed</Code><message>m</message></Error>\
      <RequestId>r</RequestId></ErrorResponse>",
    b"<Response><Errors><Error><Code>Failed</Code><Message>m</Message></Error></Errors>\
      <RequestID>r</RequestID></Response>",
];

const CBOR_ERRORS: &[&[u8]] = &[
    b"\xbf\x66__type\x6bfuzz#Failed\x67message\x61m\xff",
    b"\xa1\x66__type\x66Failed",
];

/// XML of a value, which no request of the query protocols has.
const QUERY_CONTENT: &str = "<all attribute=\"at\"><boolean>true</boolean><integer>3</integer>\
    <text>a&lt;b</text><numbers><member>1</member><item>2</item></numbers><flat>5</flat>\
    <texts><entry><key>k</key><value>v</value></entry></texts><flat>6</flat>\
    <inner><choice><number>7</number></choice></inner></all>";

/// The targets.
pub fn targets() -> Vec<Target> {
    vec![
        target!(
            restjson1,
            "application/json",
            JSON_ERRORS,
            |read, value| read == Some(value),
            <[u8]>::to_vec
        ),
        target!(
            awsjson1_1,
            "application/x-amz-json-1.1",
            JSON_ERRORS,
            |read, value| read == Some(value),
            <[u8]>::to_vec
        ),
        target!(
            rpcv2json,
            "application/json",
            JSON_ERRORS,
            |read, value| read == Some(value),
            <[u8]>::to_vec
        ),
        target!(
            rpcv2cbor,
            "application/cbor",
            CBOR_ERRORS,
            |read, value| read == Some(value),
            <[u8]>::to_vec
        ),
        target!(
            restxml,
            "application/xml",
            XML_ERRORS,
            // XML has no null in lists.
            |read, _| read.is_some_and(|read| read.inners.is_some()),
            |body| {
                let text = String::from_utf8_lossy(body);
                format!("<MirrorOutput>{}</MirrorOutput>", content(&text)).into()
            }
        ),
        target!(
            awsquery,
            "text/xml",
            XML_ERRORS,
            |read, _| read.is_some(),
            |_| {
                let result = format!("<MirrorResult>{QUERY_CONTENT}</MirrorResult>");
                format!("<MirrorResponse>{result}<ResponseMetadata/></MirrorResponse>").into()
            }
        ),
        target!(
            ec2query,
            "text/xml",
            XML_ERRORS,
            |read, _| read.is_some(),
            |_| { format!("<MirrorResponse>{QUERY_CONTENT}</MirrorResponse>").into() }
        ),
    ]
}
