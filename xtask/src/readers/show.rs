//! Formats the comparisons for a terminal.

use std::collections::BTreeMap;

use tinsmith_model::common::Gap;
use tinsmith_model::compare::Rule;

use super::one::Outcome;
use super::pairs::Found;
use tinsmith::report::{count, number};

/// The columns of the table of services.
const HEAD: [&str; 8] = [
    "service",
    "changes",
    "files",
    "lines",
    "differing files",
    "differing lines",
    "operations",
    "differing syntax",
];

/// The number of problems shown.
const SHOWN: usize = 50;

/// Formats the tables and the problems.
pub(super) fn summary(found: &Found, outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "{} in Smithy's form and in that of {}\n\n",
        count(outcomes.len(), "service"),
        found.botocore
    );
    text += &services(outcomes);
    if !found.alone.is_empty() {
        text += &format!("\nonly in Smithy's form: {}\n", found.alone.join(", "));
    }
    text + &removed(outcomes) + &rules(outcomes) + &problems(outcomes)
}

/// Formats a row for each service, and one for the total.
fn services(outcomes: &[Outcome]) -> String {
    let mut sums = [0; 7];
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    for outcome in outcomes {
        let numbers = numbers(outcome);
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += number.unwrap_or(0);
        }
        rows.push(row(&outcome.name, numbers));
    }
    rows.push(row("all", sums.map(Some)));
    table(&rows)
}

/// The numbers of a row; those about generated code are unknown if no protocol is supported.
fn numbers(outcome: &Outcome) -> [Option<usize>; 7] {
    let files = outcome.files.as_ref();
    let lines = |files: &super::files::Compared| files.differing.iter().map(|one| one.lines).sum();
    [
        Some(outcome.changes.len()),
        files.map(|files| files.files),
        files.map(|files| files.lines),
        files.map(|files| files.differing.len()),
        files.map(lines),
        Some(outcome.syntax.operations),
        Some(outcome.syntax.differing.len()),
    ]
}

fn row(name: &str, numbers: [Option<usize>; 7]) -> Vec<String> {
    let numbers = numbers.map(|known| known.map_or("-".to_owned(), number));
    [name.to_owned()].into_iter().chain(numbers).collect()
}

/// Formats the content removed from both models, by gap.
fn removed(outcomes: &[Outcome]) -> String {
    let head = ["taken away", "Smithy", "botocore", "services"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for gap in Gap::all() {
        let each: Vec<[usize; 2]> = outcomes.iter().map(|one| one.removed(gap)).collect();
        let sum = |side: usize| each.iter().map(|both| both[side]).sum::<usize>();
        let services = each.iter().filter(|both| **both != [0, 0]).count();
        let numbers = [sum(0), sum(1), services].map(number);
        rows.push([gap.id().to_owned()].into_iter().chain(numbers).collect());
    }
    format!("\n{}", table(&rows))
}

/// Formats the changes, by rule.
fn rules(outcomes: &[Outcome]) -> String {
    let mut rules: BTreeMap<Rule, BTreeMap<&str, usize>> = BTreeMap::new();
    for outcome in outcomes {
        for change in &outcome.changes {
            let services = rules.entry(change.rule).or_default();
            *services.entry(&outcome.name).or_default() += 1;
        }
    }
    let head = ["change", "number", "services"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (rule, services) in &rules {
        let sum = number(services.values().sum());
        rows.push(vec![rule.id().to_owned(), sum, number(services.len())]);
    }
    format!("\n{}", table(&rows))
}

fn problems(outcomes: &[Outcome]) -> String {
    let lines = outcomes.iter().flat_map(|outcome| {
        let problems = outcome.problems.iter();
        problems.map(|problem| format!("{}: {problem}", outcome.name))
    });
    let lines: Vec<String> = lines.collect();
    match lines.len() {
        0 => "\nall differences are caused by changes of the models\n".to_owned(),
        number => {
            let what = "not caused by a change of the models";
            list(&format!("{} {what}", count(number, "difference")), &lines)
        }
    }
}

/// Formats the unknown changes, and the known ones that are gone.
pub(super) fn news(news: &[String]) -> String {
    match news.len() {
        0 => String::new(),
        number => list(
            &format!(
                "{} beyond the known ones, or known and gone",
                count(number, "change")
            ),
            news,
        ),
    }
}

/// Formats the first lines of a list under a title.
fn list(title: &str, lines: &[String]) -> String {
    let shown = lines.iter().take(SHOWN);
    let shown: String = shown.map(|line| format!("  {line}\n")).collect();
    match lines.len().saturating_sub(SHOWN) {
        0 => format!("\n{title}:\n{shown}"),
        more => format!("\n{title}:\n{shown}  and {more} more\n"),
    }
}

/// Aligns rows in columns: the first one to the left, the others to the right.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| match at {
            0 => format!("{cell:<width$}"),
            _ => format!("  {cell:>width$}"),
        });
        cells.collect::<String>() + "\n"
    });
    lines.collect()
}
