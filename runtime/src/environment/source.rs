//! The environment of the process, or a map in its place.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::SettingsError;

/// Shared files larger than this many bytes are refused.
pub(super) const MAX_FILE: u64 = 4 * 1024 * 1024;

/// Environment variables and files: those of the process, or a map.
///
/// Cloning is cheap. `Debug` shows the names in a map but not its values.
#[derive(Clone)]
pub struct Environment(Kind);

#[derive(Clone)]
enum Kind {
    Process,
    Map(Arc<Map>),
}

#[derive(Clone, Default)]
struct Map {
    variables: BTreeMap<String, String>,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Environment {
    /// The variables and files of this process, read on demand.
    #[must_use]
    pub fn process() -> Self {
        Self(Kind::Process)
    }

    /// These variables and no files.
    pub fn from_map<K: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let variables = variables.into_iter();
        let map = Map {
            variables: variables.map(|(k, v)| (k.into(), v.into())).collect(),
            files: BTreeMap::new(),
        };
        Self(Kind::Map(Arc::new(map)))
    }

    /// Adds a file to a map of variables. Has no effect on [`Environment::process`].
    #[must_use]
    pub fn with_file(mut self, path: impl Into<PathBuf>, contents: impl Into<Vec<u8>>) -> Self {
        if let Kind::Map(map) = &mut self.0 {
            let files = &mut Arc::make_mut(map).files;
            files.insert(path.into(), contents.into());
        }
        self
    }

    /// Returns the value of a variable; one that is empty counts as not set.
    ///
    /// # Errors
    /// Returns [`SettingsError`] if its value is not Unicode.
    pub fn variable(&self, name: &str) -> Result<Option<String>, SettingsError> {
        let value = match &self.0 {
            Kind::Process => std::env::var_os(name).map(OsString::into_string),
            Kind::Map(map) => map.variables.get(name).cloned().map(Ok),
        };
        match value {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value).filter(|value| !value.is_empty())),
            Some(Err(_)) => Err(SettingsError::NotUnicode {
                variable: name.into(),
            }),
        }
    }

    /// The contents of a file; `None` if there is none.
    ///
    /// # Errors
    /// Returns [`SettingsError`] if it cannot be read or is larger than 4 MiB.
    pub(super) fn file(&self, path: &Path) -> Result<Option<Vec<u8>>, SettingsError> {
        let contents = match &self.0 {
            Kind::Process => read(path),
            Kind::Map(map) => Ok(map.files.get(path).cloned()),
        };
        let contents = contents.map_err(|source| SettingsError::Unreadable {
            path: path.into(),
            source: Arc::new(source),
        })?;
        match contents {
            Some(contents) if contents.len() as u64 > MAX_FILE => Err(SettingsError::TooLarge {
                path: path.into(),
                limit: MAX_FILE,
            }),
            contents => Ok(contents),
        }
    }

    /// The path that `variable` holds, or else that of `.aws/{name}` in the home directory. `None`
    /// without a home directory.
    pub(super) fn shared_file(
        &self,
        variable: &str,
        name: &str,
    ) -> Result<Option<PathBuf>, SettingsError> {
        match self.variable(variable)? {
            Some(path) => Ok(Some(self.expand_home(&path)?)),
            None => Ok(self.home()?.map(|home| home.join(".aws").join(name))),
        }
    }

    /// Replaces a leading `~` by the home directory.
    pub(super) fn expand_home(&self, path: &str) -> Result<PathBuf, SettingsError> {
        Ok(match path.strip_prefix("~/") {
            Some(rest) => self.home()?.unwrap_or_else(|| "~".into()).join(rest),
            None => path.into(),
        })
    }

    fn home(&self) -> Result<Option<PathBuf>, SettingsError> {
        for name in ["HOME", "USERPROFILE"] {
            if let Some(home) = self.variable(name)? {
                return Ok(Some(home.into()));
            }
        }
        Ok(None)
    }
}

/// Reads at most one byte more than allowed, so that the caller detects the excess.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut contents = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut contents)?;
    Ok(Some(contents))
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Process => f.write_str("Environment::process()"),
            Kind::Map(map) => f
                .debug_struct("Environment")
                .field("variables", &map.variables.keys())
                .field("files", &map.files.keys())
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_up_to_the_limit() {
        let directory = std::env::temp_dir();
        let path = directory.join(format!("tinsmith-shared-file-{}", std::process::id()));
        let environment = Environment::process();
        std::fs::write(&path, "[default]").unwrap();
        assert_eq!(environment.file(&path).unwrap().unwrap(), b"[default]");
        let below = path.join("below");
        assert!(environment.file(&below).unwrap().is_none());
        let file = File::options().write(true).open(&path).unwrap();
        file.set_len(MAX_FILE + 1).unwrap();
        let result = environment.file(&path);
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(result, Err(SettingsError::TooLarge { .. })));
        assert!(environment.file(&path).unwrap().is_none());
        let error = environment.file(&directory).unwrap_err();
        assert!(matches!(error, SettingsError::Unreadable { .. }), "{error}");
    }
}
