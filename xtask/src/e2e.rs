//! Generated clients against real servers on loopback: each service's scenario, over both
//! transports.
//!
//! The task installs moto in a virtual environment and s3s-fs by cargo, generates the crates that
//! `tests/e2e` depends on, builds it and runs it. The scenarios are in `tests/e2e/src/scenarios`.

mod crates;
mod scenarios;
mod servers;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use clap::Args;
use tinsmith::config::root;
use tinsmith::failure::Failure;

use crate::cargo;

use self::servers::{Moto, Python, S3s};

/// The options of `cargo xtask e2e`.
#[derive(Args)]
pub(crate) struct Options {
    /// Run the scenarios of these services only
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// Show what the servers print
    #[arg(short, long)]
    verbose: bool,
}

/// Runs the scenarios. The exit code is 1 if one of them failed.
///
/// # Errors
/// Returns a [`Failure`] if a server cannot be installed or started, or the scenarios cannot be
/// built.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let folder = folder();
    let python = Python::install(&folder, &["moto[server]"])?;
    crates::generate(&folder.join("crates"), &python.botocore()?)?;
    let program = build(&folder)?;
    let s3s = S3s::install(&folder)?;
    let moto = Moto::start(&python, options.verbose)?;
    let s3s = s3s.start(&folder, options.verbose)?;
    let status = Command::new(&program)
        .args(&options.services)
        .env("E2E_MOTO", moto.url())
        .env("E2E_S3S", s3s.url())
        .status()
        .map_err(|error| Failure::at(&program, error))?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

/// The folder of all that the task makes.
fn folder() -> PathBuf {
    root().join("target/e2e")
}

/// Builds the scenarios with warnings denied and returns the path of the program.
fn build(folder: &std::path::Path) -> Result<PathBuf, Failure> {
    let package = root().join("tests/e2e");
    cargo::copy_lock(&package)?;
    let target = folder.join("target");
    let status = cargo::command()
        .args(["build", "--quiet", "--target-dir"])
        .arg(&target)
        .current_dir(&package)
        .env("RUSTFLAGS", "-Dwarnings")
        .status()
        .map_err(|error| Failure(format!("cargo cannot be run: {error}")))?;
    match status.success() {
        true => Ok(target.join("debug/tinsmith-e2e")),
        false => Err(Failure(
            "the scenarios in tests/e2e could not be built; see above".to_owned(),
        )),
    }
}
