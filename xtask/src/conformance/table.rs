//! The results of all suites, by protocol.

use std::collections::BTreeMap;
use std::fmt;

use tinsmith_model::ShapeId;

use super::run::Outcomes;
use super::skips::Skips;
use super::suite::{Case, Suite};

/// The cases of one protocol.
#[derive(Default)]
struct Row {
    cases: usize,
    passed: usize,
    failed: Vec<String>,
    /// The skipped cases, by reason.
    skipped: BTreeMap<String, usize>,
}

/// A row for each protocol.
pub(crate) struct Table {
    rows: BTreeMap<String, Row>,
    /// The listed cases that pass.
    needless: Vec<String>,
}

impl Table {
    pub(crate) fn new(suites: &[Suite], outcomes: &Outcomes, skips: &Skips) -> Self {
        let mut table = Self {
            rows: BTreeMap::new(),
            needless: Vec::new(),
        };
        for suite in suites {
            for case in &suite.cases {
                table.add(suite, case, outcomes, skips);
            }
        }
        table
    }

    fn add(&mut self, suite: &Suite, case: &Case, outcomes: &Outcomes, skips: &Skips) {
        let row = self.rows.entry(suite.protocol.clone()).or_default();
        row.cases += 1;
        if let Some(reason) = not_run(suite, &case.shape) {
            *row.skipped.entry(reason).or_default() += 1;
            return;
        }
        let function = tinsmith_codegen::test_name(&case.id, case.response);
        let outcome = outcomes.get(&format!("{}::{function}", suite.crate_name()));
        match (outcome, skips.reason(&case.id)) {
            (Some(true), None) => row.passed += 1,
            (Some(true), Some(_)) => self.needless.push(case.id.clone()),
            (_, Some(reason)) => *row.skipped.entry(reason.to_owned()).or_default() += 1,
            (Some(false), None) => row.failed.push(format!("{} ({})", case.id, suite.name)),
            (None, None) => row
                .failed
                .push(format!("{} ({}): was not run", case.id, suite.name)),
        }
    }

    /// Returns true if every case passed, except for those listed as failing.
    pub(crate) fn is_good(&self) -> bool {
        self.needless.is_empty() && self.rows.values().all(|row| row.failed.is_empty())
    }
}

/// The reason why a case has no test.
fn not_run(suite: &Suite, shape: &ShapeId) -> Option<String> {
    if suite.refused.contains(shape) {
        return Some("the operation needs an event stream".to_owned());
    }
    suite.outcome.as_ref().err().cloned()
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| protocol | cases | passed | failed | skipped |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | --- |")?;
        for (protocol, row) in &self.rows {
            let skipped = row
                .skipped
                .iter()
                .map(|(reason, count)| format!("{count}: {reason}"));
            let skipped = skipped.collect::<Vec<_>>().join("; ");
            let (cases, passed, failed) = (row.cases, row.passed, row.failed.len());
            writeln!(
                f,
                "| {protocol} | {cases} | {passed} | {failed} | {skipped} |"
            )?;
        }
        for case in self.rows.values().flat_map(|row| &row.failed) {
            writeln!(f, "failed: {case}")?;
        }
        for case in &self.needless {
            writeln!(
                f,
                "passes, so its entry in the list of skips must go: {case}"
            )?;
        }
        Ok(())
    }
}
