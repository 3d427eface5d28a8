//! `cargo xtask conformance`: the client cases of a folder of conformance suites, generated, built and run.

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

/// Which suites to run.
#[derive(Args)]
pub(crate) struct Options {
    /// A folder of models with the traits httpRequestTests and httpResponseTests, one suite a file
    folder: PathBuf,
    /// The suites to run, by file name without its ending; all where none is named
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    suites: Vec<String>,
    /// The list of cases that may fail, each with the reason
    #[arg(long, value_name = "FILE")]
    skips: Option<PathBuf>,
}

/// Generates, builds and runs; ends with 1 where a case fails that may not, or passes that is said to fail.
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
    let table = Table::of(&suites, &outcomes, &skips);
    print!("{table}");
    Ok(if table.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
