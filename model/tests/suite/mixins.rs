//! Mixins.

use crate::common::{golden, member_names, read, refused, traits};

#[test]
fn members_and_traits_come_before_the_shape_s_own() {
    let model = read(
        "2.0",
        r#""a#First": { "type": "structure", "traits": { "smithy.api#mixin": {},
            "smithy.api#sensitive": {}, "smithy.api#title": "first" },
             "members": { "x": { "target": "smithy.api#String",
                 "traits": { "smithy.api#required": {} } },
                 "y": { "target": "smithy.api#Integer" } } },
           "a#Second": { "type": "structure", "traits": { "smithy.api#mixin": {
               "localTraits": ["smithy.api#internal"] }, "smithy.api#internal": {},
               "smithy.api#title": "second" },
             "mixins": [{ "target": "a#First" }],
                 "members": { "z": { "target": "smithy.api#String" } } },
           "a#User": { "type": "structure", "mixins": [{ "target": "a#Second" }],
               "traits": { "smithy.api#deprecated": {} },
             "members": { "own": { "target": "smithy.api#String" },
                 "x": { "target": "smithy.api#String",
                 "traits": { "smithy.api#documentation": "again" } } } }"#,
    );
    assert_eq!(member_names(&model, "a#User"), ["x", "y", "z", "own"]);
    let own = [
        "smithy.api#deprecated={}",
        "smithy.api#sensitive={}",
        "smithy.api#title=\"second\"",
    ];
    assert_eq!(traits(&model, "a#User"), own);
    let member = [
        "smithy.api#documentation=\"again\"",
        "smithy.api#required={}",
    ];
    assert_eq!(traits(&model, "a#User$x"), member);
    assert!(
        model.shape("a#First").is_none(),
        "mixins are no shapes to use"
    );
}

#[test]
fn operations_and_services_mix_in_too() {
    let model = read(
        "2.0",
        r#""a#E": { "type": "structure", "members": {},
            "traits": { "smithy.api#error": "client" } },
           "a#F": { "type": "structure", "members": {},
               "traits": { "smithy.api#error": "server" } },
           "a#In": { "type": "structure", "members": {} },
           "a#Base": { "type": "operation", "traits": { "smithy.api#mixin": {} },
               "input": { "target": "a#In" }, "errors": [{ "target": "a#E" }] },
           "a#Do": { "type": "operation", "mixins": [{ "target": "a#Base" }],
               "output": { "target": "smithy.api#Unit" }, "errors": [{ "target": "a#F" },
               { "target": "a#E" }] },
           "a#Common": { "type": "service", "version": "1", "traits": { "smithy.api#mixin": {} },
               "errors": [{ "target": "a#F" }] },
           "a#S": { "type": "service", "version": "2", "mixins": [{ "target": "a#Common" }],
               "operations": [{ "target": "a#Do" }] }"#,
    );
    let operation = model.shape("a#Do").unwrap().as_operation().unwrap();
    assert_eq!(operation.input.as_ref().unwrap().as_str(), "a#In");
    let errors: Vec<&str> = operation.errors.iter().map(|id| id.as_str()).collect();
    assert_eq!(errors, ["a#E", "a#F"]);
    let service = model.service().unwrap().as_service().unwrap();
    assert_eq!((service.version.as_str(), service.errors.len()), ("2", 1));
}

#[test]
fn wrong_mixins_are_refused() {
    let text = refused(
        "2.0",
        r#""a#Plain": { "type": "structure", "members": {} },
           "a#List": { "type": "list", "member": { "target": "smithy.api#String" },
               "traits": { "smithy.api#mixin": {} } },
           "a#Text": { "type": "structure", "members": { "x": { "target": "smithy.api#String" } },
               "traits": { "smithy.api#mixin": {} } },
           "a#Number": { "type": "structure", "members": { "x": {
               "target": "smithy.api#Integer" } }, "traits": { "smithy.api#mixin": {} } },
           "a#NoMixin": { "type": "structure", "members": {}, "mixins": [{ "target": "a#Plain" }] },
           "a#Kind": { "type": "structure", "members": {}, "mixins": [{ "target": "a#List" }] },
           "a#Missing": { "type": "structure", "members": {}, "mixins": [{ "target": "a#Gone" }] },
           "a#Both": { "type": "structure", "members": {}, "mixins": [{ "target": "a#Text" },
               { "target": "a#Number" }] },
           "a#Target": { "type": "structure", "members": { "m": { "target": "a#Text" } } }"#,
    );
    golden("mixins/wrong.txt", &text);
}

#[test]
fn a_circle_of_mixins_is_refused() {
    let text = refused(
        "2.0",
        r#""a#A": { "type": "structure", "members": {}, "mixins": [{ "target": "a#B" }],
            "traits": { "smithy.api#mixin": {} } },
           "a#B": { "type": "structure", "members": {}, "mixins": [{ "target": "a#C" }],
               "traits": { "smithy.api#mixin": {} } },
           "a#C": { "type": "structure", "members": {}, "mixins": [{ "target": "a#B" }],
               "traits": { "smithy.api#mixin": {} } }"#,
    );
    golden("mixins/circle.txt", &text);
}
