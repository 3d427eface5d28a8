//! The source of the runtime for generated crates.

use std::path::Path;

use serde::Deserialize;
use tinsmith_codegen::RuntimeSource;

use crate::names;
use crate::root::root;

/// The table `runtime`: one of `version`, `git`, `path` and `vendor`; the version of the tool if
/// there is none.
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
    /// Checks that there is exactly one source.
    pub(super) fn check(&self) -> Result<(), String> {
        let given = [&self.version, &self.git, &self.path, &self.vendor];
        let number = given.iter().filter(|one| one.is_some()).count();
        if number > 1 {
            return Err(
                "the table `runtime` has more than one of `version`, `git`, `path` and `vendor`; \
                 keep one"
                    .to_owned(),
            );
        }
        match (&self.git, &self.rev) {
            (None, Some(_)) => Err("`rev` of the table `runtime` needs `git`".to_owned()),
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
