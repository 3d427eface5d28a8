//! Reading a model file, as a list of passes.

mod apply;
pub(crate) mod files;
pub(crate) mod finish;
pub(crate) mod json;
mod mixins;
pub(crate) mod reader;
pub(crate) mod shapes;
mod targets;
mod upgrade;

use std::path::Path;
use std::sync::Arc;

use json::Fields;
use reader::Reader;
use serde_json::value::RawValue;

use crate::botocore;
use crate::quoted::quoted;
use crate::{Model, Place, ReadErrors, Source};

/// Reads the file at `path`, or the service in the folder at `path`.
pub(crate) fn file(path: &Path) -> Result<Model, ReadErrors> {
    let found = if path.is_dir() {
        &files::in_folder(path)?
    } else {
        path
    };
    source(files::load(found)?, || files::beside(found))
}

/// Reads a model from a text. `beside` gives the other files of the service, should the text be of the botocore form.
pub(crate) fn source(
    source: Source,
    beside: impl FnOnce() -> Result<files::Beside, ReadErrors>,
) -> Result<Model, ReadErrors> {
    let mut reader = Reader::new(&source.text);
    let shapes = match reader.whole() {
        Some(fields) if botocore::is_botocore(&fields) => {
            let files::Beside {
                paginators,
                rules,
                extras,
            } = beside()?;
            let beside = botocore::Beside {
                paginators: other(paginators, botocore::paginators)?,
                rules: other(rules, botocore::rules)?,
                extras: other(extras, botocore::extras)?,
            };
            botocore::read(&mut reader, fields, beside)
        }
        Some(fields) => smithy(&mut reader, fields),
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

/// The passes over Smithy JSON AST. `None` where one of them makes no sense of the file; the reader then holds a
/// diagnostic.
fn smithy<'a>(reader: &mut Reader<'a>, fields: Fields<'a>) -> Option<finish::Shapes> {
    let (version, shapes) = document(reader, fields)?;
    let (mut drafts, applies) = shapes::read(reader, shapes);
    mixins::flatten(reader, &mut drafts, applies)?;
    upgrade::enums(reader, &mut drafts);
    if version == Version::V1 {
        upgrade::defaults(&mut drafts);
    }
    Some(finish::finish(reader, drafts))
}

/// The version of Smithy a file is written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

/// Reads the outermost object (Smithy 2.0, "JSON AST", "Top level properties"). Metadata is left alone.
fn document<'a>(reader: &mut Reader<'a>, mut fields: Fields<'a>) -> Option<(Version, Fields<'a>)> {
    let version = version(reader, fields.take("smithy"));
    fields.take("metadata");
    let shapes = fields.take("shapes");
    reader.no_others(fields, None, "a model", &["smithy", "metadata", "shapes"]);
    let shapes = match shapes {
        Some(raw) => reader.fields(raw, None, "`shapes`")?,
        None => Fields::default(),
    };
    Some((version?, shapes))
}

fn version<'a>(reader: &mut Reader<'a>, raw: Option<&'a RawValue>) -> Option<Version> {
    let Some(raw) = raw else {
        let help = "a model starts with `\"smithy\": \"2.0\"`";
        reader.report(
            Place { line: 1, column: 1 },
            None,
            "the version of Smithy is missing",
            help,
        );
        return None;
    };
    let text: String = reader.value(raw, None, "`smithy`")?;
    match text.as_str() {
        "1" | "1.0" => Some(Version::V1),
        "2" | "2.0" => Some(Version::V2),
        _ => {
            let message = format!("`{}` is no version of Smithy known here", quoted(&text));
            reader.report(
                reader.place(raw.get()),
                None,
                message,
                "versions `1.0` and `2.0` are read",
            );
            None
        }
    }
}
