//! `cargo xtask update`: newer models, and what is generated from them.

mod show;

use std::process::ExitCode;

use clap::Args;

use crate::changelog;
use crate::config::{Config, root};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::lock::{Lock, Origin};
use crate::plan::{Committed, Made, Plan};
use crate::review::{self, Service};
use crate::source::{self, Source};
use crate::transaction::{Session, refuse_unfinished};

/// What to take, and where from.
#[derive(Args)]
pub struct Options {
    /// The services, by the names of their crates; all that have a committed model where none is named
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// The version of botocore; by default the installed one, or else the one that tinsmith.toml names
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// A model by its path, or botocore; by default where each model came from
    #[arg(long, value_name = "FILE|botocore[==VERSION]", value_parser = Source::parse)]
    from: Option<Source>,
    /// Only tells what would be done
    #[arg(long)]
    dry_run: bool,
}

impl Options {
    /// Whether a crate that nobody named keeps its model, for want of a newer one where it came from.
    fn leaves(&self, before: &Committed<'_>) -> bool {
        let origin = &before.locked.origin;
        let has_none = source::is_its_own(origin, &before.config.model)
            || (self.to.is_some() && origin.service().is_none());
        self.services.is_empty() && self.from.is_none() && has_none
    }
}

/// A crate with a newer model.
struct Newer<'c> {
    before: Committed<'c>,
    after: Made,
    origin: Origin,
    review: Service,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = match options.dry_run {
        true => refuse_unfinished(&root()).map(|()| None)?,
        false => Some(Session::begin(&root())?),
    };
    let config = Config::read()?;
    let mut lock = Lock::read()?;
    let mut plan = Plan::default();
    let mut newer = Vec::new();
    for name in services(options, &config)? {
        if interrupt.is_set() {
            return Ok(interrupt.code());
        }
        let before = Committed::read(&config, &lock, name)?;
        newer.extend(take(options, before, &mut lock, &mut plan)?);
    }
    if !newer.is_empty() {
        plan.put_settings(Config::text()?, &lock)?;
        let entries: Vec<String> = newer.iter().map(show::changelog_entry).collect();
        changelog::plan(&mut plan, &entries)?;
    }
    show::models(newer)?;
    match session {
        Some(session) => plan.carry_out(&session, &interrupt),
        None => {
            plan.only_tell();
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The crates to bring up to date.
fn services<'c>(options: &'c Options, config: &'c Config) -> Result<Vec<&'c str>, Failure> {
    if options.services.is_empty() {
        let committed = config.crates.iter();
        let committed = committed.filter(|(_, config)| !config.reads_botocore());
        return Ok(committed.map(|(name, _)| name.as_str()).collect());
    }
    let mut names: Vec<&str> = options.services.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
        .iter()
        .try_for_each(|name| config.find(name).map(drop))?;
    Ok(names)
}

/// Plans for a crate to have its newer model; `None` where there is none, which it says.
fn take<'c>(
    options: &Options,
    before: Committed<'c>,
    lock: &mut Lock,
    plan: &mut Plan,
) -> Result<Option<Newer<'c>>, Failure> {
    let (name, old) = (before.name, &before.locked.origin);
    if options.leaves(&before) {
        println!(
            "{name}: left alone, for its model is from {}; to take another: cargo xtask update {name} --from …",
            old.shown()
        );
        return Ok(None);
    }
    let source = source_of(options, &before)?;
    let taken = source.take(old.service().unwrap_or(name))?;
    if source == Source::Botocore(None) {
        refuse_older(name, old, &taken.origin)?;
    }
    let operations = before.config.operations.as_deref();
    let text = source::closure(&taken.model, operations, old.docs)?;
    if text == before.model.source().text {
        println!("{name}: the model is the same");
        return Ok(None);
    }
    let origin = Origin {
        docs: old.docs,
        ..taken.origin
    };
    let locked = (lock, origin.clone());
    let after = plan.put_crate(name, before.config, text, locked)?;
    let old = (&before.model, &before.selection);
    let new = (&after.model, &after.selection);
    let review = review::of_update(name, before.config, old, new)?;
    Ok(Some(Newer {
        before,
        after,
        origin,
        review,
    }))
}

/// Where a crate's newer model comes from.
fn source_of(options: &Options, before: &Committed<'_>) -> Result<Source, Failure> {
    let source = match (&options.from, &options.to) {
        (Some(source), None) => source.clone(),
        (None | Some(Source::Botocore(None)), Some(version)) => {
            Source::Botocore(Some(version.clone()))
        }
        (Some(_), Some(_)) => {
            return Err(Failure(
                "--to says which version of botocore, and --from names another source; give one of them".to_owned(),
            ));
        }
        (None, None) => match Source::again(&before.locked.origin, &before.config.model)? {
            Source::Botocore(_) => Source::Botocore(None),
            source => source,
        },
    };
    match (&source, options.services.len()) {
        (Source::File(path), number) if options.from.is_some() && number != 1 => Err(Failure::at(
            path,
            "one model is for one service; name it: cargo xtask update SERVICE --from FILE",
        )),
        _ => Ok(source),
    }
}

/// Nobody asked for an older model; one that is asked for by its version may be.
fn refuse_older(name: &str, old: &Origin, new: &Origin) -> Result<(), Failure> {
    let (Some(old), Some(new)) = (&old.version, &new.version) else {
        return Ok(());
    };
    if numbers(new) >= numbers(old) {
        return Ok(());
    }
    Err(Failure(format!(
        "{name}: the model is of botocore {old}, and botocore here is {new}; install a newer one \
         (`python3 -m pip install --upgrade botocore`), or name a version: --to VERSION"
    )))
}

/// The numbers of a version, to be compared.
fn numbers(version: &str) -> Vec<u64> {
    version
        .split('.')
        .map(|part| part.parse().unwrap_or_default())
        .collect()
}
