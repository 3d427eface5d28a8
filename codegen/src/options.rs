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
    /// Where `tinsmith-runtime` lies, relative to the crate or absolute.
    pub runtime_path: String,
    /// The lines of the manifest's table `dev-dependencies`.
    pub dev_dependencies: String,
    /// Whether the cases of the model's traits `httpRequestTests` and `httpResponseTests` become tests of the crate.
    pub protocol_tests: bool,
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
            runtime_path: "../runtime".to_owned(),
            dev_dependencies: String::new(),
            protocol_tests: false,
        }
    }

    /// Checks the name: letters of ASCII, digits, `-` and `_`, a letter first and at most 64 (the strictest of cargo and its
    /// registry), and no word that Rust keeps for itself.
    pub(crate) fn check(&self) -> Result<(), Diagnostic> {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let starts = self
            .name
            .starts_with(|first: char| first.is_ascii_alphabetic());
        let short = self.name.len() <= 64;
        if starts && short && self.name.bytes().all(inner) && !names::is_keyword(&self.name) {
            return Ok(());
        }
        let name: String = self.name.chars().take(64).collect();
        Err(Diagnostic {
            place: None,
            shape: None,
            message: format!("`{}` cannot be the name of a crate", name.escape_debug()),
            help: "a name has at most 64 letters, digits, `-` and `_`, and starts with a letter"
                .to_owned(),
        })
    }
}
