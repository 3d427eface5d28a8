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
    chunks(structure, &docs, one.deprecated.as_ref(), "")
}

/// All items of a structure; `prefix` stands before the names of its statics.
pub(super) fn chunks(
    structure: &Structure,
    docs: &TokenStream,
    deprecated: Option<&String>,
    prefix: &str,
) -> Vec<Chunk> {
    let mut chunks = vec![Chunk::Tokens(declaration(structure, docs, deprecated))];
    if structure.built {
        chunks.extend(builder::chunks(structure));
    }
    if structure.sensitive || structure.members.iter().any(|member| member.redacted) {
        chunks.push(Chunk::Tokens(debug::structure(structure)));
    }
    chunks.extend(zero::zero(structure));
    let statics = member::statics(&structure.members, prefix);
    chunks.push(Chunk::Text(statics + &implementation(structure, prefix)));
    chunks
}

fn declaration(
    structure: &Structure,
    docs: &TokenStream,
    deprecated: Option<&String>,
) -> TokenStream {
    let name = ident(&structure.name);
    let shown = !structure.sensitive && !structure.members.iter().any(|member| member.redacted);
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
    let docs = comment::docs(&member.docs);
    let deprecated = comment::deprecated(member.deprecated.as_ref());
    let name = ident(&member.rust_name);
    let field_type = member::field_type(member);
    quote!(#docs #deprecated pub #name: #field_type)
}

fn implementation(structure: &Structure, prefix: &str) -> String {
    let mut items = vec![format!(
        "const ID: &'static str = {};",
        literal(&structure.id)
    )];
    items.extend(member::renamed(&structure.members));
    items.extend(structure.fault.map(fault));
    items.push(encode(&structure.members, prefix));
    items.push(decode(&structure.members, prefix));
    block(
        &format!("impl rt::Structure for {}", ident(&structure.name)),
        items,
    )
}

fn fault(fault: Fault) -> String {
    let kind = if fault.server { "server" } else { "client" };
    let retry = match (fault.throttling, fault.retryable) {
        (true, _) => ".throttling()",
        (false, true) => ".retryable()",
        (false, false) => "",
    };
    let status = fault.status;
    format!("const FAULT: Option<rt::Fault> = Some(rt::Fault::{kind}({status}){retry});")
}

fn encode(members: &[Member], prefix: &str) -> String {
    if members.is_empty() {
        let head = "fn encode_members(&self, _: &mut dyn rt::Encoder) -> rt::Encoded";
        return block(head, ["Ok(())".to_owned()]);
    }
    let puts = members.iter().map(|member| {
        let (name, field) = (
            member::static_name(member, prefix),
            ident(&member.rust_name),
        );
        format!("to.put(&{name}, &self.{field})?;")
    });
    let head = "fn encode_members(&self, to: &mut dyn rt::Encoder) -> rt::Encoded";
    block(head, puts.chain(["Ok(())".to_owned()]))
}

fn decode(members: &[Member], prefix: &str) -> String {
    if members.is_empty() {
        let head =
            "fn decode_member(&mut self, _: &str, from: &mut dyn rt::Decoder) -> rt::Decoded";
        return block(head, ["from.skip()".to_owned()]);
    }
    let arms = members.iter().map(|member| {
        let (name, field) = (
            member::static_name(member, prefix),
            ident(&member.rust_name),
        );
        format!(
            "{} => from.get(&{name}, &mut self.{field}),",
            literal(&member.name)
        )
    });
    let arms = arms.chain(["_ => from.skip(),".to_owned()]);
    let head = "fn decode_member(&mut self, name: &str, from: &mut dyn rt::Decoder) -> rt::Decoded";
    block(head, [block("match name", arms)])
}
