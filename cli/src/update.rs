//! The command `update`: updates models and regenerates their crates.

mod show;

use std::process::ExitCode;

use clap::Args;

use crate::changelog;
use crate::config::{Config, root};
use crate::edit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::lock::{Lock, Origin};
use crate::plan::{Committed, Made, Plan};
use crate::report::{self, print_line};
use crate::review::{self, Service};
use crate::source::{self, Source, Taken};
use crate::tool;
use crate::transaction::{Session, refuse_unfinished};

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// The services, by crate name; by default all with a committed model
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// The version of botocore; by default the one in tinsmith.toml, or else the installed one
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// A model, folder or archive (.whl, .zip, .tar.gz) of models, by path or URL, or botocore; by
    /// default the source of each model
    #[arg(long, value_name = "SOURCE", value_parser = Source::parse)]
    from: Option<Source>,
    /// Raise the version of each crate as its changes require
    #[arg(long)]
    raise: bool,
    /// Print the changes without writing them
    #[arg(long)]
    dry_run: bool,
    /// Show each file
    #[arg(long, short)]
    verbose: bool,
}

impl Options {
    /// Returns true if a crate that was not named keeps its model, since its source has no newer
    /// one.
    fn leaves(&self, before: &Committed<'_>) -> bool {
        let origin = &before.locked.origin;
        let has_none = source::is_its_own(origin, &before.config.model)
            || (self.to.is_some() && origin.botocore_service().is_none());
        self.services.is_empty() && self.from.is_none() && has_none
    }

    /// Returns true if the user named the source, so that it must exist.
    fn insists(&self) -> bool {
        !self.services.is_empty() || self.from.is_some() || self.to.is_some()
    }
}

/// A crate with a newer model.
struct Newer<'c> {
    before: Committed<'c>,
    after: Made,
    origin: Origin,
    review: Service,
}

/// The changes of files.
struct Draft<'c> {
    config: &'c Config,
    /// The text of tinsmith.toml.
    settings: String,
    lock: Lock,
    plan: Plan,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = match options.dry_run {
        true => refuse_unfinished(&root()).map(|()| None)?,
        false => Some(Session::begin(&root())?),
    };
    let config = Config::read()?;
    let mut draft = Draft {
        config: &config,
        settings: Config::text()?,
        lock: Lock::read()?,
        plan: Plan::default(),
    };
    let mut newer = Vec::new();
    for name in services(options, &config)? {
        if interrupt.is_set() {
            return Ok(interrupt.code());
        }
        let before = Committed::read(&config, &draft.lock, name)?;
        newer.extend(plan_update(options, before, &mut draft)?);
    }
    if let Some(version) = options.to.as_ref().filter(|_| options.services.is_empty()) {
        draft.settings = edit::with_botocore(&draft.settings, version)?;
    }
    let Draft {
        settings,
        lock,
        mut plan,
        ..
    } = draft;
    plan.put_settings(settings, &lock)?;
    if !newer.is_empty() {
        let entries: Vec<String> = newer.iter().map(show::changelog_entry).collect();
        changelog::plan(&mut plan, &entries)?;
    }
    show::models(newer)?;
    match session {
        Some(session) => plan.carry_out(&session, &interrupt, options.verbose),
        None => {
            plan.only_tell(options.verbose);
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

/// Plans the update of a crate; `None` if there is no newer model, which is reported.
fn plan_update<'c>(
    options: &Options,
    before: Committed<'c>,
    draft: &mut Draft<'c>,
) -> Result<Option<Newer<'c>>, Failure> {
    let Some(taken) = read(options, &before)? else {
        return Ok(None);
    };
    let (name, old) = (before.name, &before.locked.origin);
    let service = taken.origin.service().or(before.config.service.as_deref());
    let operations = before.config.operations.as_deref();
    let text = source::closure(&taken.model, service, operations, old.docs)?;
    let origin = Origin {
        docs: old.docs,
        ..taken.origin
    };
    if text == before.model.source().text {
        print_line!("{name}: the model is the same in {}", origin.shown());
        if options.from.is_some() {
            let mut locked = before.locked.clone();
            locked.origin = origin;
            draft.lock.crates.insert(name.to_owned(), locked);
        }
        return Ok(None);
    }
    let put = |draft: &mut Draft<'_>, config: &Config| {
        let locked = (&mut draft.lock, origin.clone());
        draft
            .plan
            .put_crate((config, name), text.clone(), &taken.model, locked)
    };
    let after = put(draft, draft.config)?;
    let old = (&before.model, &before.selection);
    let new = (&after.model, &after.selection);
    let review = review::of_update(draft.config, (name, before.config), old, new)?;
    if let Some(version) = review::next_version(&review).filter(|_| options.raise) {
        draft.settings = edit::with_version(&draft.settings, name, &version)?;
        put(draft, &Config::parse(&draft.settings)?)?;
    }
    Ok(Some(Newer {
        before,
        after,
        origin,
        review,
    }))
}

/// Reads a crate's newer model; `None` if it is skipped, which is reported. If the user did not
/// name the source, an unreadable one is skipped too.
fn read(options: &Options, before: &Committed<'_>) -> Result<Option<Taken>, Failure> {
    let (name, old) = (before.name, &before.locked.origin);
    if options.leaves(before) {
        print_line!(
            "{name}: left alone, for its model is from {}; to take another: {} update {name} \
             --from …",
            old.shown(),
            tool::name()
        );
        return Ok(None);
    }
    let taken = source_of(options, before).and_then(|source| {
        let taken = source.take(before.wanted(name))?;
        match options.to {
            None if options.from.is_none() => refuse_older(name, old, &taken.origin)?,
            _ => {}
        }
        Ok(taken)
    });
    match taken {
        Ok(taken) => Ok(Some(taken)),
        Err(failure) if options.insists() => Err(failure),
        Err(Failure(why)) => {
            report::warning(&format!("{name}: left alone: {why}"));
            Ok(None)
        }
    }
}

/// The source of a crate's newer model.
fn source_of(options: &Options, before: &Committed<'_>) -> Result<Source, Failure> {
    let source = match (&options.from, &options.to) {
        (Some(source), None) => source.clone(),
        (None | Some(Source::Botocore(None)), Some(version)) => {
            Source::Botocore(Some(version.clone()))
        }
        (Some(_), Some(_)) => {
            return Err(Failure(
                "--to says which version of botocore, and --from names another source; give one of \
                 them".to_owned(),
            ));
        }
        (None, None) => match Source::again(&before.locked.origin, &before.config.model)? {
            Source::Service { .. } => Source::Botocore(None),
            source => source,
        },
    };
    match (&source, options.services.len()) {
        (Source::File(path), number)
            if options.from.is_some() && number != 1 && !source::is_many(path) =>
        {
            Err(Failure::at(
                path,
                "one model is for one service; name it: update SERVICE --from FILE",
            ))
        }
        _ => Ok(source),
    }
}

/// Older models are only accepted with an explicit version.
fn refuse_older(name: &str, old: &Origin, new: &Origin) -> Result<(), Failure> {
    let (Some(old), Some(new)) = (&old.version, &new.version) else {
        return Ok(());
    };
    if numbers(new) >= numbers(old) {
        return Ok(());
    }
    Err(Failure(format!(
        "{name}: the model is of botocore {old}, and the one to take is {new}; set a newer one in \
         tinsmith.toml, install one \
         (`python3 -m pip install --upgrade botocore`), or name a version: --to VERSION"
    )))
}

/// The numbers of a version, for comparison.
fn numbers(version: &str) -> Vec<u64> {
    version
        .split('.')
        .map(|part| part.parse().unwrap_or_default())
        .collect()
}
