//! Upgrades from Smithy 1.0 to 2.0.

use tinsmith_model::ShapeKind;

use crate::common::{golden, read, refused, traits};

#[test]
fn numbers_and_booleans_have_their_zero_as_default() {
    let model = read(
        "1.0",
        r#""a#S": { "type": "structure", "members": {
             "prelude": { "target": "smithy.api#Integer" },
             "primitive": { "target": "smithy.api#PrimitiveLong" },
             "plain": { "target": "a#Plain" },
             "boxed": { "target": "a#Boxed" },
             "boxedHere": { "target": "a#Plain", "traits": { "smithy.api#box": {} } },
             "flag": { "target": "a#Flag" },
             "text": { "target": "smithy.api#String" },
             "stream": { "target": "a#Stream" },
             "body": { "target": "a#Stream", "traits": { "smithy.api#required": {} } } } },
           "a#Plain": { "type": "integer" },
           "a#Boxed": { "type": "integer", "traits": { "smithy.api#box": {} } },
           "a#Flag": { "type": "boolean" },
           "a#Stream": { "type": "blob", "traits": { "smithy.api#streaming": {} } }"#,
    );
    let member = |name: &str| traits(&model, &format!("a#S${name}")).join(" ");
    for (name, expected) in [
        ("prelude", ""),
        ("primitive", "smithy.api#default=0"),
        ("plain", "smithy.api#default=0"),
        ("boxed", ""),
        ("boxedHere", "smithy.api#default=null"),
        ("flag", "smithy.api#default=false"),
        ("text", ""),
        ("stream", "smithy.api#default=\"\""),
        ("body", "smithy.api#required={}"),
    ] {
        assert_eq!(member(name), expected, "{name}");
    }
    assert_eq!(traits(&model, "a#Plain"), ["smithy.api#default=0"]);
    assert_eq!(traits(&model, "a#Boxed"), [""; 0]);
}

#[test]
fn in_2_0_nothing_is_implied() {
    let model = read(
        "2.0",
        r#""a#S": { "type": "structure", "members": { "plain": { "target": "a#Plain" } } },
           "a#Plain": { "type": "integer" }"#,
    );
    assert_eq!(traits(&model, "a#S$plain"), [""; 0]);
}

#[test]
fn texts_with_values_are_enums() {
    let model = read(
        "1.0",
        r#""a#E": { "type": "string", "traits": { "smithy.api#enum": [
             { "value": "t2.micro", "tags": ["internal", "old"], "deprecated": true },
             { "value": "b", "name": "SECOND", "documentation": "the second" } ] } }"#,
    );
    let ShapeKind::Enum(members) = &model.shape("a#E").unwrap().kind else {
        panic!("no enum");
    };
    let shown: Vec<String> = members
        .values()
        .map(|one| format!("{}={} {}", one.name, one.value, one.traits.len()))
        .collect();
    assert_eq!(shown, ["t2_micro=t2.micro 3", "SECOND=b 1"]);
    assert!(members["t2_micro"].traits.internal());
}

#[test]
fn sets_are_lists_of_unique_items() {
    let model = read(
        "1.0",
        r#""a#L": { "type": "set", "member": { "target": "smithy.api#String" } }"#,
    );
    assert_eq!(model.shape("a#L").unwrap().kind.word(), "list");
    assert!(model.shape("a#L").unwrap().traits.unique_items());
}

#[test]
fn values_without_a_name_are_refused() {
    let text = refused(
        "1.0",
        r#""a#E": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "0.5" },
            { "value": "a-b" }, { "value": "a.b" }] } },
           "a#F": { "type": "enum", "members": { "x": { "target": "smithy.api#Unit",
               "traits": { "smithy.api#enumValue": 1 } } } },
           "a#G": { "type": "intEnum", "members": { "x": { "target": "smithy.api#Unit" },
               "y": { "target": "smithy.api#Unit",
               "traits": { "smithy.api#enumValue": 3000000000 } } } }"#,
    );
    golden("upgrade/enums.txt", &text);
}
