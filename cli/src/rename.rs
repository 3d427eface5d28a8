//! `rename`: another name for a crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::changelog;
use crate::config::{Config, root};
use crate::dependents;
use crate::edit;
use crate::failure::Failure;
use crate::folder;
use crate::interrupt::Interrupt;
use crate::lock::Lock;
use crate::members;
use crate::names::{self, checked_crate_name};
use crate::plan::{Committed, Plan};
use crate::report::{count, print_line};
use crate::transaction::Session;

/// Options of `rename`.
#[derive(Args)]
pub struct Options {
    /// The crate's name
    old: String,
    /// The name that it gets, as do its folder and its model
    new: String,
    /// Show each file
    #[arg(long, short)]
    verbose: bool,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let session = Session::begin(&root())?;
    let config = Config::read()?;
    let new = checked_crate_name(&options.new)?;
    if config.crates.contains_key(&new) || members::package_folder(&new)?.is_some() {
        return Err(Failure(format!("there is a crate {new} already")));
    }
    let (plan, by_hand) = prepare(&config, &options.old, &new)?;
    if let Some(code) = plan.commit(&session, &interrupt)? {
        return Ok(code);
    }
    if options.verbose {
        plan.show();
    }
    print_line!("{} is called {new}; {}", options.old, plan.summary());
    if by_hand > 0 {
        print_line!(
            "moved unchanged, so that they still name {}: {} written by hand",
            options.old,
            count(by_hand, "file")
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Plans for a crate to have another name; how many of its files were written by hand.
fn prepare(config: &Config, old: &str, new: &str) -> Result<(Plan, usize), Failure> {
    let mut lock = Lock::read()?;
    let committed = Committed::read(config, &lock, old)?;
    let model = renamed(&committed.config.model, old, new);
    let out = renamed(&committed.config.out, old, new);
    for path in [&model, &out] {
        let is_new = *path != committed.config.model && *path != committed.config.out;
        if is_new && root().join(path).exists() {
            return Err(Failure::at(path, "already exists; move it away"));
        }
    }
    let mut origin = committed.locked.origin.clone();
    if origin.source == names::slashed(&committed.config.model) {
        origin.source = names::slashed(&model);
    }
    // A source that has the service under the old name is asked for it by that name.
    let service = committed.wanted(old).service.to_owned();
    let needs_service = origin.service().is_some() && service != new;
    let paths = [&model, &out].map(|path| names::slashed(path));
    let service = needs_service.then_some(service.as_str());
    let settings = edit::with_name(
        &Config::text()?,
        [old, new],
        [&paths[0], &paths[1]],
        service,
    )?;
    let text = committed.model.source().text.clone();
    lock.crates.remove(old);
    let mut plan = Plan::default();
    let after = Config::parse(&settings)?;
    plan.put_crate((&after, new), text, &committed.model, (&mut lock, origin))?;
    plan.put_settings(settings, &lock)?;
    let folders = [&committed.config.out, &out].map(|path| names::slashed(path));
    let folders = [folders[0].as_str(), folders[1].as_str()];
    let mut by_hand = 0;
    if out != committed.config.out {
        by_hand = move_others(&mut plan, [&committed.config.out, &out])?;
        members::plan_replace(&mut plan, folders)?;
    }
    dependents::plan_move(&mut plan, folders, new)?;
    if out != committed.config.out {
        for file in folder::files(&committed.config.out)? {
            plan.put(&file, None)?;
        }
    }
    if model != committed.config.model {
        plan.put(&committed.config.model, None)?;
    }
    changelog::plan(
        &mut plan,
        &[format!("## {new}\n\n- The crate was called `{old}`.\n")],
    )?;
    Ok((plan, by_hand))
}

/// A path whose last part is the old name, with the new one.
fn renamed(path: &Path, old: &str, new: &str) -> PathBuf {
    let is_old = path.file_stem().is_some_and(|stem| stem == old);
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    match (is_old, ending) {
        (true, Some(ending)) => path.with_file_name(format!("{new}.{ending}")),
        (true, None) => path.with_file_name(new),
        (false, _) => path.to_path_buf(),
    }
}

/// Plans for what was written by hand in a folder to be in another one; how many files that are.
fn move_others(plan: &mut Plan, [old, new]: [&Path; 2]) -> Result<usize, Failure> {
    let mut number = 0;
    for file in folder::files(old)? {
        let at = root().join(&file);
        let bytes = fs::read(&at).map_err(|error| Failure::at(&at, error))?;
        if folder::is_generated(&bytes) {
            continue;
        }
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::at(
                &file,
                "is no text; move it away, and back when the crate is renamed",
            )
        })?;
        let inside = file.strip_prefix(old).unwrap_or(&file);
        plan.put(&new.join(inside), Some(text))?;
        number += 1;
    }
    Ok(number)
}
