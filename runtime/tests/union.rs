//! Unions, int enums and boxes in JSON.

#![allow(clippy::unwrap_used)]
#![cfg(feature = "json")]

use std::collections::BTreeMap;

use tinsmith_runtime::codec::json::{self, Names};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::codegen::field;
use tinsmith_runtime::schema::Schema;
use tinsmith_runtime::serde::{DecodeError, EncodeError};
use tinsmith_runtime::serde::{Structure, Union, Value};

#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Text(String),
    Level(Level),
    Inner(Box<Choice>),
    Many(Vec<Choice>),
    Holder(Box<Holder>),
    Unknown(Box<str>),
}

macro_rules! variant {
    ($variant:ident: $member:expr) => {
        rt::variant(
            $member,
            |it, of, to| match it {
                Self::$variant(value) => Some(to.put(of, value)),
                _ => None,
            },
            |it, of, from| {
                *it = Self::$variant(from.take(of)?);
                Ok(())
            },
        )
    };
}

static CHOICES: Schema = rt::list("test#Choices", &rt::element(rt::union_of::<Choice>()));

impl Union for Choice {
    const ID: &'static str = "test#Choice";
    const VARIANTS: &'static [rt::Variant<Self>] = &[
        variant!(Text: rt::member("text", rt::STRING).traits(&rt::traits().json_name("TEXT"))),
        variant!(Level: rt::member("level", Level::SCHEMA)),
        variant!(Inner: rt::member("inner", rt::union_of::<Choice>())),
        variant!(Many: rt::member("many", &CHOICES)),
        variant!(Holder: rt::member("holder", rt::of::<Holder>())),
    ];

    fn unknown(name: &str) -> Self {
        Self::Unknown(name.into())
    }

    fn unknown_name(&self) -> Option<&str> {
        match self {
            Self::Unknown(name) => Some(name),
            _ => None,
        }
    }
}

impl rt::Zero for Box<Choice> {
    fn zero() -> Self {
        Box::new(Choice::unknown(""))
    }
}

impl Value for Choice {
    fn zero() -> Self {
        Self::unknown("")
    }

    fn encode(&self, member: &'static rt::Member, encoder: &mut dyn rt::Encoder) -> rt::Encoded {
        rt::encode_union(self, member, encoder)
    }

    fn decode(
        &mut self,
        member: &'static rt::Member,
        decoder: &mut dyn rt::Decoder,
    ) -> rt::Decoded {
        rt::decode_union(self, member, decoder)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Level {
    Low,
    High,
    Unknown(i32),
}

impl Level {
    const SCHEMA: &'static Schema =
        &rt::int_enumeration("test#Level", |visit| [1, 5].into_iter().for_each(visit));

    fn as_i32(self) -> i32 {
        match self {
            Self::Low => 1,
            Self::High => 5,
            Self::Unknown(value) => value,
        }
    }
}

impl From<i32> for Level {
    fn from(value: i32) -> Self {
        match value {
            1 => Self::Low,
            5 => Self::High,
            _ => Self::Unknown(value),
        }
    }
}

impl Value for Level {
    fn zero() -> Self {
        Self::Unknown(0)
    }

    fn encode(&self, member: &'static rt::Member, encoder: &mut dyn rt::Encoder) -> rt::Encoded {
        encoder.integer(member, i64::from(self.as_i32()))
    }

    fn decode(
        &mut self,
        member: &'static rt::Member,
        decoder: &mut dyn rt::Decoder,
    ) -> rt::Decoded {
        *self = Self::from(tinsmith_runtime::serde::narrow(decoder.integer(member)?)?);
        Ok(())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Holder {
    choice: Option<Choice>,
    next: Option<Box<Holder>>,
    levels: Option<BTreeMap<String, Option<Level>>>,
}

static LEVEL_MAP: Schema = rt::map(
    "test#Levels",
    &rt::key(rt::STRING),
    &rt::entry(Level::SCHEMA),
);

impl Structure for Holder {
    const ID: &'static str = "test#Holder";
    const MEMBERS: &'static [rt::Field<Self>] = &[
        field!(choice: rt::member("choice", rt::union_of::<Choice>())),
        field!(next: rt::member("next", rt::of::<Holder>())),
        field!(levels: rt::member("levels", &LEVEL_MAP)),
    ];
}

fn read(text: &str) -> Result<Holder, DecodeError> {
    json::read(text.as_bytes(), Names::Json)
}

fn write(holder: &Holder) -> Result<String, EncodeError> {
    json::write(holder, Names::Json)
}

fn choice(text: &str) -> Result<Choice, DecodeError> {
    read(&format!(r#"{{"choice":{text}}}"#)).map(|holder| holder.choice.unwrap())
}

#[test]
fn unions_round_trip() {
    for text in [
        r#"{"choice":{"TEXT":"a"}}"#,
        r#"{"choice":{"level":5}}"#,
        r#"{"choice":{"level":7}}"#,
        r#"{"choice":{"inner":{"inner":{"TEXT":""}}}}"#,
        r#"{"choice":{"many":[{"level":1},{"many":[]}]}}"#,
        r#"{"choice":{"holder":{"choice":{"holder":{}}}},"next":{"next":{}}}"#,
        r#"{"levels":{"a":1,"b":null,"c":-9}}"#,
    ] {
        assert_eq!(write(&read(text).unwrap()).unwrap(), text);
    }
    assert_eq!(
        choice(r#"{"level":5}"#).unwrap(),
        Choice::Level(Level::High)
    );
    assert_eq!(
        choice(r#"{"level":0}"#).unwrap(),
        Choice::Level(Level::Unknown(0))
    );
}

#[test]
fn unknown_members_are_kept_apart_by_their_names() {
    let unknown = |text: &str| match choice(text).unwrap() {
        Choice::Unknown(name) => name.into_string(),
        known => panic!("{known:?}"),
    };
    assert_eq!(unknown(r#"{"new":[{"a":1}]}"#), "new");
    // The model's name is not what JSON calls the member, and must not be taken for it.
    assert_eq!(unknown(r#"{"text":"a"}"#), "text");
    let error = write(&Holder {
        choice: Some(Choice::Unknown("new".into())),
        ..Holder::default()
    })
    .unwrap_err();
    assert_eq!(error.member(), Some("choice"));
    assert!(error.to_string().contains("does not know"), "{error}");
}

#[test]
fn nulls_and_types_are_no_members() {
    let text = r#"{"level":null,"__type":"test#Choice","TEXT":"a","new":null}"#;
    assert_eq!(choice(text).unwrap(), Choice::Text("a".to_owned()));
}

#[test]
fn a_union_has_exactly_one_member() {
    for (text, path, offset) in [
        (r#"{"TEXT":"a","level":1}"#, "choice.level", 30),
        (r#"{"TEXT":"a","TEXT":"b"}"#, "choice.TEXT", 29),
        (r#"{"new":1,"TEXT":"b"}"#, "choice.TEXT", 26),
        (r#"{}"#, "choice", 10),
        (r#"{"TEXT":null}"#, "choice", 10),
        (r#"{"__type":"x"}"#, "choice", 10),
        (r#"[]"#, "choice", 10),
        (r#"{"many":[{"TEXT":[]}]}"#, "choice.many[0].TEXT", 27),
        (r#"{"level":2147483648}"#, "choice.level", 19),
    ] {
        let error = choice(text).unwrap_err();
        assert_eq!(
            (error.path().as_str(), error.offset()),
            (path, Some(offset)),
            "{text}: {error}"
        );
    }
}

#[test]
fn unions_and_boxes_nest_no_deeper_than_anything_else() {
    let nested = |levels: usize| {
        let (open, close) = (r#"{"inner":"#.repeat(levels), "}".repeat(levels));
        choice(&format!(r#"{open}{{"TEXT":"a"}}{close}"#))
    };
    nested(126).unwrap();
    for levels in [127, 100_000] {
        let error = nested(levels).unwrap_err().to_string();
        assert!(error.contains("deeper than 128"), "{error}");
    }
    let deep = format!("{}1{}", r#"{"next":"#.repeat(100_000), "}".repeat(100_000));
    assert!(
        read(&deep)
            .unwrap_err()
            .to_string()
            .contains("deeper than 128")
    );
    let mut choice = Choice::Text(String::new());
    for _ in 0..128 {
        choice = Choice::Inner(Box::new(choice));
    }
    let error = write(&Holder {
        choice: Some(choice),
        ..Holder::default()
    })
    .unwrap_err();
    assert!(error.to_string().contains("deeper than 128"), "{error}");
}

#[test]
fn the_schema_lists_the_members() {
    let names: Vec<_> = Choice::SCHEMA.members().map(|member| member.name).collect();
    assert_eq!(names, ["text", "level", "inner", "many", "holder"]);
}
