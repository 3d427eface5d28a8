//! restJson1: where each kind of member travels, and what is refused on the way.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

#[macro_use]
mod common;

use std::collections::BTreeMap;

use common::{Empty, NoError, body, header, request, response, target};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{BigDecimal, Bytes, Document, ErrorKind, Timestamp, TimestampFormat};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1).signing_name("test");

static STRINGS: rt::Schema = rt::list("test#Strings", &rt::element(rt::STRING));
static INTEGERS: rt::Schema = rt::list("test#Integers", &rt::element(rt::INTEGER));
static BOOLEANS: rt::Schema = rt::list("test#Booleans", &rt::element(rt::BOOLEAN));
static TIMES: rt::Schema = rt::list("test#Times", &rt::element(rt::TIMESTAMP));
static DATES: rt::Schema = rt::list(
    "test#Dates",
    &rt::element(rt::TIMESTAMP).timestamp(TimestampFormat::DateTime),
);
static TABLE: rt::Schema = rt::map("test#Table", &rt::key(rt::STRING), &rt::entry(rt::STRING));
static TABLE_OF_LISTS: rt::Schema = rt::map(
    "test#TableOfLists",
    &rt::key(rt::STRING),
    &rt::entry(&STRINGS),
);

type Table<T> = BTreeMap<String, T>;

fn table(entries: &[(&str, &str)]) -> Table<String> {
    let entries = entries.iter();
    entries
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn time() -> Timestamp {
    Timestamp::from_second(1_576_540_098).unwrap()
}

structure!(PathInput {
    text "text": String = rt::member("text", rt::STRING).label();
    rest "rest": String = rt::member("rest", rt::STRING).label();
    number "number": i64 = rt::member("number", rt::LONG).label();
    ratio "ratio": f32 = rt::member("ratio", rt::FLOAT).label();
    flag "flag": bool = rt::member("flag", rt::BOOLEAN).label();
    time "time": Timestamp = rt::member("time", rt::TIMESTAMP).label();
    epoch "epoch": Option<Timestamp> =
        rt::member("epoch", rt::TIMESTAMP).timestamp(TimestampFormat::EpochSeconds).label();
    exact "exact": BigDecimal = rt::member("exact", rt::BIG_DECIMAL).label();
});

operation!(Path: PathInput => Empty, NoError, &SERVICE, |schema| schema.http(
    "GET",
    "/a/{text}/b/{rest+}/c/{number}/{ratio}/{flag}/{time}/{epoch}/{exact}?fixed=1&alone"));

fn path_input() -> PathInput {
    PathInput {
        text: "a b/ü%".to_owned(),
        rest: "d/e f//?".to_owned(),
        number: -7,
        ratio: f32::NEG_INFINITY,
        flag: true,
        time: time(),
        epoch: Some(time()),
        exact: "1.50".parse().unwrap(),
    }
}

#[test]
fn labels_hold_every_simple_type() {
    let request = request::<Path>(path_input()).unwrap();
    assert_eq!(
        target(&request),
        "/a/a%20b%2F%C3%BC%25/b/d/e%20f//%3F/c/-7/-Infinity/true/2019-12-16T23%3A48%3A18Z/1576540098/1.50?fixed=1&alone"
    );
    assert_eq!(body(&request), "");
    assert_eq!(header(&request, "content-type"), None);
}

#[test]
fn labels_that_lead_elsewhere_are_refused() {
    for (text, rest, member) in [
        ("", "r", "text"),
        ("t", "", "rest"),
        (".", "r", "text"),
        ("..", "r", "text"),
        ("t", "a/../b", "rest"),
        ("t", "./b", "rest"),
    ] {
        let input = PathInput {
            text: text.to_owned(),
            rest: rest.to_owned(),
            ..path_input()
        };
        let error = request::<Path>(input).unwrap_err();
        assert_eq!(
            (error.kind(), error.member()),
            (ErrorKind::Request, Some(member))
        );
    }
    let absent = PathInput {
        epoch: None,
        ..path_input()
    };
    assert_eq!(request::<Path>(absent).unwrap_err().member(), Some("epoch"));
    let odd = PathInput {
        text: "a/..\r\n\0".to_owned(),
        rest: "...".to_owned(),
        ..path_input()
    };
    let request = request::<Path>(odd).unwrap();
    assert!(target(&request).starts_with("/a/a%2F..%0D%0A%00/b/.../c/"));
}

structure!(QueryInput {
    text "text": Option<String> = rt::member("text", rt::STRING).query("Text");
    texts "texts": Option<Vec<String>> = rt::member("texts", &STRINGS).query("Te xts");
    integers "integers": Option<Vec<i32>> = rt::member("integers", &INTEGERS).query("Integers");
    times "times": Option<Vec<Timestamp>> = rt::member("times", &TIMES).query("Times");
    others "others": Option<Table<String>> = rt::member("others", &TABLE).query_params();
    token "token": Option<String> =
        rt::member("token", rt::STRING).query("token").idempotency_token();
});

operation!(Query: QueryInput => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/q?fixed=1"));

structure!(QueryListsInput {
    others "others": Option<Table<Vec<String>>> =
        rt::member("others", &TABLE_OF_LISTS).query_params();
    named "named": Option<String> = rt::member("named", rt::STRING).query("corge");
});

operation!(QueryLists: QueryListsInput => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/q"));

#[test]
fn queries_hold_texts_lists_and_maps() {
    let input = QueryInput {
        text: Some(String::new()),
        texts: Some(strings(&["a&b", "", "c"])),
        integers: Some(vec![1, -2]),
        times: Some(vec![time()]),
        others: Some(table(&[("k=", "v w"), ("n", "")])),
        token: Some("mine".to_owned()),
    };
    assert_eq!(
        target(&request::<Query>(input).unwrap()),
        "/q?fixed=1&Text=&Te%20xts=a%26b&Te%20xts=&Te%20xts=c&Integers=1&Integers=-2&\
         Times=2019-12-16T23%3A48%3A18Z&token=mine&k%3D=v%20w&n="
    );
    let input = QueryListsInput {
        others: Some(Table::from([
            ("baz".to_owned(), strings(&["bar", "qux"])),
            ("corge".to_owned(), strings(&["x"])),
        ])),
        named: Some("named".to_owned()),
    };
    let request = request::<QueryLists>(input).unwrap();
    assert_eq!(target(&request), "/q?corge=named&baz=bar&baz=qux");
}

#[test]
fn bound_query_parameters_replace_those_of_http_query_params() {
    let others = table(&[
        ("Text", "theirs"),
        ("fixed", "2"),
        ("", "empty"),
        ("Te xts", "kept"),
    ]);
    let input = QueryInput {
        text: Some("ours".to_owned()),
        others: Some(others),
        ..QueryInput::default()
    };
    assert_eq!(
        target(&request::<Query>(input).unwrap()),
        "/q?fixed=1&Text=ours&token=00000000-0000-4000-8000-000000000000&=empty&Te%20xts=kept"
    );
    let none = QueryListsInput::default();
    assert_eq!(target(&request::<QueryLists>(none).unwrap()), "/q");
}

structure!(Headers {
    text "text": Option<String> = rt::member("text", rt::STRING).header("X-Text");
    json "json": Option<String> =
        rt::member("json", rt::STRING).header("X-Json").media_type("application/json");
    bytes "bytes": Option<Bytes> = rt::member("bytes", rt::BLOB).header("X-Bytes");
    count "count": Option<i16> = rt::member("count", rt::SHORT).header("X-Count");
    ratio "ratio": Option<f64> = rt::member("ratio", rt::DOUBLE).header("X-Ratio");
    flag "flag": Option<bool> = rt::member("flag", rt::BOOLEAN).header("X-Flag");
    time "time": Option<Timestamp> = rt::member("time", rt::TIMESTAMP).header("X-Time");
    texts "texts": Option<Vec<String>> = rt::member("texts", &STRINGS).header("X-Texts");
    integers "integers": Option<Vec<i32>> = rt::member("integers", &INTEGERS).header("X-Integers");
    booleans "booleans": Option<Vec<bool>> = rt::member("booleans", &BOOLEANS).header("X-Booleans");
    times "times": Option<Vec<Timestamp>> = rt::member("times", &TIMES).header("X-Times");
    dates "dates": Option<Vec<Timestamp>> = rt::member("dates", &DATES).header("X-Dates");
    more "more": Option<Table<String>> = rt::member("more", &TABLE).prefix_headers("X-More-");
});

operation!(Head: Headers => Headers, NoError, &SERVICE, |schema| schema.http("POST", "/h"));

/// One value for each header, and the text it is sent as.
fn headers() -> (Headers, Vec<(&'static str, &'static str)>) {
    let input = Headers {
        text: Some("a \"b\", ü".to_owned()),
        json: Some("true".to_owned()),
        bytes: Some(Bytes::from_static(b"\0\xff")),
        count: Some(-3),
        ratio: Some(f64::NAN),
        flag: Some(false),
        time: Some(time()),
        texts: Some(strings(&["b,c", "\"d\\\"", "a", "", " e"])),
        integers: Some(vec![1, 2]),
        booleans: Some(vec![true, false]),
        times: Some(vec![time(), time()]),
        dates: Some(vec![time()]),
        more: Some(table(&[("a", "x"), ("b", "")])),
    };
    let wire = vec![
        ("x-json", "dHJ1ZQ=="),
        ("x-bytes", "AP8="),
        ("x-count", "-3"),
        ("x-ratio", "NaN"),
        ("x-flag", "false"),
        ("x-time", "Mon, 16 Dec 2019 23:48:18 GMT"),
        ("x-texts", "\"b,c\", \"\\\"d\\\\\\\"\", a, \"\", \" e\""),
        ("x-integers", "1, 2"),
        ("x-booleans", "true, false"),
        (
            "x-times",
            "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT",
        ),
        ("x-dates", "2019-12-16T23:48:18Z"),
        ("x-more-a", "x"),
        ("x-more-b", ""),
    ];
    (input, wire)
}

#[test]
fn headers_hold_every_kind_of_value() {
    let (input, wire) = headers();
    let request = request::<Head>(input).unwrap();
    for (name, value) in wire {
        assert_eq!(header(&request, name), Some(value), "{name}");
    }
    assert_eq!(
        request.headers()["x-text"].as_bytes(),
        "a \"b\", ü".as_bytes()
    );
    assert_eq!(
        (body(&request), header(&request, "content-type")),
        ("", None)
    );
}

#[test]
fn headers_are_read_as_they_are_written() {
    let (input, mut wire) = headers();
    wire.push(("x-text", "a \"b\", ü"));
    let output = response::<Head>(200, &wire, "").unwrap();
    assert!(output.ratio.unwrap().is_nan());
    let without_ratio = |headers: Headers| {
        format!(
            "{:?}",
            Headers {
                ratio: None,
                ..headers
            }
        )
    };
    assert_eq!(without_ratio(output), without_ratio(input));
}

#[test]
fn absent_and_empty_are_two_things() {
    let input = Headers {
        text: Some(String::new()),
        texts: Some(Vec::new()),
        more: Some(Table::new()),
        ..Headers::default()
    };
    let request = request::<Head>(input).unwrap();
    assert_eq!(header(&request, "x-text"), Some(""));
    assert_eq!(header(&request, "x-texts"), Some(""));
    assert_eq!(header(&request, "x-count"), None);
    let names: Vec<_> = request
        .headers()
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    assert!(
        !names.iter().any(|name| name.starts_with("x-more")),
        "{names:?}"
    );
    let wire = [
        ("x-text", ""),
        ("x-texts", ""),
        ("x-count", ""),
        ("x-ratio", " "),
    ];
    let output = response::<Head>(200, &wire, "").unwrap();
    assert_eq!(output.text.as_deref(), Some(""));
    assert_eq!(output.texts, Some(Vec::new()));
    assert_eq!((output.count, output.ratio), (None, None));
    // Of headers with a prefix there are none, which is a map without entries.
    assert!(output.more.unwrap().is_empty());
}

#[test]
fn forged_header_values_and_names_are_refused() {
    for evil in ["a\r\nx-evil: 1", "a\nb", "a\0b", "\u{7f}", "\r"] {
        let text = Headers {
            text: Some(evil.to_owned()),
            ..Headers::default()
        };
        let list = Headers {
            texts: Some(strings(&["a", evil])),
            ..Headers::default()
        };
        let value = Headers {
            more: Some(table(&[("k", evil)])),
            ..Headers::default()
        };
        let name = Headers {
            more: Some(table(&[(evil, "v")])),
            ..Headers::default()
        };
        for (input, member) in [
            (text, "text"),
            (list, "texts"),
            (value, "more"),
            (name, "more"),
        ] {
            let error = request::<Head>(input).unwrap_err();
            assert_eq!(
                (error.kind(), error.member()),
                (ErrorKind::Request, Some(member))
            );
            assert!(!error.to_string().contains("evil"), "{error}");
        }
    }
    for name in ["", " ", "a b", "a:", "ü"] {
        let more = Headers {
            more: Some(table(&[(name, "v")])),
            ..Headers::default()
        };
        match request::<Head>(more) {
            // A prefix alone is a name.
            Ok(request) => assert_eq!((name, header(&request, "x-more-")), ("", Some("v"))),
            Err(error) => assert_eq!(error.member(), Some("more")),
        }
    }
}

structure!(AnyHeaders {
    hello "hello": Option<String> = rt::member("hello", rt::STRING).header("Hello");
    all "all": Option<Table<String>> = rt::member("all", &TABLE).prefix_headers("");
});

operation!(AllHeaders: AnyHeaders => AnyHeaders, NoError, &SERVICE, |schema| schema.http("GET", "/h"));

#[test]
fn a_prefix_may_be_empty_and_named_headers_win() {
    let input = AnyHeaders {
        hello: Some("There".to_owned()),
        all: Some(table(&[("hello", "Hello"), ("x-foo", "Foo")])),
    };
    let request = request::<AllHeaders>(input).unwrap();
    assert_eq!(header(&request, "hello"), Some("There"));
    assert_eq!(header(&request, "x-foo"), Some("Foo"));
    let wire = [("X-Foo", "Foo"), ("Hello", "There")];
    let output = response::<AllHeaders>(200, &wire, "").unwrap();
    assert_eq!(
        output.all,
        Some(table(&[("x-foo", "Foo"), ("hello", "There")]))
    );
}

#[test]
fn headers_of_http_itself_are_not_the_callers() {
    for name in [
        "Host",
        "content-length",
        "TRANSFER-ENCODING",
        "Connection",
        "Authorization",
    ] {
        let input = AnyHeaders {
            all: Some(table(&[(name, "1")])),
            hello: None,
        };
        let error = request::<AllHeaders>(input).unwrap_err();
        assert_eq!(
            (error.kind(), error.member()),
            (ErrorKind::Request, Some("all")),
            "{name}"
        );
    }
}

#[test]
fn malformed_headers_of_a_response_are_errors_with_their_member() {
    for (name, value, member) in [
        ("x-count", "one", "count"),
        ("x-count", "32768", "count"),
        ("x-count", "1, 2", "count"),
        ("x-flag", "maybe", "flag"),
        ("x-time", "yesterday", "time"),
        ("x-json", "%%%", "json"),
        ("x-json", "/w==", "json"),
        ("x-bytes", "A", "bytes"),
        ("x-integers", "1, x", "integers[1]"),
        ("x-times", "Mon, 16 Dec 2019 23:48:18 GMT, Mon", "times[1]"),
    ] {
        let error = response::<Head>(200, &[(name, value)], "").unwrap_err();
        assert_eq!(
            (error.kind(), error.path().as_deref()),
            (ErrorKind::Response, Some(member)),
            "{name}: {value}"
        );
    }
}

#[test]
fn header_lists_are_read_whatever_they_hold() {
    let texts = |value: &str| {
        response::<Head>(200, &[("x-texts", value)], "")
            .unwrap()
            .texts
            .unwrap()
    };
    for (value, expected) in [
        ("a,b ,\tc", &["a", "b", "c"][..]),
        ("\"a", &["a"]),
        ("\"a\\", &["a"]),
        ("\"a\"b, c", &["a", "b", "c"]),
        (",,", &["", ""]),
        ("a \"b\"", &["a \"b\""]),
    ] {
        assert_eq!(texts(value), expected, "{value}");
    }
    assert_eq!(texts(&",".repeat(20_000)).len(), 20_000);
}

#[test]
fn several_headers_of_one_name_are_one_list() {
    let wire = [("x-integers", "1"), ("x-integers", "2, 3")];
    let output = response::<Head>(200, &wire, "").unwrap();
    assert_eq!(output.integers, Some(vec![1, 2, 3]));
}

structure!(BodyShape {
    text "text": Option<String> = rt::member("text", rt::STRING).traits(&rt::traits().json_name("t"));
    status "status": Option<i32> = rt::member("status", rt::INTEGER).response_code();
    query "query": Option<String> = rt::member("query", rt::STRING).query("q");
    head "head": Option<String> = rt::member("head", rt::STRING).header("X-Head");
});

operation!(InBody: BodyShape => BodyShape, NoError, &SERVICE, |schema| schema.http("POST", "/b"));

#[test]
fn unbound_members_are_in_the_body() {
    let input = BodyShape {
        query: Some("v".to_owned()),
        ..BodyShape::default()
    };
    let request = request::<InBody>(input).unwrap();
    assert_eq!((target(&request), body(&request)), ("/b?q=v", "{}"));
    assert_eq!(header(&request, "content-type"), Some("application/json"));
}

#[test]
fn a_response_gives_status_headers_and_body() {
    let body = r#"{"t":"a","status":7,"query":"b","head":"no","text":"no"}"#;
    let output = response::<InBody>(202, &[("x-head", "h")], body).unwrap();
    assert_eq!(output.text.as_deref(), Some("a"));
    assert_eq!(output.status, Some(202));
    assert_eq!(output.query.as_deref(), Some("b"));
    assert_eq!(output.head.as_deref(), Some("h"));
    let output = response::<InBody>(200, &[], "").unwrap();
    assert_eq!((output.status, output.text), (Some(200), None));
}

structure!(Inner {
    greeting "greeting": Option<String> = rt::member("greeting", rt::STRING);
});

/// Declares an operation whose payload is of this type, in both directions.
macro_rules! payload {
    ($name:ident $shape:ident: $type:ty = $schema:expr, |$member:ident| $more:expr) => {
        structure!($shape {
            payload "payload": Option<$type> = {
                let $member = rt::member("payload", $schema).payload();
                $more
            };
            kind "kind": Option<String> = rt::member("kind", rt::STRING).header("Content-Type");
        });
        operation!($name: $shape => $shape, NoError, &SERVICE, |schema| schema.http("PUT", "/p"));
    };
}

payload!(BlobPayload BlobShape: Bytes = rt::BLOB, |m| m);
payload!(ImagePayload ImageShape: Bytes = rt::BLOB, |m| m.media_type("image/jpeg"));
payload!(TextPayload TextShape: String = rt::STRING, |m| m);
payload!(StructurePayload StructureShape: Inner = rt::of::<Inner>(), |m| m);
payload!(DocumentPayload DocumentShape: Document = rt::DOCUMENT, |m| m);
payload!(ListPayload ListShape: Vec<String> = &STRINGS, |m| m);
payload!(MapPayload MapShape: Table<String> = &TABLE, |m| m);

/// Content type and body of a request.
fn sent<O: rt::Operation>(input: O::Input) -> (Option<String>, String) {
    let request = request::<O>(input).unwrap();
    (
        header(&request, "content-type").map(str::to_owned),
        body(&request).to_owned(),
    )
}

fn expect(content_type: &str, body: &str) -> (Option<String>, String) {
    let content_type = (!content_type.is_empty()).then(|| content_type.to_owned());
    (content_type, body.to_owned())
}

#[test]
fn payloads_are_the_whole_body_under_their_own_type() {
    let blob = |payload: Option<&'static [u8]>, kind: Option<&str>| {
        let payload = payload.map(Bytes::from_static);
        sent::<BlobPayload>(BlobShape {
            payload,
            kind: kind.map(str::to_owned),
        })
    };
    assert_eq!(
        blob(Some(b"x{"), None),
        expect("application/octet-stream", "x{")
    );
    assert_eq!(
        blob(Some(b"x"), Some("image/jpg")),
        expect("image/jpg", "x")
    );
    assert_eq!(blob(None, None), expect("", ""));
    assert_eq!(blob(Some(b""), None), expect("", ""));
    let image = ImageShape {
        payload: Some(Bytes::from_static(b"x")),
        kind: None,
    };
    assert_eq!(sent::<ImagePayload>(image), expect("image/jpeg", "x"));
    let text = TextShape {
        payload: Some("a\n\"b\"".to_owned()),
        kind: None,
    };
    assert_eq!(sent::<TextPayload>(text), expect("text/plain", "a\n\"b\""));
    let inner = Inner {
        greeting: Some("hi".to_owned()),
    };
    let structure = StructureShape {
        payload: Some(inner),
        kind: None,
    };
    assert_eq!(
        sent::<StructurePayload>(structure),
        expect("application/json", r#"{"greeting":"hi"}"#)
    );
    assert_eq!(
        sent::<StructurePayload>(StructureShape::default()),
        expect("application/json", "{}")
    );
    let document = DocumentShape {
        payload: Some("hello".into()),
        kind: None,
    };
    assert_eq!(
        sent::<DocumentPayload>(document),
        expect("application/json", "\"hello\"")
    );
    assert_eq!(
        sent::<DocumentPayload>(DocumentShape::default()),
        expect("", "")
    );
    let list = ListShape {
        payload: Some(strings(&["a", "b"])),
        kind: None,
    };
    assert_eq!(
        sent::<ListPayload>(list),
        expect("application/json", r#"["a","b"]"#)
    );
    let map = MapShape {
        payload: Some(table(&[("k", "v")])),
        kind: None,
    };
    assert_eq!(
        sent::<MapPayload>(map),
        expect("application/json", r#"{"k":"v"}"#)
    );
}

#[test]
fn payloads_are_read_from_the_whole_body() {
    let image = response::<ImagePayload>(200, &[], &b"\0\xffx"[..]).unwrap();
    assert_eq!(image.payload.as_deref(), Some(&b"\0\xffx"[..]));
    assert!(
        response::<BlobPayload>(200, &[], "")
            .unwrap()
            .payload
            .is_none()
    );
    let text = response::<TextPayload>(200, &[("content-type", "text/html")], "{ü").unwrap();
    assert_eq!(
        (text.payload.as_deref(), text.kind.as_deref()),
        (Some("{ü"), Some("text/html"))
    );
    let structure = response::<StructurePayload>(200, &[], r#" {"greeting":"hi"} "#).unwrap();
    assert_eq!(structure.payload.unwrap().greeting.as_deref(), Some("hi"));
    for nothing in ["", "null"] {
        assert!(
            response::<StructurePayload>(200, &[], nothing)
                .unwrap()
                .payload
                .is_none()
        );
    }
    let document = response::<DocumentPayload>(200, &[], "[1,{}]").unwrap();
    assert_eq!(document.payload.unwrap()[0].as_i64(), Some(1));
    let list = response::<ListPayload>(200, &[], r#"["a"]"#).unwrap();
    assert_eq!(list.payload, Some(strings(&["a"])));
    let map = response::<MapPayload>(200, &[], r#"{"k":"v"}"#).unwrap();
    assert_eq!(map.payload.unwrap()["k"], "v");
}

#[test]
fn broken_payloads_are_errors_with_their_place() {
    let error = response::<TextPayload>(200, &[], &b"ab\xff"[..]).unwrap_err();
    assert_eq!(
        (error.path().as_deref(), error.offset()),
        (Some("payload"), Some(2))
    );
    let error = response::<StructurePayload>(200, &[], r#"{"greeting":[]}"#).unwrap_err();
    assert_eq!(
        (error.path().as_deref(), error.offset()),
        (Some("payload.greeting"), Some(12))
    );
    let error = response::<StructurePayload>(200, &[], r#"{} {}"#).unwrap_err();
    assert_eq!(
        (error.path().as_deref(), error.offset()),
        (Some("payload"), Some(3))
    );
    let error = response::<ListPayload>(200, &[], "<html>").unwrap_err();
    assert_eq!(
        (error.path().as_deref(), error.offset()),
        (Some("payload"), Some(0))
    );
    let deep = "[".repeat(100_000);
    let error = response::<DocumentPayload>(200, &[], deep).unwrap_err();
    assert!(error.to_string().contains("deeper than 128"), "{error}");
}

structure!(LengthInput {
    payload "payload": Option<Bytes> = rt::member("payload", rt::BLOB).payload();
    length "length": Option<i64> = rt::member("length", rt::LONG).header("Content-Length");
});

operation!(Length: LengthInput => Empty, NoError, &SERVICE, |schema| schema.http("PUT", "/l"));

#[test]
fn a_length_that_lies_is_refused() {
    let with = |length: i64| {
        let payload = Some(Bytes::from_static(b"four"));
        request::<Length>(LengthInput {
            payload,
            length: Some(length),
        })
    };
    assert_eq!(header(&with(4).unwrap(), "content-length"), Some("4"));
    for length in [0, 3, 5, -4, i64::MAX] {
        assert_eq!(with(length).unwrap_err().kind(), ErrorKind::Request);
    }
}

structure!(StructureInQuery {
    inner "inner": Option<Inner> = rt::member("inner", rt::of::<Inner>()).query("q");
});
structure!(DocumentInHeader {
    any "any": Option<Document> = rt::member("any", rt::DOCUMENT).header("x-any");
});

operation!(BadQuery: StructureInQuery => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/"));
operation!(BadHeader: DocumentInHeader => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/"));

#[test]
fn values_that_fit_no_place_are_errors() {
    let inner = Some(Inner::default());
    let error = request::<BadQuery>(StructureInQuery { inner }).unwrap_err();
    assert_eq!(error.member(), Some("inner"));
    let any = Some(Document::Null);
    let error = request::<BadHeader>(DocumentInHeader { any }).unwrap_err();
    assert_eq!(error.member(), Some("any"));
}
