//! The JSON codec: what it writes, what it reads, and what it refuses.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

use std::collections::BTreeMap;

use tinsmith_runtime::codec::json::{self, Names};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::serde::{DecodeError, EncodeError};

/// One member of each kind, as generated code would declare it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sample {
    text: Option<String>,
    count: Option<i32>,
    small: Option<i8>,
    ratio: Option<f64>,
    flag: Option<bool>,
    bytes: Option<rt::Bytes>,
    time: Option<rt::Timestamp>,
    date: Option<rt::Timestamp>,
    renamed: Option<String>,
    names: Option<Vec<String>>,
    sparse: Option<Vec<Option<String>>>,
    table: Option<BTreeMap<String, i64>>,
    inner: Option<Vec<Sample>>,
}

const NAMES: &rt::Schema = &rt::list("test#Names", &rt::element(rt::STRING));
const TABLE: &rt::Schema = &rt::map("test#Table", &rt::key(rt::STRING), &rt::entry(rt::LONG));
const SAMPLES: &rt::Schema = &rt::list("test#Samples", &rt::element(rt::of::<Sample>()));

impl Sample {
    const TEXT: rt::Member = rt::member("text", rt::STRING);
    const COUNT: rt::Member = rt::member("count", rt::INTEGER);
    const SMALL: rt::Member = rt::member("small", rt::BYTE);
    const RATIO: rt::Member = rt::member("ratio", rt::DOUBLE);
    const FLAG: rt::Member = rt::member("flag", rt::BOOLEAN);
    const BYTES: rt::Member = rt::member("bytes", rt::BLOB);
    const TIME: rt::Member = rt::member("time", rt::TIMESTAMP);
    const DATE: rt::Member =
        rt::member("date", rt::TIMESTAMP).timestamp(rt::TimestampFormat::DateTime);
    const RENAMED: rt::Member =
        rt::member("renamed", rt::STRING).traits(&rt::traits().json_name("other \"name\""));
    const NAMES: rt::Member = rt::member("names", NAMES);
    const SPARSE: rt::Member = rt::member("sparse", NAMES);
    const TABLE: rt::Member = rt::member("table", TABLE);
    const INNER: rt::Member = rt::member("inner", SAMPLES);
}

impl rt::Structure for Sample {
    const ID: &'static str = "test#Sample";
    const MEMBERS: &'static [rt::Field<Self>] = &[
        rt::field!(text: Sample::TEXT),
        rt::field!(count: Sample::COUNT),
        rt::field!(small: Sample::SMALL),
        rt::field!(ratio: Sample::RATIO),
        rt::field!(flag: Sample::FLAG),
        rt::field!(bytes: Sample::BYTES),
        rt::field!(time: Sample::TIME),
        rt::field!(date: Sample::DATE),
        rt::field!(renamed: Sample::RENAMED),
        rt::field!(names: Sample::NAMES),
        rt::field!(sparse: Sample::SPARSE),
        rt::field!(table: Sample::TABLE),
        rt::field!(inner: Sample::INNER),
    ];
}

fn read(text: &str) -> Result<Sample, DecodeError> {
    read_bytes(text.as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Result<Sample, DecodeError> {
    json::read(bytes, Names::Json)
}

fn write(sample: &Sample) -> Result<String, EncodeError> {
    json::write(sample, Names::Json)
}

fn full() -> Sample {
    let date: rt::Timestamp = "2018-01-09T20:51:21.123Z".parse().unwrap();
    Sample {
        text: Some("a \"b\" \\ \n \u{1} ü 😀".to_owned()),
        count: Some(-7),
        small: Some(i8::MIN),
        ratio: Some(1.5e300),
        flag: Some(true),
        bytes: Some(rt::Bytes::from_static(b"\x00\xff~")),
        time: Some(date),
        date: Some(date),
        renamed: Some("r".to_owned()),
        names: Some(vec!["x".to_owned(), String::new()]),
        sparse: Some(vec![Some("y".to_owned()), None]),
        table: Some(BTreeMap::from([
            ("k\"".to_owned(), i64::MIN),
            ("l".to_owned(), 1),
        ])),
        inner: Some(vec![
            Sample::default(),
            Sample {
                count: Some(1),
                ..Sample::default()
            },
        ]),
    }
}

#[test]
fn writes_every_kind_of_value() {
    let expected = concat!(
        r#"{"text":"a \"b\" \\ \n \u0001 ü 😀","count":-7,"small":-128,"ratio":1.5e300,"flag":true,"bytes":"AP9+","#,
        r#""time":1515531081.123,"date":"2018-01-09T20:51:21.123Z","other \"name\"":"r","names":["x",""],"#,
        r#""sparse":["y",null],"table":{"k\"":-9223372036854775808,"l":1},"inner":[{},{"count":1}]}"#,
    );
    assert_eq!(write(&full()).unwrap(), expected);
}

#[test]
fn structures_round_trip() {
    assert_eq!(read(&write(&full()).unwrap()).unwrap(), full());
    assert_eq!(
        read(&write(&Sample::default()).unwrap()).unwrap(),
        Sample::default()
    );
}

#[test]
fn blanks_unknown_members_nulls_and_duplicates_do_no_harm() {
    let text = " {\n\"text\" :\t\"first\" , \"unknown\" : [ \
        {\"a\":[1,-2.5e3,true,false,null,\"\\u0041\"]} ] ,
        \"count\":null, \"inner\" : [ null , { \"count\" : 5 } ],\"table\":{\"a\":null,\"b\":2}, \
        \"text\":\"last\"}\r\n ";
    let sample = read(text).unwrap();
    assert_eq!(sample.text.as_deref(), Some("last"));
    assert_eq!(sample.count, None);
    assert_eq!(
        sample.inner,
        Some(vec![Sample {
            count: Some(5),
            ..Sample::default()
        }])
    );
    assert_eq!(sample.table, Some(BTreeMap::from([("b".to_owned(), 2)])));
}

#[test]
fn a_duplicate_replaces_what_came_before_entirely() {
    let sample = read(r#"{"names":["a","b"],"names":["c"],"table":{"a":1},"table":{}}"#).unwrap();
    assert_eq!(sample.names, Some(vec!["c".to_owned()]));
    assert_eq!(sample.table, Some(BTreeMap::new()));
    // A null is no value, and replaces none.
    let sample = read(r#"{"text":"a","text":null}"#).unwrap();
    assert_eq!(sample.text.as_deref(), Some("a"));
}

#[test]
fn the_models_name_is_no_alias_of_the_json_name() {
    assert_eq!(read(r#"{"renamed":"x"}"#).unwrap().renamed, None);
    assert_eq!(
        read(r#"{"other \"name\"":"x"}"#)
            .unwrap()
            .renamed
            .as_deref(),
        Some("x")
    );
}

#[test]
fn strings_are_unescaped() {
    let text = r#"{"text":"\u00fc\ud83d\ude00\/\b\f\n\r\t\\\" \u2028"}"#;
    let expected = "ü😀/\u{8}\u{c}\n\r\t\\\" \u{2028}";
    assert_eq!(read(text).unwrap().text.as_deref(), Some(expected));
}

#[test]
fn numbers_keep_their_value() {
    assert_eq!(
        read(r#"{"count":2147483647,"small":-128}"#).unwrap().count,
        Some(i32::MAX)
    );
    assert_eq!(read(r#"{"count":1.0e2}"#).unwrap().count, Some(100));
    assert_eq!(read(r#"{"count":-0}"#).unwrap().count, Some(0));
    assert_eq!(
        read(r#"{"ratio":"-Infinity"}"#).unwrap().ratio,
        Some(f64::NEG_INFINITY)
    );
    assert!(read(r#"{"ratio":"NaN"}"#).unwrap().ratio.unwrap().is_nan());
    assert_eq!(read(r#"{"ratio":0.1}"#).unwrap().ratio, Some(0.1));
}

#[test]
fn timestamps_at_the_edges() {
    let at = |text: &str| read(&format!(r#"{{"time":{text}}}"#)).map(|sample| sample.time.unwrap());
    assert_eq!(at("0").unwrap(), rt::Timestamp::UNIX_EPOCH);
    assert_eq!(at("-1.5").unwrap().as_nanosecond(), -1_500_000_000);
    assert_eq!(
        at("1.5155310811230001e9").unwrap().as_nanosecond(),
        1_515_531_081_123_000_100
    );
    assert_eq!(
        at("15155310811230e-4").unwrap().as_nanosecond(),
        1_515_531_081_123_000_000
    );
    assert_eq!(at("0.0000000019").unwrap().as_nanosecond(), 1);
    assert_eq!(at("1.9E-9").unwrap().as_nanosecond(), 1);
    assert_eq!(at("-25e+1").unwrap().as_second(), -250);
    for zero in ["0e400", "0.0E+400", "1e-400", "-0.00"] {
        assert_eq!(at(zero).unwrap(), rt::Timestamp::UNIX_EPOCH, "{zero}");
    }
    assert_eq!(
        at("253402207200.9").unwrap().as_nanosecond(),
        253_402_207_200_900_000_000
    );
    assert_eq!(at("-377705023201").unwrap(), rt::Timestamp::MIN);
    for beyond in [
        "253402300800",
        "-377705116801",
        "9223372036854775808",
        "1e400",
        "0e401",
        "1e999999999999",
        "-9223372036854775808",
    ] {
        let error = at(beyond).unwrap_err();
        assert_eq!(
            (error.path().as_str(), error.offset()),
            ("time", Some(8)),
            "{beyond}"
        );
    }
    let date =
        |text: &str| read(&format!(r#"{{"date":"{text}"}}"#)).map(|sample| sample.date.unwrap());
    assert_eq!(
        date("1985-04-12T23:20:50.520+01:00").unwrap().to_string(),
        "1985-04-12T22:20:50.52Z"
    );
    assert!(date("1985-04-31T23:20:50Z").is_err());
    assert!(date("1985-04-12").is_err());
}

/// Text that cannot be read, the member at fault and the byte.
const BROKEN: &[(&str, &str, Option<usize>)] = &[
    ("", "", Some(0)),
    ("<html>", "", Some(0)),
    ("[]", "", Some(0)),
    ("{", "", Some(1)),
    (r#"{"text""#, "", Some(7)),
    (r#"{"text":"#, "text", Some(8)),
    (r#"{"text":"abc"#, "text", Some(12)),
    (r#"{"text":"abc""#, "", Some(13)),
    (r#"{"text":"abc",}"#, "", Some(14)),
    (r#"{"text":"abc" "count":1}"#, "", Some(14)),
    (r#"{"text":"abc"}{"#, "", Some(14)),
    (r#"{text:1}"#, "", Some(1)),
    (r#"{"text":[5]}"#, "text", Some(8)),
    (r#"{"text":{"a":5}}"#, "text", Some(8)),
    (r#"{"text":05}"#, "text", Some(8)),
    (r#"{"count":"5"}"#, "count", Some(9)),
    (r#"{"count":1.5}"#, "count", Some(9)),
    (r#"{"count":2147483648}"#, "count", Some(9)),
    (r#"{"small":128}"#, "small", Some(9)),
    (r#"{"count":01}"#, "count", Some(9)),
    (r#"{"count":-}"#, "count", Some(9)),
    (r#"{"count":1.}"#, "count", Some(9)),
    (r#"{"count":1e}"#, "count", Some(9)),
    (r#"{"ratio":"1"}"#, "ratio", Some(9)),
    (r#"{"flag":1}"#, "flag", Some(8)),
    (r#"{"bytes":"A"}"#, "bytes", Some(9)),
    (r#"{"time":"yesterday"}"#, "time", Some(8)),
    (r#"{"date":true}"#, "date", Some(8)),
    (r#"{"text":"\ud800\u00"}"#, "text", Some(15)),
    (r#"{"text":"\u12"}"#, "text", Some(9)),
    (r#"{"text":"\x"}"#, "text", Some(9)),
    ("{\"text\":\"a\nb\"}", "text", Some(10)),
    (r#"{"names":["a",[]]}"#, "names[1]", Some(14)),
    (
        r#"{"inner":[{},{"inner":[{"count":true}]}]}"#,
        "inner[1].inner[0].count",
        Some(32),
    ),
    (r#"{"table":{"k":"v"}}"#, "table.k", Some(14)),
    (r#"{"unknown":tru}"#, "unknown", Some(11)),
];

#[test]
fn broken_input_is_an_error_with_its_place() {
    for (text, path, offset) in BROKEN {
        let error = read(text).expect_err(text);
        assert_eq!(
            (error.path().as_str(), error.offset()),
            (*path, *offset),
            "{text}: {error}"
        );
    }
}

#[test]
fn invalid_utf8_is_an_error_with_its_place() {
    let error = read_bytes(b"{\"text\":\"\xff\"}").unwrap_err();
    assert_eq!(error.offset(), Some(9));
}

#[test]
fn every_truncation_is_an_error() {
    let text = write(&full()).unwrap();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(read(&text[..end]).is_err(), "{}", &text[..end]);
    }
}

#[test]
fn nesting_is_limited() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!(
            "{{\"unknown\":{}1{}}}",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        // What is skipped takes no stack, and nothing of it is kept.
        assert_eq!(read(&deep).unwrap(), Sample::default());
        assert!(read(&deep[..deep.len() - 2]).is_err());
    }
    let known = format!(
        "{}{{}}{}",
        "{\"inner\":[".repeat(100_000),
        "]}".repeat(100_000)
    );
    assert!(
        read(&known)
            .unwrap_err()
            .to_string()
            .contains("deeper than 128")
    );
}

#[test]
fn values_that_nest_too_deep_are_not_written() {
    let mut sample = Sample::default();
    for _ in 0..64 {
        sample = Sample {
            inner: Some(vec![sample]),
            ..Sample::default()
        };
    }
    let error = write(&sample).unwrap_err();
    assert!(error.to_string().contains("deeper than 128"), "{error}");
}

/// A small generator of pseudo-random numbers (xorshift), so that every run tests the same
/// documents.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// Documents with a few bytes changed, read past as unknown members: we accept what `serde_json`
/// accepts, and nothing else.
#[test]
fn agrees_with_another_parser_on_what_is_json() {
    let seed = r#"{"a":[1,-2.5e+3,0.1,true,false,null,"x\n\u00e4\\",{}],"b":{"c":{"d":[[],[{}]]}},"e":" "}"#;
    let alphabet = b"{}[]\",:\\ntfu0123456789.eE+- \x01\xc3";
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut bytes = seed.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes.insert(at, alphabet[random.below(alphabet.len())]),
                _ => bytes[at] = alphabet[random.below(alphabet.len())],
            }
        }
        let theirs = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes);
        let ours = read_bytes(&bytes);
        // A number too large for a double is an error to serde_json, and to us an unknown member
        // like any other.
        let huge =
            matches!(&theirs, Err(error) if error.to_string().starts_with("number out of range"));
        let same = ours.is_ok() == theirs.is_ok() || huge && ours.is_ok();
        assert!(
            same,
            "ours {ours:?}, theirs {theirs:?}: {}",
            String::from_utf8_lossy(&bytes)
        );
        accepted += usize::from(theirs.is_ok());
    }
    assert!(
        (1_000..19_000).contains(&accepted),
        "{accepted} of 20000 are JSON: the test has lost its sense"
    );
}

#[test]
fn unambiguous_deviations_are_decoded() {
    let text = |json: &str| read(&format!(r#"{{"text":{json}}}"#)).unwrap().text;
    for scalar in ["5", "-1.50e3", "true", "false"] {
        assert_eq!(text(scalar).as_deref(), Some(scalar));
    }
    let names = read(r#"{"names":[1,true,"x"]}"#).unwrap().names;
    assert_eq!(names, Some(["1", "true", "x"].map(str::to_owned).to_vec()));
    assert_eq!(text(r#""a\ud83d""#).as_deref(), Some("a\u{fffd}"));
    assert_eq!(text(r#""\udc00b""#).as_deref(), Some("\u{fffd}b"));
    assert_eq!(text(r#""\ud800\u0041""#).as_deref(), Some("\u{fffd}A"));
    assert_eq!(text(r#""\ud83d\ude00""#).as_deref(), Some("\u{1f600}"));
}

#[test]
fn timestamps_are_read_in_any_format() {
    for member in ["time", "date"] {
        for json in [
            "1515531081",
            "1515531081.0",
            r#""1515531081""#,
            r#""2018-01-09T20:51:21Z""#,
            r#""2018-01-09T21:51:21+01:00""#,
            r#""Tue, 09 Jan 2018 20:51:21 GMT""#,
        ] {
            let sample = read(&format!(r#"{{"{member}":{json}}}"#)).unwrap();
            let time = sample.time.or(sample.date).unwrap();
            assert_eq!(time.as_second(), 1_515_531_081, "{member}: {json}");
        }
    }
}

#[test]
fn nothing_but_syntax_fails_in_a_skipped_member() {
    for json in [
        r#""\ud800""#,
        "1e99999",
        "123456789012345678901234567890",
        r#"{"text":[],"text":{"":null}}"#,
    ] {
        read(&format!(r#"{{"unknown":{json},"text":"x"}}"#)).unwrap();
    }
    for json in [r#""\x""#, "01", "{]", "[1 2]", r#"{"a" 1}"#, "nul"] {
        let error = read(&format!(r#"{{"unknown":{json}}}"#)).unwrap_err();
        assert_eq!(error.path(), "unknown", "{json}");
    }
}
