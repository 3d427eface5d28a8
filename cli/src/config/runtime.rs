//! The source of the runtime for generated crates.

use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tinsmith_codegen::RuntimeSource;

use super::versions::is_requirement;
use crate::names;
use crate::root::root;

/// The table `runtime`: one of `version`, `git`, `path` and `vendor`. Without the table, it is the
/// version of the tool.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runtime {
    /// A version in the registry.
    pub version: Option<String>,
    /// The URL of a git repository.
    pub git: Option<String>,
    /// The revision in the git repository.
    pub rev: Option<String>,
    /// The folder of the runtime, relative to the root.
    pub path: Option<String>,
    /// The folder that the runtime is vendored into, relative to the root.
    pub vendor: Option<String>,
}

impl Runtime {
    /// Reads a table that is present, which must have a source.
    pub(super) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let runtime = Self::deserialize(deserializer)?;
        match runtime.sources() {
            0 => Err(D::Error::custom(
                "the table `runtime` needs one of `version`, `git`, `path` and `vendor`",
            )),
            _ => Ok(runtime),
        }
    }

    /// The number of sources.
    fn sources(&self) -> usize {
        let given = [&self.version, &self.git, &self.path, &self.vendor];
        given.iter().filter(|one| one.is_some()).count()
    }

    /// Checks that there is at most one source, and that it is complete.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.sources() > 1 {
            return Err(
                "the table `runtime` has more than one of `version`, `git`, `path` and `vendor`; \
                 keep one"
                    .to_owned(),
            );
        }
        let version = self.version.as_ref();
        if let Some(version) = version.filter(|version| !is_requirement(version)) {
            return Err(format!(
                "`version` of the table `runtime` is `{}`, which is not a version requirement such \
                 as 0.1",
                version.escape_debug()
            ));
        }
        match (&self.git, &self.rev) {
            (None, Some(_)) => Err("`rev` of the table `runtime` needs `git`".to_owned()),
            (Some(_), None) => Err("`git` of the table `runtime` needs `rev`".to_owned()),
            _ => Ok(()),
        }
    }

    /// The source for a crate in the folder `out`.
    #[must_use]
    pub fn source(&self, out: &Path) -> RuntimeSource {
        if let Some(folder) = self.path.as_ref().or(self.vendor.as_ref()) {
            return RuntimeSource::Path(names::path_between(out, &root().join(folder)));
        }
        match &self.git {
            Some(url) => RuntimeSource::Git {
                url: url.clone(),
                revision: self.rev.clone(),
            },
            None => RuntimeSource::Registry,
        }
    }
}
