//! The command `generate`: generates crates from models.

mod adopt;
mod moved;
mod show;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use tinsmith_codegen::Files;

use self::moved::Left;
use crate::config::{Config, CrateConfig, root};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::job::{Asked, Job};
use crate::lock::{Facts, Lock, Locked, Place};
use crate::plan::{Plan, select_committed};
use crate::report;
use crate::transaction::{Session, refuse_unfinished};

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// Write nothing; exit with 1 and a diff if a file would change
    #[arg(long)]
    check: bool,
    /// Lock each committed model as it is, if it differs from the locked one
    #[arg(long, conflicts_with_all = ["check", "model"])]
    update_lock: bool,
    /// Forget the source of a model that differs from what the source provides
    #[arg(long, requires = "update_lock")]
    forget_source: bool,
    /// Generate one crate from this model instead of those in tinsmith.toml: a file of Smithy JSON
    /// AST, a file or folder in the botocore form, `botocore:SERVICE`, or with --service a folder,
    /// archive or URL of models
    #[arg(long, value_name = "MODEL", requires = "out")]
    model: Option<PathBuf>,
    /// The service, if the model has several
    #[arg(long, value_name = "NAME", requires = "model")]
    service: Option<String>,
    /// The folder of that crate
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,
    /// The operations to generate; by default all of the service
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "model")]
    operations: Vec<String>,
    /// Generate tests from the model's traits httpRequestTests and httpResponseTests
    #[arg(long, requires = "model")]
    protocol_tests: bool,
    /// The crate's name; by default the service's
    #[arg(long, value_name = "CRATE", requires = "model")]
    name: Option<String>,
}

/// The generated files of a crate, and its lock entry.
struct Made {
    job: Job,
    files: Files,
    name: String,
    locked: Locked,
    /// The files that were generated in another folder or form before.
    left: Option<Left>,
}

/// Generates, or compares.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let interrupt = Interrupt::watch()?;
    let mut summary = show::Summary::default();
    let ended = match (&options.model, &options.out) {
        (Some(model), Some(out)) => plan_given_model(options, model, out, &mut summary)?,
        _ => configured(options, &interrupt, &mut summary)?,
    };
    Ok(ended.unwrap_or_else(|| summary.finish(start.elapsed(), options.check)))
}

/// Generates the crate of the command line.
fn plan_given_model(
    options: &Options,
    model: &Path,
    out: &Path,
    summary: &mut show::Summary,
) -> Result<Option<ExitCode>, Failure> {
    let asked = Asked {
        service: options.service.as_deref(),
        operations: &options.operations,
        name: options.name.as_deref(),
        protocol_tests: options.protocol_tests,
    };
    let job = Job::of_model(model, out, asked)?;
    let model = job.read()?;
    let files = job.make(&model, &job.select(&model)?)?;
    let report = match options.check {
        true => job.compare(&files)?,
        false => job.write(&files)?,
    };
    summary.add(&report, &files, &job.shown, options.check);
    Ok(None)
}

/// Generates the crates of tinsmith.toml and updates tinsmith.lock: all or nothing. A check
/// reports on every crate before it fails.
fn configured(
    options: &Options,
    interrupt: &Interrupt,
    summary: &mut show::Summary,
) -> Result<Option<ExitCode>, Failure> {
    let session = match options.check {
        true => refuse_unfinished(&root()).map(|()| None)?,
        false => Some(Session::begin(&root())?),
    };
    let config = Config::read()?;
    let old = Lock::read()?;
    let mut plan = Plan::default();
    let mut new = Lock {
        runtime: old.runtime.clone(),
        ..Lock::default()
    };
    let (mut failures, mut left) = (Vec::new(), Vec::new());
    for (name, one) in &config.crates {
        let made = make(options, &config, (name, one), &old);
        match made.and_then(|made| plan_files(&mut plan, made, options.check, summary)) {
            Ok(made) => {
                left.extend(made.left);
                new.crates.insert(made.name, made.locked);
            }
            Err(failure) => failures.push(failure),
        }
    }
    if !failures.is_empty() {
        if options.check {
            summary.tell();
        }
        return Ok(Some(report::failures(&failures)));
    }
    let of_crates = plan.len();
    left.into_iter().try_for_each(|left| left.plan(&mut plan))?;
    moved::warn_of_unused(&mut plan, &config, &old);
    plan.put_lock(&config, &new)?;
    let vendor = config.runtime.vendor.as_deref();
    summary.rest(&plan, of_crates, vendor, options.check);
    match session {
        Some(session) => plan.commit(&session, interrupt),
        None => {
            plan.warn();
            Ok(None)
        }
    }
}

/// Generates one crate.
fn make(
    options: &Options,
    config: &Config,
    (name, one): (&str, &CrateConfig),
    lock: &Lock,
) -> Result<Made, Failure> {
    let job = Job::of_crate(config, name, one);
    let model = job.read()?;
    let selection = select_committed(&job, &model, (name, one), lock)?;
    let facts = Facts::new(&model, &selection);
    if options.update_lock {
        lock.refuse_crlf(name, &one.model)?;
    }
    let mut locked = match options.update_lock {
        false => lock.held(name, &one.model, facts)?,
        true => adopt::adopted(lock.crates.get(name), one, &model, facts)
            .or_else(|unknown| unknown.forget(options.forget_source))?,
    };
    let files = job.make(&model, &selection)?;
    let left = Left::find(config, (name, one), lock, (&model, &selection), &files)?;
    locked.place = Place::new(one);
    Ok(Made {
        files,
        job,
        name: name.to_owned(),
        locked,
        left,
    })
}

/// Plans the files of a crate, and shows the differences.
fn plan_files(
    plan: &mut Plan,
    made: Made,
    check: bool,
    summary: &mut show::Summary,
) -> Result<Made, Failure> {
    let report = made.job.compare(&made.files)?;
    summary.add(&report, &made.files, &made.job.shown, check);
    plan.put_all(made.job.folder(), report.changes);
    Ok(made)
}
