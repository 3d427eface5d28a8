//! `apply` statements.

use crate::common::{golden, read, refused, traits};

#[test]
fn traits_are_added_to_members() {
    let model = read(
        "2.0",
        r#""a#S$x": { "type": "apply", "traits": { "smithy.api#required": {},
            "smithy.api#tags": ["two"] } },
           "a#S": { "type": "structure", "members": { "x": { "target": "smithy.api#String",
               "traits": { "smithy.api#tags": ["one"] } } } }"#,
    );
    let expected = [
        "smithy.api#required={}",
        "smithy.api#tags=[\"one\",\"two\"]",
    ];
    assert_eq!(traits(&model, "a#S$x"), expected);
}

#[test]
fn traits_applied_to_a_mixed_in_member_win() {
    let model = read(
        "2.0",
        r#""a#M": { "type": "structure", "traits": { "smithy.api#mixin": {} },
             "members": { "x": { "target": "smithy.api#String",
                 "traits": { "smithy.api#documentation": "mixin", "smithy.api#required": {} } } } },
           "a#M$x": { "type": "apply", "traits": { "smithy.api#jsonName": "X" } },
           "a#S": { "type": "structure", "mixins": [{ "target": "a#M" }], "members": {} },
           "a#S$x": { "type": "apply", "traits": { "smithy.api#documentation": "user" } }"#,
    );
    let expected = [
        "smithy.api#documentation=\"user\"",
        "smithy.api#jsonName=\"X\"",
        "smithy.api#required={}",
    ];
    assert_eq!(traits(&model, "a#S$x"), expected);
}

#[test]
fn wrong_statements_are_refused() {
    let text = refused(
        "2.0",
        r#""a#S": { "type": "structure", "members": { "name": { "target": "smithy.api#String",
            "traits": { "smithy.api#documentation": "one" } } } },
           "a#S$name": { "type": "apply", "traits": { "smithy.api#documentation": "two" } },
           "a#S$nome": { "type": "apply", "traits": { "smithy.api#required": {} } },
           "a#Gone": { "type": "apply", "traits": { "smithy.api#sensitive": {} } },
           "a#S$x": { "type": "apply", "target": "a#S", "traits": {} }"#,
    );
    golden("apply/wrong.txt", &text);
}
