//! What is not in the model but in the generated crate.

/// The names and versions of a generated crate.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// The crate's licence, an SPDX expression.
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
}
