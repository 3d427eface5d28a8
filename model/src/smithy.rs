//! Reads Smithy JSON AST, as a list of passes.

mod apply;
mod members;
mod mixins;
mod references;
mod service;
mod shapes;
mod upgrade;

use serde_json::value::RawValue;

use crate::Place;
use crate::draft::{self, Shapes};
use crate::json::Fields;
use crate::quoted::quoted;
use crate::reader::Reader;

/// Reads the shapes of a model; `None` if a pass cannot continue, in which case the reader holds a
/// diagnostic.
pub(crate) fn read<'a>(reader: &mut Reader<'a>, fields: Fields<'a>) -> Option<Shapes> {
    let (version, shapes) = document(reader, fields)?;
    let (mut drafts, applies) = shapes::read(reader, shapes);
    mixins::flatten(reader, &mut drafts, applies)?;
    upgrade::enums(reader, &mut drafts);
    if version == Version::V1 {
        upgrade::defaults(&mut drafts);
    }
    Some(draft::into_shapes(reader, drafts))
}

/// The Smithy version of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

/// Reads the outermost object (Smithy 2.0, "JSON AST", "Top level properties"). Metadata is
/// ignored.
fn document<'a>(reader: &mut Reader<'a>, mut fields: Fields<'a>) -> Option<(Version, Fields<'a>)> {
    let version = version(reader, fields.remove("smithy"));
    fields.remove("metadata");
    let shapes = fields.remove("shapes");
    reader.reject_others(fields, None, "a model", &["smithy", "metadata", "shapes"]);
    let shapes = match shapes {
        Some(raw) => reader.fields(raw, None, "`shapes`")?,
        None => Fields::default(),
    };
    Some((version?, shapes))
}

fn version<'a>(reader: &mut Reader<'a>, raw: Option<&'a RawValue>) -> Option<Version> {
    let Some(raw) = raw else {
        let help = "add `\"smithy\": \"2.0\"`";
        reader.report(
            Place { line: 1, column: 1 },
            None,
            "`smithy`, the version of the AST, is missing",
            help,
        );
        return None;
    };
    let text: String = reader.value(raw, None, "`smithy`")?;
    match text.as_str() {
        "1" | "1.0" => Some(Version::V1),
        "2" | "2.0" => Some(Version::V2),
        _ => {
            let message = format!("unknown Smithy version `{}`", quoted(&text));
            reader.report(
                reader.place(raw.get()),
                None,
                message,
                "use version `1.0` or `2.0`",
            );
            None
        }
    }
}
