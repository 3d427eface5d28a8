//! `cargo xtask review-audit --wire`: whether the verdict on the wire is what sending shows.
//!
//! A crate with each changed model is compiled beside that of the model before. Both make requests
//! from the same inputs, those of the old model, and read the same responses, those of the new one.
//! If a request or a reading differs, old clients break; the review must say so, and must not say
//! so otherwise.

mod kinds;
mod observed;
mod program;
mod samples;
mod values;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::Instant;

use tinsmith::failure::Failure;
use tinsmith::interrupt::Interrupt;
use tinsmith::pool;
use tinsmith::report::print;
use tinsmith_codegen::review::review;
use tinsmith_model::compare::{Change as ModelChange, Rule, Wire};

use self::observed::{Observed, observe};
use self::program::Program;
use super::Options;
use super::base;
use super::draw::{self, Change};

/// The number of changes that are judged by default.
const CHANGES: usize = 200;

/// The rules of breaks that no request or reading shows: the service alone knows if it still takes
/// a value, and callers match codes by hand.
const UNSEEN: [Rule; 4] = [
    Rule::EnumValueRemoved,
    Rule::EnumValueChanged,
    Rule::ErrorChanged,
    Rule::ShapeRenamed,
];

/// The verdicts on one change.
struct Judgment<'c, 'b> {
    change: &'c Change<'b>,
    /// The rules of the changes that break by the review.
    breaking: Vec<Rule>,
    observed: Vec<Observed>,
}

impl Judgment<'_, '_> {
    /// Returns true if the review and the observation agree.
    fn agrees(&self) -> bool {
        let differs = !self.observed.is_empty();
        match (differs, self.breaking.as_slice()) {
            (true, rules) => !rules.is_empty(),
            (false, rules) => rules.iter().all(|rule| UNSEEN.contains(rule)),
        }
    }
}

/// Exits with 1 if a verdict is not what sending shows.
pub(super) fn run(options: &Options, interrupt: &Interrupt) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let bases = base::find(&options.source, &options.services, options.seed)?;
    let number = options.changes.map_or(CHANGES, NonZeroUsize::get);
    let drawn = draw::draw(&bases, &kinds::all(), number, options.seed, interrupt)?;
    let program = Program::write(options.out.as_deref(), &bases, &drawn.changes)?;
    let mut judged = Vec::new();
    let jobs = pool::cores().min(options.jobs.map_or(usize::MAX, NonZeroUsize::get));
    let by_base = pool::run(&bases, jobs, "sending", interrupt, |base| {
        let changes = drawn
            .changes
            .iter()
            .filter(|change| std::ptr::eq(change.base, base));
        let changes: Vec<&Change<'_>> = changes.collect();
        let all = observe(&program, base, &changes)?;
        let pairs = changes.into_iter().zip(all);
        pairs
            .map(|(change, observed)| judge(change, observed))
            .collect::<Result<Vec<_>, _>>()
    });
    if interrupt.is_set() {
        return Ok(interrupt.code());
    }
    for of_base in by_base {
        judged.extend(of_base?);
    }
    print(&text(
        options.seed,
        bases.len(),
        &judged,
        start.elapsed().as_secs(),
    ))?;
    let agreed = judged.iter().all(Judgment::agrees);
    Ok(if agreed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn judge<'c, 'b>(
    change: &'c Change<'b>,
    observed: Vec<Observed>,
) -> Result<Judgment<'c, 'b>, Failure> {
    let base = change.base;
    let old = (&base.model, &base.selection);
    let review = review(old, (&change.model, &change.selection), &base.options)?;
    let changes = review.changes.iter().map(|judged| &judged.change);
    let breaking = changes.filter(|change: &&ModelChange| change.wire == Wire::Breaking);
    Ok(Judgment {
        change,
        breaking: breaking.map(|change| change.rule).collect(),
        observed,
    })
}

/// A table by kinds, and every disagreement.
fn text(seed: u64, services: usize, judged: &[Judgment<'_, '_>], seconds: u64) -> String {
    let mut rows: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut total = [0; 4];
    for one in judged {
        let row = rows.entry(one.change.kind).or_default();
        let counts = [
            true,
            !one.breaking.is_empty(),
            !one.observed.is_empty(),
            !one.agrees(),
        ];
        for (at, counted) in counts.into_iter().enumerate() {
            row[at] += usize::from(counted);
            total[at] += usize::from(counted);
        }
    }
    let mut text = format!(
        "{} changes of {services} services, seed {seed}, judged by sending in {seconds} s\n\n\
         {:<30}{:>8}{:>10}{:>10}{:>14}\n",
        judged.len(),
        "",
        "judged",
        "breaking",
        "differs",
        "disagreements"
    );
    let rows = rows.into_iter().chain([("all", total)]);
    for (kind, [all, breaking, differs, disagreements]) in rows {
        text.push_str(&format!(
            "{kind:<30}{all:>8}{breaking:>10}{differs:>10}{disagreements:>14}\n"
        ));
    }
    for one in judged.iter().filter(|one| !one.agrees()) {
        let (name, service, what) = (&one.change.name, &one.change.base.name, &one.change.what);
        let rules: Vec<&str> = one.breaking.iter().map(|rule| rule.id()).collect();
        text.push_str(&format!(
            "\nDISAGREEMENT: {name} of {service}: {what}\n  breaking: {}\n",
            rules.join(", ")
        ));
        for observed in one.observed.iter().take(3) {
            text.push_str(&format!("  {observed}\n"));
        }
    }
    text
}
