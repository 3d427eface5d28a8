//! `cargo xtask corpus`: generates every service of a folder or of botocore.

mod check;
mod clock;
mod memory;
mod one;
mod rotation;
mod show;
pub(crate) mod workspace;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use self::check::Tool;
use self::one::Outcome;

use tinsmith::failure::Failure;
use tinsmith::interrupt::Interrupt;
use tinsmith::pool;
use tinsmith::report::print;
use tinsmith::services::{self, Service};

/// The command's arguments.
#[derive(Args)]
pub(crate) struct Options {
    /// A folder of Smithy JSON AST files or of services in the botocore form, or `botocore` for
    /// the data of the installed botocore
    #[arg(value_name = "DIR|botocore")]
    source: PathBuf,
    /// Only these services, by file or folder name
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    services: Vec<String>,
    /// Runs `cargo check` on N crates: the five largest, and others each week
    #[arg(long, value_name = "N")]
    check_compile: Option<NonZeroUsize>,
    /// Runs clippy on them instead
    #[arg(long, requires = "check_compile")]
    clippy: bool,
    /// Runs rustdoc on them instead, or after clippy
    #[arg(long, requires = "check_compile")]
    doc: bool,
    /// Chooses the N crates by this number instead of the week
    #[arg(long, value_name = "K", requires = "check_compile")]
    rotate: Option<u64>,
    /// Writes the syntax of every operation, whatever its protocol, as DIR/SERVICE/METHOD.txt
    #[arg(long, value_name = "DIR")]
    syntax: Option<PathBuf>,
    /// Writes the crates as DIR/SERVICE; by default they are generated in memory only
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The number of services processed in parallel; by default one per core
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Exits with 1 if a supported service was not generated, or if a crate did not compile.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let services = services::find(&options.source, &options.services)?;
    let start = Instant::now();
    let jobs = options.jobs.map_or_else(pool::cores, NonZeroUsize::get);
    let work =
        |service: &Service| one::work(service, options.out.as_deref(), options.syntax.as_deref());
    let outcomes = pool::run(&services, jobs, "generating", &interrupt, work);
    if interrupt.is_set() {
        return Ok(interrupt.code());
    }
    print(&show::summary(&outcomes, start.elapsed(), jobs))?;
    let sound = !outcomes.iter().any(Outcome::is_failure);
    let compiled = match options.check_compile {
        Some(number) => compile(options, number.get(), &services, &outcomes, &interrupt)?,
        None => true,
    };
    Ok(match (interrupt.is_set(), sound && compiled) {
        (true, _) => interrupt.code(),
        (false, true) => ExitCode::SUCCESS,
        (false, false) => ExitCode::FAILURE,
    })
}

/// Returns true if the chosen crates pass. `outcomes` are those of `services`, in the same order.
fn compile(
    options: &Options,
    number: usize,
    services: &[Service],
    outcomes: &[Outcome],
    interrupt: &Interrupt,
) -> Result<bool, Failure> {
    let key = options.rotate.unwrap_or_else(rotation::week);
    let generated = services.iter().zip(outcomes);
    let generated: Vec<_> = generated
        .filter(|(_, outcome)| outcome.lines > 0)
        .map(|(service, outcome)| (service, outcome.lines))
        .collect();
    let chosen = rotation::choose(generated, number, key);
    let workspace = workspace::write(&chosen, interrupt)?;
    let mut passed = true;
    for tool in Tool::chosen(options.clippy, options.doc) {
        if interrupt.is_set() {
            break;
        }
        passed &= check::run(tool, &workspace, &chosen)?;
    }
    Ok(passed)
}
