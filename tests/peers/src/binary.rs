//! The size of a program: the generated crate's example, and the same on the official SDK.

use std::path::Path;

use crate::cargo::{self, Target};
use crate::options::{Failure, Options};
use crate::report::{Row, Table, grouped};

/// Measures the figure.
pub fn take(_: &Options, table: &mut Table) -> Result<(), Failure> {
    cargo::fetch()?;
    let folder = tempfile::tempdir()?;
    let ours = size("lists-by-ours", &[], folder.path())?;
    let official = size("lists-by-official", &[], folder.path())?;
    let without = ["--no-default-features"];
    let bare = size("lists-by-official", &without, folder.path())?;
    let part = |size: u64| size as f64 / ours as f64;
    table.rows.push(Row {
        figure: "stripped release binary of the example".to_owned(),
        ours: kibibytes(ours),
        official: format!(
            "{} ({} without `aws-config`)",
            kibibytes(official),
            kibibytes(bare)
        ),
        result: format!(
            "1/{:.1} of aws-sdk's, 1/{:.1} of it without `aws-config`",
            part(official),
            part(bare)
        ),
        goal: "≤ 1/2".to_owned(),
        reached: Some(ours * 2 <= official),
        ..Row::default()
    });
    Ok(())
}

fn size(package: &str, arguments: &[&str], folder: &Path) -> Result<u64, Failure> {
    let target = Target {
        package,
        arguments,
        profile: "stripped",
    };
    cargo::build(target, folder)?;
    Ok(std::fs::metadata(cargo::program(target, folder))?.len())
}

/// Formats a size in KiB, rounded up.
pub fn kibibytes(bytes: u64) -> String {
    format!("{} KiB", grouped(bytes.div_ceil(1024)))
}
