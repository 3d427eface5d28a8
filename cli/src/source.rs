//! Where models are taken from, and what is taken of them.

use std::path::{Path, PathBuf};

use tinsmith_model::{Model, Selection, prune, without_documentation, write};

use crate::botocore;
use crate::config::root;
use crate::failure::Failure;
use crate::lock::{self, Origin};

/// What `--from` says.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Botocore of a version; without one the installed or else the pinned one.
    Botocore(Option<String>),
    /// A model by its path.
    File(PathBuf),
}

/// A model from a source.
pub struct Taken {
    /// The whole model.
    pub model: Model,
    /// What `tinsmith.lock` says of it; the documentation is taken.
    pub origin: Origin,
}

impl Source {
    /// `botocore`, `botocore==VERSION`, or a path.
    pub fn parse(text: &str) -> Result<Self, String> {
        Ok(match text.strip_prefix("botocore") {
            Some("") => Self::Botocore(None),
            Some(version) if version.starts_with("==") => {
                Self::Botocore(Some(version[2..].to_owned()))
            }
            _ => Self::File(PathBuf::from(text)),
        })
    }

    /// The source that a model was taken from before. `crate_model` is the path of the committed one.
    ///
    /// # Errors
    /// When nobody knows it, or it is not there.
    pub fn again(origin: &Origin, crate_model: &Path) -> Result<Self, Failure> {
        if origin.service().is_some() {
            return Ok(Self::Botocore(origin.version.clone()));
        }
        let path = root().join(&origin.source);
        if !is_its_own(origin, crate_model) && path.exists() {
            return Ok(Self::File(path));
        }
        Err(Failure(format!(
            "{}: {} has `{}` as its source, from which it cannot be taken again; name one: --from FILE, or --from botocore",
            crate_model.display(),
            lock::FILE,
            origin.source,
        )))
    }

    /// Reads the model. `service` is its name in botocore.
    ///
    /// # Errors
    /// When there is no such model, or it cannot be read.
    pub fn take(&self, service: &str) -> Result<Taken, Failure> {
        let (path, source, version) = match self {
            Self::Botocore(version) => {
                let (folder, version) = botocore::find(service, version.as_deref())?;
                (folder, botocore::named(service), Some(version))
            }
            Self::File(path) => (path.clone(), shown(path), None),
        };
        Ok(Taken {
            model: Model::read(&path)?,
            origin: Origin {
                source,
                version,
                docs: true,
            },
        })
    }
}

/// Whether a committed model was written here, and was taken from nowhere.
pub fn is_its_own(origin: &Origin, crate_model: &Path) -> bool {
    origin.source == lock::slashed(crate_model)
}

/// A path in the workspace as it is from there, and of any other the last part: where things lie on this machine is
/// nobody's business.
fn shown(path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let root = root().canonicalize().unwrap_or_else(|_| root());
    match real.strip_prefix(root) {
        Ok(inside) => lock::slashed(inside),
        Err(_) => lock::slashed(Path::new(real.file_name().unwrap_or(real.as_os_str()))),
    }
}

/// The canonical text of what operations reach; of all operations where none is named.
///
/// # Errors
/// When the model has not one service, or not these operations.
pub fn closure(
    model: &Model,
    operations: Option<&[String]>,
    docs: bool,
) -> Result<String, Failure> {
    let service = &model.service()?.id;
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
        for (text, source) in [
            ("botocore", Source::Botocore(None)),
            ("botocore==1.2.3", version("1.2.3")),
            ("botocore==", version("")),
            ("botocore/x.json", Source::File("botocore/x.json".into())),
            ("./botocore", Source::File("./botocore".into())),
        ] {
            assert_eq!(Source::parse(text), Ok(source));
        }
    }

    #[test]
    fn files_elsewhere_are_named_without_their_folder() {
        assert_eq!(shown(Path::new("/no/such/folder/x.json")), "x.json");
        assert_eq!(shown(&root().join("xtask/Cargo.toml")), "xtask/Cargo.toml");
    }
}
