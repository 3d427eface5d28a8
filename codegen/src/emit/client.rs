//! The client: one function per operation.

use super::comment;
use super::lines::block;
use crate::ir::{Crate, Operation};
use crate::names::ident;

/// The declaration, and its functions.
pub(super) fn client(lowered: &Crate) -> String {
    let functions = lowered.operations.iter().map(function);
    let new = "/// A client as `config` says. Fails where something is missing in it or not valid; nothing is sent.\n\
        pub fn new(config: rt::Config) -> Result<Self, rt::ConfigError> { rt::Client::new(&schema::SERVICE, config).map(Self) }\n";
    let from_env = "/// A client with the region, credentials and endpoint that AWS tools use.\n\
        pub fn from_env() -> Result<Self, rt::ConfigError> { rt::Client::from_env(&schema::SERVICE).map(Self) }\n";
    let functions = [new.to_owned(), from_env.to_owned()]
        .into_iter()
        .chain(functions);
    let title = crate::docs::lines(&lowered.service.title, &|_| None).join(" ");
    // Without operations nothing uses what the client holds.
    let unused = match lowered.operations.is_empty() {
        true => "#[allow(dead_code)]\n",
        false => "",
    };
    format!(
        "/// Calls {title}. Cloning is cheap: clones share their connections.\n\
         #[derive(Clone, Debug)]\n{unused}pub struct Client(rt::Client);\n\n#[rustfmt::skip]\n{}",
        block("impl Client", functions),
    )
}

fn function(operation: &Operation) -> String {
    let otherwise = format!("Calls `{}`.", operation.id.name());
    let docs = if operation.docs.is_empty() {
        vec![otherwise]
    } else {
        operation.docs.clone()
    };
    let docs: String = docs.iter().map(|line| comment::line(line)).collect();
    let deprecated = comment::deprecated_line(operation.deprecated.as_deref());
    let (function, name) = (ident(&operation.function), ident(&operation.name));
    let input = ident(&operation.input.name);
    let call = format!("rt::Call<operation::{name}>");
    format!(
        "{docs}{deprecated}pub fn {function}(&self, input: operation::{input}) -> {call} {{ self.0.call(input) }}"
    )
}
