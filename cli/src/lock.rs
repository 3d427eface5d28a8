//! `tinsmith.lock`: the model of each crate, its source, and the generator's version.

mod place;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};
use tinsmith_model::{Model, Selection, ShapeId};

pub(crate) use self::place::Place;
use crate::config::Kind;
use crate::failure::Failure;
use crate::markers;
use crate::names::{self, slashed};
use crate::root::root;
use crate::tool;

/// The file's path, relative to the root of the workspace.
pub(crate) const FILE: &str = "tinsmith.lock";

/// The header of the file.
const HEAD: &str = "# The model that each crate is generated from, and where it was taken from. \
    Written by Tinsmith.\n";

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lock {
    /// The copy of the runtime that the tool wrote.
    pub(crate) runtime: Option<LockedRuntime>,
    /// The crates by name.
    #[serde(default)]
    pub crates: BTreeMap<String, Locked>,
}

/// A copy of the runtime.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LockedRuntime {
    /// Its version.
    pub(crate) version: String,
    /// The digest of its files.
    pub(crate) sha256: String,
    /// Its folder, relative to the root; `None` in files of earlier versions.
    pub(crate) folder: Option<String>,
}

/// The lock entry of a crate.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Locked {
    /// The source of the model.
    #[serde(flatten)]
    pub origin: Origin,
    /// The content that was read.
    #[serde(flatten)]
    pub facts: Facts,
    /// The folder and form of the generated files.
    #[serde(flatten)]
    pub(crate) place: Place,
}

/// The source of a model.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Origin {
    /// `botocore:SERVICE`, a URL, or the path of a file, folder or archive, relative to the root.
    pub(crate) source: String,
    /// The service in an archive, or in a model that has several.
    pub(crate) service: Option<String>,
    /// The version of botocore.
    pub(crate) version: Option<String>,
    /// The SHA-256 of an archive, or of the content of a URL.
    #[serde(rename = "archive-sha256")]
    pub(crate) archive_sha256: Option<String>,
    /// True if the documentation is included.
    #[serde(default = "yes")]
    pub(crate) docs: bool,
}

/// The content that was read, and the version of the reader.
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
    /// Creates an origin with only a source, including documentation.
    pub(crate) fn new(source: String) -> Self {
        Self {
            source,
            service: None,
            version: None,
            archive_sha256: None,
            docs: true,
        }
    }

    /// The botocore name of the service, if the model comes from there.
    pub(crate) fn botocore_service(&self) -> Option<&str> {
        names::service_of(&self.source)
    }

    /// The service's name in the source, if the source has several.
    pub(crate) fn service(&self) -> Option<&str> {
        self.botocore_service().or(self.service.as_deref())
    }

    /// Describes the origin.
    pub(crate) fn shown(&self) -> String {
        match (&self.version, self.botocore_service()) {
            (Some(version), Some(_)) => format!("botocore {version}"),
            (Some(version), None) => format!("botocore {version} ({})", self.source),
            (None, _) => self.source.clone(),
        }
    }
}

impl Locked {
    /// Creates an entry of a crate that is not generated yet.
    pub(crate) fn new(origin: Origin, facts: Facts) -> Self {
        Self {
            origin,
            facts,
            place: Place::default(),
        }
    }
}

impl Facts {
    /// Creates the entry of a selection of a model.
    pub(crate) fn new(model: &Model, selection: &Selection) -> Self {
        let operations = selection.operation_ids().iter().map(ShapeId::name);
        Self {
            sha256: digest(model),
            operations: operations.map(str::to_owned).collect(),
            generator: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Returns whether the operation is locked, by its name or id.
    pub(crate) fn has_operation(&self, id: &str) -> bool {
        let name = id.rsplit_once('#').map_or(id, |(_, name)| name);
        self.operations.iter().any(|operation| operation == name)
    }
}

impl Lock {
    /// Reads the file in the root of the workspace. If there is none, nothing is locked.
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

    /// Returns the entry of a crate if its model is the locked one.
    ///
    /// # Errors
    /// Returns [`Failure`] with the command that repairs it if the model is another one, or none
    /// is locked.
    pub(crate) fn held(&self, name: &str, model: &Path, facts: Facts) -> Result<Locked, Failure> {
        let repair = format!(
            "to lock it as it is: {} generate --update-lock",
            tool::name()
        );
        let known = self.crates.get(name);
        if known.is_some_and(|locked| locked.facts.sha256 != facts.sha256) {
            self.refuse_crlf(name, model)?;
        }
        let model = model.display();
        match known {
            None => Err(Failure(format!(
                "{model}: {FILE} has no model for the crate {name}; {repair}"
            ))),
            Some(locked) if locked.facts.sha256 != facts.sha256 => Err(Failure(format!(
                "{model}: is not the model that {FILE} has for the crate {name} (sha256 {}, locked \
                 {}); to go back to \
                 the locked one, restore the file; {repair}",
                short(&facts.sha256),
                short(&locked.facts.sha256),
            ))),
            Some(locked) => Ok(Locked {
                facts,
                ..locked.clone()
            }),
        }
    }

    /// Refuses a model that is the locked one but for its line endings, as git writes it with
    /// `core.autocrlf`.
    pub(crate) fn refuse_crlf(&self, name: &str, model: &Path) -> Result<(), Failure> {
        let text = fs::read_to_string(root().join(model)).unwrap_or_default();
        let with_lf = text.replace("\r\n", "\n");
        let digest = hex_digest(with_lf.as_bytes());
        let locked = self.crates.get(name).map(|locked| &locked.facts.sha256);
        if text == with_lf || locked != Some(&digest) {
            return Ok(());
        }
        let what = format!(
            "has CRLF line endings; with LF it is the model that {FILE} has for the crate {name}; add \
             `{}/** -text` to .gitattributes, which keeps LF, and check the file out again",
            slashed(model.parent().unwrap_or(model))
        );
        Err(Failure::at(model, what))
    }

    /// Formats the file: crates by name, each with the same keys in the same order.
    pub(crate) fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        if let Some(runtime) = &self.runtime {
            let LockedRuntime {
                version, sha256, ..
            } = runtime;
            text.push_str(&format!(
                "\n[runtime]\nversion = \"{version}\"\nsha256 = \"{sha256}\"\n"
            ));
            let folder = runtime.folder.iter();
            text.extend(folder.map(|folder| format!("folder = {}\n", quoted(folder))));
        }
        for (name, locked) in &self.crates {
            // Writing to a string cannot fail.
            let _ = table(&mut text, name, locked);
        }
        text
    }
}

fn table(text: &mut String, name: &str, locked: &Locked) -> std::fmt::Result {
    let Locked {
        origin,
        facts,
        place,
    } = locked;
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
    writeln!(text, "]")?;
    if let Some(out) = &place.out {
        writeln!(text, "out = {}", quoted(out))?;
    }
    if place.kind != Kind::Crate {
        writeln!(text, "kind = {}", quoted(place.kind.name()))?;
    }
    writeln!(text, "generator = {}", quoted(&facts.generator))
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The SHA-256 of a model as read, in hexadecimal: that of the file for Smithy JSON AST, and that
/// of the canonical text for the botocore form, which consists of several files.
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

/// The prefix of a digest that is shown.
pub(crate) fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}
