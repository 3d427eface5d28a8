//! Targets exist and have the right type.

use crate::common::{golden, refused};

#[test]
fn dangling_targets_are_refused() {
    let text = refused(
        "2.0",
        r#""a#Weather": { "type": "service", "version": "1",
            "operations": [{ "target": "a#GetCity" }, { "target": "a#GetCities" }],
            "resources": [{ "target": "a#City" }] },
           "a#GetCity": { "type": "operation", "input": { "target": "a#Input" },
               "output": { "target": "smithy.api#Nothing" },
               "errors": [{ "target": "a#GetCityInput" }] },
           "a#GetCityInput": { "type": "structure",
               "members": { "name": { "target": "a#CityNome" } } },
           "a#CityName": { "type": "string" }"#,
    );
    golden("targets/dangling.txt", &text);
}

#[test]
fn targets_of_the_wrong_kind_are_refused() {
    let text = refused(
        "2.0",
        r#""a#S": { "type": "structure", "members": { "x": { "target": "a#Op" } } },
           "a#Op": { "type": "operation", "input": { "target": "a#Text" },
               "output": { "target": "a#L" }, "errors": [{ "target": "a#S" }] },
           "a#Text": { "type": "string" },
           "a#L": { "type": "list", "member": { "target": "a#R" } },
           "a#M": { "type": "map", "key": { "target": "a#S" }, "value": { "target": "a#M" } },
           "a#R": { "type": "resource", "identifiers": { "id": { "target": "smithy.api#String" } },
               "read": { "target": "a#S" }, "resources": [{ "target": "a#Op" }] }"#,
    );
    golden("targets/kinds.txt", &text);
}
