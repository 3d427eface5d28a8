//! All forms of a report.

use serde_json::Value;
use tinsmith_codegen::Options;
use tinsmith_codegen::review::review;
use tinsmith_model::compare::Rule;
use tinsmith_model::{Model, Selection};

use super::*;
use crate::review::Limit;
use crate::review::diffstat::Shortstat;
use crate::review::pairs::ModelPair;
use crate::review::report::{Compared, Outcome, Service};

const BASE: &str = include_str!("../../../../model/tests/golden/compare/base.json");

/// Creates a report on the base model with some replacements, as if from a revision; another
/// service is removed.
fn report(edits: &[(&str, &str)]) -> Report {
    let mut text = BASE.to_owned();
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    let [old, new] = [BASE, &text].map(|text| Model::parse(text, "model.json").unwrap());
    let [of_old, of_new] =
        [&old, &new].map(|model| Selection::all(model, &model.service().unwrap().id).unwrap());
    let review = review((&old, &of_old), (&new, &of_new), &Options::new("things")).unwrap();
    let compared = Compared {
        allowed: vec![None; review.changes.len()],
        from_model: Shortstat::between(&review.old_files, &review.new_files),
        from_generator: Some(Shortstat::default()),
        version: Some("0.3.1".to_owned()),
        review,
        pair: Some(ModelPair {
            old: (old, of_old),
            new: (new, of_new),
        }),
    };
    let service = |name: &str, outcome| Service {
        name: name.to_owned(),
        models: ["models/old things.json", "models/things.json"].map(str::to_owned),
        base: Some("HEAD".to_owned()),
        outcome,
    };
    Report {
        services: vec![
            service("things", Outcome::Compared(Box::new(compared))),
            service("others", Outcome::Gone),
        ],
    }
}

/// A report of every severity, with strings that try to break out of the form.
fn mixed() -> Report {
    report(&[
        (
            "\"old\": { \"target\": \"smithy.api#String\", \"traits\": { \
             \"smithy.api#deprecated\": {} } },\n",
            "",
        ),
        (
            "\"a#State\" },",
            "\"a#State\" }, \"note\": { \"target\": \"smithy.api#String\" },",
        ),
        (
            "\"smithy.api#pattern\": \"^[a-z]*$\"",
            "\"smithy.api#pattern\": \"``|<b>@me\\n::error::%0A\\u001b[31m\\u202e\"",
        ),
        ("What it is called.", "What people call it."),
    ])
}

#[test]
fn a_terminal_of_80_columns_is_wide_enough() {
    let look = text::Look {
        width: 80,
        color: false,
    };
    let shown = text::show(&mixed(), &look);
    let first: Vec<&str> = shown.lines().take(9).map(str::trim_end).collect();
    let expected = [
        "        changes  breaking  validation  major  minor  patch",
        "things        4         1           1      1      1      2",
        "others     gone",
        "",
        "things",
        "  version     0.3.1 -> 0.4.0 (major)",
        "  because     Thing.old: `old` is gone, which breaks on the wire",
        "  on the wire 1 breaking, 1 validation, 2 safe",
        "  Rust API    1 major, 1 minor, 2 patch",
    ];
    assert_eq!(first, expected);
    assert!(
        shown
            .replace("\n              ", " ")
            .contains("; nothing else in the generated code changed\n"),
        "{shown}"
    );
    // The summary is the last part of a crate's report, too.
    assert_eq!(shown.matches("  models      HEAD:").count(), 2);
    assert!(
        shown.contains("What [-it is called.-] {+people call it.+}"),
        "{shown}"
    );
    assert!(
        shown.lines().all(|line| line.chars().count() <= 80),
        "{shown}"
    );
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    assert!(
        shown.contains(
            "  breaking    major  member-removed  input and output\n      Thing.old: \
            `old` is gone\n"
        ),
        "{shown}"
    );
    let color = text::Look {
        width: 80,
        color: true,
    };
    assert!(text::show(&mixed(), &color).contains("\u{1b}[31m"));
}

#[test]
fn markdown_keeps_texts_of_models_in_code() {
    let shown = markdown::show(&mixed(), Some("https://host/page"));
    let row =
        "| [`things`](https://host/page#things) | 0.3.1 -> 0.4.0 (major) | 1 | 1 | 2 | major |";
    assert!(shown.contains(row), "{shown}");
    let line = shown
        .lines()
        .find(|line| line.contains("constraint-narrowed") || line.contains("pattern-changed"))
        .unwrap();
    // The fence is longer than any in the pattern, so that neither HTML nor the mention escapes
    // it.
    assert!(line.contains(": ```` the pattern is ```"), "{line}");
    assert!(line.contains("@me ::error::"), "{line}");
    assert_eq!(line.matches("````").count(), 2, "{line}");
}

/// People are shown some of many facts and the number of the others; programs get all.
#[test]
fn many_facts_are_cut_for_people() {
    let mut report = report(&[("\"/plain\"", "\"/other\"")]);
    let Outcome::Compared(compared) = &mut report.services[0].outcome else {
        panic!("nothing is compared");
    };
    let mut all = compared.review.changes.iter();
    let fact = all.find_map(|judged| judged.facts.first()).unwrap().clone();
    let facts = (0..30).map(|at| {
        let mut fact = fact.clone();
        fact.when = Some(format!("region-{at}"));
        fact
    });
    compared.review.changes[0].facts = facts.collect();
    let look = text::Look {
        width: 120,
        color: false,
    };
    for text in [
        text::show(&report, &look),
        markdown::show(&report, None),
        html::show(&report),
    ] {
        assert!(text.contains("region-23"), "{text}");
        assert!(!text.contains("region-24"), "{text}");
        assert!(text.contains("and 6 more facts"), "{text}");
    }
    assert!(json::show(&report).to_string().contains("region-29"));
}

#[test]
fn annotations_stay_on_their_lines() {
    let (shown, _) = github::annotations(&mixed());
    let starts = [
        "::error file=models/things.json",
        "::notice ",
        "::warning file=models/things.json",
        "::error file=tinsmith.toml",
    ];
    for line in shown.lines() {
        assert!(starts.iter().any(|start| line.starts_with(start)), "{line}");
    }
    assert!(shown.contains("::error::%250A"), "{shown}");
    assert!(
        shown.contains(",title=member-removed%2C breaking%2C major::Thing.old: "),
        "{shown}"
    );
}

#[test]
fn json_is_as_it_is_documented() {
    let docs = include_str!("../../../../docs/review.md");
    let shown = json::show(&mixed());
    let service = &shown["services"][0];
    let change = &service["changes"][0];
    for object in [
        service,
        change,
        &change["place"],
        &change["rust"][0],
        &service["summary"],
    ] {
        for key in object.as_object().unwrap().keys() {
            assert!(
                docs.contains(&format!("`{key}`")),
                "`{key}` is not documented"
            );
        }
    }
    assert_eq!(shown["form"], 2);
    assert_eq!(service["version"]["after"], "0.4.0");
    assert_eq!(change["rule"], "member-removed");
    assert_eq!(change["shape"], "a#Thing$old");
    assert_eq!(change["wire"], "breaking");
    assert_eq!(change["rust"][0]["api"], "major");
    assert_eq!(shown["services"][1]["outcome"], "gone");
}

#[test]
fn every_rule_is_documented() {
    let docs = include_str!("../../../../docs/review.md");
    for rule in Rule::all() {
        let row = format!("| `{rule}` | {} |", rule.docs());
        assert!(docs.contains(&row), "docs/review.md lacks: {row}");
    }
}

#[test]
fn limits_and_allowlists() {
    let mut wire = report(&[("/things/{id}", "/all/{id}")]);
    wire.services.truncate(1);
    assert!(wire.exceeds(Limit::Breaking) && wire.exceeds(Limit::Major));
    let mut api = report(&[(
        "\"count\": { \"target\": \"a#Count\" }",
        "\"count\": { \"target\": \"a#Count\", \"traits\": { \"smithy.api#required\": {} } }",
    )]);
    api.services.truncate(1);
    assert!(!api.exceeds(Limit::Breaking) && api.exceeds(Limit::Major));
    let mut docs = report(&[("What it is called.", "Its name.")]);
    docs.services.truncate(1);
    assert!(!docs.exceeds(Limit::Major) && docs.exceeds(Limit::Any));

    let allow = |rule: &str, shape: &str, reason: &str| crate::config::Allow {
        rule: rule.to_owned(),
        shape: shape.to_owned(),
        reason: reason.to_owned(),
    };
    let right = allow("uri-changed", "a#GetThing", "agreed upon");
    crate::review::allow::apply(&[right], &mut wire.services).unwrap();
    assert!(!wire.exceeds(Limit::Any));
    let wrong = [
        (allow("uri-changed", "a#PutThing", "x"), "matches no change"),
        (
            allow("uri-change", "a#GetThing", "x"),
            "there are uri-changed",
        ),
        (allow("uri-changed", "a#GetThing", " "), "gives no reason"),
    ];
    for (entry, expected) in wrong {
        let failure = crate::review::allow::apply(&[entry], &mut wire.services).unwrap_err();
        assert!(failure.0.contains(expected), "{}", failure.0);
    }
}

/// The parts of the SARIF 2.1.0 schema that the report uses: the allowed and required properties
/// of each object, with their types.
mod schema {
    use serde_json::Value;

    /// The type of a property.
    pub(super) enum Is {
        Text,
        /// One of these strings.
        OneOf(&'static [&'static str]),
        /// An integer from one.
        Positive,
        /// A map of strings.
        Texts,
        /// Any text.
        Any,
        Object(&'static Form),
        List(&'static Form),
    }

    pub(super) struct Form {
        pub(super) name: &'static str,
        pub(super) required: &'static [&'static str],
        pub(super) properties: &'static [(&'static str, Is)],
    }

    const MESSAGE: Form = Form {
        name: "message",
        required: &["text"],
        properties: &[("text", Is::Text)],
    };
    const RULE: Form = Form {
        name: "reportingDescriptor",
        required: &["id"],
        properties: &[("id", Is::Text), ("shortDescription", Is::Object(&MESSAGE))],
    };
    const DRIVER: Form = Form {
        name: "toolComponent",
        required: &["name"],
        properties: &[
            ("name", Is::Text),
            ("semanticVersion", Is::Text),
            ("rules", Is::List(&RULE)),
        ],
    };
    const TOOL: Form = Form {
        name: "tool",
        required: &["driver"],
        properties: &[("driver", Is::Object(&DRIVER))],
    };
    const ARTIFACT: Form = Form {
        name: "artifactLocation",
        required: &[],
        properties: &[("uri", Is::Text)],
    };
    const REGION: Form = Form {
        name: "region",
        required: &[],
        properties: &[("startLine", Is::Positive)],
    };
    const PHYSICAL: Form = Form {
        name: "physicalLocation",
        required: &["artifactLocation"],
        properties: &[
            ("artifactLocation", Is::Object(&ARTIFACT)),
            ("region", Is::Object(&REGION)),
        ],
    };
    const LOGICAL: Form = Form {
        name: "logicalLocation",
        required: &[],
        properties: &[("fullyQualifiedName", Is::Text)],
    };
    const LOCATION: Form = Form {
        name: "location",
        required: &[],
        properties: &[
            ("physicalLocation", Is::Object(&PHYSICAL)),
            ("logicalLocations", Is::List(&LOGICAL)),
        ],
    };
    const SUPPRESSION: Form = Form {
        name: "suppression",
        required: &["kind"],
        properties: &[
            ("kind", Is::OneOf(&["inSource", "external"])),
            ("justification", Is::Text),
        ],
    };
    const RESULT: Form = Form {
        name: "result",
        required: &["message"],
        properties: &[
            ("ruleId", Is::Text),
            ("level", Is::OneOf(&["none", "note", "warning", "error"])),
            ("message", Is::Object(&MESSAGE)),
            ("locations", Is::List(&LOCATION)),
            ("partialFingerprints", Is::Texts),
            ("suppressions", Is::List(&SUPPRESSION)),
            ("properties", Is::Any),
        ],
    };
    const RUN: Form = Form {
        name: "run",
        required: &["tool"],
        properties: &[
            ("tool", Is::Object(&TOOL)),
            (
                "columnKind",
                Is::OneOf(&["utf16CodeUnits", "unicodeCodePoints"]),
            ),
            ("results", Is::List(&RESULT)),
        ],
    };
    pub(super) const LOG: Form = Form {
        name: "sarifLog",
        required: &["version", "runs"],
        properties: &[
            ("$schema", Is::Text),
            ("version", Is::OneOf(&["2.1.0"])),
            ("runs", Is::List(&RUN)),
        ],
    };

    impl Form {
        /// Collects the errors of a value.
        pub(super) fn check(&self, value: &Value, wrong: &mut Vec<String>) {
            let Some(object) = value.as_object() else {
                wrong.push(format!("{} is no object", self.name));
                return;
            };
            let lacks = self
                .required
                .iter()
                .filter(|key| !object.contains_key(**key));
            wrong.extend(lacks.map(|key| format!("{} lacks {key}", self.name)));
            for (key, value) in object {
                let known = self.properties.iter().find(|(name, _)| name == key);
                match known {
                    Some((_, is)) if is.fits(value, wrong) => {}
                    Some(_) => wrong.push(format!("{}.{key} is wrong: {value}", self.name)),
                    None => wrong.push(format!("{} has {key}", self.name)),
                }
            }
        }
    }

    impl Is {
        fn fits(&self, value: &Value, wrong: &mut Vec<String>) -> bool {
            match self {
                Self::Text => value.is_string(),
                Self::OneOf(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
                Self::Positive => value.as_u64().is_some_and(|number| number > 0),
                Self::Texts => {
                    let object = value.as_object();
                    object.is_some_and(|object| object.values().all(Value::is_string))
                }
                Self::Any => true,
                Self::Object(form) => {
                    form.check(value, wrong);
                    true
                }
                Self::List(form) => {
                    let list = value.as_array();
                    list.into_iter()
                        .flatten()
                        .for_each(|one| form.check(one, wrong));
                    list.is_some()
                }
            }
        }
    }
}

fn faults(log: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    schema::LOG.check(log, &mut wrong);
    wrong
}

#[test]
fn sarif_is_as_its_schema_says() {
    let mut report = mixed();
    let Outcome::Compared(compared) = &mut report.services[0].outcome else {
        panic!("it is not compared");
    };
    compared.allowed[0] = Some("known".to_owned());
    let log = sarif::show(&report);
    assert_eq!(faults(&log), Vec::<String>::new());
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
    }
    assert_eq!(
        results
            .iter()
            .filter(|one| one.get("suppressions").is_some())
            .count(),
        1
    );
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "models/old%20things.json");

    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "fatal".into();
    broken["runs"][0]["results"][1]["line"] = 3.into();
    assert_eq!(faults(&broken).len(), 2);
}

#[test]
fn the_page_stands_alone_and_keeps_texts_of_models_in_place() {
    let shown = html::show(&mixed());
    for needed in [
        "prefers-color-scheme: dark",
        "max-width: 640px",
        "<svg ",
        "class=\"dot breaking\"",
        "id=\"things-",
        "<table class=\"sides\">",
        "<del>it is called.</del> <ins>people call it.</ins>",
    ] {
        assert!(shown.contains(needed), "{needed}");
    }
    for forbidden in [
        "<script", "http://", "https://", "url(", "<b>@me", "\u{202e}", "\u{1b}",
    ] {
        assert!(!shown.contains(forbidden), "{forbidden}");
    }
    // The member that is gone is marked with its rule and verdict beside the syntax.
    let line = shown
        .lines()
        .find(|line| line.contains("&#39;old&#39;: &#39;string&#39;"));
    let line = line.expect("a line of syntax");
    assert!(
        line.contains(">member-removed</a>") && line.contains("badge breaking"),
        "{line}"
    );
}

#[test]
fn markdown_links_to_the_page() {
    let (page, text) = (
        html::show(&mixed()),
        markdown::show(&mixed(), Some("https://host/p")),
    );
    let links: Vec<&str> = text
        .split("](https://host/p#")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(links.len() > 3, "{text}");
    for link in links {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
}

/// So many crates that each have every change.
fn many(number: usize) -> Report {
    let one = || {
        let mut services = mixed().services;
        services.truncate(1);
        services.into_iter()
    };
    let services = (0..number).flat_map(|at| {
        one().map(move |service| Service {
            name: format!("things-with-a-long-name-{at}"),
            ..service
        })
    });
    Report {
        services: services.collect(),
    }
}

#[test]
fn hosts_limits_are_kept() {
    let report = many(150);
    let text = markdown::show(&report, Some("https://host/p"));
    assert!(text.len() < 60_000, "{}", text.len());
    assert!(
        text.contains("more crates [on the full page](https://host/p)"),
        "{text}"
    );
    assert!(text.trim_end().ends_with("in Rust**"), "{text}");
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );

    let (text, left) = github::annotations(&report);
    let count = |level: &str| text.matches(&format!("::{level} ")).count();
    assert_eq!(
        [count("error"), count("warning"), count("notice")],
        [10, 10, 10]
    );
    assert!(left > 0);
    // Summaries come first, and what is a matter of validation is no error.
    assert!(text.starts_with("::notice title=Review::things-with-a-long-name-0: version"));
    let errors = text.lines().filter(|line| line.starts_with("::error"));
    assert!(
        errors.into_iter().all(|line| !line.contains("validation")),
        "{text}"
    );
}
