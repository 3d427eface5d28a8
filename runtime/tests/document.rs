//! Documents and numbers of any size: nothing of them is lost, and nothing in them does harm.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

use std::collections::BTreeMap;

use tinsmith_runtime::codec::json::{self, Names};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::serde::DecodeError;
use tinsmith_runtime::serde::{EncodeError, Structure};
use tinsmith_runtime::{BigDecimal, BigInteger, Document};

#[derive(Clone, Debug, Default, PartialEq)]
struct Sample {
    anything: Option<Document>,
    several: Option<Vec<Document>>,
    named: Option<BTreeMap<String, Document>>,
    large: Option<BigInteger>,
    exact: Option<BigDecimal>,
}

static SEVERAL: rt::Schema = rt::list("test#Several", &rt::element(rt::DOCUMENT));
static NAMED: rt::Schema = rt::map("test#Named", &rt::key(rt::STRING), &rt::entry(rt::DOCUMENT));
impl Structure for Sample {
    const ID: &'static str = "test#Sample";
    const MEMBERS: &'static [rt::Field<Self>] = &[
        rt::field!(anything: rt::member("anything", rt::DOCUMENT)),
        rt::field!(several: rt::member("several", &SEVERAL)),
        rt::field!(named: rt::member("named", &NAMED)),
        rt::field!(large: rt::member("large", rt::BIG_INTEGER)),
        rt::field!(exact: rt::member("exact", rt::BIG_DECIMAL)),
    ];
}

fn read(text: &str) -> Result<Sample, DecodeError> {
    json::read(text.as_bytes(), Names::Json)
}

fn write(sample: &Sample) -> Result<String, EncodeError> {
    json::write(sample, Names::Json)
}

fn document(text: &str) -> Document {
    read(&format!(r#"{{"anything":{text}}}"#))
        .unwrap()
        .anything
        .unwrap_or_default()
}

const LONG: &str = "123456789012345678901234567890123456789012345678901234567890";

#[test]
fn numbers_keep_all_digits() {
    let text = format!(
        r#"{{"anything":{{"a":[{LONG},-0.10,1E400,5.0]}},"large":-{LONG},"exact":{LONG}.000e-7}}"#
    );
    let sample = read(&text).unwrap();
    assert_eq!(write(&sample).unwrap(), text);
    assert_eq!(sample.large.unwrap().to_string(), format!("-{LONG}"));
    assert_eq!(sample.exact.unwrap().to_string(), format!("{LONG}.000e-7"));
}

#[test]
fn integers_are_integers_however_they_are_written() {
    let large = |text: &str| read(&format!(r#"{{"large":{text}}}"#)).map(|s| s.large.unwrap());
    for (text, value) in [
        ("0", "0"),
        ("-0", "-0"),
        ("5.0", "5"),
        ("5e0", "5"),
        ("0.5e1", "5"),
        ("-1.20E2", "-120"),
        ("0.0", "0"),
        ("1e20", "100000000000000000000"),
    ] {
        assert_eq!(large(text).unwrap().as_str(), value, "{text}");
    }
    for text in [
        "1.5",
        "1e-1",
        "1e401",
        "\"5\"",
        "true",
        "[]",
        "05",
        "1e99999999999999",
    ] {
        let error = large(text).unwrap_err();
        assert_eq!(
            (error.path().as_str(), error.offset()),
            ("large", Some(9)),
            "{text}"
        );
    }
}

#[test]
fn numbers_are_checked_when_they_are_made() {
    for text in ["0", "-7", LONG] {
        assert_eq!(text.parse::<BigInteger>().unwrap().as_str(), text);
        assert_eq!(text.parse::<BigDecimal>().unwrap().as_str(), text);
    }
    for text in ["0.5", "-1.50", "1e5", "1E+5", "2.5e-10"] {
        assert_eq!(text.parse::<BigDecimal>().unwrap().as_str(), text);
        text.parse::<BigInteger>().unwrap_err();
    }
    for text in [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x10", "NaN", "inf", " 1", "1 ", "1,0",
        "1\n", "--1", "١", "1e5e5", "1.5.5", "1\"", "1}",
    ] {
        text.parse::<BigDecimal>().unwrap_err();
        let error = text.parse::<BigInteger>().unwrap_err();
        assert!(error.to_string().contains("expected"), "{error}");
    }
    assert_eq!(
        BigInteger::from(i128::MIN).to_string(),
        i128::MIN.to_string()
    );
    assert_eq!(
        BigDecimal::from(BigInteger::from(7_u8)),
        BigDecimal::from(7_i64)
    );
    assert_eq!(BigInteger::default(), BigInteger::from(0));
}

#[test]
fn documents_hold_any_json() {
    let text = r#"{"anything":{"a":[true,false,null,"x\n",{}],"b":{}},"several":[null,1,[]],"named":{"n":null}}"#;
    let sample = read(text).unwrap();
    assert_eq!(write(&sample).unwrap(), text);
    assert_eq!(sample.several.unwrap().len(), 3);
    assert_eq!(sample.named.unwrap()["n"], Document::Null);
    // Of a member, `null` says that it has no value.
    assert_eq!(read(r#"{"anything":null}"#).unwrap().anything, None);
}

#[test]
fn a_way_through_a_document_needs_no_checks() {
    let it = document(r#"{"a":[{"b":12,"c":"t","d":true,"e":2.5,"f":1e400}]}"#);
    let inner = &it["a"][0];
    assert_eq!(inner["b"].as_i64(), Some(12));
    assert_eq!(inner["b"].as_f64(), Some(12.0));
    assert_eq!(inner["c"].as_str(), Some("t"));
    assert_eq!(inner["d"].as_bool(), Some(true));
    assert_eq!(inner["e"].as_i64(), None);
    assert_eq!(inner["e"].as_f64(), Some(2.5));
    assert_eq!(inner["f"].as_f64(), Some(f64::INFINITY));
    assert_eq!(inner["f"].as_i64(), None);
    assert!(it["a"][1]["b"]["c"][7].is_null());
    assert!(it.get("z").is_none() && it.at(0).is_none());
}

#[test]
fn documents_are_made_from_plain_values() {
    let made = Document::from_iter([
        ("array", Document::from(vec![1, 2])),
        ("text", "t".into()),
        ("number", 0.5.into()),
        ("none", None::<bool>.into()),
        ("large", LONG.parse::<BigInteger>().unwrap().into()),
        ("nan", f64::NAN.into()),
        ("infinite", f64::NEG_INFINITY.into()),
        ("map", BTreeMap::from([("k", true)]).into()),
    ]);
    let text = format!(
        r#"{{"array":[1,2],"infinite":"-Infinity","large":{LONG},"map":{{"k":true}},"nan":"NaN","none":null,"number":0.5,"text":"t"}}"#
    );
    assert_eq!(document(&text), made);
    let sample = Sample {
        anything: Some(made),
        ..Sample::default()
    };
    assert_eq!(write(&sample).unwrap(), format!(r#"{{"anything":{text}}}"#));
}

#[test]
fn a_broken_document_is_an_error_with_its_place() {
    for (text, offset) in [
        (r#"{"anything":[1,]}"#, 15),
        (r#"{"anything":{"a"}}"#, 16),
        (r#"{"anything":{"a":tru}}"#, 17),
        (r#"{"anything":"a"#, 14),
        (r#"{"anything":01}"#, 12),
        (r#"{"anything":}"#, 12),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(
            (error.path().as_str(), error.offset()),
            ("anything", Some(offset)),
            "{text}"
        );
    }
}

#[test]
fn documents_nest_no_deeper_than_anything_else() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |levels: usize| {
            let inside = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            read(&format!(r#"{{"anything":{inside}}}"#))
        };
        let sample = nested(127).unwrap();
        write(&sample).unwrap();
        for levels in [128, 100_000] {
            let error = nested(levels).unwrap_err().to_string();
            assert!(error.contains("deeper than 128"), "{error}");
        }
        let deeper = Sample {
            anything: Some(Document::from(vec![sample.anything.unwrap()])),
            ..Sample::default()
        };
        let error = write(&deeper).unwrap_err();
        assert_eq!(error.member(), Some("anything"));
        assert!(error.to_string().contains("deeper than 128"), "{error}");
    }
}
