//! Diagnostics of files that are not models.

use tinsmith_model::Model;

use crate::common::{golden, refused};

#[test]
fn files_that_are_no_models() {
    for (name, text) in [
        ("empty", ""),
        ("not-json", "smithy: 2.0\nshapes: none\n"),
        ("not-an-object", "[1, 2]"),
        (
            "truncated",
            "{\n  \"smithy\": \"2.0\",\n  \"shapes\": {\n    \"a#S\": { \"type\": \"str",
        ),
        ("more-after-the-end", "{ \"smithy\": \"2.0\" }\n}"),
        ("no-version", "{ \"shapes\": {} }"),
        ("unknown-version", "{\n  \"smithy\": \"3.1\"\n}"),
        ("version-is-a-number", "{ \"smithy\": 2.0 }"),
        (
            "unknown-property",
            "{ \"smithy\": \"2.0\", \"shape\": {}, \"metadata\": {} }",
        ),
        ("control-character", "{ \"smithy\": \"2.0\u{0}\u{202e}\" }"),
    ] {
        let errors = Model::parse(text, "model.json").unwrap_err();
        golden(&format!("diagnostics/{name}.txt"), &errors.to_string());
    }
}

#[test]
fn all_invalid_shapes_are_reported_in_one_run() {
    let text = refused(
        "2.0",
        r#"    "a#S": { "type": "structure", "members": { "a b": { "target": "smithy.api#String" },
            "ok": { "target": "nope" } } },
    "a#NoType": { "members": {} },
    "a#Odd": { "type": "strutcure" },
    "noid": { "type": "string" },
    "a#L": { "type": "list" },
    "a#M": { "type": "map", "key": { "target": "smithy.api#String" } },
    "a#U": { "type": "union", "members": {} },
    "a#More": { "type": "string", "members": {}, "member": 1 },
    "a#S$x": { "type": "string" },
    "a#Twice": { "type": "string" },
    "a#Twice": { "type": "blob" },
    "a#Keys": { "type": "structure", "members": { "x": { "target": "smithy.api#String" },
        "x": { "target": "smithy.api#Blob" } }, "traits": { "smithy.api#title": "1",
        "smithy.api#title": "2" } }"#,
    );
    golden("diagnostics/shapes.txt", &text);
}

#[test]
fn many_diagnostics_are_counted_and_not_shown() {
    let shapes: Vec<String> = (0..60)
        .map(|index| format!("\"a#S{index:02}\": {{ \"type\": \"odd\" }}"))
        .collect();
    let text = refused("2.0", &shapes.join(",\n"));
    assert_eq!(text.matches("error: ").count(), 50);
    assert!(text.ends_with("\n\nand 10 more"), "{text}");
}

#[test]
fn one_diagnostic_fits_on_two_lines_too() {
    let errors = Model::parse("{ \"smithy\": \"9\" }", "a b.json").unwrap_err();
    let text = errors.diagnostics[0]
        .in_file(&errors.source.origin)
        .to_string();
    let expected = "a b.json:1:13: unknown Smithy version `9`\n  help: use version `1.0` or `2.0`";
    assert_eq!(text, expected);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let errors = Model::read(std::path::Path::new("no/such/model.json")).unwrap_err();
    let text = errors.to_string();
    assert!(
        text.starts_with("error: no/such/model.json: cannot be read: "),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "{text}");
}
