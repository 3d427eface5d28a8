//! Changes in files that people write: what is not changed stays as it is, comments and layout too.

mod members;
mod tables;

pub(crate) use self::members::{is_workspace, member_folders, with_member, without_member};
pub(crate) use self::tables::{
    Table, with_botocore, with_crate, with_name, with_operations, with_version, without_crate,
};

use toml_edit::{Array, DocumentMut, Value};

use crate::failure::Failure;

/// Reads a file's text; `name` is what messages call it.
fn document(text: &str, name: &str) -> Result<DocumentMut, Failure> {
    text.parse()
        .map_err(|error| Failure(format!("{name}: {error}")))
}

/// Adds a text to an array at a place: on a line of its own where the others have one.
fn insert(array: &mut Array, at: usize, text: &str) {
    let layout = array.iter().last().and_then(line_break);
    let mut value = Value::from(text);
    if let Some(layout) = layout {
        value.decor_mut().set_prefix(layout);
        array.insert_formatted(at, value);
    } else {
        array.insert(at, text);
    }
}

/// The break and the indentation before a value, where it begins a line.
fn line_break(value: &Value) -> Option<String> {
    let before = value.decor().prefix()?.as_str()?;
    let (_, indentation) = before.rsplit_once('\n')?;
    Some(format!("\n{indentation}"))
}
