//! Clean builds of a crate that makes the call and does nothing else.

use std::time::Duration;

use crate::cargo::{self, Target};
use crate::options::{Failure, Options};
use crate::race::{median, ratio};
use crate::report::{Row, Table};

/// Takes the figure.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    cargo::fetch()?;
    let row = row(options, "default features", &[], 3.0)?;
    table.rows.push(row);
    let without = ["--no-default-features"];
    let row = self::row(options, "without default features", &without, 8.0)?;
    table.rows.push(row);
    Ok(())
}

fn row(options: &Options, name: &str, arguments: &[&str], goal: f64) -> Result<Row, Failure> {
    let packages = ["depends-on-ours", "depends-on-official"];
    let mut times: [Vec<Duration>; 2] = Default::default();
    for _ in 0..options.builds {
        for (package, times) in packages.into_iter().zip(&mut times) {
            times.push(clean_build(package, arguments)?);
        }
    }
    let [ours, official] = times.map(|mut times| median(&mut times));
    let result = ratio(ours, official);
    Ok(Row {
        figure: format!("clean dev build of a crate that depends on it, {name}"),
        ours: seconds(ours),
        official: seconds(official),
        result: format!("1/{:.1} of aws-sdk's time", 1.0 / result),
        goal: format!("≤ 1/{goal}"),
        reached: Some(result * goal <= 1.0),
        ..Row::default()
    })
}

/// Builds everything anew, in a folder that is gone afterwards.
fn clean_build(package: &str, arguments: &[&str]) -> Result<Duration, Failure> {
    let folder = tempfile::tempdir()?;
    let target = Target {
        package,
        arguments,
        profile: "dev",
    };
    cargo::build(target, folder.path())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
