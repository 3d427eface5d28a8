//! The effect of a new model on the Rust API: the changes of the comparison tests, one by one,
//! each with the required version, in both directions.

#![allow(clippy::unwrap_used)]

use tinsmith_codegen::Options;
use tinsmith_codegen::review::{Api, Review, entry, review};
use tinsmith_model::compare::Rule;
use tinsmith_model::{Model, Selection};

const BASE: &str = include_str!("../../model/tests/golden/compare/base.json");
const CASES: &str = include_str!("../../model/tests/suite/compare/one_by_one.txt");

fn reviewed(old: &str, new: &str) -> Review {
    reviewed_deriving(old, new, &[])
}

/// Reviews crates that derive these traits beyond the usual ones.
fn reviewed_deriving(old: &str, new: &str, derives: &[&str]) -> Review {
    let [old, new] = [old, new]
        .map(|text| Model::parse(text, "model.json").unwrap_or_else(|errors| panic!("{errors}")));
    let [of_old, of_new] =
        [&old, &new].map(|model| Selection::all(model, &model.service().unwrap().id).unwrap());
    let mut options = Options::new("things");
    options.derives = derives.iter().map(|name| (*name).to_owned()).collect();
    review((&old, &of_old), (&new, &of_new), &options).unwrap_or_else(|errors| panic!("{errors}"))
}

fn edited(from: &str, to: &str) -> String {
    assert_eq!(
        BASE.matches(from).count(),
        1,
        "`{from}` is in the base so often"
    );
    BASE.replacen(from, to, 1)
}

fn word(review: &Review) -> String {
    let api = review.api().map_or("none", Api::word);
    let others: Vec<&str> = review
        .others
        .iter()
        .map(|item| item.path.as_str())
        .collect();
    if others.is_empty() {
        api.to_owned()
    } else {
        format!("{api} without {others:?}")
    }
}

/// The text after a sign at the start of a line of a case.
fn after<'a>(case: &'a str, sign: &str) -> Option<&'a str> {
    let mut lines = case.lines();
    lines.find_map(|line| line.strip_prefix(sign)?.strip_prefix(' '))
}

#[test]
fn every_change_has_its_version_and_its_cause() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in CASES.trim().split("\n\n") {
        let (from, to) = (after(case, "-").unwrap(), after(case, "+").unwrap());
        let new = edited(from, to);
        let seen = format!(
            "{}, {}",
            word(&reviewed(BASE, &new)),
            word(&reviewed(&new, BASE))
        );
        let expected = after(case, "=").unwrap_or_default();
        count += 1;
        if seen != expected {
            wrong.push(format!("{from}\n{to}\n  = {seen}\n  not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 40, "{count}");
}

#[test]
fn a_new_name_of_a_shape_is_major() {
    let new = BASE.replace("a#Thing\"", "a#Article\"");
    let review = reviewed(BASE, &new);
    assert_eq!(word(&review), "major");
    let [change] = &review.changes[..] else {
        panic!("{:#?}", review.changes);
    };
    assert_eq!(change.change.subject.as_str(), "a#Article");
    let paths: Vec<&str> = change.items.iter().map(|item| item.path.as_str()).collect();
    assert!(
        paths.contains(&"types::Thing") && paths.contains(&"types::Article"),
        "{paths:?}"
    );
    let ends = BASE.replace("a#PutThingInput\"", "a#PutThingRequest\"");
    assert_eq!(word(&reviewed(BASE, &ends)), "patch");
}

/// The items of a change, as `path: before => after`.
fn items(review: &Review, subject: &str) -> Vec<String> {
    let judged = review.changes.iter();
    let judged = judged.filter(|judged| judged.change.subject.as_str() == subject);
    let items = judged.flat_map(|judged| &judged.items);
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    items
        .map(|item| {
            format!(
                "{}: {} => {}",
                item.path,
                text(&item.before),
                text(&item.after)
            )
        })
        .collect()
}

#[test]
fn items_are_shown_before_and_after() {
    let new = edited(
        r#""limit": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 5 } }"#,
        r#""limit": { "target": "smithy.api#Float", "traits": { "smithy.api#required": {} } }"#,
    );
    let review = reviewed(BASE, &new);
    let found = items(&review, "a#Filter$limit");
    // The constructor comes first, then items with another type.
    let expected = [
        "types::Filter::new(): pub fn new() -> Self => pub fn new(limit: f32) -> Self",
        "types::Filter::limit: pub limit: i32 => pub limit: f32",
    ];
    // The target, the default and the requirement have changed; each affects all of it.
    assert_eq!(review.changes.len(), 3);
    assert_eq!(found[..2], expected);
    assert_eq!(review.others, []);
}

#[test]
fn a_float_costs_equality_only_if_it_was_asked_for() {
    let new = edited(
        r#""limit": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 5 } }"#,
        r#""limit": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 5 } },
            "share": { "target": "smithy.api#Float" }"#,
    );
    let usual = reviewed(BASE, &new);
    assert_eq!(usual.api(), Some(Api::Minor));
    let review = reviewed_deriving(BASE, &new, &["Eq", "Hash"]);
    let expected = [
        "impl Eq for operation::GetThingInput: impl Eq for operation::GetThingInput => nothing",
        "impl Eq for types::Filter: impl Eq for types::Filter => nothing",
        "impl Hash for operation::GetThingInput: impl Hash for operation::GetThingInput => nothing",
        "impl Hash for types::Filter: impl Hash for types::Filter => nothing",
        "types::Filter::share: nothing => pub share: Option<f32>",
        "types::Filter::share(): nothing => pub fn share(self, value: f32) -> Self",
    ];
    assert_eq!(items(&review, "a#Filter$share"), expected);
    assert_eq!(review.api(), Some(Api::Major));
    assert_eq!(review.others, []);
}

#[test]
fn a_lost_implementation_is_charged_to_the_member_that_took_it() {
    let new = edited(
        r#""text": { "target": "smithy.api#String", "traits": { "smithy.api#jsonName": "t" } },"#,
        r#""text": { "target": "smithy.api#String", "traits": { "smithy.api#jsonName": "t" } },
           "share": { "target": "smithy.api#Float" }, "note": { "target": "smithy.api#String" },"#,
    );
    let review = reviewed(BASE, &new);
    let lost = |subject: &str| {
        items(&review, subject)
            .iter()
            .any(|item| item.ends_with("=> nothing"))
    };
    assert!(!lost("a#Filter$note"), "{:#?}", review.changes);
}

#[test]
fn types_that_come_with_a_member_follow_from_it() {
    let new = edited(
        r#""size": { "target": "smithy.api#Integer" },"#,
        r#""size": { "target": "smithy.api#Integer" }, "place": { "target": "a#Place" },"#,
    )
    .replace(
        r#""a#Choice": {"#,
        r#""a#Place": { "type": "structure", "members": { "kind": { "target": "a#PlaceKind" } } },
           "a#PlaceKind": { "type": "enum", "members": { "X": { "target": "smithy.api#Unit" } } },
           "a#Choice": {"#,
    );
    for (review, rule) in [
        (reviewed(BASE, &new), Rule::MemberAdded),
        (reviewed(&new, BASE), Rule::MemberRemoved),
    ] {
        let cause = review
            .changes
            .iter()
            .position(|one| one.change.rule == rule);
        let types = review.changes.iter().filter(|one| one.change.rule != rule);
        let follows: Vec<_> = types.map(|one| one.follows).collect();
        assert_eq!(follows, [cause, cause]);
        assert_eq!(review.others, []);
    }
}

#[test]
fn values_that_change_places_are_told_and_break_nothing() {
    let value = |name: &str, value: &str| {
        let traits = format!(r#""traits": {{ "smithy.api#enumValue": "{value}" }}"#);
        format!(r#""{name}": {{ "target": "smithy.api#Unit", {traits} }}"#)
    };
    let (big, small) = (value("BIG", "big"), value("SMALL", "small"));
    let new = edited(
        &format!("{big},\n    {small}"),
        &format!("{small},\n    {big}"),
    );
    let review = reviewed(BASE, &new);
    let rules: Vec<_> = review.changes.iter().map(|one| one.change.rule).collect();
    assert_eq!(rules, [Rule::MembersReordered]);
    assert_eq!(review.changes[0].change.subject.as_str(), "a#Kind");
    assert_eq!(
        review.changes[0].change.message,
        "`SMALL` stands where `BIG` stood"
    );
    // The derived order differs, which compiled code only notices at run time.
    assert_eq!(review.api(), Some(Api::Patch));
}

#[test]
fn the_changelog_begins_with_what_breaks() {
    let new = edited("What it is called.", "What people call it.")
        .replace(
            "\"a#State\" },",
            "\"a#State\" }, \"note\": { \"target\": \"smithy.api#String\" },",
        )
        .replace("/things/{id}", "/all/{id}");
    let expected = "## 0.1.1\n\
        \n### Breaking\n\n\
        - `GetThing`: the URI is `/all/{id}`; before: `/things/{id}`. Breaking on the wire.\n\
        \n### Added\n\n\
        - `GetThingOutput.note`: `note` is new.\n\
        \n### Changed\n\n\
        - The documentation has changed in 1 place.\n";
    assert_eq!(entry(&reviewed(BASE, &new), "0.1.1"), expected);
}

#[test]
fn ungenerated_operations_are_left_out_and_reported() {
    let path = "smithy/models/lex-runtime-v2-2020-08-07.json";
    let Some(path) =
        tinsmith_test_data::find(path, "ungenerated_operations_are_left_out_and_reported")
    else {
        return;
    };
    let model = Model::read(&path).unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let same = (&model, &selection);
    let review = review(same, same, &Options::new("lex")).unwrap();
    let left_out: Vec<&str> = review.left_out.iter().map(|(id, _)| id.name()).collect();
    assert_eq!(left_out, ["StartConversation"]);
    assert_eq!(review.api(), None);
}

#[test]
fn a_service_that_cannot_be_generated_is_judged_on_the_wire() {
    let soap = |text: &str| text.replace("aws.protocols#restJson1", "example.protocols#soap");
    let review = reviewed(&soap(BASE), &soap(&edited("/things/{id}", "/all/{id}")));
    let first = &review.changes[0];
    assert_eq!(review.changes.len(), 1);
    // No protocol that is known sends a request to the URI.
    assert_eq!((first.change.wire.word(), first.api), ("safe", None));
    assert!(
        review
            .not_generated
            .unwrap()
            .message
            .contains("no protocol")
    );
    assert!(review.new_files.is_empty());
}

/// Required members are the arguments of a constructor, in the order of the model.
#[test]
fn the_order_of_arguments_is_charged_to_that_of_the_members() {
    let member = |name: &str| {
        format!(
            r#""{name}": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#required": {{}} }} }}"#
        )
    };
    let [one, other] = ["one", "other"].map(member);
    let size = r#""size": { "target": "smithy.api#Integer" }"#;
    let [old, new] = [[&one, &other], [&other, &one]]
        .map(|[first, second]| edited(size, &format!("{size}, {first}, {second}")));
    let review = reviewed(&old, &new);
    assert_eq!(word(&review), "major");
    let [judged] = review.changes.as_slice() else {
        panic!("{:?}", review.changes);
    };
    assert_eq!(judged.change.rule, Rule::MembersReordered);
    assert_eq!(judged.api, Some(Api::Major));
}
