//! `cargo xtask readers`: compares services that exist in Smithy's form and in botocore's, as read
//! from both.
//!
//! Content that only one of the forms can express is removed from both models first
//! (`tinsmith_model::common`). Each remaining difference in the generated code or the syntax must
//! come from a change between the two models; any other is a defect of a reader or of the
//! generator.

mod causes;
mod files;
mod lists;
mod one;
mod pairs;
mod show;
mod syntax;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use self::one::Outcome;
use self::pairs::Pair;
use tinsmith::failure::Failure;
use tinsmith::interrupt::Interrupt;
use tinsmith::pool;
use tinsmith::report::print;
use tinsmith::source::Source;

/// The command's arguments.
#[derive(Args)]
pub(crate) struct Options {
    /// A folder of Smithy JSON AST files
    #[arg(value_name = "DIR")]
    models: PathBuf,
    /// `botocore`, `botocore==VERSION`, or a folder of services of the botocore form
    #[arg(value_name = "BOTOCORE", value_parser = Source::parse)]
    botocore: Source,
    /// Only these services, by the names of their Smithy files
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    services: Vec<String>,
    /// Writes all differences with their causes to this folder, as changes.txt, files.txt,
    /// syntax.txt and removed.txt
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The known changes, a changes.txt as --out writes it; any other change, and any that is
    /// gone, is a failure
    #[arg(long, value_name = "FILE", conflicts_with = "services")]
    known: Option<PathBuf>,
    /// The number of services processed in parallel; by default one per core
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Exits with 1 if a difference is not caused by a change of the models, or if the changes are not
/// the known ones.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let jobs = options.jobs.map_or_else(pool::cores, NonZeroUsize::get);
    let found = pairs::find(&options.models, &options.botocore, &options.services)?;
    let work = |pair: &Pair| one::work(pair);
    let outcomes = pool::run(&found.pairs, jobs, "comparing", &interrupt, work);
    if interrupt.is_set() {
        return Ok(interrupt.code());
    }
    let outcomes: Vec<Outcome> = outcomes.into_iter().collect::<Result<_, _>>()?;
    print(&show::summary(&found, &outcomes))?;
    if let Some(folder) = &options.out {
        lists::write(folder, &outcomes)?;
    }
    let news = match &options.known {
        Some(known) => lists::news(known, &outcomes)?,
        None => Vec::new(),
    };
    print(&show::news(&news))?;
    let sound = outcomes.iter().all(|one| one.problems.is_empty());
    Ok(if sound && news.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests;
