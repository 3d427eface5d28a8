//! The forms that generated code is written in: enums, unions, errors and setters.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, HashSet};
use std::error::Error as _;
use std::str::FromStr;

use tinsmith_runtime::codegen as rt;

rt::string_enum! {
    /// A color.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Color = "test#Color" {
        Red = "RED",
        /// Like grass.
        Green = "GREEN",
    }
}

rt::int_enum! {
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Level = "test#Level" {
        Low = -1,
        High = 7,
    }
}

rt::string_enum! {
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Empty = "test#Empty" {
    }
}

#[test]
fn a_string_is_its_variant_whichever_way_it_comes() {
    let ways = [
        Color::from("RED"),
        Color::from(String::from("RED")),
        Color::from_str("RED").unwrap(),
        "RED".parse().unwrap(),
    ];
    for way in ways {
        assert_eq!(way, Color::Red);
        assert!(!matches!(way, Color::Unknown(_)));
    }
    assert_eq!(Color::values(), ["RED", "GREEN"]);
    assert_eq!(Color::Green.to_string(), "GREEN");
    assert_eq!(format!("[{:>6}]", Color::Red), "[   RED]");
    assert_eq!(AsRef::<str>::as_ref(&Color::Green), "GREEN");
    assert_eq!(Empty::from("a").as_str(), "a");
    assert!(Empty::values().is_empty());
}

#[test]
fn an_unknown_string_is_kept() {
    let unknown = Color::from("PUCE");
    assert_eq!(unknown.as_str(), "PUCE");
    assert!(matches!(&unknown, Color::Unknown(value) if value.as_str() == "PUCE"));
    assert_eq!(unknown, Color::from(String::from("PUCE")));
    assert_ne!(unknown, Color::from("PEACH"));
    assert_eq!(format!("{unknown:?}"), "Unknown(\"PUCE\")");
    let all = HashSet::from(["RED", "PUCE", "PUCE"].map(Color::from));
    assert_eq!(all.len(), 2);
    assert_eq!(Color::default(), Color::from(""));
}

#[test]
fn an_integer_is_its_variant_or_is_kept() {
    assert_eq!(Level::from(-1), Level::Low);
    assert_eq!("7".parse(), Ok(Level::High));
    assert!("seven".parse::<Level>().is_err());
    assert_eq!(Level::values(), [-1, 7]);
    assert_eq!(Level::High.to_string(), "7");
    assert!(matches!(Level::from(3), Level::Unknown(value) if value.as_i32() == 3));
    assert_eq!(Level::default().as_i32(), 0);
}

/// A caller's value, and its conversion.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Paint {
    pub name: Option<String>,
    pub coats: i32,
    pub tags: Option<Vec<String>>,
    pub levels: Option<Vec<Level>>,
    pub notes: Option<BTreeMap<String, String>>,
    pub counts: Option<BTreeMap<String, i32>>,
    pub below: Option<Box<Paint>>,
}

impl Paint {
    rt::setter!(name: impl Into<String>);
    rt::setter!(coats: i32);
    rt::setter!(tags: impl IntoIterator<Item = impl Into<String>>);
    rt::setter!(levels: impl IntoIterator<Item = Level>);
    rt::setter!(notes: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>);
    rt::setter!(counts: impl IntoIterator<Item = (impl Into<String>, i32)>);
    rt::setter!(below: Paint);
}

#[test]
fn setters_take_what_converts_and_what_can_be_iterated_over() {
    let below = Paint::default().coats(2);
    let paint = Paint::default()
        .name("front door")
        .tags(["outside", "wood"])
        .levels(vec![Level::Low, 7.into()])
        .notes([("by", String::from("hand"))])
        .counts(BTreeMap::from([("drops", 3)]))
        .below(below.clone());
    assert_eq!(paint.name.as_deref(), Some("front door"));
    assert_eq!(paint.tags.unwrap(), ["outside", "wood"]);
    assert_eq!(paint.levels.unwrap(), [Level::Low, Level::High]);
    assert_eq!(paint.notes.unwrap()["by"], "hand");
    assert_eq!(paint.counts.unwrap()["drops"], 3);
    assert_eq!(*paint.below.unwrap(), below);
}

macro_rules! error_structure {
    ($name:ident { $($field:ident: $type:ty),* }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(pub $field: $type,)*
        }

        impl rt::Structure for $name {
            const ID: &'static str = concat!("test#", stringify!($name));
        }
    };
}

error_structure!(OutOfPaint { message: Option<String> });
error_structure!(Blocked { reason: String });
error_structure!(Silent {});
rt::error!(OutOfPaint.message);
rt::error!(Blocked.reason);
rt::error!(Silent);

rt::error_enum! {
    /// The errors of painting.
    pub enum PaintError {
        OutOfPaint(OutOfPaint),
        Blocked(Blocked),
        Silent(Silent),
    }
}

rt::error_enum! {
    /// There are none.
    pub enum NoError {
    }
}

#[test]
fn modeled_errors_say_their_code_and_message_once() {
    let message = Some("the can is empty".to_owned());
    let out = OutOfPaint { message };
    assert_eq!(out.to_string(), "OutOfPaint: the can is empty");
    assert_eq!(OutOfPaint::default().to_string(), "OutOfPaint");
    assert_eq!(Silent {}.to_string(), "Silent");
    let reason = "wet".to_owned();
    let errors = [
        PaintError::OutOfPaint(out),
        PaintError::Blocked(Blocked { reason }),
        PaintError::Silent(Silent {}),
    ];
    let shown = ["OutOfPaint: the can is empty", "Blocked: wet", "Silent"];
    for (error, shown) in errors.iter().zip(shown) {
        let error: &dyn std::error::Error = error;
        assert_eq!(error.to_string(), shown);
        assert!(error.source().is_none(), "what is shown is not shown again");
    }
    assert!(Silent {}.source().is_none());
    let _: Option<&dyn std::error::Error> = None::<&NoError>.map(|error| error as _);
}
