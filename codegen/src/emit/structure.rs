//! Structures: declaration, constructor, setters, and how they are encoded and decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{block, literal};
use super::print::Chunk;
use super::{comment, debug, member, zero};
use crate::ir::{Fault, Member, Presence, Structure, Type, Value, Zero};
use crate::names::{function_name, ident};

/// How many required members a constructor takes one by one.
const MOST_ARGUMENTS: usize = 3;

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
        chunks.extend(required_struct(structure).map(Chunk::Tokens));
        chunks.push(Chunk::Tokens(builders(structure)));
    }
    if structure.sensitive || structure.members.iter().any(|member| member.redacted) {
        chunks.push(Chunk::Tokens(debug::structure(structure)));
    }
    chunks.extend(zero::zero(structure));
    if !structure.members.is_empty() {
        chunks.push(Chunk::Text(member::statics(&structure.members, prefix)));
    }
    chunks.push(Chunk::Text(implementation(structure, prefix)));
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

fn field(member: &Member) -> TokenStream {
    let docs = comment::docs(&member.docs);
    let deprecated = comment::deprecated(member.deprecated.as_ref());
    let name = ident(&member.rust_name);
    let field_type = member::field_type(member);
    quote!(#docs #deprecated pub #name: #field_type)
}

/// What callers must give, in the order of the constructor's arguments: labels of the URI first, then by name.
fn required(structure: &Structure) -> Vec<&Member> {
    let members = structure.members.iter();
    let mut required: Vec<_> = members
        .filter(|member| member.presence == Presence::Required)
        .collect();
    required.sort_by_key(|member| {
        let label = structure
            .labels
            .iter()
            .position(|label| *label == member.name);
        (label.unwrap_or(usize::MAX), &member.name)
    });
    required
}

/// Named fields in place of many arguments, so that no two can be mistaken for each other.
fn required_struct(structure: &Structure) -> Option<TokenStream> {
    let required = required(structure);
    if required.len() <= MOST_ARGUMENTS {
        return None;
    }
    let name = ident(&format!("{}Required", structure.name));
    let docs = comment::docs(&[format!(
        "What [`{0}`] cannot be without; see [`{0}::new`].",
        structure.name
    )]);
    let debug = !structure.sensitive && !required.iter().any(|member| member.redacted);
    let derives = crate::ir::Derives {
        value: false,
        ..structure.derives
    };
    let derive = member::derive(
        crate::ir::Derives {
            eq: false,
            ..derives
        },
        debug,
        false,
    );
    let fields = required.iter().map(|member| field(member));
    Some(quote! {
        #docs
        #derive
        pub struct #name {
            #(#fields,)*
        }
    })
}

/// Constructor and setters.
fn builders(structure: &Structure) -> TokenStream {
    let name = ident(&structure.name);
    let constructor = constructor(structure);
    let setters = structure
        .members
        .iter()
        .filter(|member| member.presence != Presence::Required);
    let setters = setters.map(setter);
    quote! {
        impl #name {
            #constructor
            #(#setters)*
        }
    }
}

fn constructor(structure: &Structure) -> TokenStream {
    let required = required(structure);
    if required.is_empty() {
        return quote! {
            /// One without any member.
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let rest =
        (required.len() < structure.members.len()).then(|| quote!(..<Self as rt::Zero>::zero()));
    let many = required.len() > MOST_ARGUMENTS;
    let fields = required.iter().map(|member| {
        let name = ident(&member.rust_name);
        let value = if many {
            quote!(required.#name)
        } else {
            converted(member, &member.rust_name)
        };
        quote!(#name: #value)
    });
    let arguments = if many {
        let name = ident(&format!("{}Required", structure.name));
        quote!(required: #name)
    } else {
        let arguments = required
            .iter()
            .map(|member| argument(member, &member.rust_name));
        quote!(#(#arguments),*)
    };
    quote! {
        /// One with what it cannot be without.
        pub fn new(#arguments) -> Self {
            Self { #(#fields,)* #rest }
        }
    }
}

/// Whether callers may give anything that can be turned into the value.
fn converts(member: &Member) -> bool {
    matches!(
        member.value,
        Value::String
            | Value::Blob
            | Value::Stream
            | Value::Document
            | Value::BigInteger
            | Value::BigDecimal
    )
}

fn argument(member: &Member, name: &str) -> TokenStream {
    let name = ident(name);
    let value = member::value_type(&member.value);
    if converts(member) {
        quote!(#name: impl Into<#value>)
    } else {
        quote!(#name: #value)
    }
}

/// The argument as the field holds it.
fn converted(member: &Member, name: &str) -> TokenStream {
    let name = ident(name);
    let value = if converts(member) {
        quote!(#name.into())
    } else {
        quote!(#name)
    };
    if member.boxed {
        quote!(Box::new(#value))
    } else {
        value
    }
}

fn setter(member: &Member) -> TokenStream {
    let docs = comment::docs(&[format!("Sets `{}`.", member.rust_name)]);
    let function = ident(&function_name(&member.name));
    let field = ident(&member.rust_name);
    let argument = argument(member, "value");
    let converted = converted(member, "value");
    let value = match member.presence {
        Presence::Optional => quote!(Some(#converted)),
        _ => converted,
    };
    quote! {
        #docs
        pub fn #function(mut self, #argument) -> Self {
            self.#field = #value;
            self
        }
    }
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
