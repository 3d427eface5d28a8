//! `cargo xtask review-audit --wire`: whether the verdict on the wire is what sending shows.
//!
//! A crate with each changed model is compiled beside that of the model before. Both make requests
//! from the same inputs, those of the old model, and read the same responses, those of the new one.
//! If a request or a reading differs, old clients break; the review must say so, and must not say
//! so otherwise.

mod enumerated;
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
use tinsmith_codegen::review::{Judged, review};
use tinsmith_model::compare::{Rule, Wire};

use self::observed::{Observed, observe};
use self::program::Program;
use super::Options;
use super::base::{self, Base};
use super::draw::{self, Change};

/// The word for the changes of the tests in place of a folder.
const ENUMERATED: &str = "enumerated";

/// The number of changes that are judged by default.
const CHANGES: usize = 200;

/// The rules of breaks that no request or reading shows: the service alone knows if it still takes
/// a value, and which one it leaves out as the default; callers match codes by hand.
const UNSEEN: [Rule; 5] = [
    Rule::DefaultChanged,
    Rule::EnumValueRemoved,
    Rule::EnumValueChanged,
    Rule::ErrorChanged,
    Rule::ShapeRenamed,
];

/// Kinds of shapes before and after that samples do not tell apart.
///
/// They have no value that the enum lacks, and of a structure with one member, that one.
const UNSEEN_KINDS: [(&str, &str); 7] = [
    ("string", "enum"),
    ("byte", "intEnum"),
    ("short", "intEnum"),
    ("integer", "intEnum"),
    ("long", "intEnum"),
    ("structure", "union"),
    ("union", "structure"),
];

/// The verdicts on one change.
struct Judgment {
    name: String,
    service: String,
    kind: &'static str,
    what: String,
    /// The rules of the changes that break by the review.
    breaking: Vec<Rule>,
    /// True if sending shows none of these breaks.
    unseen: bool,
    observed: Vec<Observed>,
}

impl Judgment {
    /// Returns true if the review and the observation agree.
    fn agrees(&self) -> bool {
        let differs = !self.observed.is_empty();
        match (differs, self.breaking.as_slice()) {
            (true, rules) => !rules.is_empty(),
            (false, rules) => rules.is_empty() || self.unseen,
        }
    }
}

/// Exits with 1 if a verdict is not what sending shows.
pub(super) fn run(options: &Options, interrupt: &Interrupt) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let (title, judged) = if options.source.as_os_str() == ENUMERATED {
        let (bases, suites) = enumerated::suites()?;
        let changes = enumerated::changes(&bases, &suites)?;
        let title = format!("{} protocols", bases.len());
        (title, show_all(options, (&bases, &changes), interrupt)?)
    } else {
        let bases = base::find(&options.source, &options.services, options.seed)?;
        let number = options.changes.map_or(CHANGES, NonZeroUsize::get);
        let drawn = draw::draw(&bases, &kinds::all(), number, options.seed, interrupt)?;
        let title = format!("{} services, seed {}", bases.len(), options.seed);
        (
            title,
            show_all(options, (&bases, &drawn.changes), interrupt)?,
        )
    };
    if interrupt.is_set() {
        return Ok(interrupt.code());
    }
    print(&text(&title, &judged, start.elapsed().as_secs()))?;
    Ok(match judged.iter().all(Judgment::agrees) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Compiles all crates, lets them send and read, and judges each change.
fn show_all(
    options: &Options,
    (bases, changes): (&[Base], &[Change<'_>]),
    interrupt: &Interrupt,
) -> Result<Vec<Judgment>, Failure> {
    let program = Program::write(options.out.as_deref(), bases, changes)?;
    let jobs = options.jobs.map_or_else(pool::cores, NonZeroUsize::get);
    let by_base = pool::run(bases, jobs, "sending", interrupt, |base| {
        let own = changes
            .iter()
            .filter(|change| std::ptr::eq(change.base, base));
        let own: Vec<&Change<'_>> = own.collect();
        let observed = observe(&program, base, &own)?;
        let pairs = own.into_iter().zip(observed);
        pairs
            .map(|(change, observed)| judge(change, observed))
            .collect()
    });
    let all: Result<Vec<Vec<Judgment>>, Failure> = by_base.into_iter().collect();
    Ok(all?.into_iter().flatten().collect())
}

fn judge(change: &Change<'_>, observed: Vec<Observed>) -> Result<Judgment, Failure> {
    let base = change.base;
    let old = (&base.model, &base.selection);
    let review = review(old, (&change.model, &change.selection), &base.options)?;
    let changes = review.changes.iter();
    let breaking = changes.filter(|judged| judged.change.wire == Wire::Breaking);
    let breaking: Vec<&Judged> = breaking.collect();
    Ok(Judgment {
        name: change.name.clone(),
        service: base.name.clone(),
        kind: change.kind,
        what: change.what.clone(),
        breaking: breaking.iter().map(|judged| judged.change.rule).collect(),
        unseen: breaking.iter().all(|judged| is_unseen(judged)),
        observed,
    })
}

/// Returns true if no request and no reading shows the break: values that may be refused, and
/// structures that only happen to have one member, as unions do.
fn is_unseen(judged: &Judged) -> bool {
    let kinds = judged.facts.iter().filter(|fact| fact.name == "kind");
    let mut kinds = kinds.filter_map(|fact| fact.before.as_deref().zip(fact.after.as_deref()));
    UNSEEN.contains(&judged.change.rule) || kinds.any(|kinds| UNSEEN_KINDS.contains(&kinds))
}

/// A table by kinds, and every disagreement.
fn text(title: &str, judged: &[Judgment], seconds: u64) -> String {
    let mut rows: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut total = [0; 4];
    for one in judged {
        let row = rows.entry(one.kind).or_default();
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
        "{} changes of {title}, judged by sending in {seconds} s\n\n\
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
        let (name, service, what) = (&one.name, &one.service, &one.what);
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
