//! `tinsmith.lock`: which model each crate is generated from, where it came from, and what generates it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};
use tinsmith_codegen::output::{self, Change};
use tinsmith_model::{Model, Selection, ShapeId};

use crate::botocore;
use crate::config::root;
use crate::failure::Failure;

/// The file's path, relative to the root of the workspace.
pub(crate) const FILE: &str = "tinsmith.lock";

/// How the file begins.
const HEAD: &str = "# Which model each crate is generated from. `cargo xtask` writes this file.\n";

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lock {
    /// The crates by name.
    #[serde(default)]
    pub crates: BTreeMap<String, Locked>,
}

/// What one crate is generated from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Locked {
    /// Where the model was taken from.
    #[serde(flatten)]
    pub origin: Origin,
    /// What was read.
    #[serde(flatten)]
    pub facts: Facts,
}

/// Where a model was taken from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Origin {
    /// `botocore:SERVICE`, or a file: by its path where it lies in the workspace, else by its name.
    pub source: String,
    /// The version of botocore.
    pub version: Option<String>,
    /// Whether the documentation was taken too.
    #[serde(default = "yes")]
    pub docs: bool,
}

/// What was read, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Facts {
    /// The digest of the model as [`digest`] makes it, in hexadecimal.
    pub sha256: String,
    /// The selected operations, sorted by name.
    pub operations: Vec<String>,
    /// The generator's version.
    pub generator: String,
}

fn yes() -> bool {
    true
}

impl Origin {
    /// The service's name in botocore, where the model comes from there.
    pub fn service(&self) -> Option<&str> {
        botocore::service_of(&self.source)
    }

    /// In words.
    pub fn shown(&self) -> String {
        match &self.version {
            Some(version) => format!("botocore {version}"),
            None => self.source.clone(),
        }
    }
}

impl Facts {
    /// What is read from a model for a selection.
    pub(crate) fn of(model: &Model, selection: &Selection) -> Self {
        let operations = selection.operation_ids().iter().map(ShapeId::name);
        Self {
            sha256: digest(model),
            operations: operations.map(str::to_owned).collect(),
            generator: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Lock {
    /// Reads the file in the root of the workspace. Where there is none, nothing is locked.
    pub(crate) fn read() -> Result<Self, Failure> {
        let path = root().join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| Failure::at(&path, error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::at(&path, error)),
        }
    }

    /// The entry of a crate whose model is the locked one.
    ///
    /// # Errors
    /// When it is another, or none is locked. The message names the command that repairs it.
    pub(crate) fn held(&self, name: &str, model: &Path, facts: Facts) -> Result<Locked, Failure> {
        let repair = "to lock it as it is: cargo xtask generate --update-lock";
        let model = model.display();
        match self.crates.get(name) {
            None => Err(Failure(format!(
                "{model}: {FILE} has no model for the crate {name}; {repair}"
            ))),
            Some(locked) if locked.facts.sha256 != facts.sha256 => Err(Failure(format!(
                "{model}: is not the model that {FILE} has for the crate {name} (sha256 {}, locked {}); to go back to \
                 the locked one, restore the file; {repair}",
                short(&facts.sha256),
                short(&locked.facts.sha256),
            ))),
            Some(locked) => Ok(Locked {
                origin: locked.origin.clone(),
                facts,
            }),
        }
    }

    /// The entry of a crate whose model is taken as it is. Where it is not the locked one, it comes from nowhere else.
    pub(crate) fn adopted(
        &self,
        name: &str,
        model: &Path,
        facts: Facts,
    ) -> Result<Locked, Failure> {
        let locked = self.crates.get(name);
        let origin = match locked.filter(|locked| locked.facts.sha256 == facts.sha256) {
            Some(locked) => locked.origin.clone(),
            None => Origin {
                source: slashed(model),
                version: botocore::version_of(model)?,
                docs: locked.is_none_or(|locked| locked.origin.docs),
            },
        };
        Ok(Locked { origin, facts })
    }

    /// What has to be written for the file to hold this.
    pub(crate) fn change(&self) -> Result<Option<Change>, Failure> {
        let path = root().join(FILE);
        let old = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::at(&path, error)),
        };
        let new = Some(self.text());
        Ok((old != new).then(|| Change {
            path: FILE.to_owned(),
            old,
            new,
        }))
    }

    /// The file's text: crates by name, and in each the same keys in the same order.
    pub(crate) fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (name, locked) in &self.crates {
            // Writing into a string cannot fail.
            let _ = table(&mut text, name, locked);
        }
        text
    }
}

fn table(text: &mut String, name: &str, locked: &Locked) -> std::fmt::Result {
    let Locked { origin, facts } = locked;
    let quoted = |text: &str| toml::Value::from(text).to_string();
    writeln!(text, "\n[crates.{}]", toml_edit::Key::new(name))?;
    writeln!(text, "source = {}", quoted(&origin.source))?;
    if let Some(version) = &origin.version {
        writeln!(text, "version = {}", quoted(version))?;
    }
    if !origin.docs {
        writeln!(text, "docs = false")?;
    }
    writeln!(text, "sha256 = {}", quoted(&facts.sha256))?;
    writeln!(text, "operations = [")?;
    for operation in &facts.operations {
        writeln!(text, "    {},", quoted(operation))?;
    }
    writeln!(text, "]\ngenerator = {}", quoted(&facts.generator))
}

/// Writes the file as the change has it.
pub(crate) fn write(change: &Change) -> Result<(), Failure> {
    let path = root().join(FILE);
    let text = change.new.as_deref().unwrap_or_default();
    output::replace(&path, text).map_err(|error| Failure::at(&path, error))
}

/// The SHA-256 of a model as read, in hexadecimal: of the text of a file of Smithy JSON AST; of a model of the botocore
/// form, which lies in several files, that of its canonical text.
pub(crate) fn digest(model: &Model) -> String {
    #[derive(Deserialize)]
    struct Head {
        smithy: Option<IgnoredAny>,
    }
    let text = &model.source().text;
    let is_one_file = serde_json::from_str::<Head>(text).is_ok_and(|head| head.smithy.is_some());
    match is_one_file {
        true => hex_digest(text.as_bytes()),
        false => hex_digest(tinsmith_model::write(model).as_bytes()),
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn hex_digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// As much of a digest as tells two apart.
fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

/// A path as the file shows it, with `/`.
pub(crate) fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
