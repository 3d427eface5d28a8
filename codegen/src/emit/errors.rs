//! The modeled errors of an operation as one enum, a line per error.

use super::lines::block;
use super::print::Chunk;
use super::{Header, comment};
use crate::ir::Operation;
use crate::names::ident;

pub(super) fn errors(operation: &Operation, header: &Header<'_>) -> Chunk {
    let docs = format!("The modeled errors of {}.", header.link(operation));
    let docs = comment::line(&docs);
    let rows = operation.errors.iter().map(|case| {
        let (variant, held) = (ident(&case.variant), ident(&case.type_name));
        format!("{variant}(types::{held}),")
    });
    let item = block(&format!("{docs}pub enum {}", ident(&operation.error)), rows);
    Chunk::Text(block("rt::error_enum!", [item]))
}
