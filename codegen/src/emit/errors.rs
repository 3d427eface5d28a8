//! The modeled errors of an operation as one enum, a line per error.

use super::comment;
use super::lines::block;
use super::print::Chunk;
use crate::ir::Operation;
use crate::names::ident;

pub(super) fn errors(operation: &Operation) -> Chunk {
    let docs = comment::line(&format!(
        "The modeled errors of [`Client::{0}`](super::super::Client::{0}).",
        operation.function
    ));
    let rows = operation.errors.iter().map(|case| {
        let (variant, held) = (ident(&case.variant), ident(&case.type_name));
        format!("{variant}(types::{held}),")
    });
    let item = block(&format!("{docs}pub enum {}", ident(&operation.error)), rows);
    Chunk::Text(block("rt::error_enum!", [item]))
}
