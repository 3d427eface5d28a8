//! Clean builds of a crate that makes the call and does nothing else.

use std::time::Duration;

use crate::cargo::{self, Target};
use crate::options::{Failure, Options};
use crate::race::{median, ratio};
use crate::report::{Row, Table};

/// The goals: the fraction of the time that the official crate takes with its default features.
const WITH: f64 = 3.0;
const WITHOUT: f64 = 8.0;

/// The two crates to build, ours first.
const PACKAGES: [&str; 2] = ["depends-on-ours", "depends-on-official"];

/// Measures the figure.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    cargo::fetch()?;
    let [ours, official] = times(options, &[])?;
    let [bare, official_bare] = times(options, &["--no-default-features"])?;
    let part = ratio(official, ours);
    table.rows.push(Row {
        figure: "clean dev build of a crate that depends on it, default features".to_owned(),
        ours: seconds(ours),
        official: seconds(official),
        result: format!("1/{part:.1} of aws-sdk's time"),
        goal: format!("≤ 1/{WITH}"),
        reached: Some(part >= WITH),
        ..Row::default()
    });
    let (part, like) = (ratio(official, bare), ratio(official_bare, bare));
    table.rows.push(Row {
        figure: "the same without default features".to_owned(),
        ours: seconds(bare),
        official: seconds(official_bare),
        result: format!(
            "1/{part:.1} of aws-sdk's time with its default features, 1/{like:.1} without"
        ),
        goal: format!("≤ 1/{WITHOUT} of its time with default features"),
        reached: Some(part >= WITHOUT),
        ..Row::default()
    });
    Ok(())
}

/// The duration of a clean build of each, one after the other.
fn times(options: &Options, arguments: &[&str]) -> Result<[Duration; 2], Failure> {
    let mut times: [Vec<Duration>; 2] = Default::default();
    for _ in 0..options.builds {
        for (package, times) in PACKAGES.into_iter().zip(&mut times) {
            times.push(clean_build(package, arguments)?);
        }
    }
    Ok(times.map(|mut times| median(&mut times)))
}

/// Builds everything from scratch, in a temporary folder.
fn clean_build(package: &str, arguments: &[&str]) -> Result<Duration, Failure> {
    let folder = tempfile::tempdir()?;
    let target = Target {
        package,
        arguments,
        profile: "dev",
    };
    cargo::build(target, folder.path())
}

/// Formats a time in seconds.
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
