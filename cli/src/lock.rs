//! `tinsmith.lock`: which model each crate is generated from, where it came from, and what generates it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};
use tinsmith_model::{Model, Selection, ShapeId};

use crate::failure::Failure;
use crate::markers;
use crate::names;
use crate::root::root;
use crate::tool;

/// The file's path, relative to the root of the workspace.
pub(crate) const FILE: &str = "tinsmith.lock";

/// How the file begins.
const HEAD: &str = "# The model that each crate is generated from, and where it was taken from. Written by Tinsmith.\n";

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
pub(crate) struct Origin {
    /// `botocore:SERVICE`, a URL, or the path of a file, folder or archive, relative to the root.
    pub(crate) source: String,
    /// The service in an archive, or in a model that has several.
    pub(crate) service: Option<String>,
    /// The version of botocore.
    pub(crate) version: Option<String>,
    /// The SHA-256 of an archive, or of what a URL gave.
    #[serde(rename = "archive-sha256")]
    pub(crate) archive_sha256: Option<String>,
    /// Whether the documentation was taken too.
    #[serde(default = "yes")]
    pub(crate) docs: bool,
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
    /// An origin of which nothing but the source is known; the documentation is taken.
    pub(crate) fn new(source: String) -> Self {
        Self {
            source,
            service: None,
            version: None,
            archive_sha256: None,
            docs: true,
        }
    }

    /// The service's name in botocore, if the model comes from there.
    pub(crate) fn botocore_service(&self) -> Option<&str> {
        names::service_of(&self.source)
    }

    /// The service's name in the source, if the source has several.
    pub(crate) fn service(&self) -> Option<&str> {
        self.botocore_service().or(self.service.as_deref())
    }

    /// The origin in words.
    pub(crate) fn shown(&self) -> String {
        match (&self.version, self.botocore_service()) {
            (Some(version), Some(_)) => format!("botocore {version}"),
            (Some(version), None) => format!("botocore {version} ({})", self.source),
            (None, _) => self.source.clone(),
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
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::at(&path, error)),
        }
    }

    /// Parses the file's text.
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        markers::refuse(text, Path::new(FILE))?;
        toml::from_str(text).map_err(|error| Failure::at(Path::new(FILE), error))
    }

    /// The entry of a crate whose model is the locked one.
    ///
    /// # Errors
    /// When it is another, or none is locked. The message names the command that repairs it.
    pub(crate) fn held(&self, name: &str, model: &Path, facts: Facts) -> Result<Locked, Failure> {
        let repair = format!(
            "to lock it as it is: {} generate --update-lock",
            tool::name()
        );
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
    let facts_of_source = [
        ("service", &origin.service),
        ("version", &origin.version),
        ("archive-sha256", &origin.archive_sha256),
    ];
    for (key, value) in facts_of_source {
        if let Some(value) = value {
            writeln!(text, "{key} = {}", quoted(value))?;
        }
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
