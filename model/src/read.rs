//! Reads a model file of either form.

mod files;
mod targets;

use std::path::Path;
use std::sync::Arc;

pub use files::BESIDE;
use files::Beside;

use crate::reader::Reader;
use crate::{Model, ReadErrors, Source, botocore, smithy};

impl Model {
    /// Reads a model: a file of Smithy JSON AST 1.0 or 2.0, or a service in the botocore form. The
    /// latter is a file `service-2.json` or `service-2.json.gz`, the folder of a version that
    /// holds it, or a folder of such folders, of which the newest is read. `paginators-1.json`,
    /// `endpoint-rule-set-1.json` and `service-2.sdk-extras.json` beside it are read too.
    ///
    /// # Errors
    /// Returns [`ReadErrors`] with all errors found if the file cannot be read, is not JSON, is
    /// not a model, or refers to shapes that do not exist.
    pub fn read(path: &Path) -> Result<Self, ReadErrors> {
        read_path(path)
    }

    /// Reads a model from `text`; `origin` names it in messages.
    ///
    /// # Errors
    /// Returns [`ReadErrors`] as [`Model::read`] does.
    pub fn parse(text: &str, origin: &str) -> Result<Self, ReadErrors> {
        read(source(text, origin), || Ok(Beside::default()))
    }

    /// Reads a model of either form from texts: the service's file and, by the names they have in
    /// the botocore form ([`BESIDE`]), the files beside it.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub fn parse_service<'n>(
        service: Source,
        beside: impl IntoIterator<Item = (&'n str, Source)>,
    ) -> Result<Self, ReadErrors> {
        read(service, || Ok(files::named(beside)))
    }

    /// Reads a model in the botocore form from two strings, the service and its paginators;
    /// `origins` name them in messages.
    ///
    /// # Errors
    /// Returns [`ReadErrors`] as [`Model::read`] does.
    pub fn parse_botocore(
        service: &str,
        paginators: &str,
        origins: [&str; 2],
    ) -> Result<Self, ReadErrors> {
        let beside = Beside {
            paginators: Some(source(paginators, origins[1])),
            ..Beside::default()
        };
        read(source(service, origins[0]), || Ok(beside))
    }
}

fn source(text: &str, origin: &str) -> Source {
    Source {
        origin: origin.to_owned(),
        text: text.to_owned(),
    }
}

/// Reads the file at `path`, or the service in the folder at `path`.
fn read_path(path: &Path) -> Result<Model, ReadErrors> {
    let found = if path.is_dir() {
        &files::find_in_folder(path)?
    } else {
        path
    };
    read(files::load(found)?, || files::beside(found))
}

/// Reads a model from its source. `beside` loads the read_beside files of the service if the
/// source has the botocore form.
fn read(
    source: Source,
    beside: impl FnOnce() -> Result<Beside, ReadErrors>,
) -> Result<Model, ReadErrors> {
    let mut reader = Reader::new(&source.text);
    let shapes = match reader.object() {
        Some(fields) if botocore::is_botocore(&fields) => {
            let Beside {
                paginators,
                rules,
                extras,
            } = beside()?;
            let beside = botocore::Beside {
                paginators: read_beside(paginators, botocore::paginators)?,
                rules: read_beside(rules, botocore::rules)?,
                extras: read_beside(extras, botocore::extras)?,
            };
            botocore::read(&mut reader, fields, beside)
        }
        Some(fields) => smithy::read(&mut reader, fields),
        None => None,
    };
    if let Some(shapes) = &shapes {
        targets::check(&mut reader, shapes);
    }
    let diagnostics = reader.into_diagnostics();
    let source = Arc::new(source);
    match shapes {
        Some(shapes) if diagnostics.is_empty() => Ok(Model { source, shapes }),
        _ => Err(ReadErrors {
            source,
            diagnostics,
        }),
    }
}

/// Reads a file beside that of the service, if there is one.
fn read_beside<T: Default>(
    source: Option<Source>,
    read: impl FnOnce(&mut Reader<'_>) -> T,
) -> Result<T, ReadErrors> {
    let Some(source) = source else {
        return Ok(T::default());
    };
    let mut reader = Reader::new(&source.text);
    let found = read(&mut reader);
    let diagnostics = reader.into_diagnostics();
    if diagnostics.is_empty() {
        return Ok(found);
    }
    let source = Arc::new(source);
    Err(ReadErrors {
        source,
        diagnostics,
    })
}
