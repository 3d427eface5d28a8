//! `resolve`: the conflicts of a merge in the files that the tool writes or edits.

mod sides;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use tinsmith_model::Model;

use self::sides::Side;
use crate::config::{self, Config, root};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::job::Job;
use crate::lock::{self, Facts, Lock, Locked, Origin};
use crate::markers;
use crate::plan::Plan;
use crate::report::{count, print_line};
use crate::source::{self, Source, Wanted};
use crate::transaction::Session;

/// Options of `resolve`.
#[derive(Args)]
pub struct Options {
    /// Show each file
    #[arg(long, short)]
    verbose: bool,
}

/// Takes the operations of both sides of each conflict, takes the models again from where they
/// came, and generates anew.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = Session::begin(&root())?;
    let settings = sides::both_operations(&Config::text()?)?;
    let config = Config::parse(&settings)?;
    let mut lock = merged_lock()?;
    lock.crates
        .retain(|name, _| config.crates.contains_key(name));
    let mut plan = Plan::default();
    let mut again = 0;
    for name in config.crates.keys() {
        again += usize::from(plan_crate(&mut plan, &config, name, &mut lock)?);
    }
    plan.put_settings(settings, &lock)?;
    if let Some(code) = plan.commit(&session, &interrupt)? {
        return Ok(code);
    }
    if options.verbose {
        plan.show();
    }
    print_line!("{} taken again; {}", count(again, "model"), plan.summary());
    Ok(ExitCode::SUCCESS)
}

/// The lock of both sides. Where both have a crate, they must have it from one source.
fn merged_lock() -> Result<Lock, Failure> {
    let text = match fs::read_to_string(root().join(lock::FILE)) {
        Ok(text) => text,
        Err(error) => return Err(Failure::at(Path::new(lock::FILE), error)),
    };
    let mut ours = Lock::parse(&sides::keep_side(&text, Side::Ours))?;
    let theirs = Lock::parse(&sides::keep_side(&text, Side::Theirs))?;
    for (name, other) in theirs.crates {
        let Some(locked) = ours.crates.get(&name) else {
            ours.crates.insert(name, other);
            continue;
        };
        if locked.origin != other.origin {
            return Err(Failure(format!(
                "{}: one side has the model of {name} from {} and the other from {}; keep one of \
                 them in the file, then try \
                 again",
                lock::FILE,
                described(&locked.origin),
                described(&other.origin)
            )));
        }
    }
    Ok(ours)
}

/// An origin with the checksum of its archive.
fn described(origin: &Origin) -> String {
    match &origin.archive_sha256 {
        Some(digest) => format!("{} (sha256 {})", origin.shown(), lock::short(digest)),
        None => origin.shown(),
    }
}

/// Refuses an archive that is not the locked one.
fn refuse_other(name: &str, locked: &Origin, found: &Origin) -> Result<(), Failure> {
    let is_locked = |locked: &Option<String>, found| locked.is_none() || locked == found;
    if is_locked(&locked.version, &found.version)
        && is_locked(&locked.archive_sha256, &found.archive_sha256)
    {
        return Ok(());
    }
    let facts = [
        ("version", &found.version),
        ("archive-sha256", &found.archive_sha256),
    ];
    let facts = facts.iter().filter_map(|(key, value)| {
        let value = value.as_ref()?;
        Some(format!("{key} = \"{value}\""))
    });
    Err(Failure(format!(
        "{}: is {}, but {} has {} for the crate {name}; put that one back, or to take this one, \
         write {} into the entry of {name}, then try again",
        locked.source,
        described(found),
        lock::FILE,
        described(locked),
        facts.collect::<Vec<_>>().join(" and "),
    )))
}

/// Plans for a crate to be what the settings say; whether its model was taken again.
fn plan_crate(
    plan: &mut Plan,
    config: &Config,
    name: &str,
    lock: &mut Lock,
) -> Result<bool, Failure> {
    let one = config.find(name)?;
    if one.reads_botocore() {
        return Ok(false);
    }
    let locked = lock.crates.get(name).cloned();
    if let Some(locked) = locked
        .as_ref()
        .filter(|locked| is_whole(&one.model, locked))
    {
        let job = Job::of_crate(config, name, one);
        let model = job.read()?;
        if let Ok(selection) = job.select(&model) {
            let report = job.compare(&job.make(&model, &selection)?)?;
            plan.put_all(job.folder(), report.changes);
            let facts = Facts::new(&model, &selection);
            let locked = locked.clone();
            lock.crates
                .insert(name.to_owned(), Locked { facts, ..locked });
            return Ok(false);
        }
    }
    let Some(locked) = locked else {
        return Err(Failure(format!(
            "{}: has no model for the crate {name}, so that it cannot be taken again",
            lock::FILE
        )));
    };
    let service = locked.origin.service().or(one.service.as_deref());
    let taken = Source::again(&locked.origin, &one.model)?.take(Wanted {
        service: service.unwrap_or(name),
        is_chosen: service.is_some(),
    })?;
    refuse_other(name, &locked.origin, &taken.origin)?;
    let operations = one.operations.as_deref();
    let text = source::closure(&taken.model, service, operations, locked.origin.docs)?;
    plan.put_crate((config, name), text, &taken.model, (lock, locked.origin))?;
    Ok(true)
}

/// Returns whether a committed model is the locked one, without a conflict.
fn is_whole(model: &Path, locked: &Locked) -> bool {
    let text = fs::read_to_string(root().join(model)).unwrap_or_default();
    let read = || Model::parse(&text, config::FILE).ok();
    !markers::has(&text) && read().is_some_and(|model| lock::digest(&model) == locked.facts.sha256)
}
