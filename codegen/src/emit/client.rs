//! The client: a line per operation.

use super::lines::{self, block};
use super::{Header, comment, example, root};
use crate::ir::{Crate, Operation};
use crate::names::ident;

/// The declaration, with its functions.
pub(super) fn client(lowered: &Crate, header: &Header<'_>) -> String {
    let subject = root::subject(lowered, header.options.kind);
    let declaration = format!(
        "{}pub struct Client for schema::SERVICE, with operation;\n",
        comment::line(&format!("{subject}."))
    );
    let functions = lowered.operations.iter();
    let functions = functions.map(|operation| function(operation, header));
    let blank = "\n".to_owned();
    block(
        "rt::client!",
        [declaration, blank].into_iter().chain(functions),
    )
}

fn function(operation: &Operation, header: &Header<'_>) -> String {
    let docs = comment::lines_or(
        &operation.docs,
        &format!("Calls `{}`.", operation.id.name()),
    );
    let example = example::lines(operation, header);
    let example: String = example.iter().map(|line| comment::line(line)).collect();
    let deprecated = comment::deprecated_line(operation.deprecated.as_deref());
    let (function, name) = (ident(&operation.function), ident(&operation.name));
    let input = ident(&operation.input.name);
    let signature = lines::fitted(4, &format!("{function}({input})"), &format!("-> {name};"));
    format!("{docs}{example}{deprecated}{signature}")
}
