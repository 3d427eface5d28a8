//! The command `remove`: removes operations, or a service.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;
use tinsmith_model::{Selection, ShapeId};

use crate::config::{Config, CrateConfig, root};
use crate::dependents;
use crate::edit;
use crate::failure::Failure;
use crate::folder;
use crate::interrupt::Interrupt;
use crate::lock::Lock;
use crate::members;
use crate::names;
use crate::plan::{Committed, Plan};
use crate::source;
use crate::tool;
use crate::transaction::Session;

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// The service, by the name of its crate
    service: String,
    /// The operations by name; without any, the crate is removed with its model and its lines in
    /// tinsmith.toml and Cargo.toml
    #[arg(value_name = "OPERATION")]
    operations: Vec<String>,
    /// Show each file
    #[arg(long, short)]
    verbose: bool,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = Session::begin(&root())?;
    let config = Config::read()?;
    let plan = match options.operations.is_empty() {
        true => whole(&config, &options.service)?,
        false => some(&config, &options.service, &options.operations)?,
    };
    plan.carry_out(&session, &interrupt, options.verbose)
}

/// Removes operations. The rest of the committed model is unchanged.
fn some(config: &Config, name: &str, unwanted: &[String]) -> Result<Plan, Failure> {
    let mut lock = Lock::read()?;
    let committed = Committed::read(config, &lock, name)?;
    let service = committed.selection.service();
    let unwanted = Selection::operations(&committed.model, service, unwanted)?;
    let unwanted: BTreeSet<&ShapeId> = unwanted.operation_ids().iter().collect();
    let present = committed.selection.operation_ids();
    if let Some(absent) = unwanted.iter().find(|id| !present.contains(id)) {
        return Err(Failure(format!(
            "the crate {name} has no operation {}",
            absent.name()
        )));
    }
    let left = present.iter().filter(|id| !unwanted.contains(id));
    let left: Vec<String> = left.map(|id| id.name().to_owned()).collect();
    if left.is_empty() {
        return Err(Failure(format!(
            "the crate {name} has no other operations; to remove it whole: {} remove {name}",
            tool::name()
        )));
    }
    let text = source::closure(&committed.model, None, Some(&left), true)?;
    let settings = edit::with_operations(&Config::text()?, name, &left)?;
    let config = Config::parse(&settings)?;
    let mut plan = Plan::default();
    let origin = committed.locked.origin;
    plan.put_crate((&config, name), text, &committed.model, (&mut lock, origin))?;
    plan.put_settings(settings, &lock)?;
    Ok(plan)
}

/// Removes the crate.
fn whole(config: &Config, name: &str) -> Result<Plan, Failure> {
    let one = config.find(name)?;
    let mut lock = Lock::read()?;
    lock.refuse_moved(name, one)?;
    let files = folder::generated_files(&one.out)?;
    let mut plan = Plan::default();
    // Written first: cargo does not load a workspace with a missing member.
    let folder = names::slashed(&one.out);
    members::plan_remove(&mut plan, &folder)?;
    dependents::warn(&mut plan, &folder);
    lock.crates.remove(name);
    plan.put_settings(edit::without_crate(&Config::text()?, name)?, &lock)?;
    for file in files {
        plan.put(&file, None)?;
    }
    if !is_kept(config, name, one) {
        plan.put(&one.model, None)?;
    }
    Ok(plan)
}

/// Returns true if the model is botocore's, or is used by another crate too.
fn is_kept(config: &Config, name: &str, one: &CrateConfig) -> bool {
    let mut others = config.crates.iter();
    one.reads_botocore() || others.any(|(other, config)| other != name && config.model == one.model)
}
