//! Writes all differences to files, one per line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tinsmith_model::ShapeId;
use tinsmith_model::common::Gap;
use tinsmith_model::compare::Change;

use super::one::Outcome;
use tinsmith::failure::Failure;

/// The number of subjects of a rule that a line names.
const NAMED: usize = 3;

/// A function that formats the lines of a service.
type List = fn(&Outcome) -> Vec<String>;

/// Writes the files to a folder.
pub(super) fn write(folder: &Path, outcomes: &[Outcome]) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    let lists: [(&str, List); 4] = [
        ("changes.txt", changes),
        ("files.txt", files),
        ("syntax.txt", syntax),
        ("removed.txt", removed),
    ];
    for (name, list) in lists {
        let path = folder.join(name);
        fs::write(&path, text(list, outcomes)).map_err(|error| Failure::at(&path, error))?;
    }
    Ok(())
}

fn text(list: List, outcomes: &[Outcome]) -> String {
    let lines = outcomes.iter().flat_map(|outcome| {
        let name = &outcome.name;
        list(outcome)
            .into_iter()
            .map(move |line| format!("{name} {line}\n"))
    });
    lines.collect()
}

/// The changes that are missing in a file, with `+`, and those that only the file has, with `-`.
pub(super) fn news(known: &Path, outcomes: &[Outcome]) -> Result<Vec<String>, Failure> {
    let old = fs::read_to_string(known).map_err(|error| Failure::at(known, error))?;
    let new = text(changes, outcomes);
    let [old, new]: [BTreeSet<&str>; 2] = [&old, &new].map(|text| text.lines().collect());
    let added = new.difference(&old).map(|line| format!("+ {line}"));
    let gone = old.difference(&new).map(|line| format!("- {line}"));
    Ok(added.chain(gone).collect())
}

/// The changes between the two models.
fn changes(outcome: &Outcome) -> Vec<String> {
    let shown = |change: &Change| {
        let message = change.message.replace(char::is_control, " ");
        format!("{} {}: {message}", local(&change.subject), change.rule)
    };
    outcome.changes.iter().map(shown).collect()
}

/// The generated files that differ.
fn files(outcome: &Outcome) -> Vec<String> {
    let files = outcome.files.iter().flat_map(|files| &files.differing);
    let shown = files.map(|one| {
        let reasons = reasons(&outcome.changes, &one.causes);
        format!("{}: {reasons}", one.path)
    });
    shown.collect()
}

/// The operations whose syntax differs.
fn syntax(outcome: &Outcome) -> Vec<String> {
    let differing = outcome.syntax.differing.iter();
    let shown = differing.map(|(name, causes)| {
        let reasons = reasons(&outcome.changes, causes);
        format!("{name}: {reasons}")
    });
    shown.collect()
}

/// The content removed from Smithy's model, and from botocore's.
fn removed(outcome: &Outcome) -> Vec<String> {
    let shown = |gap: Gap| {
        let [smithy, botocore] = outcome.removed(gap);
        (smithy + botocore > 0).then(|| format!("{gap}: {smithy} {botocore}"))
    };
    Gap::all().filter_map(shown).collect()
}

/// Groups changes by rule, each with its subjects.
fn reasons(changes: &[Change], causes: &BTreeSet<usize>) -> String {
    let mut by_rule: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for change in causes.iter().map(|at| &changes[*at]) {
        let subjects = by_rule.entry(change.rule.id()).or_default();
        subjects.push(local(&change.subject));
    }
    if by_rule.is_empty() {
        return "not caused by a change".to_owned();
    }
    let shown = by_rule.into_iter().map(|(rule, subjects)| {
        let named = subjects[..subjects.len().min(NAMED)].join(" ");
        match subjects.len().saturating_sub(NAMED) {
            0 => format!("{rule} {named}"),
            more => format!("{rule} {named} and {more} more"),
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The id without its namespace.
fn local(id: &ShapeId) -> &str {
    let id = id.as_str();
    id.split_once('#').map_or(id, |(_, local)| local)
}
