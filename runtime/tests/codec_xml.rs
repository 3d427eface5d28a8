//! The XML codec: forms that mean the same, and input that is refused.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "xml")]

use std::collections::BTreeMap;

use tinsmith_runtime::codec::xml::XmlDecoder;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::serde::{DecodeError, Decoder, Structure};

#[derive(Clone, Debug, Default, PartialEq)]
struct Sample {
    id: Option<String>,
    text: Option<String>,
    count: Option<i32>,
    ratio: Option<f64>,
    bytes: Option<rt::Bytes>,
    time: Option<rt::Timestamp>,
    names: Option<Vec<String>>,
    flat: Option<Vec<String>>,
    table: Option<BTreeMap<String, String>>,
    inner: Option<Vec<Sample>>,
}

const NAMES: &rt::Schema = &rt::list("test#Names", &rt::element(rt::STRING));
const TABLE: &rt::Schema = &rt::map("test#Table", &rt::key(rt::STRING), &rt::entry(rt::STRING));
const SAMPLES: &rt::Schema = &rt::list("test#Samples", &rt::element(rt::of::<Sample>()));

impl Structure for Sample {
    const ID: &'static str = "test#Sample";
    const MEMBERS: &'static [rt::Field<Self>] = &[
        rt::field!(id: rt::member("id", rt::STRING).traits(&rt::traits().xml_attribute())),
        rt::field!(text: rt::member("text", rt::STRING)),
        rt::field!(count: rt::member("count", rt::INTEGER)),
        rt::field!(ratio: rt::member("ratio", rt::DOUBLE)),
        rt::field!(bytes: rt::member("bytes", rt::BLOB)),
        rt::field!(time: rt::member("time", rt::TIMESTAMP)),
        rt::field!(names: rt::member("names", NAMES)),
        rt::field!(flat: rt::member("flat", NAMES).traits(&rt::traits().xml_flattened())),
        rt::field!(table: rt::member("table", TABLE)),
        rt::field!(inner: rt::member("inner", SAMPLES)),
    ];
}

fn read_bytes(bytes: &[u8]) -> Result<Sample, DecodeError> {
    let mut sample = Sample::default();
    let mut xml = XmlDecoder::new(bytes)?;
    xml.structure(Sample::SCHEMA, &mut |row, d| sample.decode_row(row, d))?;
    xml.end()?;
    Ok(sample)
}

fn read(text: &str) -> Result<Sample, DecodeError> {
    read_bytes(text.as_bytes())
}

/// Reads the element `text` with this content.
fn read_text(content: &str) -> Result<String, DecodeError> {
    read(&format!("<S><text>{content}</text></S>")).map(|sample| sample.text.unwrap())
}

const FULL: &str = r#"<?xml version="1.0"?><Sample id="1&lt;2" other='x'>
    <text> a &amp; b </text><count>-7</count><ratio>1.5e300</ratio><bytes>AP9+</bytes>
    <time>1970-01-01T00:00:01.5Z</time><names><member>x</member><member/></names>
    <flat>1</flat><table><entry><value>v</value><key>k</key></entry></table><flat>2</flat>
    <inner><member id="2"><count>1</count></member><member></member></inner></Sample>"#;

fn full() -> Sample {
    let texts = |all: &[&str]| Some(all.iter().map(|text| text.to_string()).collect());
    Sample {
        id: Some("1<2".to_owned()),
        text: Some(" a & b ".to_owned()),
        count: Some(-7),
        ratio: Some(1.5e300),
        bytes: Some(rt::Bytes::from_static(b"\x00\xff~")),
        time: Some(rt::Timestamp::from_microsecond(1_500_000).unwrap()),
        names: texts(&["x", ""]),
        flat: texts(&["1", "2"]),
        table: Some(BTreeMap::from([("k".to_owned(), "v".to_owned())])),
        inner: Some(vec![
            Sample {
                id: Some("2".to_owned()),
                count: Some(1),
                ..Sample::default()
            },
            Sample::default(),
        ]),
    }
}

rt::union! {
    /// A union.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Choice = "test#Choice" {
        /// A list.
        Flat(Vec<String>) = rt::member("flat", NAMES).traits(&rt::traits().xml_flattened()),
        /// A map.
        Table(BTreeMap<String, String>) =
            rt::member("table", TABLE).traits(&rt::traits().xml_flattened()),
        /// A string.
        Text(String) = rt::member("text", rt::STRING),
    }
}

/// Reads the element of a union with this content.
fn read_choice(content: &str) -> Result<Choice, DecodeError> {
    let mut choice = rt::zero();
    decode_choice(&mut choice, content)?;
    Ok(choice)
}

fn decode_choice(choice: &mut Choice, content: &str) -> Result<(), DecodeError> {
    static MEMBER: rt::Member = rt::member("choice", rt::union_of::<Choice>());
    let text = format!("<S>{content}</S>");
    let mut xml = XmlDecoder::new(text.as_bytes())?;
    let decoder: &mut dyn Decoder = &mut xml;
    decoder.get(&MEMBER, choice)
}

#[test]
fn flattened_members_of_a_union_come_one_by_one() {
    let texts = ["a", "b"].map(str::to_owned);
    let flat = read_choice("<flat>a</flat><flat>b</flat>");
    assert_eq!(flat.unwrap(), Choice::Flat(texts.to_vec()));
    let entry = |key| format!("<table><key>{key}</key><value>v</value></table>");
    let table = read_choice(&(entry("a") + &entry("b")));
    let expected = texts.map(|key| (key, "v".to_owned()));
    assert_eq!(table.unwrap(), Choice::Table(BTreeMap::from(expected)));
    let mut choice = Choice::Flat(vec!["before".to_owned()]);
    decode_choice(&mut choice, "<flat>a</flat>").unwrap();
    assert_eq!(choice, Choice::Flat(vec!["a".to_owned()]));
    for two in [
        "<text>a</text><text>b</text>",
        "<flat>a</flat><text>b</text>",
        "<flat>a</flat><other/>",
    ] {
        let error = read_choice(two).unwrap_err().to_string();
        assert!(error.contains("a second member of a union"), "{error}");
    }
}

#[test]
fn every_kind_of_value_is_read_in_any_order() {
    assert_eq!(read(FULL).unwrap(), full());
}

#[test]
fn markup_between_values_does_no_harm() {
    let text = "\u{feff}<!-- a --><?pi?><s:S xmlns:s='https://s.example/' >\n<!-- <text>no</text> -->\
        <unknown a='>'><text>no</text><![CDATA[</unknown>]]></unknown ><?pi <text>?>\
        <s:count>\n 5 </s:count ><![CDATA[ ]]></s:S><!-- b -->\n";
    let expected = Sample {
        count: Some(5),
        ..Sample::default()
    };
    assert_eq!(read(text).unwrap(), expected);
}

#[test]
fn texts_are_put_together_and_unescaped() {
    for (content, expected) in [
        ("", ""),
        ("&lt;&gt;&amp;&quot;&apos;", "<>&\"'"),
        ("&#252;&#xFC;&#x1F600;", "üü😀"),
        ("<![CDATA[<a>&amp;]]>", "<a>&amp;"),
        ("a<![CDATA[b]]><!-- c -->d<?e?>f", "abdf"),
        ("]]", "]]"),
        // XML 1.0 has no such character, and names of objects in Amazon S3 do.
        ("&#1;&#x0;", "\u{1}\0"),
    ] {
        assert_eq!(read_text(content).unwrap(), expected, "{content}");
    }
}

#[test]
fn document_types_and_their_entities_are_refused() {
    let bomb =
        r#"<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><S><text>&b;</text></S>"#;
    let file = r#"<!DOCTYPE s SYSTEM "file:///etc/passwd"><S/>"#;
    let late = r#"<?xml version="1.0"?><!-- x --><!DOCTYPE s><S/>"#;
    for text in [bomb, file, late] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.contains("document type"), "{error}");
    }
    for text in ["<S><!DOCTYPE s></S>", "<S/><!DOCTYPE s>"] {
        assert!(read(text).is_err(), "{text}");
    }
    for entity in [
        "&b;",
        "&nbsp;",
        "&",
        "&;",
        "&#;",
        "&#x;",
        "&#xD800;",
        "&#1114112;",
        "&#99999999999999999999;",
        "&#-1;",
        "&amp",
    ] {
        assert!(read_text(entity).is_err(), "{entity}");
    }
}

#[test]
fn unknown_elements_are_skipped_however_deep_they_nest() {
    let deep = format!("<S>{}{}</S>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(&deep).unwrap(), Sample::default());
    assert!(read(&format!("<S>{}</S>", "<a>".repeat(100_000))).is_err());
}

#[test]
fn known_elements_nest_to_a_limit() {
    let nested = |depth: usize| {
        let (open, close) = ("<inner><member>", "</member></inner>");
        format!("<S>{}{}</S>", open.repeat(depth), close.repeat(depth))
    };
    assert!(read(&nested(50)).is_ok());
    let error = read(&nested(100_000)).unwrap_err();
    assert!(error.to_string().contains("nests deeper than"), "{error}");
}

#[test]
fn every_truncation_is_an_error() {
    for length in 0..FULL.len() {
        assert!(read(&FULL[..length]).is_err(), "{length} bytes");
    }
    for behind in ["x", "<S/>", "</S>", "<!--", "&amp;"] {
        assert!(read(&format!("<S/>{behind}")).is_err(), "{behind}");
    }
}

#[test]
fn malformed_documents_are_errors() {
    for text in [
        "",
        "text",
        "<",
        "<>",
        "< S/>",
        "<S",
        "<S id='1/>",
        "<S></T>",
        "<S></S",
        "<S></SS>",
        "<S><a></S></a>",
        "<S><a></b></S>",
        "<S><![CDATA[</S>",
        "<S><![OTHER[]]></S>",
        "<S><!-- </S>",
        "<S><? </S>",
        "<S><text>a<b/></text></S>",
        "<S><count>1<b/></count></S>",
        "<S><count>x</count></S>",
        "<S><count>2147483648</count></S>",
        "<S><count></count></S>",
        "<S><ratio>1,5</ratio></S>",
        "<S><bytes>AP9</bytes></S>",
        "<S><time>now</time></S>",
        "<S><time>99999-01-01T00:00:00Z</time></S>",
    ] {
        let found = read(text);
        assert!(found.is_err(), "{text}: {found:?}");
    }
    let error = read_bytes(b"<S><text>a\xff</text></S>")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("not UTF-8") && error.contains("10"),
        "{error}"
    );
}

#[test]
fn errors_name_member_and_place() {
    let text = "<S><inner><member/><member><count>x</count></member></inner></S>";
    let error = read(text).unwrap_err().to_string();
    assert!(error.contains("inner[1].count"), "{error}");
    assert!(
        error.contains("expected an integer") && error.contains("byte"),
        "{error}"
    );
}
