//! Unions, a line per member.

use super::lines::{self, block, literal};
use super::print::Chunk;
use super::{comment, debug, member};
use crate::ir::{Type, Union};
use crate::names::ident;

/// The file of a union.
pub(super) fn union(one: &Type, union: &Union) -> Vec<Chunk> {
    let name = ident(&one.name);
    let docs = comment::lines_or(&one.docs, "A union.");
    let deprecated = comment::deprecated_line(one.deprecated.as_deref());
    let derive = member::derive_line(union.derives, !union.is_redacted(), false);
    let traits = member::traits_of(&union.formats);
    let traits = traits.map(|traits| format!(",\n    traits({traits})"));
    let head = format!(
        "{docs}{deprecated}{derive}pub enum {name} = {}{}",
        literal(one.id.as_str()),
        traits.unwrap_or_default()
    );
    let item = block(&head, union.members.iter().map(row));
    let mut chunks = vec![Chunk::Text(block("rt::union!", [item]))];
    if union.is_redacted() {
        chunks.push(Chunk::Tokens(debug::union(&one.name, union)));
    }
    chunks
}

/// A variant with what describes the member.
fn row(member: &crate::ir::Member) -> String {
    let docs = comment::lines_or(&member.docs, &comment::of_member(&member.name));
    let deprecated = comment::deprecated_line(member.deprecated.as_deref());
    let (variant, held) = (ident(&member.rust_name), member::inner_text(member));
    let described = member::described(member, 12, ",");
    let row = lines::fitted(8, &format!("{variant}({held}) ="), &described);
    format!("{docs}{deprecated}{row}")
}

/// The compiler wants to be told how a box of a type without `Default` begins.
pub(super) fn boxed_zero(name: &str) -> Chunk {
    let body = block("fn zero() -> Self", ["Self::new(rt::zero())".to_owned()]);
    Chunk::Text(block(
        &format!("impl rt::Zero for Box<{}>", ident(name)),
        [body],
    ))
}
