//! `cargo xtask conformance`: generates, builds and runs the client cases of conformance suites.

mod run;
mod skips;
mod suite;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use self::skips::Skips;
use self::suite::Suite;
use self::table::Table;
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith::report::count;

/// The command's arguments.
#[derive(Args)]
pub(crate) struct Options {
    /// A folder of models with the traits httpRequestTests and httpResponseTests, one suite per
    /// file
    folder: PathBuf,
    /// The suites to run, by file name without extension; all by default
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    suites: Vec<String>,
    /// The list of cases that may fail, each with its reason
    #[arg(long, value_name = "FILE")]
    skips: Option<PathBuf>,
}

/// Generates, builds and runs the cases; exits with 1 if a case fails unexpectedly, or passes
/// although it is listed as failing.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let skips = match &options.skips {
        Some(path) => Skips::read(path)?,
        None => Skips::read(&root().join("xtask/conformance-skips.toml"))?,
    };
    let work = root().join("target/conformance");
    let suites = Suite::all(&options.folder, &options.suites)?;
    eprintln!(
        "generating {} into {}",
        count(suites.len(), "suite"),
        work.display()
    );
    run::write_workspace(&work, &suites)?;
    eprintln!("building and running them; the first time takes a minute");
    let outcomes = run::tests(&work)?;
    let table = Table::new(&suites, &outcomes, &skips);
    print!("{table}");
    Ok(if table.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
