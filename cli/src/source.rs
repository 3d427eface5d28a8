//! The sources of models.

mod download;
mod services;

use std::path::{Path, PathBuf};

use tinsmith_model::{Model, Selection, Shape, prune, without_documentation, write};

use crate::botocore;
use crate::catalog::{Catalog, is_archive, is_folder};
use crate::config::Config;
use crate::failure::Failure;
use crate::lock::{self, Origin};
use crate::names;
use crate::root::root;

/// A source of models, as in `--from`.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Botocore of a version; without one, the pinned or else the installed one.
    Botocore(Option<String>),
    /// A service of botocore, by any of its names.
    Service {
        /// The name.
        name: String,
        /// The version of botocore.
        version: Option<String>,
    },
    /// A model file, or a folder or archive of models, by its path.
    File(PathBuf),
    /// A model file, or an archive of models, by its URL.
    Url(String),
}

/// A service to find in a source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// A name of it.
    pub(crate) service: &'a str,
    /// True if the user chose it, so that a model without it is an error.
    pub(crate) is_chosen: bool,
}

/// A model from a source.
pub(crate) struct Taken {
    /// The whole model.
    pub(crate) model: Model,
    /// The name of the service in botocore or the archive, if it is from there.
    pub(crate) name: Option<String>,
    /// Its entry in `tinsmith.lock`, with documentation.
    pub(crate) origin: Origin,
}

impl Source {
    /// Parses `botocore`, `botocore==VERSION`, `botocore:SERVICE`, `botocore:SERVICE==VERSION`, a
    /// URL or a path.
    ///
    /// # Errors
    /// Returns a message if a URL is not one of HTTP.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(service) = names::service_of(text) {
            let (name, version) = match service.split_once("==") {
                Some((name, version)) => (name, Some(version.to_owned())),
                None => (service, None),
            };
            let name = name.to_owned();
            return Ok(Self::Service { name, version });
        }
        if let Some((scheme, _)) = text.split_once("://") {
            return match scheme {
                "https" | "http" => Ok(Self::Url(text.to_owned())),
                _ => Err(format!("`{scheme}` URLs are not supported; use https")),
            };
        }
        Ok(match text.strip_prefix("botocore") {
            Some("") => Self::Botocore(None),
            Some(version) if version.starts_with("==") => {
                Self::Botocore(Some(version[2..].to_owned()))
            }
            _ => Self::File(PathBuf::from(text)),
        })
    }

    /// The previous source of a model. `crate_model` is the path of the committed one.
    ///
    /// # Errors
    /// Returns [`Failure`] if it is unknown or missing.
    pub(crate) fn again(origin: &Origin, crate_model: &Path) -> Result<Self, Failure> {
        if let Some(name) = origin.botocore_service() {
            return Ok(Self::Service {
                name: name.to_owned(),
                version: origin.version.clone(),
            });
        }
        if origin.source.contains("://") {
            return Ok(Self::Url(origin.source.clone()));
        }
        let path = root().join(&origin.source);
        let reason = match is_its_own(origin, crate_model) {
            true => "from which it cannot be taken again; name one",
            false if path.exists() => return Ok(Self::File(path)),
            false => "which does not exist; put it back, or name another one",
        };
        Err(Failure(format!(
            "{}: {} has `{}` as its source, {reason}: --from FILE, or --from botocore",
            crate_model.display(),
            lock::FILE,
            origin.source,
        )))
    }

    /// Reads the model.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no such model, or it cannot be read.
    pub(crate) fn take(&self, wanted: Wanted<'_>) -> Result<Taken, Failure> {
        match self {
            Self::Botocore(version) => of_botocore(wanted.service, version.as_deref()),
            Self::Service { name, version } => of_botocore(name, version.as_deref()),
            Self::File(path) if is_many(path) => {
                let mut taken = of_catalog(path, wanted, shown(path))?;
                if path.is_file() {
                    taken.origin.archive_sha256 = Some(digest_of(path)?);
                }
                Ok(taken)
            }
            Self::File(path) => of_file(path, wanted, shown(path)),
            Self::Url(url) => {
                let path = download::fetch(url)?;
                let mut taken = match is_many(&path) {
                    true => of_catalog(&path, wanted, url.clone())?,
                    false => of_file(&path, wanted, url.clone())?,
                };
                taken.origin.archive_sha256 = Some(digest_of(&path)?);
                Ok(taken)
            }
        }
    }
}

/// Returns true if a path is that of a folder or archive of models.
pub(crate) fn is_many(path: &Path) -> bool {
    (is_archive(path) && path.is_file()) || is_folder(path)
}

/// Reads a model named on the command line or in `tinsmith.toml`: a path, `botocore:SERVICE`, or a
/// folder, archive or URL in which `service` names one.
///
/// # Errors
/// Returns [`Failure`] if there is no such model, or it cannot be read.
pub fn read(model: &Path, service: Option<&str>) -> Result<Model, Failure> {
    let source = match model.to_str().map(Source::parse) {
        Some(parsed) => parsed.map_err(Failure)?,
        None => Source::File(model.to_path_buf()),
    };
    let file = match &source {
        Source::File(path) => Some(path),
        _ => None,
    };
    let many = file.is_some_and(|path| is_many(path)) || matches!(source, Source::Botocore(_));
    if many && service.is_none() {
        return Err(Failure::at(
            model,
            "has many models; name a service by --service",
        ));
    }
    let taken = source.take(Wanted {
        service: service.unwrap_or_default(),
        is_chosen: service.is_some(),
    })?;
    Ok(taken.model)
}

/// Finds botocore of a version, or else of the one that `tinsmith.toml` pins.
fn botocore_of(version: Option<&str>) -> Result<botocore::Data, Failure> {
    match version {
        Some(version) => botocore::data(Some(version), None),
        None => botocore::data(None, Config::read_if_any()?.botocore.as_deref()),
    }
}

fn of_botocore(service: &str, version: Option<&str>) -> Result<Taken, Failure> {
    let data = botocore_of(version)?;
    let catalog = Catalog::of_version(&data.folder, &data.version)?;
    let name = catalog.find(service)?;
    Ok(Taken {
        model: catalog.read(&name)?,
        origin: Origin {
            version: Some(data.version),
            ..Origin::new(names::named(&name))
        },
        name: Some(name),
    })
}

fn of_catalog(path: &Path, wanted: Wanted<'_>, source: String) -> Result<Taken, Failure> {
    let catalog = Catalog::open(path)?;
    let name = catalog.find(wanted.service)?;
    Ok(Taken {
        model: catalog.read(&name)?,
        origin: Origin {
            service: Some(name.clone()),
            version: catalog.version,
            ..Origin::new(source)
        },
        name: Some(name),
    })
}

fn of_file(path: &Path, wanted: Wanted<'_>, source: String) -> Result<Taken, Failure> {
    let model = Model::read(path)?;
    let chosen = wanted.is_chosen.then(|| wanted.service.to_owned());
    let several = model.services().count() > 1;
    Ok(Taken {
        model,
        name: None,
        origin: Origin {
            service: chosen.filter(|_| several),
            ..Origin::new(source)
        },
    })
}

fn digest_of(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::at(path, error))?;
    Ok(lock::hex_digest(&bytes))
}

/// Returns true if a committed model was written by hand, without a source.
pub(crate) fn is_its_own(origin: &Origin, crate_model: &Path) -> bool {
    origin.source == names::slashed(crate_model)
}

/// A path relative to the root, with `/`: absolute paths of this machine are private.
fn shown(path: &Path) -> String {
    names::path_between(&root(), path)
}

/// The service of a model: the one with this name, or the only one.
///
/// # Errors
/// Returns [`Failure`] if there is no such service, or none is named and there are several.
pub fn service_of<'m>(model: &'m Model, name: Option<&str>) -> Result<&'m Shape, Failure> {
    let Some(name) = name else {
        let several = model.services().nth(1).is_some();
        return model.service().map_err(|error| match several {
            true => Failure(format!(
                "{error} (--service NAME, or `service = \"NAME\"` in {})",
                crate::config::FILE
            )),
            false => error.into(),
        });
    };
    match (model.service_named(name), model.service()) {
        (Ok(found), _) => Ok(found),
        // A botocore name, which is not in the model.
        (Err(_), Ok(only)) if is_file_name(name) => Ok(only),
        (Err(error), _) => Err(error.into()),
    }
}

/// Returns true if a name is valid for a botocore service.
fn is_file_name(name: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.bytes().all(small)
}

/// The canonical text of operations of a service with their closure; of all operations if none is
/// named.
///
/// # Errors
/// Returns [`Failure`] if the model lacks such a service, or one of these operations.
pub fn closure(
    model: &Model,
    service: Option<&str>,
    operations: Option<&[String]>,
    docs: bool,
) -> Result<String, Failure> {
    let service = &service_of(model, service)?.id;
    let selection = match operations {
        Some(names) => Selection::operations(model, service, names)?,
        None => Selection::all(model, service)?,
    };
    let pruned = prune(model, &selection);
    Ok(match docs {
        true => write(&pruned),
        false => write(&without_documentation(&pruned)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_apart() {
        let version = |version: &str| Source::Botocore(Some(version.to_owned()));
        let service = |version: Option<&str>| Source::Service {
            name: "logs".to_owned(),
            version: version.map(str::to_owned),
        };
        for (text, source) in [
            ("botocore", Source::Botocore(None)),
            ("botocore==1.2.3", version("1.2.3")),
            ("botocore==", version("")),
            ("botocore:logs", service(None)),
            ("botocore:logs==1.2.3", service(Some("1.2.3"))),
            ("botocore/x.json", Source::File("botocore/x.json".into())),
            ("./botocore", Source::File("./botocore".into())),
            (
                "https://e.org/x.whl",
                Source::Url("https://e.org/x.whl".to_owned()),
            ),
        ] {
            assert_eq!(Source::parse(text), Ok(source));
        }
        assert!(
            Source::parse("ftp://e.org/x")
                .unwrap_err()
                .contains("https")
        );
    }

    #[test]
    fn files_are_named_from_the_root() {
        assert_eq!(shown(&root().join("xtask/Cargo.toml")), "xtask/Cargo.toml");
        assert_eq!(shown(&root().join("../x/y.json")), "../x/y.json");
    }
}
