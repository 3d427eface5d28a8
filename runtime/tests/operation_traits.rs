//! The effect of the traits of operations and services on a call: host labels, tokens, checksums,
//! compression, and identity.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

#[macro_use]
mod common;

use common::{Empty, NoError, Service, body, client, config, header, request};
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::{Config, ErrorKind};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .sdk_id("My Test")
        .endpoint_prefix("test");
static PREDICTOR: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Ml", &rt::protocol::AWS_JSON_1_1).signing_name("machinelearning");
static GATEWAY: rt::ServiceSchema = rt::ServiceSchema::new("test#Gw", &rt::protocol::REST_JSON_1)
    .signing_name("apigateway")
    .headers(&[("accept", "application/json")]);
static GLACIER: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Glacier", &rt::protocol::REST_JSON_1)
        .signing_name("glacier")
        .headers(&[("x-amz-glacier-version", "2012-06-01")]);

structure!(HostInput {
    label "label": String = rt::member("label", rt::STRING).host_label();
    second "second": Option<String> = rt::member("second", rt::STRING)
        .host_label()
        .header("x-second");
});

operation!(Host: HostInput => Empty, NoError, &SERVICE, |schema| schema
    .http("POST", "/")
    .host_prefix("{label}-x.{second}.data."));

fn host_input(label: &str, second: &str) -> HostInput {
    HostInput {
        label: label.to_owned(),
        second: Some(second.to_owned()),
    }
}

#[test]
fn labels_stand_in_the_host_and_in_their_own_places() {
    let request = request::<Host>(host_input("Foo", "b-1")).unwrap();
    assert_eq!(request.uri().host(), Some("foo-x.b-1.data.example.com"));
    assert_eq!(header(&request, "x-second"), Some("b-1"));
    assert_eq!(body(&request), r#"{"label":"Foo"}"#);
}

structure!(Demanding {
    first "first": Option<String> = rt::member("first", rt::STRING).required();
    free "free": Option<String> = rt::member("free", rt::STRING);
    second "second": Option<i32> = rt::member("second", rt::INTEGER).required();
});

operation!(Demand: Demanding => Empty, NoError, &SERVICE, |schema| schema);

#[test]
fn required_members_that_are_not_set_are_named_all_at_once() {
    let missing = |first: Option<&str>, second| {
        let first = first.map(str::to_owned);
        let input = Demanding {
            first,
            second,
            ..Demanding::default()
        };
        request::<Demand>(input).map_err(|error| {
            let source = std::error::Error::source(&error).map(ToString::to_string);
            (
                error.kind(),
                format!("{error}: {}", source.unwrap_or_default()),
            )
        })
    };
    let (kind, text) = missing(None, None).unwrap_err();
    assert_eq!(kind, ErrorKind::Request);
    assert!(text.contains("`first`, `second`"), "{text}");
    let (_, text) = missing(Some(""), None).unwrap_err();
    assert!(text.contains("second") && !text.contains("first"), "{text}");
    assert!(missing(Some(""), Some(0)).is_ok());
}

#[test]
fn forged_host_labels_are_refused() {
    let long = "a".repeat(64);
    for evil in [
        "",
        ".",
        "a.b",
        "a/b",
        "a@evil.com",
        "evil.com#",
        "a:80",
        "a?",
        "a\\",
        "a b",
        "a\r\n",
        "a\0",
        "ü",
        "a%2e",
        "[",
        &long,
    ] {
        let error = request::<Host>(host_input(evil, "ok")).unwrap_err();
        assert_eq!(
            (error.kind(), error.member()),
            (ErrorKind::Request, Some("label")),
            "{evil}"
        );
        let error = request::<Host>(host_input("ok", evil)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
    }
    // Each is valid in a label, but the result is not a host name.
    let error = request::<Host>(host_input("-a", "b")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let absent = HostInput {
        second: None,
        ..host_input("a", "")
    };
    let error = request::<Host>(absent).unwrap_err();
    assert_eq!(error.member(), Some("second"));
}

#[test]
fn a_host_prefix_can_be_turned_off_and_no_address_has_one() {
    let plain = config().host_prefix(false);
    let call = client(&SERVICE, plain)
        .call::<Host>(host_input("a", "b"))
        .to_request()
        .unwrap();
    assert_eq!(call.uri().host(), Some("example.com"));
    let address = config().endpoint_url("http://127.0.0.1:8080/base");
    let call = client(&SERVICE, address)
        .call::<Host>(host_input("a", "b"))
        .to_request()
        .unwrap();
    assert_eq!(call.uri().to_string(), "http://127.0.0.1:8080/base/");
}

structure!(TokenInput {
    token "token": Option<String> = rt::member("token", rt::STRING).idempotency_token();
    inner "inner": Option<TokenInner> = rt::member("inner", rt::of::<TokenInner>());
});
structure!(TokenInner {
    token "token": Option<String> = rt::member("token", rt::STRING).idempotency_token();
});

operation!(Token: TokenInput => Empty, NoError, &SERVICE, |schema| schema.http("POST", "/"));

fn token(body: &str) -> &str {
    body.strip_prefix(r#"{"token":""#)
        .unwrap()
        .strip_suffix("\"}")
        .unwrap()
}

#[test]
fn all_attempts_of_a_call_send_one_token_and_the_next_call_another() {
    let service = Service::new(503, &[], "");
    let config = Config::new("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
        .endpoint_url("https://example.com")
        .blocking_transport(service.clone());
    let client = client(&SERVICE, config);
    let send = || {
        client
            .call::<Token>(TokenInput::default())
            .send_blocking()
            .unwrap_err();
        let requests = service.requests();
        let tokens: Vec<_> = requests.iter().map(|r| token(body(r)).to_owned()).collect();
        assert_eq!(tokens.len(), 3);
        assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
        tokens[0].clone()
    };
    let (first, second) = (send(), send());
    assert_ne!(first, second);
    let form: Vec<_> = first.split('-').map(str::len).collect();
    assert_eq!((form, &first[14..15]), (vec![8, 4, 4, 4, 12], "4"));
}

#[test]
fn a_token_of_the_caller_is_kept_and_inner_ones_are_not_made_up() {
    let input = TokenInput {
        token: Some(String::new()),
        inner: Some(TokenInner::default()),
    };
    let request = request::<Token>(input).unwrap();
    assert_eq!(body(&request), r#"{"token":"","inner":{}}"#);
}

structure!(TextInput {
    text "text": Option<String> = rt::member("text", rt::STRING);
    md5 "md5": Option<String> = rt::member("md5", rt::STRING).header("Content-MD5");
    encoding "encoding": Option<String> =
        rt::member("encoding", rt::STRING).header("Content-Encoding");
});

fn text(length: usize) -> TextInput {
    TextInput {
        text: Some("a".repeat(length)),
        ..TextInput::default()
    }
}

operation!(Checked: TextInput => Empty, NoError, &SERVICE, |schema| schema
    .http("POST", "/")
    .checksum_required());
operation!(Compressed: TextInput => Empty, NoError, &SERVICE, |schema| schema
    .http("POST", "/")
    .compression());
#[cfg(all(feature = "gzip", feature = "md5"))]
operation!(Both: TextInput => Empty, NoError, &SERVICE, |schema| schema
    .http("POST", "/")
    .compression()
    .checksum_required());

#[test]
#[cfg(feature = "md5")]
fn the_body_goes_with_its_sum() {
    let input = TextInput {
        text: Some("x".to_owned()),
        ..TextInput::default()
    };
    let checked = request::<Checked>(input).unwrap();
    assert_eq!(body(&checked), r#"{"text":"x"}"#);
    // The MD5 checksum of those twelve bytes, computed by another program.
    assert_eq!(
        header(&checked, "content-md5"),
        Some("smu3ygHr8X8TDNthmWRekQ==")
    );
    let own = TextInput {
        md5: Some("mine".to_owned()),
        ..TextInput::default()
    };
    assert_eq!(
        header(&request::<Checked>(own).unwrap(), "content-md5"),
        Some("mine")
    );
}

#[test]
#[cfg(not(feature = "md5"))]
fn an_operation_that_wants_a_sum_says_what_to_build_in() {
    let error = request::<Checked>(TextInput::default()).unwrap_err();
    assert!(error.to_string().contains("feature `md5`"), "{error}");
    let own = TextInput {
        md5: Some("mine".to_owned()),
        ..TextInput::default()
    };
    assert_eq!(
        header(&request::<Checked>(own).unwrap(), "content-md5"),
        Some("mine")
    );
}

#[cfg(feature = "gzip")]
mod compression {
    use std::io::Read;

    use tinsmith_runtime::Client;
    use tinsmith_runtime::environment::Environment;

    use super::*;

    fn unpacked(request: &http::Request<rt::Bytes>) -> String {
        let mut text = String::new();
        let mut decoder = flate2::read::GzDecoder::new(&request.body()[..]);
        decoder.read_to_string(&mut text).unwrap();
        text
    }

    fn sent(config: Config, length: usize) -> http::Request<rt::Bytes> {
        client(&SERVICE, config)
            .call::<Compressed>(text(length))
            .to_request()
            .unwrap()
    }

    #[test]
    fn long_bodies_are_compressed_and_short_ones_are_not() {
        // `{"text":""}` are eleven bytes.
        let short = sent(config(), 10_240 - 12);
        assert_eq!(
            (short.body().len(), header(&short, "content-encoding")),
            (10_239, None)
        );
        let long = sent(config(), 10_240 - 11);
        assert_eq!(header(&long, "content-encoding"), Some("gzip"));
        assert!(long.body().len() < 1000);
        assert_eq!(unpacked(&long).len(), 10_240);
    }

    #[test]
    fn gzip_follows_what_the_caller_has_applied() {
        let input = TextInput {
            encoding: Some("custom".to_owned()),
            ..text(20_000)
        };
        let request = request::<Compressed>(input).unwrap();
        assert_eq!(header(&request, "content-encoding"), Some("custom, gzip"));
    }

    #[test]
    fn compression_can_be_set_in_code() {
        let off = sent(config().disable_request_compression(true), 20_000);
        assert_eq!(header(&off, "content-encoding"), None);
        let always = sent(config().min_compression_size(0), 0);
        assert_eq!(unpacked(&always), r#"{"text":""}"#);
        let error = Client::new(&SERVICE, config().min_compression_size(10_485_761)).unwrap_err();
        assert!(
            error.to_string().contains("min_compression_size"),
            "{error}"
        );
    }

    #[test]
    fn compression_can_be_set_by_the_surroundings() {
        let with = |variables: &[(&str, &str)], file: &str| {
            let variables = variables.iter().copied().chain([("HOME", "/h")]);
            let environment = Environment::from_map(variables)
                .with_file("/h/.aws/config", format!("[default]\n{file}"));
            Config::from_environment(environment)
                .region("us-east-1")
                .credentials(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
        };
        let compressed =
            |config: Config, length| header(&sent(config, length), "content-encoding").is_some();
        assert!(compressed(with(&[], ""), 20_000));
        assert!(!compressed(
            with(&[("AWS_DISABLE_REQUEST_COMPRESSION", "true")], ""),
            20_000
        ));
        assert!(!compressed(
            with(&[], "disable_request_compression = TRUE"),
            20_000
        ));
        let variable = ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "100");
        assert!(compressed(with(&[variable], ""), 100));
        assert!(compressed(
            with(&[], "request_min_compression_size_bytes = 100"),
            100
        ));
        assert!(!compressed(
            with(&[], "request_min_compression_size_bytes = 30000"),
            20_000
        ));
        let own = with(&[variable], "")
            .min_compression_size(30_000)
            .disable_request_compression(false);
        assert!(!compressed(own, 20_000));
        for (name, value) in [
            ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "-1"),
            ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "10485761"),
            ("AWS_DISABLE_REQUEST_COMPRESSION", "yes"),
        ] {
            let error = Client::new(&SERVICE, with(&[(name, value)], "")).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    #[cfg(feature = "md5")]
    fn the_sum_is_that_of_the_body_as_it_is_sent() {
        use md5::{Digest, Md5};

        let request = request::<Both>(text(20_000)).unwrap();
        let sum: [u8; 16] = Md5::digest(request.body()).into();
        let sum = base64_simd::STANDARD.encode_to_string(sum);
        assert_eq!(header(&request, "content-md5"), Some(&*sum));
    }
}

#[test]
#[cfg(not(feature = "gzip"))]
fn bodies_go_as_they_are_where_compression_is_not_built_in() {
    let request = request::<Compressed>(text(20_000)).unwrap();
    assert_eq!(header(&request, "content-encoding"), None);
    assert_eq!(request.body().len(), 20_011);
}

operation!(Unhashed: TextInput => Empty, NoError, &SERVICE, |schema| schema
    .http("POST", "/u")
    .unsigned_payload());
#[test]
fn a_body_that_is_not_signed_is_marked_so() {
    let request = request::<Unhashed>(text(5)).unwrap();
    assert_eq!(
        header(&request, "x-amz-content-sha256"),
        Some("UNSIGNED-PAYLOAD")
    );
    assert!(
        header(&request, "authorization")
            .unwrap()
            .contains("x-amz-content-sha256")
    );
}

structure!(PredictInput {
    endpoint "PredictEndpoint": String = rt::member("PredictEndpoint", rt::STRING).endpoint();
});

operation!(Predict: PredictInput => Empty, NoError, &PREDICTOR, |schema| schema);

#[test]
fn predictions_are_asked_for_where_the_input_says() {
    let at = |endpoint: &str| {
        request::<Predict>(PredictInput {
            endpoint: endpoint.to_owned(),
        })
    };
    let request = at("https://custom.example.com/").unwrap();
    assert_eq!(request.uri().to_string(), "https://custom.example.com/");
    assert_eq!(
        body(&request),
        r#"{"PredictEndpoint":"https://custom.example.com/"}"#
    );
    for evil in [
        "",
        "custom.example.com",
        "https://a@b",
        "https://a/?x",
        "file:///etc",
        "https://a\r\nb",
    ] {
        assert_eq!(at(evil).unwrap_err().kind(), ErrorKind::Request, "{evil}");
    }
}

operation!(GetRestApis: Empty => Empty, NoError, &GATEWAY,
    |schema| schema.http("GET", "/restapis"));

structure!(Archive {
    account "accountId": String = rt::member("accountId", rt::STRING).label().empty_label("-");
    body "body": Option<rt::ByteStream> = rt::member("body", rt::STREAM).payload();
});

operation!(UploadArchive: Archive => Empty, NoError, &GLACIER, |schema| schema
    .http("POST", "/{accountId}/archives")
    .tree_hash());

#[test]
fn headers_empty_labels_and_tree_hashes_are_facts_of_schemas() {
    let apis = request::<GetRestApis>(Empty::default()).unwrap();
    assert_eq!(header(&apis, "accept"), Some("application/json"));
    let archive = |account: &str, body: Option<&'static str>| {
        let input = Archive {
            account: account.to_owned(),
            body: body.map(rt::ByteStream::from),
        };
        request::<UploadArchive>(input).unwrap()
    };
    let empty = archive("", None);
    assert_eq!(common::target(&empty), "/-/archives");
    assert_eq!(header(&empty, "x-amz-glacier-version"), Some("2012-06-01"));
    assert_eq!(header(&empty, "x-amz-sha256-tree-hash"), None);
    let hello = archive("foo", Some("hello world"));
    // The SHA-256 checksum of that text, computed by another program.
    let sum = Some("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    assert_eq!(header(&hello, "x-amz-content-sha256"), sum);
    assert_eq!(header(&hello, "x-amz-sha256-tree-hash"), sum);
}
