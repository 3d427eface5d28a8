//! What came of an audit, in lines for a terminal.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use super::base::Base;
use super::difference::Difference;
use super::draw::{Change, Drawn};
use super::explanations::Explanations;
use super::judge::{Judged, Judgement, Standing};
use super::mutations::KINDS;
use super::tool::Tool;
use tinsmith::failure::Failure;
use tinsmith::report::count;

/// All that there is to tell.
pub(super) struct Summary<'a> {
    pub(super) bases: &'a [Base],
    pub(super) drawn: &'a Drawn<'a>,
    /// In the order of the changes.
    pub(super) judged: &'a [Judged],
    pub(super) explanations: &'a Explanations,
    /// Whether there must be a change of every kind, and one for every explanation.
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
    fn add(&mut self, judgement: &Judgement, explained: bool) {
        self.judged += 1;
        self.ours += usize::from(judgement.ours());
        self.theirs += usize::from(judgement.theirs());
        match judgement.standing() {
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
    /// Every judgement with its change.
    fn all(&self) -> impl Iterator<Item = (&'a Change<'a>, &'a Judgement)> {
        let pairs = self.drawn.changes.iter().zip(self.judged);
        pairs.flat_map(|(change, judged)| {
            let judgements = judged.as_ref().ok().into_iter().flatten();
            judgements.map(move |judgement| (change, judgement))
        })
    }

    /// What the compiler refused.
    fn refused(&self) -> impl Iterator<Item = (&'a Change<'a>, &'a str)> {
        let pairs = self.drawn.changes.iter().zip(self.judged);
        pairs.filter_map(|(change, judged)| Some((change, judged.as_ref().err()?.0.as_str())))
    }

    fn unused(&self) -> Vec<String> {
        let judgements: Vec<&Judgement> = self.all().map(|(_, judgement)| judgement).collect();
        self.explanations.unused(&judgements)
    }

    /// How the command ends.
    ///
    /// # Errors
    /// Where a strict audit lacks something.
    pub(super) fn code(&self) -> Result<ExitCode, Failure> {
        let mut all = self.all();
        let explained = all.all(|(_, judgement)| self.explanations.explain(judgement));
        if !explained || self.refused().next().is_some() {
            return Ok(ExitCode::FAILURE);
        }
        match self.lacking() {
            lacking if self.strict && !lacking.is_empty() => Err(Failure(lacking)),
            _ => Ok(ExitCode::SUCCESS),
        }
    }

    /// The kinds without a change and the explanations without a case, in a line each.
    fn lacking(&self) -> String {
        let lines = [
            (
                "no change could be made of the kinds",
                self.drawn.missing().join(", "),
            ),
            (
                "no change shows what is explained",
                self.unused().join(", "),
            ),
        ];
        let lines = lines.iter().filter(|(_, names)| !names.is_empty());
        let lines: Vec<String> = lines
            .map(|(what, names)| format!("{what}: {names}"))
            .collect();
        lines.join("\n")
    }

    /// The report: what was done, a table by kinds, and every disagreement.
    pub(super) fn text(&self, tool: &Tool, seed: u64, time: Duration) -> String {
        let services: Vec<&str> = self.bases.iter().map(|base| base.name.as_str()).collect();
        let drawn = self.drawn;
        let head = format!(
            "{} of {}, seed {seed}, each judged there and back against {} in {:.0} s\n  {}\n\
             not taken: {} refused by the reader or generator, {} without effect on the crate, {} drawn before\n\n",
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
        for (change, judgement) in self.all() {
            let explained = self.explanations.explain(judgement);
            let row: &mut Row = rows.entry(change.kind).or_default();
            row.add(judgement, explained);
            total.add(judgement, explained);
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

    /// How often what tells the verdicts apart, and what the tool only warned of.
    fn reasons(&self) -> String {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, judgement) in self.all() {
            let warned = judgement.warnings.iter();
            let warned = warned.map(|lint| format!("the tool warns: {lint}"));
            for name in reason(judgement).into_iter().chain(warned) {
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
        let differ = self.all().filter(|(_, judgement)| {
            let known = self.explanations.explain(judgement);
            judgement.standing() != Standing::Agreed || !known
        });
        let shown = differ.map(|(change, judgement)| self.disagreement(change, judgement));
        shown.collect()
    }

    fn disagreement(&self, change: &Change<'_>, judgement: &Judgement) -> String {
        let known = match self.explanations.explain(judgement) {
            true => "explained",
            false => "NOT EXPLAINED",
        };
        let way = if judgement.back { "back" } else { "there" };
        let (name, service, what) = (&change.name, &change.base.name, &change.what);
        let ours = judgement.api.map_or("none", |api| api.word());
        let mut text = format!("\n{known}: {name}, {way}, of {service}: {what}\n  ours: {ours}\n");
        for item in &judgement.items {
            let nothing = String::from("nothing");
            let before = item.before.as_ref().unwrap_or(&nothing);
            let after = item.after.as_ref().unwrap_or(&nothing);
            text.push_str(&format!("    {}: {before} => {after}\n", item.path));
        }
        let lints = match judgement.lints.as_slice() {
            [] => "nothing".to_owned(),
            lints => lints.join(", "),
        };
        text.push_str(&format!("  the tool's: {lints}\n"));
        text
    }
}

/// What only one of the two found, with how their verdicts stand; `None` where there is nothing.
fn reason(judgement: &Judgement) -> Option<String> {
    let word = match judgement.standing() {
        Standing::Agreed => "both agree, apart from",
        Standing::ToolSilent => "the tool is silent on",
        Standing::ToolAlone => "the tool alone finds",
    };
    let unseen = judgement.unseen().into_iter().map(Difference::name);
    let unanswered = judgement.unanswered().into_iter();
    let unanswered = unanswered.map(|lint| format!("the lint {lint}"));
    let parts: Vec<String> = unseen.chain(unanswered).collect();
    (!parts.is_empty()).then(|| format!("{word} {}", parts.join(", ")))
}
