//! Formats the results of the cases as a table.

use std::fmt;

use super::program::Outcome;
use super::service::Rules;
use tinsmith::report::{count, number};

/// The rules with their results.
pub(crate) struct Report<'r> {
    all: &'r [Rules],
    outcomes: &'r [Outcome],
}

impl<'r> Report<'r> {
    pub(crate) fn new(all: &'r [Rules], outcomes: &'r [Outcome]) -> Self {
        Self { all, outcomes }
    }

    /// Returns true if every case passed, and no rules were refused.
    pub(crate) fn is_good(&self) -> bool {
        let good = |(rules, outcome): (&Rules, &Outcome)| {
            let refused = rules.refused.is_some() || rules.client.is_err();
            !refused && outcome.astray.is_empty() && outcome.calls == rules.calls
        };
        self.failed() == 0 && self.all.iter().zip(self.outcomes).all(good)
    }

    fn failed(&self) -> usize {
        let failed = |one: &Outcome| one.failed.len() + one.failed_calls.len();
        self.outcomes.iter().map(failed).sum()
    }

    fn line(&self, f: &mut fmt::Formatter<'_>, at: usize) -> fmt::Result {
        let rules = &self.all[at];
        let outcome = &self.outcomes[at];
        let failed = outcome.failed.len() + outcome.failed_calls.len();
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
            "{:<40} {:<8} {:>6} {:>6} {:>9} {:>6}  {:<11} {:>7}",
            rules.service,
            rules.source,
            rules.cases.len(),
            rules.cases.len() - outcome.failed.len(),
            format!("{}/{}", outcome.calls, rules.calls),
            failed,
            form,
            number(size),
        )
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<40} {:<8} {:>6} {:>6} {:>9} {:>6}  {:<11} {:>7}",
            "service", "rules", "cases", "passed", "calls", "failed", "form", "bytes"
        )?;
        for at in 0..self.all.len() {
            self.line(f, at)?;
        }
        for (rules, outcome) in self.all.iter().zip(self.outcomes) {
            for case in outcome.failed.iter().chain(&outcome.failed_calls) {
                writeln!(f, "{} ({}): {case}", rules.service, rules.source)?;
            }
            for url in &outcome.astray {
                writeln!(
                    f,
                    "{} ({}): forged parameters lead to {url}",
                    rules.service, rules.source
                )?;
            }
            if rules.waiting > 0 {
                let calls = count(rules.waiting, "call");
                let what = "of operations that cannot be generated not made";
                writeln!(f, "{} ({}): {calls} {what}", rules.service, rules.source)?;
            }
            let of_client = rules.client.as_ref().err();
            if let Some(reason) = rules.refused.as_ref().or(of_client) {
                writeln!(f, "{} ({}): {reason}", rules.service, rules.source)?;
            }
        }
        let cases: usize = self.all.iter().map(|rules| rules.cases.len()).sum();
        let failed: usize = self.outcomes.iter().map(|one| one.failed.len()).sum();
        let calls: usize = self.outcomes.iter().map(|one| one.calls).sum();
        let standard = self
            .all
            .iter()
            .filter(|rules| rules.standard.is_some())
            .count();
        let earlier: usize = self.outcomes.iter().map(|one| one.by_earlier).sum();
        if earlier > 0 {
            let cases = count(earlier, "case");
            writeln!(
                f,
                "{cases} passed with the partitions of before 2026, when they were written"
            )?;
        }
        writeln!(
            f,
            "{}, {standard} of a standard form; {} passed, with {} by generated clients; {} failed",
            count(self.all.len(), "rule set"),
            count(cases - failed, "case"),
            count(calls, "call"),
            self.failed(),
        )
    }
}
