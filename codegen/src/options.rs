//! The options of a generated crate that are not in the model.

use tinsmith_model::Diagnostic;

use crate::names;

/// The form of what is generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A crate, with its manifest.
    #[default]
    Crate,
    /// A module of an existing crate, which brings its own manifest.
    Module,
    /// A crate of types alone: inputs, outputs and errors of operations, and what they hold, with
    /// their schemas, but no client and no transport.
    Types,
}

impl Kind {
    /// True if there is a client.
    pub(crate) fn has_client(self) -> bool {
        match self {
            Self::Crate | Self::Module => true,
            Self::Types => false,
        }
    }
}

/// The traits that are derived on request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) eq: bool,
    pub(crate) hash: bool,
}

/// The names and versions of a generated crate.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// The crate's license, an SPDX expression.
    pub license: Option<String>,
    /// The name of the model in the headers of files.
    pub model: String,
    /// The command that rewrites the crate, as the files' headers show it.
    pub command: String,
    /// The version of `tinsmith-runtime` that the crate needs.
    pub runtime_version: String,
    /// The source of `tinsmith-runtime` for the crate.
    pub runtime: RuntimeSource,
    /// More lines of the manifest's table `package`.
    pub package: String,
    /// The lines of the manifest's table `dev-dependencies`.
    pub dev_dependencies: String,
    /// The protocol by the name of its trait, such as `awsQuery`; the preferred one of the
    /// service's if there is none.
    pub protocol: Option<String>,
    /// The form of the output: a crate of its own, a module of another crate, or types alone.
    pub kind: Kind,
    /// The traits that structures and unions derive beyond `Clone`, `Debug` and `PartialEq`, if
    /// possible: `Eq` and `Hash`. A new model can remove them again.
    pub derives: Vec<String>,
    /// True if the cases of the model's traits `httpRequestTests` and `httpResponseTests` become
    /// tests of the crate.
    pub protocol_tests: bool,
}

/// The source of `tinsmith-runtime` for a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeSource {
    /// The registry.
    Registry,
    /// A folder, relative to the crate or absolute, with `/`.
    Path(String),
    /// A git repository, and a revision of it.
    Git {
        /// The URL of the repository.
        url: String,
        /// The revision; that of the default branch if there is none.
        revision: Option<String>,
    },
}

impl Options {
    /// Options for a crate of this name, beside a checkout of the runtime.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            model: format!("{name}.json"),
            name,
            version: "0.1.0".to_owned(),
            license: None,
            command: "cargo xtask generate".to_owned(),
            runtime_version: env!("CARGO_PKG_VERSION").to_owned(),
            runtime: RuntimeSource::Path("../runtime".to_owned()),
            package: String::new(),
            dev_dependencies: String::new(),
            protocol: None,
            kind: Kind::Crate,
            derives: Vec::new(),
            protocol_tests: false,
        }
    }

    /// Checks that the traits to derive are among those that can be asked for.
    fn check_derives(&self) -> Result<(), Diagnostic> {
        let mut names = self.derives.iter();
        let unknown = names.find(|name| !matches!(name.as_str(), "Eq" | "Hash"));
        match unknown {
            None => Ok(()),
            Some(name) => Err(Diagnostic {
                place: None,
                shape: None,
                message: format!("`{}` cannot be derived on request", name.escape_debug()),
                help: "the traits to ask for are `Eq` and `Hash`".to_owned(),
            }),
        }
    }

    /// The traits of [`derives`](Self::derives).
    pub(crate) fn asked(&self) -> Asked {
        let asked = |name: &str| self.derives.iter().any(|one| one == name);
        Asked {
            eq: asked("Eq") || asked("Hash"),
            hash: asked("Hash"),
        }
    }

    /// Checks the name of the crate and the traits to derive.
    pub(crate) fn check(&self) -> Result<(), Diagnostic> {
        self.check_derives()?;
        names::check_crate_name(&self.name).map_err(|message| Diagnostic {
            place: None,
            shape: None,
            message,
            help: "give the crate another name".to_owned(),
        })
    }
}
