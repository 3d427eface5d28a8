//! Structures: the declaration, and how they are encoded and decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{self, block, literal};
use super::print::Chunk;
use super::{builder, comment, debug, member, zero};
use crate::ir::{Fault, Member, Structure, Type, Zero};
use crate::names::ident;

/// The file of a structure that is a type of its own.
pub(super) fn of_type(one: &Type, structure: &Structure) -> Vec<Chunk> {
    let fault = if structure.fault.is_some() {
        "An error of the service."
    } else {
        "A structure."
    };
    let docs = comment::docs_or(&one.docs, fault);
    chunks(structure, &docs, one.deprecated.as_ref())
}

/// All items of a structure.
pub(super) fn chunks(
    structure: &Structure,
    docs: &TokenStream,
    deprecated: Option<&String>,
) -> Vec<Chunk> {
    let mut chunks = vec![Chunk::Tokens(declaration(structure, docs, deprecated))];
    let mut text = String::new();
    if structure.built {
        let (required, builders) = builder::chunks(structure);
        chunks.extend(required);
        text.push_str(&builders);
    }
    if structure.is_redacted() {
        chunks.push(Chunk::Tokens(debug::structure(structure)));
    }
    text.extend(zero::zero(structure));
    text.push_str(&implementation(structure));
    text.extend(
        structure
            .fault
            .as_ref()
            .map(|fault| error(structure, fault)),
    );
    chunks.push(Chunk::Text(text));
    chunks
}

fn declaration(
    structure: &Structure,
    docs: &TokenStream,
    deprecated: Option<&String>,
) -> TokenStream {
    let name = ident(&structure.name);
    let shown = !structure.is_redacted();
    let derive = member::derive(structure.derives, shown, structure.zero == Zero::Derived);
    let deprecated = comment::deprecated(deprecated);
    let fields = structure.members.iter().map(field);
    quote! {
        #docs
        #deprecated
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

pub(super) fn field(member: &Member) -> TokenStream {
    let docs = comment::docs_or(&member.docs, &comment::of_member(&member.name));
    let deprecated = comment::deprecated(member.deprecated.as_ref());
    let name = ident(&member.rust_name);
    let field_type = member::field_type(member);
    quote!(#docs #deprecated pub #name: #field_type)
}

fn implementation(structure: &Structure) -> String {
    let (name, id) = (ident(&structure.name), literal(&structure.id));
    let fault = structure.fault.as_ref().and_then(fault);
    let traits = member::traits_of(&structure.formats);
    let traits = traits.map(|traits| format!(",\n    traits = {traits}"));
    let head = lines::fitted(4, &format!("{name} ="), &id);
    let head = format!(
        "{head}{}{};",
        fault.unwrap_or_default(),
        traits.unwrap_or_default()
    );
    let rows = structure.members.iter().map(row);
    block("rt::structure!", [head].into_iter().chain(rows))
}

/// A member's description, and how it is written and read.
fn row(member: &Member) -> String {
    let head = format!("rt::field!({}:", ident(&member.rust_name));
    let described = member::described(member, 8, "),");
    lines::fitted(4, &head, &described)
}

/// `Display` and `Error` of an error structure.
fn error(structure: &Structure, fault: &Fault) -> String {
    let name = ident(&structure.name);
    let message = fault.message.as_deref().map(ident);
    let message = message.map(|field| format!(".{field}"));
    format!("rt::error!({name}{});\n", message.unwrap_or_default())
}

/// The fault, where it is one that the runtime would not assume.
fn fault(fault: &Fault) -> Option<String> {
    let name = match (fault.throttling, fault.retryable) {
        (true, _) => "THROTTLING",
        (false, true) => "RETRYABLE",
        (false, false) => return None,
    };
    Some(format!(", fault = rt::Fault::{name}"))
}
