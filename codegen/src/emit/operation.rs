//! Operations: input, output, errors, and the operation's schema.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::print::{Chunk, File, NotRust};
use super::{Header, comment, errors, pages, structure};
use crate::ir::{Operation, Structure};
use crate::names::ident;

/// The file of an operation.
pub(super) fn operation(operation: &Operation, header: &Header<'_>) -> Result<String, NotRust> {
    let mut chunks = vec![
        Chunk::Tokens(marker(operation)),
        Chunk::Tokens(implementation(operation)),
    ];
    if let Some(pages) = &operation.pages {
        chunks.extend(pages::pages(&operation.name, pages).map(Chunk::Tokens));
    }
    chunks.extend(end(operation, &operation.input, "input", "INPUT_"));
    chunks.extend(end(operation, &operation.output, "output", "OUTPUT_"));
    chunks.extend(errors::errors(operation).map(Chunk::Tokens));
    let id = operation.id.as_str();
    File::new(&header.of(id), chunks).print(id)
}

/// The type by which the operation is named where types are asked for.
fn marker(operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let docs = comment::docs(&[format!(
        "The operation `{}`; see [`Client::{1}`](crate::Client::{1}).",
        operation.id.name(),
        ident(&operation.function),
    )]);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub enum #name {}
    }
}

fn implementation(operation: &Operation) -> TokenStream {
    let (name, text) = (ident(&operation.name), operation.id.name());
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let error = ident(&errors::name(operation));
    let http = operation.http.as_ref().map(|http| {
        let (method, uri, code) = (&http.method, &http.uri, Literal::u16_unsuffixed(http.code));
        quote!(.http(#method, #uri, #code))
    });
    let host_prefix = operation
        .host_prefix
        .as_ref()
        .map(|prefix| quote!(.host_prefix(#prefix)));
    let flags = operation.flags.iter().map(|flag| ident(flag));
    quote! {
        impl rt::Operation for #name {
            type Input = #input;
            type Output = #output;
            type Error = #error;
            const SCHEMA: rt::OperationRef =
                &rt::operation_schema::<Self>(#text, &schema::SERVICE) #http #host_prefix #(.#flags())*;
        }
    }
}

/// The items of the input or output.
fn end(operation: &Operation, structure: &Structure, what: &str, prefix: &str) -> Vec<Chunk> {
    let mut lines = vec![format!(
        "The {what} of [`Client::{0}`](crate::Client::{0}).",
        ident(&operation.function),
    )];
    if !structure.docs.is_empty() {
        lines.push(String::new());
        lines.extend(structure.docs.iter().cloned());
    }
    structure::chunks(structure, &comment::docs(&lines), None, prefix)
}
