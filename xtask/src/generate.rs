//! `cargo xtask generate`: crates from models.

pub(crate) mod crates;
pub(crate) mod names;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use self::crates::Job;
use crate::config::Config;
use crate::failure::Failure;

/// What to generate, and where to.
#[derive(Args)]
pub(crate) struct Options {
    /// Writes nothing; ends with 1 and a difference where a file is not what would be generated
    #[arg(long)]
    check: bool,
    /// A model to generate one crate from, in place of those in tinsmith.toml: a file of Smithy JSON AST, a file or folder
    /// of the botocore form, or `botocore:SERVICE`
    #[arg(long, value_name = "FILE", requires = "out")]
    model: Option<PathBuf>,
    /// The folder of that crate
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,
    /// The operations to generate; all of the service where none is named
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "model")]
    operations: Vec<String>,
    /// Makes tests of the model's traits httpRequestTests and httpResponseTests
    #[arg(long, requires = "model")]
    protocol_tests: bool,
    /// The crate's name; by default the service's
    #[arg(long, value_name = "CRATE", requires = "model")]
    name: Option<String>,
}

/// Generates, or compares.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let jobs = match (&options.model, &options.out) {
        (Some(model), Some(out)) => {
            let name = options.name.as_deref();
            let mut job = Job::of_model(model, out, &options.operations, name)?;
            job.options.protocol_tests = options.protocol_tests;
            vec![job]
        }
        _ => Job::of_config(&Config::read()?),
    };
    // All crates are made before anything is written: where one cannot be, none is.
    let made = jobs.iter().map(Job::make).collect::<Result<Vec<_>, _>>()?;
    let mut summary = show::Summary::default();
    for (job, files) in jobs.iter().zip(&made) {
        summary.add(
            &job.apply(files, options.check)?,
            files,
            &job.shown,
            options.check,
        );
    }
    Ok(summary.finish(jobs.len(), start.elapsed(), options.check))
}
