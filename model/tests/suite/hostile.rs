//! Hostile files: they are refused quickly, and with short messages.

use std::time::Duration;

use tinsmith_model::{Model, Selection, validate};

use crate::common::{golden, on_core};

/// The time limit of a file: one second, and twenty in unoptimized builds.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });

/// Reads a file, which must be quick and have a short message.
fn read_within_limit(text: &str) -> Result<Model, String> {
    let start = on_core();
    let outcome = Model::parse(text, "model.json").map_err(|errors| errors.to_string());
    let taken = on_core() - start;
    assert!(taken < LIMIT, "{taken:?}");
    if let Err(text) = &outcome {
        assert!(text.len() < 200_000, "{} bytes", text.len());
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest < Some(2_000), "{longest:?} characters in a line");
    }
    outcome
}

fn refusal(name: &str, text: &str) {
    match read_within_limit(text) {
        Ok(_) => panic!("{name} is read"),
        Err(text) => golden(&format!("hostile/{name}.txt"), &without_far_columns(&text)),
    }
}

/// Replaces columns after a long string with `FAR`, since its length varies.
fn without_far_columns(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(':') {
        Some((start, column)) if line.contains(" --> ") && column.len() >= 8 => {
            format!("{start}:FAR")
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A string of 100 MB, or a tenth of that in unoptimized builds, which take a minute for it.
fn long_string() -> String {
    "x".repeat(if cfg!(debug_assertions) {
        10_000_000
    } else {
        100_000_000
    })
}

/// A model of one line with something in place of `$`.
fn with(shapes: &str, inserted: &str) -> String {
    let shapes = shapes.replace('$', inserted);
    format!("{{ \"smithy\": \"2.0\", \"shapes\": {{ {shapes} }} }}")
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    refusal("deep-file", &deep);
    refusal("deep-unclosed", &"{\"a\":".repeat(100_000));
    refusal(
        "deep-trait",
        &with(
            r#""a#S": { "type": "string", "traits": { "x#y": $ } }"#,
            &deep,
        ),
    );
    refusal("deep-shape", &with(r#""a#S": $"#, &deep));
    let objects = format!("{}1{}", "{\"smithy\":".repeat(100_000), "}".repeat(100_000));
    refusal("deep-version", &objects);
    let metadata = format!(r#"{{ "smithy": "2.0", "metadata": {deep} }}"#);
    assert!(
        read_within_limit(&metadata).is_ok(),
        "metadata is left alone"
    );
}

#[test]
fn long_strings_are_read_or_refused_in_short() {
    let long = long_string();
    assert!(
        read_within_limit(&with(
            r#""a#S": { "type": "string", "traits": { "smithy.api#documentation": "$" } }"#,
            &long
        ))
        .is_ok()
    );
    refusal("long-type", &with(r#""a#S": { "type": "$" }"#, &long));
    refusal("long-id", &with(r#""$": { "type": "string" }"#, &long));
    refusal(
        "long-key",
        &with(r#""a#S": { "type": "string", "$": 1 }"#, &long),
    );
    refusal("long-name", &with(r#""a#$": { "type": "strung" }"#, &long));
    refusal(
        "long-line",
        &with(
            r#""a#S": { "type": "string", "traits": { "a#b": "$" } }, "a#T": { "type": "x" }"#,
            &long,
        ),
    );
    refusal("long-unclosed", &format!("{{ \"{long}"));
}

#[test]
fn an_alias_bomb_of_mixins_is_refused() {
    let levels = 60;
    let mut shapes = vec![
        r#""a#M0": { "type": "structure", "members": { "x": { "target": "smithy.api#String" } },
            "traits": { "smithy.api#mixin": {} } }"#
            .to_owned(),
    ];
    for level in 1..levels {
        let below = level - 1;
        let members: Vec<String> = (0..1000)
            .map(|index| format!(r#""m{level}_{index}": {{ "target": "smithy.api#String" }}"#))
            .collect();
        shapes.push(format!(
            r#""a#M{level}": {{ "type": "structure", "mixins": [{{ "target": "a#M{below}" }}],
                "members": {{ {} }}, "traits": {{ "smithy.api#mixin": {{}} }} }}"#,
            members.join(",")
        ));
    }
    refusal("mixin-bomb", &with("$", &shapes.join(",")));
}

#[test]
fn many_wrong_shapes_do_not_take_long() {
    let shapes: Vec<String> = (0..100_000)
        .map(|index| {
            format!(r#""a#S{index}": {{ "type": "list", "member": {{ "target": "a#T{index}" }} }}"#)
        })
        .collect();
    let text = read_within_limit(&with("$", &shapes.join(","))).unwrap_err();
    assert!(
        text.ends_with("and 99950 more"),
        "{}",
        &text[text.len() - 100..]
    );
}

#[test]
fn a_long_cycle_of_required_members_is_found_without_a_deep_stack() {
    let count = 50_000;
    let shapes: Vec<String> = (0..count)
        .map(|index| {
            let next = (index + 1) % count;
            format!(
                r#""a#S{index}": {{ "type": "structure",
                "members": {{ "m": {{ "target": "a#S{next}",
                "traits": {{ "smithy.api#required": {{}} }} }} }} }}"#
            )
        })
        .collect();
    let service = r#""a#Service": { "type": "service", "version": "1",
        "operations": [{ "target": "a#Do" }] }, "a#Do": { "type": "operation",
        "input": { "target": "a#S0" } }"#;
    let model = read_within_limit(&with("$", &format!("{service}, {}", shapes.join(",")))).unwrap();
    let start = on_core();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let found = validate(&model, &selection);
    assert!(on_core() - start < LIMIT);
    let cycles = found
        .iter()
        .filter(|one| one.message.contains("cycle of 50000"));
    assert_eq!(cycles.count(), 1);
}

#[test]
fn a_botocore_file_can_attack_no_better() {
    let file = |shape: &str| {
        format!(
            r#"{{ "metadata": {{ "apiVersion": "1", "serviceId": "S", "endpointPrefix": "s",
                "protocol": "json" }}, "operations": {{}}, "shapes": {{ "S": {shape} }} }}"#
        )
    };
    let long = long_string();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    refusal(
        "botocore-long-type",
        &file(&format!(r#"{{ "type": "{long}" }}"#)),
    );
    refusal(
        "botocore-long-field",
        &file(&format!(r#"{{ "type": "string", "{long}": 1 }}"#)),
    );
    refusal(
        "botocore-deep",
        &file(&format!(r#"{{ "type": "string", "max": {deep} }}"#)),
    );
    refusal(
        "botocore-deep-member",
        &file(&format!(r#"{{ "type": "list", "member": {deep} }}"#)),
    );
}
