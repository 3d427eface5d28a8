//! `tinsmith.toml`: which services and operations are generated, from which model, into which
//! crate.

mod conflicts;
mod folders;
mod package;
mod runtime;
mod versions;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use self::folders::Folders;
pub use self::package::Package;
pub use self::runtime::Runtime;
use crate::edit;
use crate::failure::Failure;
use crate::markers;
use crate::names;
pub use crate::root::root;

/// The file's path, relative to the root.
pub const FILE: &str = crate::root::MARKER;

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The command that the headers of generated files name, in place of the one that was run.
    pub command: Option<String>,
    /// The version of botocore that models named `botocore:SERVICE` are taken from.
    pub botocore: Option<String>,
    /// The folders for new models and crates.
    #[serde(default)]
    pub folders: Folders,
    /// The source of the runtime for generated crates.
    #[serde(default, deserialize_with = "Runtime::present")]
    pub runtime: Runtime,
    /// The package metadata of all generated crates.
    #[serde(default)]
    pub package: Package,
    /// The crates by name.
    #[serde(default)]
    pub crates: BTreeMap<String, CrateConfig>,
    /// The settings of reviews.
    #[serde(default)]
    pub review: ReviewConfig,
}

/// The table `review`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewConfig {
    /// Changes that are known and wanted.
    #[serde(default)]
    pub allow: Vec<Allow>,
}

/// A change that is known and wanted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The rule's id.
    pub rule: String,
    /// The id of the shape or member.
    pub shape: String,
    /// The reason for the setting.
    pub reason: String,
}

/// A form of generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A crate of its own.
    #[default]
    Crate,
    /// A module of an existing crate.
    Module,
    /// A crate of types without a client.
    Types,
}

/// One generated crate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    /// The model, relative to the root.
    pub model: PathBuf,
    /// The service: by its name in botocore or in an archive, or of a model that has several.
    pub service: Option<String>,
    /// The protocol by the name of its trait, such as `awsQuery`; the preferred one of the
    /// service's if it is missing.
    pub protocol: Option<String>,
    /// The operations by name; all where it is missing.
    pub operations: Option<Vec<String>>,
    /// The crate's folder, relative to the root.
    pub out: PathBuf,
    /// The form of the generated code.
    #[serde(default)]
    pub kind: Kind,
    /// The crate's version; by default 0.1.0.
    pub version: Option<String>,
    /// The crate's license, an SPDX expression.
    pub license: Option<String>,
    /// The traits that structures and unions derive beyond `Clone`, `Debug` and `PartialEq`, if
    /// possible: `Eq`, `Hash`.
    #[serde(default)]
    pub derives: Vec<String>,
    /// The package metadata of the crate, which overrides that of all crates.
    #[serde(default)]
    pub package: Package,
    /// The development dependencies of the crate's handwritten examples and tests.
    #[serde(default)]
    pub dev_dependencies: BTreeMap<String, toml::Value>,
}

impl Kind {
    /// The name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crate => "crate",
            Self::Module => "module",
            Self::Types => "types",
        }
    }
}

impl From<Kind> for tinsmith_codegen::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Crate => Self::Crate,
            Kind::Module => Self::Module,
            Kind::Types => Self::Types,
        }
    }
}

impl Config {
    /// Reads the file in the root.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no such file, or it is not valid.
    pub fn read() -> Result<Self, Failure> {
        Self::parse(&Self::text()?)
    }

    /// Reads the file in the root. If there is none, nothing is set.
    ///
    /// # Errors
    /// Returns [`Failure`] if the file is not valid.
    pub fn read_if_any() -> Result<Self, Failure> {
        match root().join(FILE).is_file() {
            true => Self::read(),
            false => Ok(Self::default()),
        }
    }

    /// The file's text, with LF line endings.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no such file, or it cannot be read.
    pub fn text() -> Result<String, Failure> {
        let path = root().join(FILE);
        let text = fs::read_to_string(&path).map(|text| edit::with_lf(&text));
        text.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure(format!(
                "there is no {FILE} in this folder or above it; make one by cargo tinsmith init"
            )),
            _ => Failure::at(&path, error),
        })
    }

    /// Parses the file's text and checks its values.
    ///
    /// # Errors
    /// Returns [`Failure`] if the text or a value is not valid.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let path = Path::new(FILE);
        let config = Self::parse_as(text, path)?;
        config.check().map_err(|what| Failure::at(path, what))?;
        Ok(config)
    }

    /// Parses the text of such a file without checking its values, as for an earlier revision;
    /// `path` is what messages call it.
    ///
    /// # Errors
    /// Returns [`Failure`] if the text is not valid.
    pub fn parse_as(text: &str, path: &Path) -> Result<Self, Failure> {
        markers::refuse(text, path)?;
        toml::from_str(text).map_err(|error| Failure::at(path, error))
    }

    fn check(&self) -> Result<(), String> {
        self.runtime.check()?;
        versions::check(self)?;
        package::check(self)?;
        conflicts::check_names(self)?;
        conflicts::check_folders(self)
    }

    /// The table of a crate.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is none; the message says which there are.
    pub fn find(&self, name: &str) -> Result<&CrateConfig, Failure> {
        self.crates.get(name).ok_or_else(|| {
            let names: Vec<&str> = self.crates.keys().map(String::as_str).collect();
            let there = match names.as_slice() {
                [] => "none".to_owned(),
                names => names.join(", "),
            };
            Failure(format!(
                "{FILE} has no crate `{}`; it has {there}",
                name.escape_debug()
            ))
        })
    }
}

impl CrateConfig {
    /// Returns whether the model is read from botocore in place, as `botocore:SERVICE`.
    #[must_use]
    pub fn reads_botocore(&self) -> bool {
        self.model.to_str().and_then(names::service_of).is_some()
    }

    /// The lines of the manifest's table `dev-dependencies`.
    #[must_use]
    pub fn dev_dependencies(&self) -> String {
        let lines = self.dev_dependencies.iter();
        lines
            .map(|(name, value)| format!("{name} = {value}\n"))
            .collect()
    }
}
