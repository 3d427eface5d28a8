//! Structures: the declaration, and how they are encoded and decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{block, literal};
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
    let mut items = vec![format!(
        "const ID: &'static str = {};",
        literal(&structure.id)
    )];
    items.extend(structure.fault.as_ref().and_then(fault));
    items.extend(member::traits_item(&structure.formats));
    let fields = structure.members.iter().map(table_field);
    let fields: String = fields.map(|field| format!("    {field}\n")).collect();
    if !fields.is_empty() {
        items.push(format!(
            "const MEMBERS: &'static [rt::Field<Self>] = &[\n{fields}];"
        ));
    }
    block(
        &format!("impl rt::Structure for {}", ident(&structure.name)),
        items,
    )
}

/// A member's description, and how it is written and read.
fn table_field(member: &Member) -> String {
    let (described, field) = (member::described(member), ident(&member.rust_name));
    format!("rt::field!({field}: {described}),")
}

/// `Display` and `Error` of an error structure.
fn error(structure: &Structure, fault: &Fault) -> String {
    let name = ident(&structure.name);
    let message = fault.message.as_deref().map(ident);
    let message = message.map(|field| format!(".{field}"));
    format!("rt::error!({name}{});\n", message.unwrap_or_default())
}

/// The constant for a fault that the runtime would not assume.
fn fault(fault: &Fault) -> Option<String> {
    let name = match (fault.throttling, fault.retryable) {
        (true, _) => "THROTTLING",
        (false, true) => "RETRYABLE",
        (false, false) => return None,
    };
    Some(format!("const FAULT: rt::Fault = rt::Fault::{name};"))
}
