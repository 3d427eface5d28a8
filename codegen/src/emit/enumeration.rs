//! Enums, of strings and of integers, a line per value.

use std::fmt::Display;

use super::lines::{block, literal};
use super::print::Chunk;
use super::{comment, debug};
use crate::ir::{Enum, EnumValue, Type};
use crate::names::ident;

/// The file of an enum of strings.
pub(super) fn texts(one: &Type, values: &Enum<String>) -> Vec<Chunk> {
    let rows = values.values.iter();
    let rows = rows.map(|value| row(value, literal(&value.value)));
    chunks(one, values, "string_enum", rows.collect())
}

/// The file of an enum of integers.
pub(super) fn numbers(one: &Type, values: &Enum<i32>) -> Vec<Chunk> {
    let rows = values.values.iter().map(|value| row(value, value.value));
    chunks(one, values, "int_enum", rows.collect())
}

/// A variant with its value.
fn row<V>(value: &EnumValue<V>, written: impl Display) -> String {
    let docs: String = value.docs.iter().map(|line| comment::line(line)).collect();
    let deprecated = comment::deprecated_line(value.deprecated.as_deref());
    format!("{docs}{deprecated}{} = {written},", ident(&value.variant))
}

fn chunks<V>(one: &Type, values: &Enum<V>, form: &str, rows: Vec<String>) -> Vec<Chunk> {
    let name = ident(&one.name);
    let docs = comment::lines_or(&one.docs, "An enum.");
    let deprecated = comment::deprecated_line(one.deprecated.as_deref());
    let derives = values.derived().join(", ");
    let verbatim = if values.verbatim { ", verbatim" } else { "" };
    let head = format!(
        "{docs}{deprecated}#[derive({derives})]\npub enum {name} = {}{verbatim}",
        literal(one.id.as_str())
    );
    let item = block(&head, rows);
    let text = block(&format!("rt::{form}!"), [item]);
    let hidden = values
        .sensitive
        .then(|| Chunk::Tokens(debug::hidden(&one.name)));
    [Chunk::Text(text)].into_iter().chain(hidden).collect()
}
