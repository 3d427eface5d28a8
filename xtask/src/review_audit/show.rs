//! Formats the results of an audit for a terminal.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use super::base::Base;
use super::difference::Difference;
use super::draw::{Change, Drawn};
use super::explanations::Explanations;
use super::judge::{Judged, Judgment, Standing};
use super::mutations::KINDS;
use super::tool::Tool;
use tinsmith::failure::Failure;
use tinsmith::report::count;

/// The results of an audit.
pub(super) struct Summary<'a> {
    pub(super) bases: &'a [Base],
    pub(super) drawn: &'a Drawn<'a>,
    /// The judgments, in the order of the changes.
    pub(super) judged: &'a [Judged],
    pub(super) explanations: &'a Explanations,
    /// True if every kind needs a change, and every explanation a use.
    pub(super) strict: bool,
}

/// The numbers of a row.
#[derive(Default)]
struct Row {
    judged: usize,
    ours: usize,
    theirs: usize,
    agreed: usize,
    explained: usize,
    unexplained: usize,
}

impl Row {
    fn add(&mut self, judgment: &Judgment, explained: bool) {
        self.judged += 1;
        self.ours += usize::from(judgment.ours());
        self.theirs += usize::from(judgment.theirs());
        match judgment.standing() {
            _ if !explained => self.unexplained += 1,
            Standing::Agreed => self.agreed += 1,
            _ => self.explained += 1,
        }
    }

    fn text(&self, name: &str) -> String {
        format!(
            "{name:<30}{:>7}{:>7}{:>7}{:>8}{:>11}{:>13}\n",
            self.judged, self.ours, self.theirs, self.agreed, self.explained, self.unexplained
        )
    }
}

impl<'a> Summary<'a> {
    /// The judgments with their changes.
    fn all(&self) -> impl Iterator<Item = (&'a Change<'a>, &'a Judgment)> {
        let pairs = self.drawn.changes.iter().zip(self.judged);
        pairs.flat_map(|(change, judged)| {
            let judgments = judged.as_ref().ok().into_iter().flatten();
            judgments.map(move |judgment| (change, judgment))
        })
    }

    /// The changes that do not compile.
    fn refused(&self) -> impl Iterator<Item = (&'a Change<'a>, &'a str)> {
        let pairs = self.drawn.changes.iter().zip(self.judged);
        pairs.filter_map(|(change, judged)| Some((change, judged.as_ref().err()?.0.as_str())))
    }

    fn unused(&self) -> Vec<String> {
        let judgments: Vec<&Judgment> = self.all().map(|(_, judgment)| judgment).collect();
        self.explanations.unused(&judgments)
    }

    /// The exit code of the command.
    ///
    /// # Errors
    /// Returns [`Failure`] if a strict audit lacks a change or a use.
    pub(super) fn code(&self) -> Result<ExitCode, Failure> {
        let mut all = self.all();
        let explained = all.all(|(_, judgment)| self.explanations.explain(judgment));
        if !explained || self.refused().next().is_some() {
            return Ok(ExitCode::FAILURE);
        }
        match self.lacking() {
            lacking if self.strict && !lacking.is_empty() => Err(Failure(lacking)),
            _ => Ok(ExitCode::SUCCESS),
        }
    }

    /// Formats the kinds without a change and the explanations without a use, one line each.
    fn lacking(&self) -> String {
        let lines = [
            ("kinds without a change", self.drawn.missing().join(", ")),
            ("explanations without a use", self.unused().join(", ")),
        ];
        let lines = lines.iter().filter(|(_, names)| !names.is_empty());
        let lines: Vec<String> = lines
            .map(|(what, names)| format!("{what}: {names}"))
            .collect();
        lines.join("\n")
    }

    /// Formats the report: totals, a table of kinds, and all disagreements.
    pub(super) fn text(&self, tool: &Tool, seed: u64, time: Duration) -> String {
        let services: Vec<&str> = self.bases.iter().map(|base| base.name.as_str()).collect();
        let drawn = self.drawn;
        let head = format!(
            "{} of {}, seed {seed}, each judged in both directions against {} in {:.0} s\n  {}\n\
             rejected: {} refused by the reader or generator, {} without effect on the crate, \
             {} duplicates\n\n",
            count(drawn.changes.len(), "change"),
            count(services.len(), "service"),
            tool.version,
            time.as_secs_f64(),
            services.join(" "),
            drawn.refused,
            drawn.idle,
            drawn.repeated,
        );
        head + &self.table() + &self.reasons() + &self.failures() + &self.disagreements()
    }

    fn table(&self) -> String {
        let (mut rows, mut total) = (BTreeMap::new(), Row::default());
        for (change, judgment) in self.all() {
            let explained = self.explanations.explain(judgment);
            let row: &mut Row = rows.entry(change.kind).or_default();
            row.add(judgment, explained);
            total.add(judgment, explained);
        }
        let mut text = format!(
            "{:<30}{:>7}{:>7}{:>7}{:>8}{:>11}{:>13}\n",
            "", "judged", "major", "tool's", "agreed", "explained", "unexplained"
        );
        for kind in &KINDS {
            let row = rows.remove(kind.name).unwrap_or_default();
            text.push_str(&row.text(kind.name));
        }
        text + &total.text("all")
    }

    /// Formats the causes of disagreements, and the warnings of the tool, with their numbers.
    fn reasons(&self) -> String {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, judgment) in self.all() {
            let warned = judgment.warnings.iter();
            let warned = warned.map(|lint| format!("the tool warns: {lint}"));
            for name in reason(judgment).into_iter().chain(warned) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let lines = counts.into_iter();
        let lines = lines.map(|(name, number)| format!("{number:>5}  {name}\n"));
        let lacking = self.lacking().replace('\n', "\n       ");
        format!("\n{}       {lacking}\n", lines.collect::<String>())
    }

    fn failures(&self) -> String {
        let shown = self.refused().map(|(change, said)| {
            let said: Vec<&str> = said.lines().take(12).collect();
            let (name, what) = (&change.name, &change.what);
            format!(
                "\nnot compiled: {name} of {}: {what}\n  {}\n",
                change.base.name,
                said.join("\n  ")
            )
        });
        shown.collect()
    }

    fn disagreements(&self) -> String {
        let differ = self.all().filter(|(_, judgment)| {
            let known = self.explanations.explain(judgment);
            judgment.standing() != Standing::Agreed || !known
        });
        let shown = differ.map(|(change, judgment)| self.disagreement(change, judgment));
        shown.collect()
    }

    fn disagreement(&self, change: &Change<'_>, judgment: &Judgment) -> String {
        let known = match self.explanations.explain(judgment) {
            true => "explained",
            false => "NOT EXPLAINED",
        };
        let way = if judgment.back { "back" } else { "there" };
        let (name, service, what) = (&change.name, &change.base.name, &change.what);
        let ours = judgment.api.map_or("none", |api| api.word());
        let mut text = format!("\n{known}: {name}, {way}, of {service}: {what}\n  ours: {ours}\n");
        for item in &judgment.items {
            let nothing = String::from("nothing");
            let before = item.before.as_ref().unwrap_or(&nothing);
            let after = item.after.as_ref().unwrap_or(&nothing);
            text.push_str(&format!("    {}: {before} => {after}\n", item.path));
        }
        let lints = match judgment.lints.as_slice() {
            [] => "nothing".to_owned(),
            lints => lints.join(", "),
        };
        text.push_str(&format!("  the tool's: {lints}\n"));
        text
    }
}

/// Describes the findings of only one side; `None` if there are none.
fn reason(judgment: &Judgment) -> Option<String> {
    let word = match judgment.standing() {
        Standing::Agreed => "both agree, apart from",
        Standing::ToolSilent => "the tool is silent on",
        Standing::ToolAlone => "the tool alone finds",
    };
    let unseen = judgment.unseen().into_iter().map(Difference::name);
    let unanswered = judgment.unanswered().into_iter();
    let unanswered = unanswered.map(|lint| format!("the lint {lint}"));
    let parts: Vec<String> = unseen.chain(unanswered).collect();
    (!parts.is_empty()).then(|| format!("{word} {}", parts.join(", ")))
}
