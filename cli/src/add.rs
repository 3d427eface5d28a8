//! The command `add`: adds a service, or operations of one.

mod show;

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;

use self::show::Added;
use crate::config::{Config, root};
use crate::edit::{self, Table};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::lock::{Lock, Origin};
use crate::members;
use crate::names::checked_crate_name;
use crate::plan::{Committed, Plan};
use crate::source::{self, Source, Taken, Wanted};
use crate::tool;
use crate::transaction::Session;

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// The service: its botocore name, SDK id, endpoint prefix or signing name; or the name of an
    /// existing crate
    service: String,
    /// The operations by name
    #[arg(value_name = "OPERATION", required = true)]
    operations: Vec<String>,
    /// A model, folder or archive (.whl, .zip, .tar.gz) of models, by path or URL, or botocore; by
    /// default the source of the crate's model, or else botocore (the version in tinsmith.toml, or
    /// else the installed one)
    #[arg(long, value_name = "SOURCE", value_parser = Source::parse)]
    from: Option<Source>,
    /// The crate's name; by default the service's botocore name
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// The service to add, if the model has several
    #[arg(long = "service", value_name = "NAME", requires = "from")]
    chosen: Option<String>,
    /// Omit the documentation
    #[arg(long)]
    no_docs: bool,
    /// Show each file
    #[arg(long, short)]
    verbose: bool,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = Session::begin(&root())?;
    let config = Config::read()?;
    let (plan, added) = prepare(options, &config)?;
    if let Some(code) = plan.commit(&session, &interrupt)? {
        return Ok(code);
    }
    added.show(&plan, options.verbose);
    Ok(ExitCode::SUCCESS)
}

fn prepare(options: &Options, config: &Config) -> Result<(Plan, Added), Failure> {
    let name = options.name.as_deref().unwrap_or(&options.service);
    if config.crates.contains_key(name) {
        return extend(options, config, name);
    }
    if let Some(name) = &options.name {
        checked_crate_name(name)?;
    }
    let taken = read(options, config)?;
    let found = taken.name.clone().filter(|_| options.name.is_none());
    match found.filter(|name| config.crates.contains_key(name)) {
        Some(name) => extend(options, config, &name),
        None => begin(options, config, taken),
    }
}

/// Reads the model of a new service.
fn read(options: &Options, config: &Config) -> Result<Taken, Failure> {
    let name = options.name.as_deref().unwrap_or(&options.service);
    if checked_crate_name(name).is_ok() {
        refuse_taken(name, config)?;
    }
    let source = options.from.clone().unwrap_or(Source::Botocore(None));
    let chosen = options.chosen.as_deref();
    source.take(Wanted {
        service: chosen.unwrap_or(&options.service),
        is_chosen: chosen.is_some(),
    })
}

/// Refuses a name that a package or a model has already.
fn refuse_taken(name: &str, config: &Config) -> Result<(), Failure> {
    if let Some(folder) = members::package_folder(name)? {
        return Err(Failure(format!(
            "{folder}: is a package called {name} already; give the new one another name by --name"
        )));
    }
    let model = config.folders.model(name);
    if root().join(&model).exists() {
        return Err(Failure(format!(
            "{model}: already exists, but no crate in tinsmith.toml is called {name}; move it away"
        )));
    }
    Ok(())
}

/// Adds a new service.
fn begin(options: &Options, config: &Config, taken: Taken) -> Result<(Plan, Added), Failure> {
    let found = taken.name.as_deref().unwrap_or(&options.service);
    let name = checked_crate_name(options.name.as_deref().unwrap_or(found))?;
    refuse_taken(&name, config)?;
    let service = options.chosen.as_deref().or(taken.name.as_deref());
    let operations: Vec<String> = names(&options.operations).into_iter().collect();
    let out = config.folders.krate(&name);
    let table = Table {
        model: &config.folders.model(&name),
        service: service.filter(|service| *service != name),
        operations: &operations,
        out: &out,
    };
    let settings = edit::with_crate(&Config::text()?, &name, &table)?;
    let mut plan = Plan::default();
    let docs = !options.no_docs;
    let mut added = plan_crate(&mut plan, (&name, settings), taken, docs)?;
    added.is_new = true;
    // Written last: cargo does not load a workspace with a missing member.
    members::plan_add(&mut plan, &out)?;
    Ok((plan, added))
}

/// Adds operations to an existing service.
fn extend(options: &Options, config: &Config, name: &str) -> Result<(Plan, Added), Failure> {
    let lock = Lock::read()?;
    let locked = with_locked_operations(config.clone(), &lock, name);
    let committed = Committed::read(&locked, &lock, name)?;
    let Some(present) = &committed.config.operations else {
        return Err(Failure(format!(
            "the crate {name} has all operations of its model; for a newer model: {} update {name}",
            tool::name()
        )));
    };
    let (mut operations, present) = (names(&options.operations), names(present));
    if operations.is_subset(&present) {
        return Err(Failure(format!(
            "the crate {name} has these operations already; for a newer model: {} update {name}",
            tool::name()
        )));
    }
    operations.extend(names(
        config.find(name)?.operations.as_deref().unwrap_or_default(),
    ));
    let operations: Vec<String> = operations.into_iter().collect();
    let taken = again(options, &committed)?;
    let settings = edit::with_operations(&Config::text()?, name, &operations)?;
    let docs = committed.locked.origin.docs && !options.no_docs;
    let mut plan = Plan::default();
    let added = plan_crate(&mut plan, (name, settings), taken, docs)?;
    Ok((plan, added))
}

/// The settings without operations of a crate that were added by hand, which its model lacks.
fn with_locked_operations(mut config: Config, lock: &Lock, name: &str) -> Config {
    let operations = config
        .crates
        .get_mut(name)
        .and_then(|one| one.operations.as_mut());
    if let (Some(operations), Some(locked)) = (operations, lock.crates.get(name)) {
        operations.retain(|id| locked.facts.has_operation(id));
    }
    config
}

/// Reads the model of an existing service from its source. It must be unchanged: newer models are
/// for `update`.
fn again(options: &Options, committed: &Committed<'_>) -> Result<Taken, Failure> {
    let (name, origin) = (committed.name, &committed.locked.origin);
    let wanted = committed.wanted(&options.service);
    if let Some(source) = &options.from {
        return source.take(wanted);
    }
    let source = Source::again(origin, &committed.config.model)?;
    let taken = source.take(wanted)?;
    let operations = committed.config.operations.as_deref();
    let before = source::closure(&taken.model, origin.service(), operations, origin.docs);
    match before.is_ok_and(|text| text == committed.model.source().text) {
        true => Ok(taken),
        false => Err(Failure(format!(
            "{}: is not what the model of the crate {name} was taken from any more; take the newer \
             one first: {} update \
             {name}",
            origin.source,
            tool::name()
        ))),
    }
}

/// Plans the crate with its new settings, and the settings.
fn plan_crate(
    plan: &mut Plan,
    (name, settings): (&str, String),
    taken: Taken,
    docs: bool,
) -> Result<Added, Failure> {
    let mut lock = Lock::read()?;
    let config = Config::parse(&settings)?;
    let one = config.find(name)?;
    let service = taken.origin.service().or(one.service.as_deref());
    let text = source::closure(&taken.model, service, one.operations.as_deref(), docs)?;
    let origin = Origin {
        docs,
        ..taken.origin
    };
    let shown = origin.shown();
    let made = plan.put_crate((&config, name), text, &taken.model, (&mut lock, origin))?;
    plan.put_settings(settings, &lock)?;
    Ok(Added::new(&taken.model, &made, (name, one), (shown, docs)))
}

/// The names of the operations, without duplicates and namespaces.
fn names(operations: &[String]) -> BTreeSet<String> {
    let name = |id: &String| {
        id.rsplit_once('#')
            .map_or(id.as_str(), |(_, name)| name)
            .to_owned()
    };
    operations.iter().map(name).collect()
}
