//! `cargo xtask review-audit`: compares our verdicts on the Rust API with those of
//! cargo-semver-checks, on random changes.

mod base;
mod build;
mod difference;
mod draft;
mod draw;
mod explanations;
mod judge;
mod mutations;
mod show;
mod tool;
mod wire;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use self::base::Base;
use self::build::Room;
use self::draw::Drawn;
use self::explanations::Explanations;
use self::judge::Judged;
use self::show::Summary;
use self::tool::Tool;
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith::interrupt::Interrupt;
use tinsmith::pool;
use tinsmith::report::print;

/// The reviewed list of known differences, relative to the root.
const EXPLANATIONS: &str = "xtask/audit-explanations.toml";

/// The default seed: with it, changes to the models of April 2025 use every explanation.
const SEED: u64 = 3;

/// The command's arguments.
#[derive(Args)]
pub(crate) struct Options {
    /// A folder of Smithy JSON AST files or of services in the botocore form, `botocore` for the
    /// data of the installed botocore, or, with --wire, `enumerated` for each trait and name by
    /// each protocol
    #[arg(value_name = "DIR|botocore|enumerated")]
    source: PathBuf,
    /// Only these services, by file or folder name; by default ten, chosen by the seed
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    services: Vec<String>,
    /// The number of changes; by default four of each kind
    #[arg(long, value_name = "N")]
    changes: Option<NonZeroUsize>,
    /// Chooses services, operations and changes
    #[arg(long, value_name = "S", default_value_t = SEED)]
    seed: u64,
    /// Exits with 2 if a kind has no change, or an explanation no use: for reviewing the lists of
    /// both
    #[arg(long)]
    strict: bool,
    /// The number of changes judged in parallel; by default one per core
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Audits the verdict on the wire instead: sends the requests of both crates, and reads the
    /// same responses by both
    #[arg(long)]
    wire: bool,
    /// Works in DIR/review-audit instead of cargo's target folder; keeps the crates whose verdicts
    /// differ there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Exits with 1 if a difference is not explained, or if a crate does not compile.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let start = Instant::now();
    if options.wire {
        return wire::run(options, &interrupt);
    }
    let tool = Tool::find()?;
    let explanations = Explanations::read(&root().join(EXPLANATIONS))?;
    let bases = base::find(&options.source, &options.services, options.seed)?;
    let number = options
        .changes
        .map_or(4 * mutations::KINDS.len(), NonZeroUsize::get);
    let drawn = draw::draw(&bases, &mutations::KINDS, number, options.seed, &interrupt)?;
    if interrupt.is_set() {
        return Ok(interrupt.code());
    }
    let room = Room::enter(options.out.as_deref(), &bases)?;
    let jobs = options.jobs.map_or_else(pool::cores, NonZeroUsize::get);
    let judged = judge_all(&bases, &drawn, (&room, &tool), jobs, &interrupt)?;
    if interrupt.is_set() {
        return Ok(interrupt.code());
    }
    let summary = Summary {
        bases: &bases,
        drawn: &drawn,
        judged: &judged,
        explanations: &explanations,
        strict: options.strict,
    };
    print(&summary.text(&tool, options.seed, start.elapsed()))?;
    summary.code()
}

/// Returns both verdicts on each change, in the order of the changes.
fn judge_all(
    bases: &[Base],
    drawn: &Drawn<'_>,
    (room, tool): (&Room, &Tool),
    jobs: usize,
    interrupt: &Interrupt,
) -> Result<Vec<Judged>, Failure> {
    let described = pool::run(bases, jobs, "describing", interrupt, |base| {
        let folder = room.folder.join("before").join(&base.name);
        room.describe(&base.name, &base.files, &folder)
    });
    let mut before = BTreeMap::new();
    for (base, described) in bases.iter().zip(described) {
        let path = described?.map_err(|refused| {
            let name = &base.name;
            Failure(format!("{name}, before any change: {}", refused.0))
        })?;
        before.insert(base.name.as_str(), path);
    }
    let judged = pool::run(&drawn.changes, jobs, "judging", interrupt, |change| {
        let path = before.get(change.base.name.as_str());
        let path = path.ok_or_else(|| Failure("a service was not described".to_owned()))?;
        judge::judge(change, path, room, tool)
    });
    judged.into_iter().collect()
}
