//! Clean builds of a library that calls EC2's `DescribeInstances`: the largest SDK beside the crate
//! that the tool makes of one operation.
//!
//! It is measured by name alone: the SDK takes minutes and 8 GB to compile.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::builds::seconds;
use crate::cargo::{self, HERE};
use crate::options::{Failure, Options};
use crate::race::{median, ratio};
use crate::report::{Row, Table};

/// The goal: the fraction of the time that the SDK takes.
const GOAL: f64 = 10.0;

const OURS: [&str; 2] = [
    "ec2 = { path = \"crates/ec2\" }",
    "pub async fn number(client: &ec2::Client) -> Result<usize, String> {
    let page = client.describe_instances(Default::default()).await.map_err(|e| e.to_string())?;
    Ok(page.reservations.unwrap_or_default().len())
}
",
];

const OFFICIAL: [&str; 2] = [
    "aws-sdk-ec2 = \"1.274\"",
    "pub async fn number(client: &aws_sdk_ec2::Client) -> Result<usize, String> {
    let page = client.describe_instances().send().await.map_err(|e| e.to_string())?;
    Ok(page.reservations().len())
}
",
];

/// Measures the figure.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let [ours, official] = [tempfile::tempdir()?, tempfile::tempdir()?];
    tool(ours.path(), &["init"])?;
    tool(ours.path(), &["add", "ec2", "DescribeInstances"])?;
    write_library(ours.path(), OURS)?;
    write_library(official.path(), OFFICIAL)?;
    let [ours, official] = [ours.path(), official.path()].map(|folder| times(options, folder));
    let (ours, official) = (ours?, official?);
    let part = ratio(official, ours);
    table.rows.push(Row {
        figure: "clean dev build of a library that calls EC2's `DescribeInstances`".to_owned(),
        ours: seconds(ours),
        official: format!("{} (aws-sdk-ec2)", seconds(official)),
        result: format!("1/{part:.1} of aws-sdk's time"),
        goal: format!("≤ 1/{GOAL}"),
        reached: Some(part >= GOAL),
        ..Row::default()
    });
    Ok(())
}

/// Runs the tool of this repository in a folder.
fn tool(folder: &Path, arguments: &[&str]) -> Result<(), Failure> {
    let mut command = cargo::command("run");
    command
        .args(["--quiet", "--package", "tinsmith", "--manifest-path"])
        .arg(Path::new(HERE).join("../../Cargo.toml"))
        .args(["--", "tinsmith"])
        .args(arguments)
        .current_dir(folder);
    cargo::output(&mut command).map(drop)
}

/// Writes a library with one dependency, and downloads what it needs, in the versions of this
/// workspace.
fn write_library(folder: &Path, [dependency, source]: [&str; 2]) -> Result<(), Failure> {
    let manifest = format!(
        "[package]\nname = \"calls\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n{dependency}\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    std::fs::create_dir(folder.join("src"))?;
    std::fs::write(folder.join("src/lib.rs"), source)?;
    std::fs::copy(
        Path::new(HERE).join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;
    cargo::output(&mut in_folder("fetch", folder)).map(drop)
}

fn in_folder(name: &str, folder: &Path) -> Command {
    let mut command = cargo::command(name);
    command.current_dir(folder);
    command
}

/// The median duration of clean builds, with two jobs and without a network.
fn times(options: &Options, folder: &Path) -> Result<Duration, Failure> {
    let mut times = Vec::new();
    for _ in 0..options.builds {
        let target = tempfile::tempdir()?;
        let mut build = in_folder("build", folder);
        build
            .args(["--quiet", "--offline", "--jobs", "2", "--target-dir"])
            .arg(target.path());
        times.push(cargo::time(&mut build)?);
    }
    Ok(median(&mut times))
}
