//! What is not in the model but in the generated crate.

use tinsmith_model::Diagnostic;

use crate::names;

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
    /// What the files' headers call the model.
    pub model: String,
    /// The command that rewrites the crate, as the files' headers show it.
    pub command: String,
    /// The version of `tinsmith-runtime` that the crate needs.
    pub runtime_version: String,
    /// Where the crate gets `tinsmith-runtime` from.
    pub runtime: RuntimeSource,
    /// More lines of the manifest's table `package`.
    pub package: String,
    /// The lines of the manifest's table `dev-dependencies`.
    pub dev_dependencies: String,
    /// Whether the cases of the model's traits `httpRequestTests` and `httpResponseTests` become tests of the crate.
    pub protocol_tests: bool,
}

/// Where a generated crate gets `tinsmith-runtime` from.
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
            protocol_tests: false,
        }
    }

    /// Checks the name of the crate.
    pub(crate) fn check(&self) -> Result<(), Diagnostic> {
        names::check_crate_name(&self.name).map_err(|message| Diagnostic {
            place: None,
            shape: None,
            message,
            help: "give the crate another name".to_owned(),
        })
    }
}
