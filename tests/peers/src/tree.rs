//! The number of crates in the dependency tree.

use std::collections::BTreeSet;

use crate::cargo;
use crate::options::{Failure, Options};
use crate::report::{Row, Table};

/// Measures the figure.
pub fn take(_: &Options, table: &mut Table) -> Result<(), Failure> {
    table.rows.push(row("default features", &[], 65)?);
    let without = ["--no-default-features"];
    let row = row("without default features", &without, 24)?;
    table.rows.push(row);
    Ok(())
}

fn row(name: &str, arguments: &[&str], goal: usize) -> Result<Row, Failure> {
    let ours = count("depends-on-ours", arguments)?;
    let official = count("depends-on-official", arguments)?;
    Ok(Row {
        figure: format!("crates in its tree, itself among them, {name}"),
        ours: ours.to_string(),
        official: official.to_string(),
        result: format!("{:.2} × aws-sdk's", ours as f64 / official as f64),
        goal: format!("≤ {goal}"),
        reached: Some(ours <= goal),
        ..Row::default()
    })
}

/// Lists the transitive dependencies of a package, including procedural macros, without build
/// dependencies.
fn count(package: &str, arguments: &[&str]) -> Result<usize, Failure> {
    let mut command = cargo::command("tree");
    command
        .args(["--locked", "--package", package, "--edges", "normal"])
        .args(["--prefix", "none", "--no-dedupe"])
        .args(arguments);
    let tree = cargo::output(&mut command)?;
    let crates: BTreeSet<&str> = tree.lines().filter(|line| !line.is_empty()).collect();
    // The package itself is not counted.
    Ok(crates.len() - 1)
}
