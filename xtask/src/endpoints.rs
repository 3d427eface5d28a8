//! `cargo xtask endpoints`: the endpoint tests of a folder's services, run through generated
//! tables and the runtime.

mod client;
mod program;
mod reference;
mod service;
mod show;
pub(crate) mod tables;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use self::service::Rules;
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith::report::print;
use tinsmith::services;

/// Services to test.
#[derive(Args)]
pub(crate) struct Options {
    /// Folders of Smithy JSON AST files or of services of the botocore form; the word `botocore`
    /// stands for the data of the botocore that is installed
    #[arg(value_name = "DIR|botocore", required = true)]
    sources: Vec<PathBuf>,
    /// Only these services, by the names of their files or folders
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    services: Vec<String>,
    /// Compare with botocore's own resolver, in a Python process, in place of the cases of the
    /// services: for every Nth region, with FIPS and dual stack on and off. The one source is
    /// botocore's data
    #[arg(long, value_name = "N")]
    reference: Option<NonZeroUsize>,
}

/// Ends with 1 if a case fails, or if rules cannot be lowered.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let mut all = Vec::new();
    for source in &options.sources {
        for service in services::find(source, &options.services)? {
            all.extend(service::read(&service.name, &service.path)?);
        }
    }
    if let Some(step) = options.reference {
        let data = services::folder(&options.sources[0])?;
        reference::replace_cases(&mut all, &data, step.get())?;
    }
    let outcomes = program::run(&root().join("target/endpoints"), &all)?;
    let report = show::Report::new(&all, &outcomes);
    print(&report.to_string())?;
    Ok(if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The rules that can be lowered, each with its number among all.
fn lowered(all: &[Rules]) -> impl Iterator<Item = (usize, &Rules)> {
    all.iter()
        .enumerate()
        .filter(|(_, one)| one.refused.is_none())
}
