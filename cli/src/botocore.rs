//! Botocore: of a version in the cache, installed for Python, or fetched into the cache.

mod python;
mod wheel;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use self::python::Python;
use crate::failure::Failure;

/// The models of a version of botocore.
#[derive(Debug, PartialEq)]
pub(crate) struct Data {
    /// The folder with a folder for each service.
    pub(crate) folder: PathBuf,
    /// The version.
    pub(crate) version: String,
}

/// Finds botocore of the version that is wanted, or else of the pinned one, or else the one that
/// is installed for Python. A version that is neither in the cache nor installed is fetched.
///
/// # Errors
/// Returns [`Failure`] if there is no botocore and no way to fetch it. The message says what to
/// install.
pub(crate) fn data(wanted: Option<&str>, pinned: Option<&str>) -> Result<Data, Failure> {
    Places::usual()?.data(wanted.or(pinned))
}

/// Finds the botocore that is installed for Python, or else that of the pinned version.
///
/// # Errors
/// As for [`data`].
pub(crate) fn installed_data(pinned: Option<&str>) -> Result<Data, Failure> {
    let places = Places::usual()?;
    match places.installed()? {
        Some(data) => Ok(data),
        None => places.data(pinned),
    }
}

/// Places where botocore is looked for.
struct Places {
    python: Python,
    /// The folder of fetched versions.
    cache: PathBuf,
}

impl Places {
    /// The Python named by the variable `PYTHON`, by default `python3`, and the user's cache.
    fn usual() -> Result<Self, Failure> {
        let python = std::env::var_os("PYTHON").filter(|python| !python.is_empty());
        Ok(Self {
            python: Python::new(python.unwrap_or_else(|| "python3".into())),
            cache: cache()?,
        })
    }

    /// The data of a version, or of the installed one.
    fn data(&self, version: Option<&str>) -> Result<Data, Failure> {
        let Some(version) = version else {
            return self.installed()?.ok_or_else(no_botocore);
        };
        check_version(version)?;
        let version = version.to_owned();
        if let Some(folder) = self.cached(&version) {
            return Ok(Data { folder, version });
        }
        match self.installed() {
            Ok(Some(data)) if data.version == version => Ok(data),
            _ => Ok(Data {
                folder: self.fetched(&version)?,
                version,
            }),
        }
    }

    fn installed(&self) -> Result<Option<Data>, Failure> {
        let Some(package) = self.python.installed()? else {
            return Ok(None);
        };
        Ok(Some(Data {
            version: installed_version(&package)?,
            folder: package.join("data"),
        }))
    }

    /// The data of a version in the cache, if it is there.
    fn cached(&self, version: &str) -> Option<PathBuf> {
        let folder = self.cache.join(format!("botocore-{version}"));
        folder.is_dir().then(|| folder.join("data"))
    }

    /// The data of a version that is fetched into the cache.
    fn fetched(&self, version: &str) -> Result<PathBuf, Failure> {
        let folder = self.cache.join(format!("botocore-{version}"));
        let download = self.cache.join(format!("download-{}", std::process::id()));
        let outcome = self.fetch(version, &download, &folder);
        let _ = std::fs::remove_dir_all(&download);
        outcome?;
        Ok(folder.join("data"))
    }

    /// Fetches a version. The folder appears whole or not at all.
    fn fetch(&self, version: &str, download: &Path, folder: &Path) -> Result<(), Failure> {
        std::fs::create_dir_all(download).map_err(|error| Failure::at(download, error))?;
        let wheel = self.python.download(version, download)?;
        let unpacked = download.join("unpacked");
        wheel::unpack(&wheel, &unpacked)?;
        match std::fs::rename(&unpacked, folder) {
            // Another run may have been faster.
            Err(error) if !folder.is_dir() => Err(Failure::at(folder, error)),
            _ => Ok(()),
        }
    }
}

/// The version of an installed package, as the package itself has it.
fn installed_version(package: &Path) -> Result<String, Failure> {
    let path = package.join("__init__.py");
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))?;
    let found = text.lines().find_map(|line| {
        let value = line.strip_prefix("__version__")?.trim_start();
        let value = value.strip_prefix('=')?.trim();
        Some(value.trim_matches(['"', '\'']).to_owned())
    });
    let version = found.ok_or_else(|| Failure::at(&path, "has no `__version__`"))?;
    check_version(&version)?;
    Ok(version)
}

fn no_botocore() -> Failure {
    Failure(
        "no botocore: name an archive of it by --from FILE or --from URL, or the version to fetch \
         in tinsmith.toml, as in \
         `botocore = \"1.40.0\"` above the first table, or install one (`python3 -m pip install \
         botocore`)"
            .to_owned(),
    )
}

/// The folder of what is fetched: `$XDG_CACHE_HOME/tinsmith`, or `.cache/tinsmith` in the home.
///
/// # Errors
/// Returns [`Failure`] if neither variable is set.
pub(crate) fn cache() -> Result<PathBuf, Failure> {
    let set = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let base = set("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(set("HOME")?).join(".cache")));
    base.map(|base| base.join("tinsmith")).ok_or_else(|| {
        Failure("no place for the cache: set XDG_CACHE_HOME or HOME to a folder".to_owned())
    })
}

/// Versions go into a command line and a path.
fn check_version(version: &str) -> Result<(), Failure> {
    let right = version
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if right {
        return Ok(());
    }
    let shown: String = version.escape_debug().take(100).collect();
    Err(Failure(format!(
        "`{shown}` is no version of botocore: numbers and dots, as in `1.40.0`"
    )))
}

#[cfg(test)]
mod tests;
