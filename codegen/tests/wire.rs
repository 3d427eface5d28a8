//! The verdict on the wire: each trait and name that reaches requests or responses is changed, by
//! every protocol, and seen with the fact that it alters. A change that alters none is safe.

#![allow(clippy::unwrap_used)]

use tinsmith_codegen::Options;
use tinsmith_codegen::review::{Review, review};
use tinsmith_model::{Model, Selection};

const PROTOCOLS: [&str; 3] = ["restJson1", "awsJson1_0", "awsJson1_1"];

/// The model that is changed. Each change replaces one text of it.
const BASE: &str = include_str!("wire/base.json");

/// The changes: what is replaced, by what, and for each protocol the verdict with the facts that
/// differ.
const CASES: &str = include_str!("wire/cases.txt");

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

#[test]
fn every_trait_and_name_on_the_wire_is_seen_by_every_protocol() {
    let mut wrong = Vec::new();
    for case in CASES.trim().split("\n\n") {
        let (from, to) = (after(case, "-").unwrap(), after(case, "+").unwrap());
        assert_eq!(BASE.matches(from).count(), 1, "{from}");
        for protocol in PROTOCOLS {
            let [old, new] = [BASE.to_owned(), BASE.replacen(from, to, 1)]
                .map(|text| text.replace("PROTOCOL", protocol));
            let seen = seen(&reviewed(&old, &new));
            let short = if protocol == "restJson1" {
                "rest"
            } else {
                "rpc"
            };
            let expected = after(case, short).or_else(|| after(case, "="));
            if Some(seen.as_str()) != expected {
                wrong.push(format!("- {from}\n+ {to}\n{protocol} {seen}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
