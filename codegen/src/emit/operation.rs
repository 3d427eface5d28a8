//! Operations: input, output, errors, and the operation's schema.

use super::lines::{self, block, inline, literal};
use super::print::{Chunk, File, NotRust};
use super::{Header, auth, comment, errors, pages, structure};
use crate::endpoint::rust_binding;
use crate::ir::{Operation, OperationSetting, Structure};
use crate::names::ident;

/// The file of an operation.
pub(super) fn operation(operation: &Operation, header: &Header<'_>) -> Result<String, NotRust> {
    let pages = operation
        .pages
        .as_ref()
        .map(|pages| pages::pages(&operation.name, pages));
    let mut chunks = vec![Chunk::Text(
        declaration(operation, header) + &pages.unwrap_or_default(),
    )];
    chunks.extend(message_items(operation, &operation.input, "input", header));
    chunks.extend(message_items(
        operation,
        &operation.output,
        "output",
        header,
    ));
    chunks.push(errors::errors(operation, header));
    let id = operation.id.as_str();
    File::in_folder(&header.comment(id), chunks).print(id)
}

/// The type by which the operation is named where types are asked for, and what its schema says.
fn declaration(operation: &Operation, header: &Header<'_>) -> String {
    let (name, id) = (ident(&operation.name), literal(operation.id.name()));
    let see = match header.options.kind.has_client() {
        true => format!("; see {}", header.link(operation)),
        false => String::new(),
    };
    let docs = comment::line(&format!("The operation `{}`{see}.", operation.id.name()));
    let types = lines::fitted(
        4,
        &format!("fn({})", ident(&operation.input.name)),
        &format!(
            "-> Result<{}, {}>;",
            ident(&operation.output.name),
            ident(&operation.error)
        ),
    );
    let head = format!("{docs}pub enum {name} = {id} in schema::SERVICE;");
    let calls = calls(operation).into_iter();
    let calls = calls.map(|call| format!(".{call}"));
    block("rt::operation!", [head, types].into_iter().chain(calls))
}

/// The functions that add facts to the operation's schema.
fn calls(operation: &Operation) -> Vec<String> {
    let http = operation.http.as_ref();
    let http = http.map(|http| format!("http({}, {})", literal(&http.method), literal(&http.uri)));
    let host_prefix = operation.host_prefix.as_ref();
    let host_prefix = host_prefix.map(|prefix| format!("host_prefix({})", literal(prefix)));
    let settings = operation.settings.iter();
    let settings = settings.map(|one| setting(*one));
    let auth = operation.auth.as_ref();
    let auth = auth.map(|schemes| format!("auth({})", inline(auth::schemes(schemes))));
    let calls = http.into_iter().chain(host_prefix).chain(settings);
    calls
        .chain(auth)
        .chain(endpoint_params(operation))
        .collect()
}

/// The values that the operation gives endpoint rules, if there are any: a line for each, for they
/// are long.
fn endpoint_params(operation: &Operation) -> Option<String> {
    let params = operation.endpoint_params.iter();
    let params = params
        .map(|(name, binding)| format!("    ({}, {}),\n", literal(name), rust_binding(binding)));
    let params: String = params.collect();
    (!params.is_empty()).then(|| format!("endpoint_params(&[\n{params}])"))
}

fn setting(setting: OperationSetting) -> String {
    let flag = match setting {
        OperationSetting::StreamingOutput => "streaming_output",
        OperationSetting::ChecksumRequired => "checksum_required",
        OperationSetting::Compression => "compression",
        OperationSetting::UnsignedPayload => "unsigned_payload",
        OperationSetting::TreeHash => "tree_hash",
        OperationSetting::EmptyError(status, code) => {
            return format!("empty_error({status}, {})", literal(code));
        }
    };
    format!("{flag}()")
}

/// The items of the input or output.
fn message_items(
    operation: &Operation,
    structure: &Structure,
    what: &str,
    header: &Header<'_>,
) -> Vec<Chunk> {
    let mut lines = vec![format!("The {what} of {}.", header.link(operation))];
    if !structure.docs.is_empty() {
        lines.push(String::new());
        lines.extend(structure.docs.iter().cloned());
    }
    structure::chunks(structure, &comment::docs(&lines), None)
}
