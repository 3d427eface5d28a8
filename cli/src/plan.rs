//! What a command is going to change in the workspace: all of it is made and validated before anything is written.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use tinsmith_codegen::output::Change;
use tinsmith_model::{Model, Selection};

use crate::config::{self, Config, CrateConfig, root};
use crate::failure::Failure;
use crate::generate::crates::Job;
use crate::interrupt::Interrupt;
use crate::lock::{self, Facts, Lock, Locked, Origin};
use crate::report::count;
use crate::transaction::{Session, Stop};

/// The changes in the order in which they are made. At every moment cargo finds a workspace that it can load, or the
/// commands could not put anything back.
#[derive(Default)]
pub(crate) struct Plan {
    changes: Vec<Change>,
}

/// A crate as it is committed, with the model that is locked.
pub(crate) struct Committed<'c> {
    pub name: &'c str,
    pub config: &'c CrateConfig,
    pub model: Model,
    pub selection: Selection,
    pub locked: Locked,
}

/// What comes of a new text for a crate's model.
pub(crate) struct Made {
    pub model: Model,
    pub selection: Selection,
}

impl<'c> Committed<'c> {
    /// Reads it.
    ///
    /// # Errors
    /// When the model is not committed, not the crate's own, or not the locked one.
    pub(crate) fn read(config: &'c Config, lock: &Lock, name: &'c str) -> Result<Self, Failure> {
        let (name, config) = (name, own_model(config, name)?);
        let job = Job::of_crate(name, config);
        let model = job.read()?;
        let selection = job.select(&model)?;
        let locked = lock.held(name, &config.model, Facts::of(&model, &selection))?;
        Ok(Self {
            name,
            config,
            model,
            selection,
            locked,
        })
    }
}

/// The table of a crate that has a committed model of its own.
fn own_model<'c>(config: &'c Config, name: &str) -> Result<&'c CrateConfig, Failure> {
    let one = config.find(name)?;
    let model = one.model.display();
    if one.reads_botocore() {
        return Err(Failure(format!(
            "the crate {name} reads {model} in place and has no committed model: change tinsmith.toml by hand, then run \
             cargo xtask generate --update-lock"
        )));
    }
    let mut others = config.crates.iter();
    match others.find(|(other, config)| *other != name && config.model == one.model) {
        Some((other, _)) => Err(Failure(format!(
            "{model}: the crates {name} and {other} share it; give each a model of its own"
        ))),
        None => Ok(one),
    }
}

impl Plan {
    /// Plans for a file to hold a text, or not to be there. `path` is relative to the root.
    pub(crate) fn put(&mut self, path: &Path, new: Option<String>) -> Result<(), Failure> {
        let at = root().join(path);
        let old = match fs::read(&at) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::at(&at, error)),
        };
        if old != new {
            let path = lock::slashed(path);
            self.changes.push(Change { path, old, new });
        }
        Ok(())
    }

    /// Plans for a crate's model to have this text, for the crate to be what is generated from it, and for the lock to
    /// say so.
    ///
    /// # Errors
    /// When the text is no model, or the crate cannot be generated.
    pub(crate) fn put_crate(
        &mut self,
        name: &str,
        config: &CrateConfig,
        text: String,
        (lock, origin): (&mut Lock, Origin),
    ) -> Result<Made, Failure> {
        let model = Model::parse(&text, &lock::slashed(&config.model))?;
        let job = Job::of_crate(name, config);
        let selection = job.select(&model)?;
        let files = job.make(&model, &selection)?;
        self.put(&config.model, Some(text))?;
        for change in job.compare(&files)?.changes {
            self.put(&config.out.join(&change.path), change.new)?;
        }
        let facts = Facts::of(&model, &selection);
        let locked = Locked { origin, facts };
        lock.crates.insert(name.to_owned(), locked);
        Ok(Made { model, selection })
    }

    /// Plans for `tinsmith.toml` and `tinsmith.lock`.
    pub(crate) fn put_settings(&mut self, config: String, lock: &Lock) -> Result<(), Failure> {
        self.put(Path::new(config::FILE), Some(config))?;
        self.put(Path::new(lock::FILE), Some(lock.text()))
    }

    /// The files and what becomes of them, without a word on how many.
    pub(crate) fn show(&self) {
        for change in &self.changes {
            println!("{:<9}{}", word(change), change.path);
        }
    }

    /// Says what would be done.
    pub(crate) fn only_tell(&self) {
        self.show();
        println!("{}; nothing was written", self.summary());
    }

    /// Makes all changes, or none.
    pub(crate) fn carry_out(
        &self,
        session: &Session,
        interrupt: &Interrupt,
    ) -> Result<ExitCode, Failure> {
        let mut watch = || match interrupt.is_set() {
            true => Err(Stop::Interrupted),
            false => Ok(()),
        };
        match session.commit(&self.changes, &mut watch) {
            Ok(()) => {
                self.show();
                println!("{}", self.summary());
                Ok(ExitCode::SUCCESS)
            }
            Err(Stop::Interrupted) => Ok(interrupt.code()),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    }

    fn summary(&self) -> String {
        let number = |wanted: &str| {
            self.changes
                .iter()
                .filter(|one| word(one) == wanted)
                .count()
        };
        format!(
            "{}: {} written, {} changed, {} removed",
            count(self.changes.len(), "file"),
            number("written"),
            number("changed"),
            number("removed"),
        )
    }
}

fn word(change: &Change) -> &'static str {
    match (&change.old, &change.new) {
        (None, _) => "written",
        (Some(_), Some(_)) => "changed",
        (Some(_), None) => "removed",
    }
}
