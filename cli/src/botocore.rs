//! Models named `botocore:SERVICE`: found in an installed botocore, or in one that is fetched into a cache.

mod python;
mod wheel;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use self::python::Python;
use crate::config::Config;
use crate::failure::Failure;

/// What such names start with.
const PREFIX: &str = "botocore:";

/// What a service of botocore is called as a model.
pub(crate) fn named(service: &str) -> String {
    format!("{PREFIX}{service}")
}

/// The service of a model named `botocore:SERVICE`; none for any other model.
pub(crate) fn service_of(model: &str) -> Option<&str> {
    model.strip_prefix(PREFIX)
}

/// The path of a model: `botocore:SERVICE` becomes the service's folder, any other text is a path already.
///
/// # Errors
/// As [`locate`], and when `tinsmith.toml` cannot be read.
pub(crate) fn resolve(model: &Path) -> Result<PathBuf, Failure> {
    match model.to_str().and_then(|name| name.strip_prefix(PREFIX)) {
        Some(service) => locate(service, Config::read()?.botocore.as_deref()),
        None => Ok(model.to_path_buf()),
    }
}

/// A path of a configuration file in `folder`. What is to be looked up stays as it is.
pub(crate) fn path_below(folder: &Path, model: &Path) -> PathBuf {
    match model.to_str() {
        Some(name) if name.starts_with(PREFIX) => model.to_path_buf(),
        _ => folder.join(model),
    }
}

/// The version of the botocore that a model named `botocore:SERVICE` is read from; none for any other model.
///
/// # Errors
/// As [`resolve`].
pub(crate) fn version_of(model: &Path) -> Result<Option<String>, Failure> {
    let Some(service) = model.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
        return Ok(None);
    };
    Ok(Some(find(service, None)?.1))
}

/// The folder of a service in botocore of a version, and that version. It is fetched where it is not the one that is
/// installed. Where none is wanted, it is the installed one or else the one that `tinsmith.toml` names.
///
/// # Errors
/// As [`locate`], and when there is no such version.
pub(crate) fn find(service: &str, version: Option<&str>) -> Result<(PathBuf, String), Failure> {
    let pinned = Config::read()?.botocore;
    Places::usual()?.find(service, version, pinned.as_deref())
}

/// The folder of a service in an installed botocore; where none is installed, in one of the version that
/// `tinsmith.toml` names, which is fetched once and kept.
///
/// # Errors
/// When there is no such service, or no botocore and no way to fetch it. The message says what to install.
pub(crate) fn locate(service: &str, version: Option<&str>) -> Result<PathBuf, Failure> {
    Places::usual()?.locate(service, version)
}

/// The folder with a folder for each service: of an installed botocore, or of the one that [`locate`] would fetch.
///
/// # Errors
/// As [`locate`].
pub(crate) fn data_folder() -> Result<PathBuf, Failure> {
    Places::usual()?.data(Config::read()?.botocore.as_deref())
}

/// As [`data_folder`], of botocore of a version, and that version. It is found as [`find`] finds a service.
///
/// # Errors
/// As [`find`].
pub(crate) fn data_of(version: Option<&str>) -> Result<(PathBuf, String), Failure> {
    let pinned = Config::read()?.botocore;
    Places::usual()?.data_of(version, pinned.as_deref())
}

/// Where botocore is looked for.
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

    fn data(&self, version: Option<&str>) -> Result<PathBuf, Failure> {
        match self.python.installed()? {
            Some(package) => Ok(package.join("data")),
            None => self.fetched(version),
        }
    }

    /// The service in the version that is wanted or, if any will do, in the installed one or the pinned one.
    fn find(
        &self,
        service: &str,
        wanted: Option<&str>,
        pinned: Option<&str>,
    ) -> Result<(PathBuf, String), Failure> {
        check_name(service)?;
        let (data, version) = self.data_of(wanted, pinned)?;
        let folder = data.join(service);
        match folder.is_dir() {
            true => Ok((folder, version)),
            false => Err(unknown(service, &data)),
        }
    }

    /// The data of the version that is wanted or, if any will do, of the installed one or the pinned one.
    fn data_of(
        &self,
        wanted: Option<&str>,
        pinned: Option<&str>,
    ) -> Result<(PathBuf, String), Failure> {
        let installed = match self.python.installed()? {
            Some(package) => Some((installed_version(&package)?, package.join("data"))),
            None => None,
        };
        match installed {
            Some((version, data)) if wanted.is_none_or(|wanted| wanted == version) => {
                Ok((data, version))
            }
            _ => {
                let version = wanted.or(pinned);
                let data = self.fetched(version)?;
                Ok((data, version.unwrap_or_default().to_owned()))
            }
        }
    }

    fn locate(&self, service: &str, version: Option<&str>) -> Result<PathBuf, Failure> {
        check_name(service)?;
        let data = self.data(version)?;
        let folder = data.join(service);
        if folder.is_dir() {
            return Ok(folder);
        }
        Err(unknown(service, &data))
    }

    /// The data of the version in the cache, fetched if it is not there yet.
    fn fetched(&self, version: Option<&str>) -> Result<PathBuf, Failure> {
        let version = version.ok_or_else(|| {
            Failure(
                "botocore is not installed for python3: install it (`python3 -m pip install botocore`), or name the \
                 version to fetch in tinsmith.toml, as in `botocore = \"1.40.0\"` above the first table"
                    .to_owned(),
            )
        })?;
        check_version(version)?;
        let folder = self.cache.join(format!("botocore-{version}"));
        if !folder.is_dir() {
            let download = self.cache.join(format!("download-{}", std::process::id()));
            let outcome = self.fetch(version, &download, &folder);
            let _ = std::fs::remove_dir_all(&download);
            outcome?;
        }
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

/// `$XDG_CACHE_HOME/tinsmith`, or `.cache/tinsmith` in the home.
fn cache() -> Result<PathBuf, Failure> {
    let set = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let base = set("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(set("HOME")?).join(".cache")));
    base.map(|base| base.join("tinsmith")).ok_or_else(|| {
        Failure("no place for the cache: set XDG_CACHE_HOME or HOME to a folder".to_owned())
    })
}

/// Names of services are those of folders, and lead nowhere else.
fn check_name(service: &str) -> Result<(), Failure> {
    let right = service
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if right && !service.is_empty() {
        return Ok(());
    }
    let shown: String = service.escape_debug().take(100).collect();
    Err(Failure(format!(
        "`{PREFIX}{shown}` names no service: names are small letters, digits and hyphens, as in `{PREFIX}iottwinmaker`"
    )))
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

fn unknown(service: &str, data: &Path) -> Failure {
    let entries = std::fs::read_dir(data).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names: Vec<String> = folders
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let near = similar::get_close_matches(service, &names, 5, 0.4);
    let near = match near.as_slice() {
        [] => format!("it has {} others", names.len()),
        near => format!("near to it are {}", near.join(", ")),
    };
    Failure(format!(
        "botocore has no service `{service}` in {}; {near}",
        data.display()
    ))
}

#[cfg(test)]
mod tests;
