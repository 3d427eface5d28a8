use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use tinsmith_model::compare::compare;
use tinsmith_model::{Model, Selection};

use super::{KINDS, Kind};
use crate::review_audit::draft::Draft;

const BASE: &str = include_str!("../../../../model/tests/golden/compare/base.json");

/// The base model of the comparison tests, with a second label and a list in a page.
fn base() -> Model {
    let mut text = BASE.to_owned();
    for (from, to) in [
        ("/things/{id}", "/things/{id}/{part}"),
        (
            r#""token": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery""#,
            r#""part": { "target": "smithy.api#String", "traits": {
                "smithy.api#required": {}, "smithy.api#httpLabel": {} } },
            "token": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery""#,
        ),
        (
            r#""made": {"#,
            r#""names": { "target": "a#Names" }, "made": {"#,
        ),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    Model::parse(&text, "base.json").unwrap_or_else(|errors| panic!("{errors}"))
}

/// Applies a kind with a seed: its description, and the rules with their subjects.
fn drawn(base: &Model, kind: &Kind, seed: u64) -> Option<(String, Vec<(String, String)>)> {
    let mut draft = Draft::from_model(base).unwrap();
    let what = (kind.mutate)(&mut draft, &mut Rng::with_seed(seed))?;
    let model = draft.model("changed.json").ok()?;
    let select = |model: &Model| Selection::all(model, &model.service().unwrap().id).unwrap();
    let changes = compare((base, &select(base)), (&model, &select(&model)));
    let rules = changes.into_iter().map(|change| {
        let subject = change.subject.as_str().replace("a#", "");
        (change.rule.id().to_owned(), subject)
    });
    Some((what, rules.collect()))
}

/// The first draws of a kind that change the model.
fn draws(base: &Model, kind: &Kind) -> Vec<(String, Vec<(String, String)>)> {
    let seeds = (0..60).filter_map(|seed| drawn(base, kind, seed));
    seeds
        .filter(|(_, rules)| !rules.is_empty())
        .take(3)
        .collect()
}

/// The rules that a kind may trigger, one line each: `kind: rules | other rules`.
const RULES: &str = include_str!("rules.txt");

#[test]
fn each_kind_changes_what_it_says_and_nothing_else() {
    let base = base();
    let lines = RULES.lines().filter_map(|line| line.split_once(": "));
    let expected: BTreeMap<&str, &str> = lines.collect();
    assert_eq!(expected.len(), KINDS.len());
    for kind in &KINDS {
        let allowed: Vec<&str> = expected[kind.name].split(" | ").collect();
        let draws = draws(&base, kind);
        assert!(!draws.is_empty(), "{}", kind.name);
        for (what, rules) in draws {
            let ids: BTreeSet<&str> = rules.iter().map(|(rule, _)| rule.as_str()).collect();
            let ids = ids.into_iter().collect::<Vec<_>>().join(" ");
            assert!(allowed.contains(&&*ids), "{}: {what}: {rules:?}", kind.name);
            // For example, the name of an operation's input is derived from the operation's.
            let words: Vec<&str> = what.split([' ', '$', ':']).collect();
            let named = rules.iter().any(|(_, subject)| {
                let shape = subject.split('$').next().unwrap();
                words
                    .iter()
                    .any(|word| word.len() > 1 && shape.contains(word))
            });
            assert!(named, "{}: {what}: {rules:?}", kind.name);
        }
    }
}

#[test]
fn the_same_seed_changes_the_same() {
    let base = base();
    for kind in &KINDS {
        for seed in [1, 2] {
            let mut drafts = [0, 1].map(|_| Draft::from_model(&base).unwrap());
            let what = drafts
                .each_mut()
                .map(|draft| (kind.mutate)(draft, &mut Rng::with_seed(seed)));
            assert_eq!(what[0], what[1], "{}", kind.name);
            assert_eq!(drafts[0], drafts[1], "{}", kind.name);
        }
    }
}

#[test]
fn kinds_are_sorted_and_named_once() {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let sorted: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names, sorted.into_iter().collect::<Vec<_>>());
}
