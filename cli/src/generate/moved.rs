//! The files of crates whose folder or form in `tinsmith.toml` was changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::Files;
use tinsmith_model::{Model, Selection};

use crate::config::{self, Config, CrateConfig, Kind, root};
use crate::dependents;
use crate::failure::Failure;
use crate::folder;
use crate::job::Job;
use crate::lock::{Lock, Place};
use crate::members;
use crate::names;
use crate::plan::Plan;
use crate::report::count;

/// The files of a crate in the folder and form that it had before.
pub(super) struct Left {
    name: String,
    folder: String,
    /// The folder that it has now, if it is still a package.
    package: Option<String>,
    /// True if another package has the old folder now.
    is_taken: bool,
    /// The files that are as they were generated.
    generated: BTreeSet<PathBuf>,
    by_hand: Vec<String>,
}

impl Left {
    /// Finds the files of a crate whose place in the lock is not that of the settings; `new` are
    /// those that it has there.
    ///
    /// # Errors
    /// Returns [`Failure`] if a generated file was changed since.
    pub(super) fn find(
        config: &Config,
        (name, one): (&str, &CrateConfig),
        lock: &Lock,
        (model, selection): (&Model, &Selection),
        new: &Files,
    ) -> Result<Option<Self>, Failure> {
        let known = lock.crates.get(name);
        let Some(place) = known.and_then(|locked| locked.place.left(one)) else {
            return Ok(None);
        };
        let old = before(one, place);
        let files = Job::of_crate(config, name, &old).make(model, selection)?;
        let new = new.keys().map(|path| one.out.join(path)).collect();
        let mut left = Self {
            name: name.to_owned(),
            folder: names::slashed(&old.out),
            package: (one.kind != Kind::Module).then(|| names::slashed(&one.out)),
            is_taken: config.crates.iter().any(|(other, one)| {
                other != name && one.kind != Kind::Module && one.out == old.out
            }),
            generated: BTreeSet::new(),
            by_hand: Vec::new(),
        };
        let changed = left.sort(config, (&old.out, &files), &new)?;
        match changed.as_slice() {
            [] => Ok(Some(left)),
            [first, rest @ ..] => Err(Failure(format!(
                "{first}{}: was generated for the crate {name} before its `out` or `kind` in {} \
                 changed, and is not as it is generated now; generate with the former `out` and \
                 `kind` first, or move the folder {} away",
                match rest.len() {
                    0 => String::new(),
                    more => format!(" and {}", count(more, "other file")),
                },
                config::FILE,
                left.folder,
            ))),
        }
    }

    /// Sorts the files of the old folder into those as generated and those written by hand;
    /// returns the generated ones that were changed. Files of other crates are none of them.
    fn sort(
        &mut self,
        config: &Config,
        (old, files): (&Path, &Files),
        new: &BTreeSet<PathBuf>,
    ) -> Result<Vec<String>, Failure> {
        let mut changed = Vec::new();
        let name = self.name.clone();
        let others = |path: &Path| {
            let mut crates = config.crates.iter();
            let is_here = |(other, out): (&String, &Path)| *other == name && out == old;
            crates.any(|(other, one)| path.starts_with(&one.out) && !is_here((other, &one.out)))
        };
        for path in folder::files(old)? {
            if new.contains(&path) || others(&path) {
                continue;
            }
            let at = root().join(&path);
            let bytes = fs::read(&at).map_err(|error| Failure::at(&at, error))?;
            let inside = names::slashed(path.strip_prefix(old).unwrap_or(&path));
            match files.get(&inside) {
                Some(text) if text.as_bytes() == bytes => drop(self.generated.insert(path)),
                _ if folder::is_generated(&bytes) => changed.push(names::slashed(&path)),
                _ if inside == "Cargo.lock" => {}
                _ => self.by_hand.push(names::slashed(&path)),
            }
        }
        Ok(changed)
    }

    /// Plans the removal of the files, and for the workspace to have the new folder as its member
    /// if it has the old one.
    pub(super) fn plan(self, plan: &mut Plan) -> Result<(), Failure> {
        // Written first: cargo does not load a workspace with a missing member.
        if members::has(plan, &self.folder)? {
            if let Some(new) = &self.package {
                members::plan_add(plan, new)?;
            }
            if !self.is_taken && self.package.as_ref() != Some(&self.folder) {
                members::plan_remove(plan, &self.folder)?;
            }
        }
        match &self.package {
            Some(new) if *new == self.folder => {}
            Some(new) => dependents::plan_move(plan, [&self.folder, new], &self.name)?,
            None => dependents::warn(plan, &self.folder),
        }
        for path in &self.generated {
            plan.put(path, None)?;
        }
        if !self.by_hand.is_empty() {
            plan.notice(format!(
                "{}: written by hand beside the crate {}, which is generated elsewhere now; move \
                 or delete",
                self.by_hand.join(", "),
                self.name
            ));
        }
        Ok(())
    }
}

/// The settings of a crate with its former folder and form.
fn before(one: &CrateConfig, place: &Place) -> CrateConfig {
    let mut old = one.clone();
    old.out = PathBuf::from(place.out.as_deref().unwrap_or_default());
    old.kind = place.kind;
    old
}

/// Names the folders of crates that the settings have no more.
pub(super) fn warn_of_unused(plan: &mut Plan, config: &Config, lock: &Lock) {
    for (name, locked) in &lock.crates {
        let folder = locked.place.out.as_deref().unwrap_or_default();
        let is_used = |one: &CrateConfig| one.out.starts_with(folder);
        let is_there = !folder.is_empty() && root().join(folder).exists();
        if is_there && !config.crates.contains_key(name) && !config.crates.values().any(is_used) {
            plan.notice(format!(
                "{folder}: was generated for the crate {name}, which {} has no more; delete the \
                 folder, or restore the table and run remove {name}",
                config::FILE
            ));
        }
    }
}
