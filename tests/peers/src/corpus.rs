//! The generator's time for all services of botocore: runs the workspace's own command and
//! parses its output.

use std::path::Path;

use crate::cargo::{self, HERE};
use crate::options::{Failure, Options};
use crate::report::{Row, Table, grouped};

/// The goals: lines per second of a core, seconds with two workers, and megabytes.
const SPEED: u64 = 40_000;
const SECONDS: f64 = 9.0;
const MEMORY: u64 = 100;

/// Measures the figures, if botocore is available.
pub fn take(_: &Options, table: &mut Table) -> Result<(), Failure> {
    // Builds it first, so that the build is not measured, and a later failure is due to botocore.
    xtask(&["corpus", "--help"])?;
    let summary = match xtask(&["corpus", "botocore", "--jobs", "2"]) {
        Ok(summary) => summary,
        Err(error) => {
            eprintln!("skipped: {error}");
            return Ok(());
        }
    };
    let number = |name| first_number(value(&summary, name)?);
    let services = value(&summary, "services")?;
    let lines = grouped(number("lines of Rust")? as u64);
    let what = format!("`corpus` of all services of botocore ({services}, {lines} lines)");
    let (speed, seconds) = (number("lines a second")? as u64, number("seconds")?);
    table.rows.extend([
        Row {
            figure: format!("{what}, lines in a second of a core"),
            ours: grouped(speed),
            result: value(&summary, "seconds of a core")?.to_owned(),
            goal: format!("≥ {}", grouped(SPEED)),
            reached: Some(speed >= SPEED),
            ..Row::default()
        },
        Row {
            figure: "the same, from start to end with two workers".to_owned(),
            ours: format!("{seconds:.1} s"),
            goal: format!("< {SECONDS} s"),
            reached: Some(seconds < SECONDS),
            ..Row::default()
        },
    ]);
    table
        .rows
        .extend(number("peak memory").ok().map(|memory| Row {
            figure: "the same, peak memory".to_owned(),
            ours: format!("{memory} MB"),
            goal: format!("< {} MB", grouped(MEMORY)),
            reached: Some(memory < MEMORY as f64),
            ..Row::default()
        }));
    Ok(())
}

/// Returns the output of a command of the workspace, which is built first.
fn xtask(arguments: &[&str]) -> Result<String, Failure> {
    let mut command = cargo::command("run");
    command
        .args(["--quiet", "--release", "--package", "xtask", "--"])
        .args(arguments)
        .current_dir(Path::new(HERE).join("../.."));
    cargo::output(&mut command)
}

/// Returns the value of a row.
fn value<'s>(summary: &'s str, name: &str) -> Result<&'s str, Failure> {
    let name = format!("{name:<18}");
    let mut values = summary.lines().filter_map(|line| line.strip_prefix(&name));
    values
        .next()
        .ok_or_else(|| format!("`corpus` prints no {name}:\n{summary}").into())
}

fn first_number(text: &str) -> Result<f64, Failure> {
    let number = text.split_whitespace().next().unwrap_or_default();
    Ok(number.replace(',', "").parse()?)
}
