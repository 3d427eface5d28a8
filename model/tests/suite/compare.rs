//! Comparison of two models: a model is changed in one way, and that change is reported with its
//! verdict, and no other.

use std::collections::BTreeSet;

use tinsmith_model::compare::{Change, Rule, Side, Wire, compare};
use tinsmith_model::{Model, Selection};

use crate::common::{golden_text, shared_files};

/// The model that is changed.
fn base() -> String {
    golden_text("compare/base.json")
}

/// The base with one text in place of another, which must be in it once.
fn edited(from: &str, to: &str) -> String {
    let base = base();
    assert_eq!(
        base.matches(from).count(),
        1,
        "`{from}` is in the base so often"
    );
    base.replacen(from, to, 1)
}

fn changes(old: &str, new: &str) -> Vec<Change> {
    let [old, new] = [(old, "old.json"), (new, "new.json")]
        .map(|(text, name)| Model::parse(text, name).unwrap_or_else(|errors| panic!("{errors}")));
    let [of_old, of_new] =
        [&old, &new].map(|model| Selection::all(model, &model.service().unwrap().id).unwrap());
    compare((&old, &of_old), (&new, &of_new))
}

/// A line for a change: rule, subject without its namespace, verdict.
fn line(change: &Change) -> String {
    let subject = change.subject.as_str().replace("a#", "");
    format!("{} {subject} {}", change.rule, change.wire.word())
}

fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().map(line).collect()
}

/// Changes in one way, each with what is seen, and with what is seen when it is taken back.
const ONE_BY_ONE: &str = include_str!("compare/one_by_one.txt");

struct Case<'a> {
    from: &'a str,
    to: &'a str,
    forth: Vec<&'a str>,
    back: Vec<&'a str>,
}

/// Cases are parted by empty lines: what is replaced after `-`, by what after `+`, what is seen
/// after `>`, and what is seen the other way round after `<`. After `=` stand the versions that
/// the generated crate must take, there and back.
fn cases() -> Vec<Case<'static>> {
    let one = |text: &'static str| {
        let after = |sign: &'static str| {
            let lines = text.lines();
            lines
                .filter_map(|line| line.strip_prefix(sign))
                .map(|line| line.strip_prefix(' ').unwrap_or(line))
                .collect::<Vec<_>>()
        };
        let (from, to) = (after("-"), after("+"));
        assert_eq!((from.len(), to.len()), (1, 1), "{text}");
        Case {
            from: from[0],
            to: to[0],
            forth: after(">"),
            back: after("<"),
        }
    };
    let cases = ONE_BY_ONE.trim().split("\n\n");
    cases.filter(|text| text.contains("\n+")).map(one).collect()
}

#[test]
fn every_rule_is_seen_alone() {
    let mut wrong = Vec::new();
    for case in cases() {
        let new = edited(case.from, case.to);
        let (forth, back) = (changes(&base(), &new), changes(&new, &base()));
        if lines(&forth) != case.forth {
            wrong.push(format!(
                "{} => {}\n  {:#?}",
                case.from,
                case.to,
                lines(&forth)
            ));
        }
        if lines(&back) != case.back {
            wrong.push(format!(
                "{} <= {}\n  {:#?}",
                case.from,
                case.to,
                lines(&back)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_has_a_case() {
    let cases = cases();
    let seen = cases
        .iter()
        .flat_map(|case| case.forth.iter().chain(&case.back));
    let seen: BTreeSet<&str> = seen.filter_map(|line| line.split(' ').next()).collect();
    let elsewhere = [Rule::ShapeRenamed, Rule::SchemaChanged];
    let all = Rule::all().filter(|rule| !elsewhere.contains(rule));
    let all: BTreeSet<&str> = all.map(Rule::id).collect();
    assert_eq!(seen, all);
}

#[test]
fn a_new_name_is_one_change() {
    let new = base().replace("a#Thing\"", "a#Article\"");
    let found = changes(&base(), &new);
    assert_eq!(lines(&found), ["shape-renamed Article safe"]);
    assert_eq!(found[0].related.as_ref().unwrap().as_str(), "a#Thing");
    let ends = base().replace("a#PutThingInput\"", "a#PutThingRequest\"");
    assert_eq!(lines(&changes(&base(), &ends)), Vec::<String>::new());
}

#[test]
fn a_model_does_not_differ_from_itself() {
    assert_eq!(changes(&base(), &base()), []);
}

#[test]
fn changes_have_places_operations_and_sentences() {
    let new = edited(
        r#""size": { "target": "smithy.api#Integer" }"#,
        r#""size": { "target": "smithy.api#Integer", "traits": { "smithy.api#required": {} } }"#,
    );
    let found = changes(&base(), &new);
    let line = new
        .lines()
        .position(|line| line.contains(r#""size": {"#))
        .unwrap()
        + 1;
    assert_eq!(found[0].place.line as usize, line);
    assert_eq!(found[0].side, Side::New);
    let operations: Vec<&str> = found[0].operations.iter().map(|id| id.name()).collect();
    assert_eq!(operations, ["GetThing", "PutThing"]);
    assert_eq!(found[0].message, "the member must be there");

    let removed = changes(
        &new,
        &edited(r#""size": { "target": "smithy.api#Integer" },"#, ""),
    );
    assert_eq!(removed[0].side, Side::Old);
    assert_eq!(removed[0].place.line as usize, line);
}

#[test]
fn namespaces_do_not_count() {
    let other = base().replace("a#", "com.other#");
    assert_eq!(lines(&changes(&base(), &other)), Vec::<String>::new());
}

#[test]
fn selections_bound_what_is_compared() {
    let [old, new] = [base(), edited("/things/{id}", "/all-things/{id}")]
        .map(|text| Model::parse(&text, "model.json").unwrap());
    let select = |model: &Model, names: &[&str]| {
        Selection::operations(model, &model.service().unwrap().id, names).unwrap()
    };
    let seen = |from: &[&str], to: &[&str]| {
        lines(&compare(
            (&old, &select(&old, from)),
            (&new, &select(&new, to)),
        ))
    };
    assert_eq!(seen(&["PutThing"], &["PutThing"]), Vec::<String>::new());
    assert_eq!(
        seen(&["GetThing"], &["GetThing"]),
        ["uri-changed GetThing breaking"]
    );
    let added = seen(&["PutThing"], &["PutThing", "Plain"]);
    assert_eq!(added, ["operation-added Plain safe"]);
}

/// A model of one operation, whose output holds the shapes.
fn run_model(service: &str, rename: &str, protocol: &str, members: &str, shapes: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{
        "h#{service}": {{ "type": "service", "version": "1",
            "operations": [{{ "target": "h#Run" }}],
            "rename": {{ {rename} }}, "traits": {{ "aws.protocols#{protocol}": {{}} }} }},
        "h#Run": {{ "type": "operation", "output": {{ "target": "h#Out" }},
            "traits": {{ "smithy.api#http": {{ "method": "POST", "uri": "/" }} }} }},
        "h#Out": {{ "type": "structure", "members": {{ {members} }} }} {shapes} }} }}"#
    )
}

const TWINS: &str = r#", "a#T": { "type": "structure",
    "members": { "x": { "target": "smithy.api#String" } } },
    "b#T": { "type": "structure", "members": { "y": { "target": "smithy.api#String" } } }"#;

#[test]
fn shapes_of_one_name_are_told_apart_by_namespace_and_rename() {
    let members = r#""a": { "target": "a#T" }, "b": { "target": "b#T" }"#;
    let with = |rename: &str, shapes: &str| run_model("S", rename, "restJson1", members, shapes);
    let old = with(r#""b#T": "OtherT""#, TWINS);
    assert_eq!(lines(&changes(&old, &old)), Vec::<String>::new());
    let renamed = changes(&old, &with(r#""b#T": "ThirdT""#, TWINS));
    assert_eq!(renamed.len(), 1);
    assert_eq!(line(&renamed[0]), "shape-renamed b#T safe");
    assert_eq!(renamed[0].message, "`OtherT` is called `ThirdT` now");
    let moved = TWINS.replace("b#T", "c.d#OtherT");
    let new = with("", &moved).replace("\"b#T\"", "\"c.d#OtherT\"");
    assert_eq!(lines(&changes(&old, &new)), Vec::<String>::new());
    let exchanged = with(r#""b#T": "OtherT""#, &TWINS.replace("\"y\"", "\"z\""));
    assert_eq!(
        lines(&changes(&old, &exchanged)),
        ["member-added b#T$z safe", "member-removed b#T$y breaking"]
    );
}

#[test]
fn the_name_of_a_service_counts_if_requests_name_it() {
    let seen = |protocol: &str| {
        let [old, new] = ["Old", "New"].map(|name| run_model(name, "", protocol, "", ""));
        lines(&changes(&old, &new))
    };
    assert_eq!(seen("awsJson1_1"), ["service-changed h#New breaking"]);
    assert_eq!(seen("restJson1"), Vec::<String>::new());
}

#[test]
fn a_renamed_error_breaks_those_who_match_its_code() {
    let new = base().replace("a#NotFound\"", "a#NoSuchThing\"");
    let found = changes(&base(), &new);
    assert_eq!(lines(&found), ["shape-renamed NoSuchThing breaking"]);
    // Another error in its place is another one.
    let other = new.replace(
        "\"smithy.api#httpError\": 404",
        "\"smithy.api#httpError\": 410",
    );
    assert!(lines(&changes(&base(), &other)).contains(&"error-removed GetThing safe".to_owned()));
}

#[test]
fn required_may_be_replaced_by_a_default() {
    let member = |value: &str| {
        let member =
            format!(r#""title": {{ "target": "smithy.api#String", "traits": {{ {value} }} }}"#);
        run_model("S", "", "restJson1", &member, "")
    };
    let required = member(r#""smithy.api#required": {}"#);
    let default = member(r#""smithy.api#default": """#);
    let found = changes(&required, &default);
    assert!(found.iter().all(|one| one.wire == Wire::Safe), "{found:?}");
    assert!(
        changes(&required, &member(""))
            .iter()
            .any(|one| one.wire == Wire::Breaking)
    );
}

/// The model's text with its shapes, operations and errors in another order.
fn shuffled(text: &str, seed: usize) -> String {
    let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
    let shapes = document["shapes"].as_object_mut().unwrap();
    let mut all: Vec<_> = std::mem::take(shapes).into_iter().collect();
    let middle = seed % all.len().max(1);
    all.rotate_left(middle);
    all.reverse();
    for (id, mut shape) in all {
        for list in ["operations", "errors", "resources"] {
            if let Some(list) = shape.get_mut(list).and_then(|list| list.as_array_mut()) {
                list.reverse();
            }
        }
        shapes.insert(id, shape);
    }
    document.to_string()
}

#[test]
fn published_models_do_not_differ_from_themselves_shuffled() {
    for path in shared_files("models") {
        let text = std::fs::read_to_string(&path).unwrap();
        for seed in [3, 1009] {
            let found = changes(&text, &shuffled(&text, seed));
            assert_eq!(lines(&found), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn published_models_do_not_differ_from_themselves() {
    for path in shared_files("models") {
        let model = Model::read(&path).unwrap();
        let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
        let found = compare((&model, &selection), (&model, &selection));
        assert_eq!(lines(&found), Vec::<String>::new(), "{}", path.display());
    }
}
