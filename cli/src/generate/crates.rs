//! The crates to generate, from tinsmith.toml or from the command line.

use std::path::{Path, PathBuf};

use tinsmith_codegen::output::{self, Report};
use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection};

use super::names;
use crate::botocore;
use crate::config::{CrateConfig, root};
use crate::failure::Failure;

/// One crate to generate.
pub struct Job {
    model: PathBuf,
    operations: Option<Vec<String>>,
    /// The crate's folder.
    out: PathBuf,
    /// The folder as messages show it.
    pub shown: String,
    name: Option<String>,
    /// What the generator is told.
    pub options: Options,
}

impl Job {
    /// One crate of tinsmith.toml.
    pub fn of_crate(name: &str, config: &CrateConfig) -> Self {
        let out = root().join(&config.out);
        let mut options = Options::new(name);
        options.model = config.model.display().to_string();
        options.license.clone_from(&config.license);
        options.dev_dependencies = config.dev_dependencies();
        options.kind = config.kind.into();
        options.derives.clone_from(&config.derives);
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
    pub fn of_model(
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

    /// Reads the model.
    pub fn read(&self) -> Result<Model, Failure> {
        Ok(Model::read(&botocore::resolve(&self.model)?)?)
    }

    /// The operations to generate, with all they reach.
    pub fn select(&self, model: &Model) -> Result<Selection, Failure> {
        select(model, self.operations.as_deref())
    }

    /// The texts of the crate's files.
    pub fn make(&self, model: &Model, selection: &Selection) -> Result<Files, Failure> {
        let mut options = self.options.clone();
        options.name = match &self.name {
            Some(name) => name.clone(),
            None => names::crate_name(model.service()?)?,
        };
        Ok(generate(model, selection, &options)?)
    }

    /// What writing the files would change.
    pub fn compare(&self, files: &Files) -> Result<Report, Failure> {
        Ok(output::compare(&self.out, files)?)
    }

    /// Writes the files, or only compares them.
    pub fn apply(&self, files: &Files, check: bool) -> Result<Report, Failure> {
        if check {
            return self.compare(files);
        }
        Ok(output::write(&self.out, files)?)
    }
}

/// The operations of these names, or all where none are given.
pub fn select(model: &Model, operations: Option<&[String]>) -> Result<Selection, Failure> {
    let service = &model.service()?.id;
    Ok(match operations {
        None => Selection::all(model, service)?,
        Some(names) => Selection::operations(model, service, names)?,
    })
}
