//! Reading a model file, of either form.

mod files;
mod targets;

use std::path::Path;
use std::sync::Arc;

use files::Beside;

use crate::reader::Reader;
use crate::{Model, ReadErrors, Source, botocore, smithy};

impl Model {
    /// Reads a model: a file of Smithy JSON AST, version 1.0 or 2.0, or a service of the botocore form, which is a file
    /// `service-2.json` or `service-2.json.gz`, the folder of a version that holds it, or a folder of such folders, of
    /// which the newest counts. `paginators-1.json` and `service-2.sdk-extras.json` beside it are read too.
    ///
    /// # Errors
    /// All that is wrong with it: unreadable, not JSON, not a model, or a model that refers to what is not there.
    pub fn read(path: &Path) -> Result<Self, ReadErrors> {
        file(path)
    }

    /// Reads a model from `text`; `origin` is what messages call it.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub fn parse(text: &str, origin: &str) -> Result<Self, ReadErrors> {
        read(source(text, origin), || Ok(Beside::default()))
    }

    /// Reads a model of either form from texts: the service's file and, by the names they have in the botocore form without
    /// `.gz`, the files beside it.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub fn parse_service<'n>(
        service: Source,
        beside: impl IntoIterator<Item = (&'n str, Source)>,
    ) -> Result<Self, ReadErrors> {
        read(service, || Ok(files::named(beside)))
    }

    /// Reads a model of the botocore form from two texts, the service and its paginators; `origins` are what messages
    /// call them.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub fn parse_botocore(
        service: &str,
        paginators: &str,
        origins: [&str; 2],
    ) -> Result<Self, ReadErrors> {
        let beside = Beside {
            paginators: Some(source(paginators, origins[1])),
            extras: None,
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
fn file(path: &Path) -> Result<Model, ReadErrors> {
    let found = if path.is_dir() {
        &files::in_folder(path)?
    } else {
        path
    };
    read(files::load(found)?, || files::beside(found))
}

/// Reads a model from a text. `beside` gives the other files of the service, should the text be of the botocore form.
fn read(
    source: Source,
    beside: impl FnOnce() -> Result<Beside, ReadErrors>,
) -> Result<Model, ReadErrors> {
    let mut reader = Reader::new(&source.text);
    let shapes = match reader.whole() {
        Some(fields) if botocore::is_botocore(&fields) => {
            let Beside { paginators, extras } = beside()?;
            let beside = botocore::Beside {
                paginators: other(paginators, botocore::paginators)?,
                extras: other(extras, botocore::extras)?,
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

/// Reads a file beside a service's, if there is one.
fn other<T: Default>(
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
