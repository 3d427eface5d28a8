//! `cargo xtask readers`: services that are given in Smithy's form and in botocore's, read from both and compared.
//!
//! What only one of the forms can say is taken out of both models first (`tinsmith_model::common`). Whatever is still
//! generated or shown in another way must come from a change between the two models; what comes from none is a defect
//! of a reader or of the generator.

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

/// What to compare.
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
    /// Writes all that differs, with its reasons, as changes.txt, files.txt, syntax.txt and taken.txt in this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The changes that are known, a changes.txt as --out writes it: any other, and one that is not there any more, counts as
    /// a failure
    #[arg(long, value_name = "FILE", conflicts_with = "services")]
    known: Option<PathBuf>,
    /// How many services are worked on at once; by default one per core
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Ends with 1 where something differs that no change of the models is behind, or where the changes are not those known.
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
