//! Errors show no sensitive keys and tokens.

#![allow(clippy::unwrap_used)]
#![cfg(all(feature = "cbor", feature = "json", feature = "xml"))]

#[macro_use]
mod common;

use std::collections::BTreeMap;

use common::{Empty, NoError, Service, client, config, response};
use tinsmith_runtime::codegen as rt;

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1).signing_name("test");
static XML: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_XML).signing_name("test");
static CBOR: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::RPC_V2_CBOR).signing_name("test");
static PLAIN: rt::Schema = rt::map("test#Plain", &rt::key(rt::STRING), &rt::entry(rt::INTEGER));
static HIDDEN: rt::Schema = rt::map(
    "test#Hidden",
    &rt::key(rt::STRING).sensitive(),
    &rt::entry(rt::INTEGER),
);

structure!(Maps {
    plain "plain": Option<BTreeMap<String, i32>> = rt::member("plain", &PLAIN);
    hidden "hidden": Option<BTreeMap<String, i32>> = rt::member("hidden", &HIDDEN);
    heads "heads": Option<BTreeMap<String, i32>> =
        rt::member("heads", &HIDDEN).prefix_headers("X-");
});

operation!(Read: Empty => Maps, NoError, &SERVICE, |schema| schema.http("GET", "/"));
operation!(ReadXml: Empty => Maps, NoError, &XML, |schema| schema.http("GET", "/"));
operation!(ReadCbor: Empty => Maps, NoError, &CBOR, |schema| schema);

fn error<O: rt::Operation<Input = Empty, Output = Maps>>(
    headers: &[(&str, &str)],
    body: impl Into<rt::Bytes>,
) -> String {
    response::<O>(200, headers, body).unwrap_err().to_string()
}

#[test]
fn paths_show_only_plain_keys() {
    let plain = error::<Read>(&[], r#"{"plain":{"marked":true}}"#);
    assert!(plain.contains("plain.marked"), "{plain}");
    let xml = "<Maps><hidden><entry><key>marked</key><value>x</value></entry></hidden></Maps>";
    let cbor = b"\xa1\x66hidden\xa1\x66marked\xf5".as_slice();
    let protocol = [("smithy-protocol", "rpc-v2-cbor")];
    for error in [
        error::<Read>(&[], r#"{"hidden":{"marked":true}}"#),
        error::<Read>(&[("x-marked", "true")], "{}"),
        error::<ReadXml>(&[], xml),
        error::<ReadCbor>(&protocol, cbor),
    ] {
        assert!(error.contains(".[redacted]"), "{error}");
        assert!(!error.contains("marked"), "{error}");
    }
}

structure!(Page {
    token "token": Option<String> = rt::member("token", rt::STRING);
});

macro_rules! paginated {
    ($name:ident, $sensitive:literal) => {
        operation!($name: Page => Page, NoError, &SERVICE, |schema| schema.http("GET", "/"));

        impl rt::Paginated for $name {
            type Token = String;
            const SENSITIVE_TOKEN: bool = $sensitive;
            fn token(output: &Page) -> Option<&String> {
                output.token.as_ref()
            }
            fn resume(input: &mut Page, token: String) {
                input.token = Some(token);
            }
        }
    };
}

paginated!(List, false);
paginated!(ListHidden, true);

fn repeated<O: rt::Paginated<Input = Page>>() -> String {
    let config = config().blocking_transport(Service::new(200, &[], r#"{"token":"marked"}"#));
    let call = client(&SERVICE, config).call::<O>(Page::default());
    let error = call.pages_blocking().find_map(Result::err).unwrap();
    error.to_string()
}

#[test]
fn repeated_tokens_are_shown_unless_they_are_sensitive() {
    assert!(repeated::<List>().contains("marked"));
    let error = repeated::<ListHidden>();
    assert!(
        error.contains("[redacted]") && !error.contains("marked"),
        "{error}"
    );
}
