//! The crates to generate, from tinsmith.toml or from the command line.

use std::path::{Path, PathBuf};

use tinsmith_codegen::output::{self, Report};
use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection};

use crate::config::{Config, CrateConfig, root};
use crate::failure::Failure;
use crate::names;
use crate::source;
use crate::tool;

/// One crate to generate.
pub struct Job {
    /// The model: a path, or what stands for one.
    model: PathBuf,
    service: Option<String>,
    operations: Option<Vec<String>>,
    /// The crate's folder.
    out: PathBuf,
    /// The folder as messages show it.
    pub(crate) shown: String,
    name: Option<String>,
    /// The generator's options.
    pub options: Options,
}

/// The crate settings of the command line.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The service, if the model has several.
    pub(crate) service: Option<&'a str>,
    /// The operations; all if there are none.
    pub(crate) operations: &'a [String],
    /// The crate's name; by default the service's.
    pub(crate) name: Option<&'a str>,
    /// True if the model's cases become tests.
    pub(crate) protocol_tests: bool,
}

impl Job {
    /// One crate of tinsmith.toml.
    #[must_use]
    pub fn of_crate(config: &Config, name: &str, one: &CrateConfig) -> Self {
        let out = root().join(&one.out);
        let mut options = Options::new(name);
        options.model = one.model.display().to_string();
        options.command = match &config.command {
            Some(command) => format!("{command} generate"),
            None => format!("{} generate", tool::name()),
        };
        let default = &config.package;
        options.protocol.clone_from(&one.protocol);
        options.license = one.license.clone().or_else(|| default.license.clone());
        options.package = one.package.lines(default);
        options.dev_dependencies = one.dev_dependencies();
        options.kind = one.kind.into();
        options.derives.clone_from(&one.derives);
        set_runtime(&mut options, config, &out);
        if let Some(version) = one.version.as_ref().or(default.version.as_ref()) {
            options.version.clone_from(version);
        }
        Self {
            model: match one.reads_botocore() {
                true => one.model.clone(),
                false => root().join(&one.model),
            },
            service: one.service.clone(),
            operations: one.operations.clone(),
            shown: one.out.display().to_string(),
            out,
            name: Some(name.to_owned()),
            options,
        }
    }

    /// The crate that the command line asks for.
    ///
    /// # Errors
    /// Returns [`Failure`] if `tinsmith.toml` is not valid, or a crate cannot have the name.
    pub(crate) fn of_model(model: &Path, out: &Path, asked: Asked<'_>) -> Result<Self, Failure> {
        let config = Config::read_if_any()?;
        let mut options = Options::new(asked.name.unwrap_or_default());
        options.model = names::file_name(model);
        options.command = names::command(model, asked.operations, asked.name);
        options.protocol_tests = asked.protocol_tests;
        set_runtime(&mut options, &config, out);
        Ok(Self {
            model: model.to_path_buf(),
            service: asked.service.map(str::to_owned),
            operations: (!asked.operations.is_empty()).then(|| asked.operations.to_vec()),
            out: out.to_path_buf(),
            shown: out.display().to_string(),
            name: asked.name.map(names::checked_crate_name).transpose()?,
            options,
        })
    }

    /// Reads the model.
    ///
    /// # Errors
    /// Returns [`Failure`] if the model cannot be read.
    pub fn read(&self) -> Result<Model, Failure> {
        source::read(&self.model, self.service.as_deref())
    }

    /// Selects the operations to generate, with all they reach.
    ///
    /// # Errors
    /// Returns [`Failure`] if the model has not the service, or not the operations.
    pub fn select(&self, model: &Model) -> Result<Selection, Failure> {
        select(model, self.service.as_deref(), self.operations.as_deref())
    }

    /// The texts of the crate's files.
    pub fn make(&self, model: &Model, selection: &Selection) -> Result<Files, Failure> {
        let mut options = self.options.clone();
        options.name = match &self.name {
            Some(name) => name.clone(),
            None => names::crate_name(source::service_of(model, self.service.as_deref())?)?,
        };
        Ok(generate(model, selection, &options)?)
    }

    /// Computes the changes of files.
    pub fn compare(&self, files: &Files) -> Result<Report, Failure> {
        Ok(output::compare(&self.out, files)?)
    }

    /// Writes the files.
    pub(crate) fn write(&self, files: &Files) -> Result<Report, Failure> {
        Ok(output::write(&self.out, files)?)
    }

    /// The crate's folder as messages show it and, relative to the root, as tinsmith.toml does.
    pub(crate) fn folder(&self) -> &str {
        &self.shown
    }
}

/// The source of the runtime for a crate in the folder `out`.
fn set_runtime(options: &mut Options, config: &Config, out: &Path) {
    options.runtime = config.runtime.source(out);
    if let Some(version) = &config.runtime.version {
        options.runtime_version.clone_from(version);
    }
}

/// Selects the operations of these names, or all of the service if none are given.
///
/// # Errors
/// Returns [`Failure`] if the model has not the service, or not the operations.
pub fn select(
    model: &Model,
    service: Option<&str>,
    operations: Option<&[String]>,
) -> Result<Selection, Failure> {
    let service = &source::service_of(model, service)?.id;
    Ok(match operations {
        None => Selection::all(model, service)?,
        Some(names) => Selection::operations(model, service, names)?,
    })
}
