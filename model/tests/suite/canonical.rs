//! Pruned models and the canonical text.

use tinsmith_model::{Model, Selection, prune, write};

use crate::common::{golden, read};

const SHAPES: [&str; 6] = [
    r#""a#Weather": { "type": "service", "version": "1", "operations": [{ "target": "a#Ping" }],
        "resources": [{ "target": "a#City" }],
        "rename": { "b#Thing": "Other", "a#Unused": "Nothing" },
            "traits": { "smithy.api#title": "Weather" } }"#,
    r#""a#City": { "type": "resource", "identifiers": { "id": { "target": "smithy.api#String" } },
        "read": { "target": "a#GetCity" } }"#,
    r#""a#Ping": { "type": "operation" }"#,
    r#""a#GetCity": { "type": "operation", "input": { "target": "a#In" },
        "traits": { "smithy.api#readonly": {}, "smithy.api#documentation": "ä\n\"q\"" } }"#,
    r#""a#In": { "type": "structure", "members": { "z": { "target": "b#Thing" },
        "a": { "target": "a#Kind", "traits": { "smithy.api#required": {} } } } },
       "b#Thing": { "type": "intEnum", "members": { "ONE": { "target": "smithy.api#Unit",
           "traits": { "smithy.api#enumValue": 1 } } } }"#,
    r#""a#Kind": { "type": "enum", "members": { "B": { "target": "smithy.api#Unit" },
        "A": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "a-a" } } } },
       "a#Unused": { "type": "list", "member": { "target": "smithy.api#String" } }"#,
];

#[test]
fn the_canonical_text_does_not_depend_on_the_order_of_shapes() {
    let model = read("2.0", &SHAPES.join(","));
    let text = write(&model);
    golden("canonical/whole.json", &text);
    let mut shuffled = SHAPES;
    shuffled.reverse();
    shuffled.swap(1, 3);
    assert_eq!(write(&read("2.0", &shuffled.join(","))), text);
    let again = Model::parse(&text, "again").unwrap();
    assert!(again == model);
    assert_eq!(write(&again), text);
}

#[test]
fn a_pruned_model_holds_the_selection_alone() {
    let model = read("2.0", &SHAPES.join(","));
    let service = model.service().unwrap().id.clone();
    let selection = Selection::operations(&model, &service, ["GetCity"]).unwrap();
    let text = write(&prune(&model, &selection));
    golden("canonical/pruned.json", &text);
    let again = Model::parse(&text, "again").unwrap();
    assert_eq!(Selection::all(&again, &service).unwrap(), selection);
}
