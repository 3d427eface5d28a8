//! Changes in files that people write: what is not changed stays as it is, comments and layout too.

mod dependencies;
mod lines;
mod members;
mod tables;

pub(crate) use self::dependencies::{path_dependencies, with_path};
pub(crate) use self::members::{is_workspace, member_folders, with_member, without_member};
pub(crate) use self::tables::{
    Table, with_botocore, with_crate, with_name, with_operations, with_version, without_crate,
};

use toml_edit::{DocumentMut, Item, TableLike, Value, value};

use crate::failure::Failure;

/// Reads a file's text; `name` is what messages call it.
fn document(text: &str, name: &str) -> Result<DocumentMut, Failure> {
    text.parse()
        .map_err(|error| Failure(format!("{name}: {error}")))
}

/// The text with LF line endings, in which it is edited.
pub(crate) fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The edited text with the line endings of the old one.
pub(crate) fn with_endings_of(old: &str, text: String) -> String {
    let first = old.split_once('\n').map(|(line, _)| line);
    match first.is_some_and(|line| line.ends_with('\r')) {
        true => text.replace('\n', "\r\n"),
        false => text,
    }
}

/// Sets a value; one that is there keeps its comment.
fn set(table: &mut dyn TableLike, key: &str, text: &str) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = Value::from(text);
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(key, value(text))),
    }
}
