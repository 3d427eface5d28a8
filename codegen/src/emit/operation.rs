//! Operations: input, output, errors, and the operation's schema.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{block, inline, literal};
use super::print::{Chunk, File, NotRust};
use super::{Header, auth, comment, errors, pages, structure};
use crate::ir::{Operation, OperationSetting, Structure};
use crate::names::ident;

/// The file of an operation.
pub(super) fn operation(operation: &Operation, header: &Header<'_>) -> Result<String, NotRust> {
    let pages = operation
        .pages
        .as_ref()
        .map(|pages| pages::pages(&operation.name, pages));
    let mut chunks = vec![
        Chunk::Tokens(marker(operation)),
        Chunk::Text(implementation(operation) + &pages.unwrap_or_default()),
    ];
    chunks.extend(end(operation, &operation.input, "input"));
    chunks.extend(end(operation, &operation.output, "output"));
    chunks.push(errors::errors(operation));
    let id = operation.id.as_str();
    File::in_folder(&header.of(id), chunks).print(id)
}

/// The type by which the operation is named where types are asked for.
fn marker(operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let docs = comment::docs(&[format!(
        "The operation `{}`; see [`Client::{1}`](super::super::Client::{1}).",
        operation.id.name(),
        operation.function,
    )]);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub enum #name {}
    }
}

fn implementation(operation: &Operation) -> String {
    let http = operation.http.as_ref().map(|http| {
        format!(
            "\n    .http({}, {})",
            literal(&http.method),
            literal(&http.uri),
        )
    });
    let host_prefix = operation.host_prefix.as_ref();
    let host_prefix = host_prefix.map(|prefix| format!("\n    .host_prefix({})", literal(prefix)));
    let settings = operation.settings.iter().map(|one| setting(*one));
    let settings = settings.map(|function| format!("\n    .{function}()"));
    let auth = operation.auth.as_ref();
    let auth = auth.map(|schemes| format!("\n    .auth({})", inline(auth::schemes(schemes))));
    let calls = http
        .into_iter()
        .chain(host_prefix)
        .chain(settings)
        .chain(auth);
    let calls: String = calls.collect();
    let name = literal(operation.id.name());
    let lines = [
        format!("type Input = {};", ident(&operation.input.name)),
        format!("type Output = {};", ident(&operation.output.name)),
        format!("type Error = {};", ident(&operation.error)),
        format!(
            "const SCHEMA: rt::OperationRef = &rt::operation_schema::<Self>({name}, &schema::SERVICE){calls};"
        ),
    ];
    block(
        &format!("impl rt::Operation for {}", ident(&operation.name)),
        lines,
    )
}

fn setting(setting: OperationSetting) -> &'static str {
    match setting {
        OperationSetting::StreamingOutput => "streaming_output",
        OperationSetting::ChecksumRequired => "checksum_required",
        OperationSetting::Compression => "compression",
        OperationSetting::UnsignedPayload => "unsigned_payload",
    }
}

/// The items of the input or output.
fn end(operation: &Operation, structure: &Structure, what: &str) -> Vec<Chunk> {
    let mut lines = vec![format!(
        "The {what} of [`Client::{0}`](super::super::Client::{0}).",
        operation.function,
    )];
    if !structure.docs.is_empty() {
        lines.push(String::new());
        lines.extend(structure.docs.iter().cloned());
    }
    structure::chunks(structure, &comment::docs(&lines), None)
}
