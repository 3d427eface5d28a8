//! Runs a target for a while.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::mutate::Mutator;

/// The longest time that an input may take.
const SLOW: Duration = Duration::from_secs(1);

/// A function that is given mutated input.
pub struct Target {
    /// The name on the command line.
    pub name: String,
    /// Valid inputs, from which others are made.
    pub seeds: Vec<Vec<u8>>,
    /// Reads an input. An error is the description of a broken promise, and not that of an invalid
    /// input.
    pub read: Box<dyn Fn(&[u8]) -> Result<(), String>>,
}

/// Runs a target, and prints a line about it; returns true if there was a finding.
pub fn run(target: &Target, time: Duration, seed: u64, findings: &Path) -> bool {
    let mut mutator = Mutator::new(&target.seeds, seed);
    let (start, mut runs, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while start.elapsed() < time {
        let input = mutator.next();
        let before = Instant::now();
        let read = catch_unwind(AssertUnwindSafe(|| (target.read)(&input)));
        let took = before.elapsed();
        let problem = match read {
            Err(_) => Some("a panic".to_owned()),
            Ok(Err(problem)) => Some(problem),
            Ok(Ok(())) if took > SLOW => Some(format!("{took:?} for {} bytes", input.len())),
            Ok(Ok(())) => None,
        };
        if let Some(problem) = problem {
            let path = findings.join(format!("{}-{runs}", target.name));
            fs::create_dir_all(findings).expect("the folder of findings can be made");
            fs::write(&path, &input).expect("the finding can be written");
            println!("{:<24} {problem}: {}", target.name, path.display());
            return true;
        }
        slowest = slowest.max(took);
        runs += 1;
    }
    println!("{:<24} {runs:>10} inputs, slowest {slowest:?}", target.name);
    false
}
