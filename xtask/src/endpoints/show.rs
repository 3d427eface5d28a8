//! Formats the results of the cases as a table.

use std::fmt;

use super::program::Outcomes;
use super::service::Rules;
use tinsmith::report::{count, number};

/// The rules with their results.
pub(crate) struct Report<'r> {
    all: &'r [Rules],
    outcomes: &'r Outcomes,
}

impl<'r> Report<'r> {
    pub(crate) fn new(all: &'r [Rules], outcomes: &'r Outcomes) -> Self {
        Self { all, outcomes }
    }

    /// Returns true if every case passed, and no rules were refused.
    pub(crate) fn is_good(&self) -> bool {
        let astray = self.outcomes.iter().any(|(.., astray)| !astray.is_empty());
        !astray && self.failed() == 0 && self.all.iter().all(|rules| rules.refused.is_none())
    }

    fn failed(&self) -> usize {
        self.outcomes.iter().map(|(failed, ..)| failed.len()).sum()
    }

    fn line(&self, f: &mut fmt::Formatter<'_>, at: usize) -> fmt::Result {
        let rules = &self.all[at];
        let failed = self.outcomes[at].0.len();
        let form = match (&rules.refused, &rules.standard) {
            (Some(_), _) => "refused".to_owned(),
            (None, Some(form)) => format!("standard {}", form.number),
            (None, None) => "table".to_owned(),
        };
        let size = if rules.standard.is_none() {
            rules.text().len()
        } else {
            0
        };
        writeln!(
            f,
            "{:<40} {:<8} {:>6} {:>6} {:>6} {:>7}  {:<11} {:>7}",
            rules.service,
            rules.source,
            rules.cases.len(),
            rules.cases.len() - failed,
            failed,
            rules.inputs,
            form,
            number(size),
        )
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<40} {:<8} {:>6} {:>6} {:>6} {:>7}  {:<11} {:>7}",
            "service", "rules", "cases", "passed", "failed", "inputs", "form", "bytes"
        )?;
        for at in 0..self.all.len() {
            self.line(f, at)?;
        }
        for (rules, (failed, _, astray)) in self.all.iter().zip(self.outcomes) {
            for case in failed {
                writeln!(f, "{} ({}): {case}", rules.service, rules.source)?;
            }
            for url in astray {
                writeln!(
                    f,
                    "{} ({}): forged parameters lead to {url}",
                    rules.service, rules.source
                )?;
            }
            if let Some(reason) = &rules.refused {
                writeln!(f, "{} ({}): {reason}", rules.service, rules.source)?;
            }
        }
        let cases: usize = self.all.iter().map(|rules| rules.cases.len()).sum();
        let standard = self
            .all
            .iter()
            .filter(|rules| rules.standard.is_some())
            .count();
        let earlier: usize = self.outcomes.iter().map(|(_, earlier, _)| earlier).sum();
        if earlier > 0 {
            let cases = count(earlier, "case");
            writeln!(
                f,
                "{cases} passed with the partitions of before 2026, when they were written"
            )?;
        }
        writeln!(
            f,
            "{}, {standard} of a standard form; {} passed, {} failed",
            count(self.all.len(), "rule set"),
            cases - self.failed(),
            self.failed(),
        )
    }
}
