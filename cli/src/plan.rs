//! The planned changes of a command in the workspace, all created and validated before anything is
//! written.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use tinsmith_codegen::output::Change;
use tinsmith_model::{Model, Selection};

use crate::attributes;
use crate::config::{self, Config, CrateConfig, root};
use crate::edit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::job::Job;
use crate::lock::{self, Facts, Lock, Locked, Origin, Place};
use crate::names;
use crate::report::{self, count, print_line};
use crate::source::{Wanted, is_its_own};
use crate::tool;
use crate::transaction::{Session, Stop};
use crate::vendor;

/// The changes in order. After each of them cargo can load the workspace, which recovery requires.
#[derive(Default)]
pub(crate) struct Plan {
    changes: Vec<Change>,
    /// Warnings for the user, printed when the changes are made.
    notices: Vec<String>,
}

/// A committed crate with its locked model.
pub(crate) struct Committed<'c> {
    pub name: &'c str,
    pub config: &'c CrateConfig,
    pub model: Model,
    pub selection: Selection,
    pub locked: Locked,
}

/// The result of a new model of a crate.
pub(crate) struct Made {
    pub model: Model,
    pub selection: Selection,
    /// The lines of Rust.
    pub(crate) lines: usize,
}

impl Committed<'_> {
    /// The service to find in the source of the model; by default the one with this name.
    pub(crate) fn wanted<'a>(&'a self, default: &'a str) -> Wanted<'a> {
        let known = self.locked.origin.service();
        let known = known.or(self.config.service.as_deref());
        Wanted {
            service: known.unwrap_or(default),
            is_chosen: known.is_some(),
        }
    }
}

impl<'c> Committed<'c> {
    /// Reads it.
    ///
    /// # Errors
    /// Returns [`Failure`] if the model is not committed, not the crate's own, or not the locked
    /// one.
    pub(crate) fn read(config: &'c Config, lock: &Lock, name: &'c str) -> Result<Self, Failure> {
        let (all, config) = (config, own_model(config, name)?);
        lock.refuse_moved(name, config)?;
        let job = Job::of_crate(all, name, config);
        let model = job.read()?;
        let selection = select_committed(&job, &model, (name, config), lock)?;
        let locked = lock.held(name, &config.model, Facts::new(&model, &selection))?;
        Ok(Self {
            name,
            config,
            model,
            selection,
            locked,
        })
    }
}

/// The table of a crate with a committed model of its own.
fn own_model<'c>(config: &'c Config, name: &str) -> Result<&'c CrateConfig, Failure> {
    let one = config.find(name)?;
    let model = one.model.display();
    if one.reads_botocore() {
        return Err(Failure(format!(
            "the crate {name} reads {model} in place and has no committed model: change \
             tinsmith.toml by hand, then run \
             {} generate --update-lock",
            tool::name()
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

/// Selects the operations of a crate from its model.
///
/// # Errors
/// Returns [`Failure`] if the model lacks one; if the model was reduced, the message says how to
/// take the operation from the source.
pub(crate) fn select_committed(
    job: &Job,
    model: &Model,
    (name, one): (&str, &CrateConfig),
    lock: &Lock,
) -> Result<Selection, Failure> {
    let missing = || {
        lock.crates
            .get(name)
            .and_then(|locked| missing((name, one), locked))
    };
    job.select(model)
        .map_err(|failure| missing().unwrap_or(failure))
}

/// The error about operations in `tinsmith.toml` that a reduced model lacks.
fn missing((name, one): (&str, &CrateConfig), locked: &Locked) -> Option<Failure> {
    let wanted = one.operations.iter().flatten().map(String::as_str);
    let missing: Vec<&str> = wanted
        .filter(|id| !locked.facts.has_operation(id))
        .collect();
    let is_reduced = !one.reads_botocore() && !is_its_own(&locked.origin, &one.model);
    (is_reduced && !missing.is_empty()).then(|| {
        Failure(format!(
            "{}: has no operation {}, which {} names for the crate {name}; to take it from the \
             source: {} add {name} {}",
            one.model.display(),
            missing.join(", "),
            config::FILE,
            tool::name(),
            missing.join(" ")
        ))
    })
}

/// The errors of a crate's generation, with positions in the original model, which exists as a
/// file.
fn told_of(job: &Job, original: &Model) -> Option<Failure> {
    let selection = job.select(original).ok()?;
    job.make(original, &selection).err()
}

impl Plan {
    /// Plans the content or removal of a file. `path` is relative to the root.
    pub(crate) fn put(&mut self, path: &Path, new: Option<String>) -> Result<(), Failure> {
        let at = root().join(path);
        let old = match fs::read(&at) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::at(&at, error)),
        };
        let path = names::slashed(path);
        self.changes.retain(|change| change.path != path);
        if old != new {
            self.changes.push(Change { path, old, new });
        }
        Ok(())
    }

    /// The planned content of a file, or else the present one.
    pub(crate) fn text(&self, path: &str) -> io::Result<String> {
        let planned = self.changes.iter().find(|change| change.path == path);
        match planned.and_then(|change| change.new.clone()) {
            Some(text) => Ok(text),
            None => fs::read_to_string(root().join(path)),
        }
    }

    /// Plans the content of a file that people write, which keeps its line endings.
    pub(crate) fn put_edited(&mut self, path: &str, text: String) -> Result<(), Failure> {
        let old = self.text(path).unwrap_or_default();
        self.put(Path::new(path), Some(edit::with_endings_of(&old, text)))
    }

    /// Plans changes of files in a folder, which is relative to the root.
    pub(crate) fn put_all(&mut self, folder: &str, changes: Vec<Change>) {
        let folder = names::slashed(Path::new(folder));
        for change in changes {
            let path = format!("{folder}/{}", change.path);
            self.changes.retain(|change| change.path != path);
            self.changes.push(Change { path, ..change });
        }
    }

    /// Adds a warning that is printed when the changes are made.
    pub(crate) fn notice(&mut self, text: String) {
        self.notices.push(text);
    }

    /// Prints the warnings.
    pub(crate) fn warn(&self) {
        self.notices.iter().for_each(|text| report::warning(text));
    }

    /// Returns the number of files to change.
    pub(crate) fn len(&self) -> usize {
        self.changes.len()
    }

    /// The changes behind the first ones.
    pub(crate) fn after(&self, first: usize) -> &[Change] {
        self.changes.get(first..).unwrap_or_default()
    }

    /// Plans a new model of a crate, with the generated crate and the lock entry. Errors are
    /// reported for `original`, the model that the text was reduced from.
    ///
    /// # Errors
    /// Returns [`Failure`] if the text is not a model, or if the crate cannot be generated.
    pub(crate) fn put_crate(
        &mut self,
        (config, name): (&Config, &str),
        text: String,
        original: &Model,
        (lock, origin): (&mut Lock, Origin),
    ) -> Result<Made, Failure> {
        let one = config.find(name)?;
        let model = Model::parse(&text, &names::slashed(&one.model))?;
        let job = Job::of_crate(config, name, one);
        let selection = job.select(&model)?;
        let files = match job.make(&model, &selection) {
            Ok(files) => files,
            Err(failure) => return Err(told_of(&job, original).unwrap_or(failure)),
        };
        self.put(&one.model, Some(text))?;
        let lines = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        let lines = lines.map(|(_, text)| text.lines().count()).sum();
        for change in job.compare(&files)?.changes {
            self.put(&one.out.join(&change.path), change.new)?;
        }
        let facts = Facts::new(&model, &selection);
        let place = lock.crates.get(name).map(|locked| locked.place.clone());
        let place = place.filter(|place| place.out.is_some());
        let locked = Locked {
            origin,
            facts,
            place: place.unwrap_or_else(|| Place::new(one)),
        };
        lock.crates.insert(name.to_owned(), locked);
        Ok(Made {
            model,
            selection,
            lines,
        })
    }

    /// Plans for `tinsmith.toml`, for the copy of the runtime that it asks for, and for
    /// `tinsmith.lock`.
    pub(crate) fn put_settings(&mut self, settings: String, lock: &Lock) -> Result<(), Failure> {
        let config = Config::parse(&settings)?;
        self.put_edited(config::FILE, settings)?;
        self.put_lock(&config, lock)
    }

    /// Plans for the copy of the runtime that the settings ask for, and for `tinsmith.lock`.
    pub(crate) fn put_lock(&mut self, config: &Config, lock: &Lock) -> Result<(), Failure> {
        let mut lock = lock.clone();
        let (files, locked) = vendor::copy(config, lock.runtime.as_ref())?;
        for (path, text) in files {
            self.put(Path::new(&path), text)?;
        }
        lock.runtime = locked;
        if let Some(text) = attributes::with_renewed_lines(config)? {
            self.put_edited(attributes::FILE, text)?;
        }
        self.put(Path::new(lock::FILE), Some(lock.text()))
    }

    /// Prints the files with their changes, without totals.
    pub(crate) fn show(&self) {
        for change in &self.changes {
            print_line!("{:<9}{}", word(change), change.path);
        }
    }

    /// Prints the planned changes.
    pub(crate) fn only_tell(&self, verbose: bool) {
        if verbose {
            self.show();
        }
        print_line!("{}; nothing was written", self.summary());
        self.warn();
    }

    /// Applies all changes, or none. Prints the files if `verbose`, and the totals.
    pub(crate) fn carry_out(
        &self,
        session: &Session,
        interrupt: &Interrupt,
        verbose: bool,
    ) -> Result<ExitCode, Failure> {
        let Some(code) = self.commit(session, interrupt)? else {
            if verbose {
                self.show();
            }
            print_line!("{}", self.summary());
            return Ok(ExitCode::SUCCESS);
        };
        Ok(code)
    }

    /// Applies all changes, or none; returns the exit code if interrupted.
    pub(crate) fn commit(
        &self,
        session: &Session,
        interrupt: &Interrupt,
    ) -> Result<Option<ExitCode>, Failure> {
        let mut watch = || match interrupt.is_set() {
            true => Err(Stop::Interrupted),
            false => Ok(()),
        };
        match session.commit(&self.changes, &mut watch) {
            Ok(()) => {
                self.warn();
                Ok(None)
            }
            Err(Stop::Interrupted) => Ok(Some(interrupt.code())),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    }

    /// Formats the numbers of changed files.
    pub(crate) fn summary(&self) -> String {
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
