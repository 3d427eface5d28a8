//! `cargo xtask add`: operations of a service that is new, or that has others already.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::config::{Config, root};
use crate::edit;
use crate::failure::Failure;
use crate::generate::names::checked_crate_name;
use crate::interrupt::Interrupt;
use crate::lock::{Lock, Origin};
use crate::plan::{Committed, Plan};
use crate::source::{self, Source};
use crate::transaction::Session;

/// What to take, and where from.
#[derive(Args)]
pub struct Options {
    /// The service, by its name in botocore; the model and the crate get this name too
    service: String,
    /// The operations by name
    #[arg(value_name = "OPERATION", required = true)]
    operations: Vec<String>,
    /// A model by its path, or botocore; by default botocore (the installed one, or else the version that tinsmith.toml
    /// names), and for a service that is there already, where its model came from
    #[arg(long, value_name = "FILE|botocore[==VERSION]", value_parser = Source::parse)]
    from: Option<Source>,
    /// Leaves the documentation out
    #[arg(long)]
    no_docs: bool,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = Session::begin(&root())?;
    let config = Config::read()?;
    let plan = match config.crates.contains_key(&options.service) {
        true => extend(options, &config)?,
        false => begin(options)?,
    };
    plan.carry_out(&session, &interrupt)
}

/// A service of which nothing is there yet.
fn begin(options: &Options) -> Result<Plan, Failure> {
    let manifest = Path::new("Cargo.toml");
    let workspace = read(manifest)?;
    let name = free_name(&options.service, &workspace)?;
    let model = format!("model/services/{name}.json");
    let out = format!("generated/{name}");
    if root().join(&model).exists() {
        return Err(Failure(format!(
            "{model}: is there already, but is of no crate in tinsmith.toml that is called {name}; move it away"
        )));
    }
    let operations: Vec<String> = names(&options.operations).into_iter().collect();
    let source = options.from.clone().unwrap_or(Source::Botocore(None));
    let settings = edit::with_crate(&Config::text()?, &name, &operations, [&model, &out])?;
    let mut plan = Plan::default();
    take(
        &mut plan,
        options,
        (&name, settings),
        (&source, !options.no_docs),
    )?;
    // The last of all: cargo does not load a workspace with a member that is not there.
    plan.put(manifest, Some(edit::with_member(&workspace, &out)?))?;
    Ok(plan)
}

/// The text of a file in the workspace.
fn read(path: &Path) -> Result<String, Failure> {
    let path = root().join(path);
    fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))
}

/// The name of a service as that of a crate.
///
/// # Errors
/// When cargo would not take it: it does not load a workspace that has two packages of one name.
fn free_name(service: &str, workspace: &str) -> Result<String, Failure> {
    let name = checked_crate_name(service).map_err(|_| {
        Failure(format!(
            "`{}` cannot be the name of a crate: letters, digits, `-` and `_`, a letter first",
            service.escape_debug()
        ))
    })?;
    for folder in edit::member_folders(workspace)? {
        let manifest: toml::Table = toml::from_str(&read(&Path::new(&folder).join("Cargo.toml"))?)?;
        let package = manifest
            .get("package")
            .and_then(|package| package.get("name"));
        if package.and_then(toml::Value::as_str) == Some(&name) {
            return Err(Failure(format!(
                "{folder}: is a package called {name} already; take the model by --from FILE under another name"
            )));
        }
    }
    Ok(name)
}

/// A service that has other operations already.
fn extend(options: &Options, config: &Config) -> Result<Plan, Failure> {
    let lock = Lock::read()?;
    let committed = Committed::read(config, &lock, &options.service)?;
    let Some(present) = &committed.config.operations else {
        return Err(Failure(format!(
            "the crate {} has all operations of its model; for a newer model: cargo xtask update {0}",
            committed.name
        )));
    };
    let (mut operations, present) = (names(&options.operations), names(present));
    if operations.is_subset(&present) {
        return Err(Failure(format!(
            "the crate {} has these operations already; for a newer model: cargo xtask update {0}",
            committed.name
        )));
    }
    operations.extend(present);
    let operations: Vec<String> = operations.into_iter().collect();
    let origin = &committed.locked.origin;
    let source = match &options.from {
        Some(source) => source.clone(),
        None => Source::again(origin, &committed.config.model)?,
    };
    let settings = edit::with_operations(&Config::text()?, committed.name, &operations)?;
    let docs = origin.docs && !options.no_docs;
    let mut plan = Plan::default();
    take(
        &mut plan,
        options,
        (committed.name, settings),
        (&source, docs),
    )?;
    Ok(plan)
}

/// Plans for the crate as the new settings have it, and for the settings.
fn take(
    plan: &mut Plan,
    options: &Options,
    (name, settings): (&str, String),
    (source, docs): (&Source, bool),
) -> Result<(), Failure> {
    let mut lock = Lock::read()?;
    let before = lock
        .crates
        .get(name)
        .and_then(|locked| locked.origin.service());
    let taken = source.take(before.unwrap_or(&options.service))?;
    let config = Config::parse(&settings)?;
    let config = config.find(name)?;
    let text = source::closure(&taken.model, config.operations.as_deref(), docs)?;
    let origin = Origin {
        docs,
        ..taken.origin
    };
    plan.put_crate(name, config, text, (&mut lock, origin))?;
    plan.put_settings(settings, &lock)
}

/// Names of operations, each once; of an id its name.
fn names(operations: &[String]) -> BTreeSet<String> {
    let name = |id: &String| {
        id.rsplit_once('#')
            .map_or(id.as_str(), |(_, name)| name)
            .to_owned()
    };
    operations.iter().map(name).collect()
}
