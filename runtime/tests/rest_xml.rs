//! The traits of shapes that are the whole body, in restXml.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "xml")]

#[macro_use]
mod common;

use common::{Empty, NoError, body, request};
use tinsmith_runtime::codegen as rt;

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_XML).signing_name("test");

rt::union! {
    /// A union.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Either = "test#Either",
        traits(&rt::traits().xml_name("TheEither").xml_namespace("https://either.example/")) {
        /// A member.
        Left(String) = rt::member("left", rt::STRING),
    }
}

structure!(Put {
    either "either": Option<Either> = rt::member("either", rt::union_of::<Either>()).payload();
});

operation!(PutEither: Put => Empty, NoError, &SERVICE, |schema| schema.http("PUT", "/"));

#[test]
fn a_union_that_is_the_body_has_its_own_name_and_namespace() {
    let either = Some(Either::Left("a".to_owned()));
    let sent = request::<PutEither>(Put { either }).unwrap();
    let expected = r#"<TheEither xmlns="https://either.example/"><left>a</left></TheEither>"#;
    assert_eq!(body(&sent), expected);
}

structure!(Beside {
    name "name": Option<String> = rt::member("name", rt::STRING);
    either "either": Option<Either> = rt::member("either", rt::union_of::<Either>()).payload();
});

operation!(PutBeside: Beside => Empty, NoError, &SERVICE, |schema| schema.http("PUT", "/"));

#[test]
fn members_beside_the_whole_body_are_not_lost_silently() {
    let either = || Some(Either::Left("a".to_owned()));
    let input = Beside {
        name: None,
        either: either(),
    };
    let sent = request::<PutBeside>(input).unwrap();
    assert!(body(&sent).starts_with("<TheEither "));
    let name = Some("lost".to_owned());
    for either in [either(), None] {
        let input = Beside {
            name: name.clone(),
            either,
        };
        let error = request::<PutBeside>(input).unwrap_err().to_string();
        assert!(error.contains("name: has no place"), "{error}");
    }
}
