//! Models without measure: they take no time, or are refused.

use std::fmt::Write;
use std::time::{Duration, Instant};

use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, ReadErrors, Selection};

/// A second, and more for code that is not optimized, beside other tests.
const MOST_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 1 });

const SERVICE: &str = r#""h#Hazard":{"type":"service","version":"1",
    "operations":[{"target":"h#Run"}],"traits":{"aws.protocols#awsJson1_0":{}}},
    "h#Run":{"type":"operation","input":{"target":"h#Input"},"output":{"target":"h#Output"}}"#;

/// Generates all that `shapes` say beside a service; reading the model is not measured.
fn measured(shapes: &str) -> Result<Files, ReadErrors> {
    let text = format!(r#"{{"smithy":"2.0","shapes":{{{SERVICE},{shapes}}}}}"#);
    let model = Model::parse(&text, "large.json").unwrap();
    let start = Instant::now();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let files = generate(&model, &selection, &Options::new("large"));
    let time = start.elapsed();
    assert!(time < MOST_TIME, "{time:?}");
    files
}

/// `count` texts made of a number, with commas between them.
fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for n in 0..count {
        write!(all, "{}{}", if n == 0 { "" } else { "," }, one(n)).unwrap();
    }
    all
}

#[test]
fn structures_that_require_two_of_the_next_do_not_double_the_time() {
    let last = r#""h#S60":{"type":"structure","members":{"a":{"target":"smithy.api#String"}}}"#;
    let levels = many(60, |n| {
        let member = format!(
            r#"{{"target":"h#S{}","traits":{{"smithy.api#required":{{}}}}}}"#,
            n + 1
        );
        format!(r#""h#S{n}":{{"type":"structure","members":{{"a":{member},"b":{member}}}}}"#)
    });
    let ends = r#""h#Input":{"type":"structure","members":{}},"h#Output":{"type":"structure",
        "members":{"a":{"target":"h#S0"}}}"#;
    let files = measured(&format!("{levels},{last},{ends}")).unwrap();
    assert!(files["src/types/s0.rs"].contains("Default"));
}

#[test]
fn a_long_chain_is_no_deep_recursion() {
    let chain = many(900, |n| {
        let next = (n + 1) % 900;
        format!(r#""h#S{n}":{{"type":"structure","members":{{"a":{{"target":"h#S{next}"}}}}}}"#)
    });
    let ends = r#""h#Input":{"type":"structure","members":{"a":{"target":"h#S1"}}},
        "h#Output":{"type":"structure","members":{}}"#;
    let files = measured(&format!("{chain},{ends}")).unwrap();
    assert!(files["src/types/s0.rs"].contains("pub a: Option<Box<types::S1>>"));
    assert!(files["src/types/s1.rs"].contains("pub a: Option<types::S2>"));
}

#[test]
fn a_structure_may_hold_itself_often() {
    let members = many(2_000, |n| format!(r#""a{n}":{{"target":"h#Own"}}"#));
    let shapes = format!(
        r#""h#Input":{{"type":"structure","members":{{"a":{{"target":"h#Own"}}}}}},
            "h#Output":{{"type":"structure","members":{{}}}},
        "h#Own":{{"type":"structure","members":{{{members}}}}}"#
    );
    let files = measured(&shapes).unwrap();
    assert_eq!(
        files["src/types/own.rs"]
            .matches("Option<Box<types::Own>>")
            .count(),
        2_000
    );
}

#[test]
fn defaults_of_large_enums_are_found_at_once() {
    let values = many(2_000, |n| {
        format!(r#""V{n}":{{"target":"smithy.api#Unit"}}"#)
    });
    let members = many(2_000, |n| {
        format!(r#""a{n}":{{"target":"h#E","traits":{{"smithy.api#default":"V{n}"}}}}"#)
    });
    let shapes = format!(
        r#""h#Input":{{"type":"structure","members":{{}}}},"h#Output":{{"type":"structure",
            "members":{{{members}}}}},
        "h#E":{{"type":"enum","members":{{{values}}}}}"#
    );
    let files = measured(&shapes).unwrap();
    assert!(files["src/operation/run.rs"].contains("a1999: types::E::V1999,"));
}

#[test]
fn lists_of_lists_without_end_are_refused() {
    let lists = many(20_000, |n| {
        format!(
            r#""h#L{n}":{{"type":"list","member":{{"target":"h#L{}"}}}}"#,
            n + 1
        )
    });
    let shapes = format!(
        r#"{lists},"h#L20000":{{"type":"list","member":{{"target":"smithy.api#String"}}}},
        "h#Input":{{"type":"structure","members":{{"a":{{"target":"h#L0"}}}}}},
            "h#Output":{{"type":"structure","members":{{}}}}"#
    );
    let error = measured(&shapes).unwrap_err();
    assert!(
        error.diagnostics[0].message.contains("without an end"),
        "{error}"
    );
}

#[test]
fn long_paths_of_pages_are_refused() {
    let path = vec!["a"; 1_000_000].join(".");
    let text = format!(
        r#"{{"smithy":"2.0","shapes":{{{},
        "h#Own":{{"type":"structure","members":{{"a":{{"target":"h#Own"}}}}}}}}}}"#,
        SERVICE
            .replace("h#Input", "h#Own")
            .replace("h#Output", "h#Own")
            .replace(
                r#""h#Run":{"#,
                &format!(
                    r#""h#Run":{{"traits":{{"smithy.api#paginated":{{"inputToken":"a",
                "outputToken":"{path}"}}}},"#
                )
            )
    );
    let model = Model::parse(&text, "paths.json").unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let error = generate(&model, &selection, &Options::new("paths")).unwrap_err();
    assert!(error.to_string().contains("more than 16 steps"), "{error}");
}

#[test]
fn a_huge_text_is_a_text() {
    // As many bytes as the reader takes within the time, without optimization too.
    let length = if cfg!(debug_assertions) {
        10_000_000
    } else {
        100_000_000
    };
    for (position, path) in [
        (r#""smithy.api#documentation""#, "src/operation/run.rs"),
        (r#""smithy.api#jsonName""#, "src/operation/run.rs"),
    ] {
        let text = "\\\"*/ ".repeat(length / 5);
        let shapes = format!(
            r#""h#Input":{{"type":"structure","members":{{"a":{{"target":"smithy.api#String",
                "traits":{{{position}:"{text}"}}}}}}}},
            "h#Output":{{"type":"structure","members":{{}}}}"#
        );
        assert!(measured(&shapes).unwrap()[path].contains("pub a: Option<String>"));
    }
}
