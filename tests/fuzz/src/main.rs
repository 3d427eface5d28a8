//! Fuzzing by mutation: responses of each protocol through its generated client, and models through
//! their readers. `cargo xtask fuzz` generates the crates and runs this.
//!
//! `tinsmith-fuzz SECONDS SEED FINDINGS [TARGET …]` gives each target so much time. An input is a
//! finding if the target panics, takes longer than a second, or breaks its own promise. Findings
//! are written into the folder, and the exit code is 1.

mod models;
mod mutate;
mod responses;
mod run;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use run::Target;

/// All targets, by name.
fn targets() -> Vec<Target> {
    let mut all = responses::targets();
    all.extend(models::targets());
    all
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &str| {
        arguments
            .next()
            .unwrap_or_else(|| panic!("{what} is missing"))
    };
    let time = Duration::from_secs(next("SECONDS").parse().expect("SECONDS is a number"));
    let seed: u64 = next("SEED").parse().expect("SEED is a number");
    let findings = PathBuf::from(next("FINDINGS"));
    let wanted: Vec<String> = arguments.collect();
    let mut failed = false;
    for target in targets() {
        if wanted.is_empty() || wanted.iter().any(|name| *name == target.name) {
            failed |= run::run(&target, time, seed, &findings);
        }
    }
    ExitCode::from(u8::from(failed))
}
