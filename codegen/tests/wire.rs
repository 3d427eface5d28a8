//! The verdict on the wire: each trait and name that reaches requests or responses is changed, by
//! every protocol, and seen with the fact that it alters. A change that alters none is safe.

#![allow(clippy::unwrap_used)]

use tinsmith_codegen::Options;
use tinsmith_codegen::review::{Review, review};
use tinsmith_model::compare::Wire;
use tinsmith_model::{Model, Selection};

/// A model and its changes. The first block names the protocols; each other one replaces a text of
/// the model: what is replaced, by what, and the verdict with the facts that differ, for one
/// protocol by its name or for the others by `=`.
struct Suite {
    base: &'static str,
    cases: &'static str,
}

const JSON: Suite = Suite {
    base: include_str!("wire/base.json"),
    cases: include_str!("wire/cases.txt"),
};

/// The protocols whose verdicts differ by XML and forms.
const XML: Suite = Suite {
    base: include_str!("wire/xml.json"),
    cases: include_str!("wire/xml_cases.txt"),
};

fn reviewed(old: &str, new: &str) -> Review {
    let [old, new] = [old, new]
        .map(|text| Model::parse(text, "model.json").unwrap_or_else(|errors| panic!("{errors}")));
    let [of_old, of_new] =
        [&old, &new].map(|model| Selection::all(model, &model.service().unwrap().id).unwrap());
    review((&old, &of_old), (&new, &of_new), &Options::new("things"))
        .unwrap_or_else(|errors| panic!("{errors}"))
}

/// The verdict with the facts that differ, such as `breaking: content type; binding`.
fn seen(review: &Review) -> String {
    let facts = review.changes.iter().flat_map(|judged| &judged.facts);
    let mut facts: Vec<&str> = facts.map(|fact| fact.name).collect();
    facts.sort_unstable();
    facts.dedup();
    match facts.as_slice() {
        [] => review.wire().word().to_owned(),
        facts => format!("{}: {}", review.wire().word(), facts.join("; ")),
    }
}

/// The text after a sign at the start of a line of a case.
fn after<'a>(case: &'a str, sign: &str) -> Option<&'a str> {
    let mut lines = case.lines();
    lines.find_map(|line| line.strip_prefix(sign)?.strip_prefix(' '))
}

/// The verdicts on all changes that are not those expected.
fn wrong(suite: &Suite) -> Vec<String> {
    let mut wrong = Vec::new();
    let (protocols, cases) = suite.cases.trim().split_once("\n\n").unwrap();
    for case in cases.split("\n\n") {
        let (from, to) = (after(case, "-").unwrap(), after(case, "+").unwrap());
        assert_eq!(suite.base.matches(from).count(), 1, "{from}");
        for protocol in protocols.lines() {
            let [old, new] = [suite.base.to_owned(), suite.base.replacen(from, to, 1)]
                .map(|text| text.replace("aws.protocols#PROTOCOL", protocol));
            let seen = seen(&reviewed(&old, &new));
            let name = protocol.split_once('#').unwrap().1;
            let family = match name {
                "restJson1" => "rest",
                "awsJson1_0" | "awsJson1_1" => "rpc",
                name => name,
            };
            let expected = after(case, family).or_else(|| after(case, "="));
            if Some(seen.as_str()) != expected {
                wrong.push(format!("- {from}\n+ {to}\n{name} {seen}\n"));
            }
        }
    }
    wrong
}

#[test]
fn every_trait_and_name_on_the_wire_is_seen_by_every_protocol() {
    for suite in [JSON, XML] {
        let wrong = wrong(&suite);
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }
}

#[test]
fn another_protocol_is_one_change() {
    let [old, new] = ["aws.protocols#awsQuery", "smithy.protocols#rpcv2Cbor"]
        .map(|protocol| XML.base.replace("aws.protocols#PROTOCOL", protocol));
    let review = reviewed(&old, &new);
    let breaking = review
        .changes
        .iter()
        .filter(|judged| judged.change.wire == Wire::Breaking);
    let rules: Vec<&str> = breaking.map(|judged| judged.change.rule.id()).collect();
    assert_eq!(rules, ["protocol-changed"]);
}
