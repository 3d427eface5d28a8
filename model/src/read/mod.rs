//! Reading a model file, as a list of passes.

mod apply;
mod finish;
mod json;
mod mixins;
mod reader;
mod shapes;
mod targets;
mod upgrade;

use std::path::Path;
use std::sync::Arc;

use json::Fields;
use reader::Reader;
use serde_json::value::RawValue;

use crate::{Diagnostic, Model, Place, ReadErrors, Source};

/// Reads the file at `path`.
pub(crate) fn file(path: &Path) -> Result<Model, ReadErrors> {
    let origin = path.display().to_string();
    let unreadable = |message: String, help: &str| ReadErrors {
        source: Arc::new(Source {
            origin: origin.clone(),
            text: String::new(),
        }),
        diagnostics: vec![Diagnostic {
            place: None,
            shape: None,
            message,
            help: help.to_owned(),
        }],
    };
    let bytes = std::fs::read(path).map_err(|error| {
        unreadable(
            format!("cannot be read: {error}"),
            "name a file of Smithy JSON AST that can be read",
        )
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        unreadable(
            format!("is not UTF-8: byte {at} begins no character"),
            "Smithy JSON AST is JSON in UTF-8",
        )
    })?;
    source(Source { origin, text })
}

/// Reads a model from a text.
pub(crate) fn source(source: Source) -> Result<Model, ReadErrors> {
    let mut reader = Reader::new(&source.text);
    let shapes = read(&mut reader);
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

/// The passes. `None` where one of them makes no sense of the file; the reader then holds a diagnostic.
fn read(reader: &mut Reader<'_>) -> Option<finish::Shapes> {
    let (version, shapes) = document(reader)?;
    let (mut drafts, applies) = shapes::read(reader, shapes);
    mixins::flatten(reader, &mut drafts, applies)?;
    upgrade::enums(reader, &mut drafts);
    if version == Version::V1 {
        upgrade::defaults(&mut drafts);
    }
    let shapes = finish::finish(reader, drafts);
    targets::check(reader, &shapes);
    Some(shapes)
}

/// The version of Smithy a file is written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

/// Reads the outermost object (Smithy 2.0, "JSON AST", "Top level properties"). Metadata is left alone.
fn document<'a>(reader: &mut Reader<'a>) -> Option<(Version, Fields<'a>)> {
    let mut fields = reader.whole()?;
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
            let message = format!(
                "`{}` is no version of Smithy known here",
                text.escape_debug()
            );
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
