//! The crates to generate, from tinsmith.toml or from the command line.

use std::path::{Path, PathBuf};

use tinsmith_codegen::output::{self, Report};
use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection};

use super::names;
use crate::botocore;
use crate::config::{Config, CrateConfig, root};
use crate::failure::Failure;

/// One crate to generate.
pub(crate) struct Job {
    model: PathBuf,
    operations: Option<Vec<String>>,
    /// The crate's folder.
    out: PathBuf,
    /// The folder as messages show it.
    pub(crate) shown: String,
    name: Option<String>,
    pub(crate) options: Options,
}

impl Job {
    /// Every crate of tinsmith.toml.
    pub(crate) fn of_config(config: &Config) -> Vec<Self> {
        config
            .crates
            .iter()
            .map(|(name, one)| Self::of_crate(name, one))
            .collect()
    }

    /// A crate of tinsmith.toml.
    pub(crate) fn of_crate(name: &str, config: &CrateConfig) -> Self {
        let out = root().join(&config.out);
        let mut options = Options::new(name);
        options.model = config.model.display().to_string();
        options.license.clone_from(&config.license);
        options.dev_dependencies = config.dev_dependencies();
        options.runtime_path = names::path_between(&out, &root().join("runtime"));
        if let Some(version) = &config.version {
            options.version.clone_from(version);
        }
        Self {
            model: botocore::path_below(&root(), &config.model),
            operations: config.operations.clone(),
            shown: config.out.display().to_string(),
            out,
            name: Some(name.to_owned()),
            options,
        }
    }

    /// The crate that the command line asks for.
    pub(crate) fn of_model(
        model: &Path,
        out: &Path,
        operations: &[String],
        name: Option<&str>,
    ) -> Result<Self, Failure> {
        let mut options = Options::new(name.unwrap_or_default());
        options.model = names::file_name(model);
        options.command = names::command(model, operations, name);
        options.runtime_path = names::path_between(out, &root().join("runtime"));
        Ok(Self {
            model: model.to_path_buf(),
            operations: (!operations.is_empty()).then(|| operations.to_vec()),
            out: out.to_path_buf(),
            shown: out.display().to_string(),
            name: name.map(names::checked_crate_name).transpose()?,
            options,
        })
    }

    /// The texts of the crate's files.
    pub(crate) fn make(&self) -> Result<Files, Failure> {
        let model = Model::read(&botocore::resolve(&self.model)?)?;
        let service = model.service()?;
        let selection = select(&model, self.operations.as_deref())?;
        let mut options = self.options.clone();
        options.name = match &self.name {
            Some(name) => name.clone(),
            None => names::crate_name(service)?,
        };
        Ok(generate(&model, &selection, &options)?)
    }

    /// Writes the files, or only compares them.
    pub(crate) fn apply(&self, files: &Files, check: bool) -> Result<Report, Failure> {
        let report = if check {
            output::compare(&self.out, files)?
        } else {
            output::write(&self.out, files)?
        };
        Ok(report)
    }
}

/// The operations of these names, or all where none are given.
pub(crate) fn select(model: &Model, operations: Option<&[String]>) -> Result<Selection, Failure> {
    let service = &model.service()?.id;
    Ok(match operations {
        None => Selection::all(model, service)?,
        Some(names) => Selection::operations(model, service, names)?,
    })
}
