//! `tinsmith.toml`: which services and operations are generated, from which model, into which crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::botocore;
use crate::failure::Failure;

/// The file's path, relative to the root of the workspace.
pub const FILE: &str = "tinsmith.toml";

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The version of botocore to fetch for models named `botocore:SERVICE` where none is installed.
    pub botocore: Option<String>,
    /// The crates by name.
    #[serde(default)]
    pub crates: BTreeMap<String, CrateConfig>,
    /// What reviews are told.
    #[serde(default)]
    pub review: ReviewConfig,
}

/// The table `review`.
#[derive(Debug, Default, Deserialize)]
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
    /// Why it is wanted.
    pub reason: String,
}

/// One generated crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    /// The model, relative to the root.
    pub model: PathBuf,
    /// The operations by name; all where it is missing.
    pub operations: Option<Vec<String>>,
    /// The crate's folder, relative to the root.
    pub out: PathBuf,
    /// The crate's version; by default 0.1.0.
    pub version: Option<String>,
    /// The crate's license, an SPDX expression.
    pub license: Option<String>,
    /// What the crate's hand-written examples and tests need.
    #[serde(default)]
    pub dev_dependencies: BTreeMap<String, toml::Value>,
}

impl Config {
    /// Reads the file in the root of the workspace.
    pub fn read() -> Result<Self, Failure> {
        Self::parse(&Self::text()?)
    }

    /// The file's text.
    pub fn text() -> Result<String, Failure> {
        let path = root().join(FILE);
        fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))
    }

    /// Makes sense of the file's text.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        Self::parse_as(text, &root().join(FILE))
    }

    /// Makes sense of the text of such a file; `path` is what messages call it.
    pub fn parse_as(text: &str, path: &Path) -> Result<Self, Failure> {
        toml::from_str(text).map_err(|error| Failure::at(path, error))
    }

    /// The table of a crate.
    ///
    /// # Errors
    /// When there is none; the message says which there are.
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
    /// Whether the model is read from botocore in place, as `botocore:SERVICE`.
    pub fn reads_botocore(&self) -> bool {
        self.model.to_str().and_then(botocore::service_of).is_some()
    }

    /// The lines of the manifest's table `dev-dependencies`.
    pub fn dev_dependencies(&self) -> String {
        let lines = self.dev_dependencies.iter();
        lines
            .map(|(name, value)| format!("{name} = {value}\n"))
            .collect()
    }
}

/// The root of the workspace. Cargo says where this package is when it runs it.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR");
    let package = package.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package
        .parent()
        .map_or_else(|| package.clone(), Path::to_path_buf)
}
