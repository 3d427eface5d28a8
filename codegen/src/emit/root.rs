//! The files that only declare modules: `src/lib.rs`, `src/operation.rs` and `src/types.rs`. They
//! are laid out as rustfmt would; all others are excluded from it.

use super::print::{Chunk, NotRust};
use super::{Header, client, endpoint};
use crate::Kind;
use crate::ir::{Crate, EndpointRules};
use crate::names::ident;

/// The lints that are disabled in a crate: it implements deprecated items too, a shape is boxed by
/// its type and not by its size, and the model chooses numbers and names.
const ALLOWED: [&str; 7] = [
    "deprecated",
    "clippy::approx_constant",
    "clippy::disallowed_names",
    "clippy::large_enum_variant",
    "clippy::module_inception",
    "clippy::needless_update",
    "clippy::should_implement_trait",
];

/// The lints that are disabled in a module too: its crate may not use all of it.
const ALLOWED_IN_MODULE: [&str; 2] = ["dead_code", "unused_imports"];

/// The number of the agreement with the runtime, whose macro `compatible` knows all numbers that it
/// serves.
const COMPATIBILITY: u32 = 1;

pub(super) fn root(lowered: &Crate, header: &Header<'_>) -> Result<String, NotRust> {
    let id = lowered.service.id.as_str();
    let mut text = header.comment(id);
    text.push_str(&format!("//! {}.\n", subject(lowered, header.options.kind)));
    if !lowered.service.docs.is_empty() {
        text.push_str("//!\n");
    }
    for line in &lowered.service.docs {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    if let Some(limit) = lowered.recursion_limit {
        text.push_str(&format!(
            "//!\n//! Types are deeply nested: crates that send them to other threads may need\n\
             //! `#![recursion_limit = \"{limit}\"]`.\n"
        ));
    }
    text.push_str(&modules(lowered, header.options.kind));
    let allow = |lint: &str| match header.options.kind {
        Kind::Module => format!("#[allow({lint})]\n"),
        Kind::Crate | Kind::Types => String::new(),
    };
    let has_client = header.options.kind.has_client();
    let api = match has_client {
        true => "::{self as runtime, Config, ConfigError, Error, ErrorKind}",
        false => " as runtime",
    };
    text.push_str("\nuse tinsmith_runtime::codegen as rt;\n#[doc(no_inline)]\n");
    text.push_str(&allow("unused_imports"));
    text.push_str(&format!("pub use tinsmith_runtime{api};\n\n"));
    text.push_str(&format!("rt::compatible!({COMPATIBILITY});\n"));
    if !has_client {
        return Ok(text);
    }
    text.push('\n');
    let params = &lowered.service.client_params;
    let client =
        client::client(lowered, header) + &endpoint::client_params(params, &allow("dead_code"));
    text.push_str(&Chunk::Text(client).print_alone(id)?);
    Ok(text)
}

/// The modules, with their disabled lints. A module of another crate has those in each declaration.
fn modules(lowered: &Crate, kind: Kind) -> String {
    let more: &[&str] = match kind {
        Kind::Crate | Kind::Types => &[],
        Kind::Module => &ALLOWED_IN_MODULE,
    };
    let mut allowed = [&ALLOWED, more].concat();
    allowed.sort_by_key(|lint| (lint.contains("::"), *lint));
    let allowed = format!("allow(\n    {}\n)]\n", allowed.join(",\n    "));
    let (mut text, each) = match kind {
        Kind::Crate | Kind::Types => {
            let limit = lowered.recursion_limit;
            let limit = limit.map(|limit| format!("#![recursion_limit = \"{limit}\"]\n"));
            let limit = limit.unwrap_or_default();
            let inner = format!("\n#![forbid(unsafe_code)]\n{limit}#![{allowed}\n");
            (inner, String::new())
        }
        Kind::Module => ("\n".to_owned(), format!("#[{allowed}")),
    };
    for module in ["pub mod operation", "mod schema", "pub mod types"] {
        text.push_str(&format!("#[rustfmt::skip]\n{each}{module};\n"));
    }
    if matches!(lowered.service.endpoint, Some(EndpointRules::Table(_))) {
        text.push_str(&format!("#[rustfmt::skip]\n{each}mod endpoint;\n"));
    }
    if !lowered.cases.is_empty() {
        text.push_str(&format!(
            "#[cfg(test)]\n#[rustfmt::skip]\n{each}mod protocol_tests;\n"
        ));
    }
    text
}

/// The subject of the crate's documentation, with the service's title.
pub(super) fn subject(lowered: &Crate, kind: Kind) -> String {
    let service = crate::docs::lines(&lowered.service.title, &|_| None).join(" ");
    format!("{} of {service}", what(kind))
}

/// The subject of a crate's description.
pub(super) fn what(kind: Kind) -> &'static str {
    match kind.has_client() {
        true => "A client",
        false => "The types",
    }
}

pub(super) fn operations(lowered: &Crate, header: &Header<'_>) -> String {
    let modules: Vec<&str> = lowered
        .operations
        .iter()
        .map(|one| one.module.as_str())
        .collect();
    modules_file(
        lowered,
        header,
        "The operations: their inputs, outputs and errors.",
        &modules,
    )
}

pub(super) fn types(lowered: &Crate, header: &Header<'_>) -> String {
    let modules: Vec<&str> = lowered
        .types
        .iter()
        .map(|one| one.module.as_str())
        .collect();
    modules_file(
        lowered,
        header,
        "The structures, unions and enums of the service.",
        &modules,
    )
}

fn modules_file(lowered: &Crate, header: &Header<'_>, docs: &str, modules: &[&str]) -> String {
    let mut text = header.comment(lowered.service.id.as_str());
    text.push_str(&format!("//! {docs}\n\n"));
    for module in modules {
        text.push_str(&format!("mod {};\n", ident(module)));
    }
    if !modules.is_empty() {
        text.push('\n');
    }
    for module in modules {
        text.push_str(&format!("pub use self::{}::*;\n", ident(module)));
    }
    text
}
