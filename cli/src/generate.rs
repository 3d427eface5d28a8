//! `cargo xtask generate`: crates from models.

pub mod crates;
pub mod names;
pub mod show;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use self::crates::Job;
use crate::config::{Config, root};
use crate::failure::Failure;
use crate::lock::{self, Facts, Lock};
use crate::transaction::{Session, refuse_unfinished};

/// What to generate, and where to.
#[derive(Args)]
pub struct Options {
    /// Writes nothing; ends with 1 and a difference where a file is not what would be generated
    #[arg(long)]
    check: bool,
    /// Locks each committed model as it is, where it is not the one that tinsmith.lock names
    #[arg(long, conflicts_with_all = ["check", "model"])]
    update_lock: bool,
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
    let mut summary = show::Summary::default();
    let crates = match (&options.model, &options.out) {
        (Some(model), Some(out)) => one(options, model, out, &mut summary)?,
        _ => configured(options, &mut summary)?,
    };
    Ok(summary.finish(crates, start.elapsed(), options.check))
}

/// Makes the crate that the command line asks for, and gives the number of crates.
fn one(
    options: &Options,
    model: &Path,
    out: &Path,
    summary: &mut show::Summary,
) -> Result<usize, Failure> {
    let name = options.name.as_deref();
    let mut job = Job::of_model(model, out, &options.operations, name)?;
    job.options.protocol_tests = options.protocol_tests;
    let model = job.read()?;
    let files = job.make(&model, &job.select(&model)?)?;
    let report = job.apply(&files, options.check)?;
    summary.add(&report, &files, &job.shown, options.check);
    Ok(1)
}

/// Makes the crates of tinsmith.toml and brings tinsmith.lock up to date. All are made before anything is written: where
/// one cannot be, none is.
fn configured(options: &Options, summary: &mut show::Summary) -> Result<usize, Failure> {
    let _session = match options.check {
        true => refuse_unfinished(&root()).map(|()| None)?,
        false => Some(Session::begin(&root())?),
    };
    let config = Config::read()?;
    let old = Lock::read()?;
    let mut new = Lock::default();
    let mut made = Vec::new();
    for (name, one) in &config.crates {
        let job = Job::of_crate(name, one);
        let model = job.read()?;
        let selection = job.select(&model)?;
        let facts = Facts::of(&model, &selection);
        let locked = match options.update_lock {
            false => old.held(name, &one.model, facts)?,
            true => old.adopted(name, &one.model, facts)?,
        };
        new.crates.insert(name.clone(), locked);
        made.push((job.make(&model, &selection)?, job));
    }
    for (files, job) in &made {
        let report = job.apply(files, options.check)?;
        summary.add(&report, files, &job.shown, options.check);
    }
    if let Some(change) = new.change()? {
        if !options.check {
            lock::write(&change)?;
        }
        summary.change(lock::FILE, &change, options.check);
    }
    Ok(made.len())
}
