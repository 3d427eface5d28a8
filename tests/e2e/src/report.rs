//! The table of what passed.

use std::error::Error;
use std::fmt;

/// The reason why a scenario ended early.
pub type Failure = Box<dyn Error>;

/// The steps of a scenario that passed.
pub struct Steps {
    service: &'static str,
    driver: &'static str,
    passed: Vec<&'static str>,
}

impl Steps {
    /// Notes that a step passed.
    pub fn passed(&mut self, step: &'static str) {
        self.passed.push(step);
    }
}

/// The outcomes of all scenarios.
#[derive(Default)]
pub struct Report(Vec<Row>);

struct Row {
    steps: Steps,
    failure: Option<String>,
}

impl Report {
    /// Begins a scenario.
    pub fn begin(&self, service: &'static str, driver: &'static str) -> Steps {
        Steps {
            service,
            driver,
            passed: Vec::new(),
        }
    }

    /// Ends a scenario.
    pub fn end(&mut self, steps: Steps, outcome: Result<(), Failure>) {
        let failure = outcome.err().map(|failure| with_sources(&*failure));
        self.0.push(Row { steps, failure });
    }

    /// Returns true if at least one scenario ran, and none failed.
    pub fn passed(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|row| row.failure.is_none())
    }

    /// Prints a row per scenario, and the counts.
    pub fn print(&self) {
        for row in &self.0 {
            println!("{row}");
        }
        let failed = self.0.iter().filter(|row| row.failure.is_some()).count();
        println!("{} passed, {failed} failed", self.0.len() - failed);
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { steps, failure } = self;
        write!(
            f,
            "{:<16} {:<9} {}",
            steps.service,
            steps.driver,
            steps.passed.join(" ")
        )?;
        match failure {
            Some(failure) => write!(f, " FAILED: {failure}"),
            None => Ok(()),
        }
    }
}

/// An error with its sources, each behind a colon.
fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
