//! Unions.

use quote::quote;

use super::lines::{block, literal};
use super::print::Chunk;
use super::{comment, debug, member};
use crate::ir::{Member, Type, Union};
use crate::names::ident;

/// The file of a union.
pub(super) fn union(one: &Type, union: &Union) -> Vec<Chunk> {
    let shown = !union.is_redacted();
    let mut chunks = vec![Chunk::Tokens(declaration(one, union, shown))];
    if !shown {
        chunks.push(Chunk::Tokens(debug::union(&one.name, union)));
    }
    let implementations = implementation(one, union) + &value(&one.name);
    chunks.push(Chunk::Text(implementations));
    chunks
}

fn declaration(one: &Type, union: &Union, shown: bool) -> proc_macro2::TokenStream {
    let name = ident(&one.name);
    let docs = comment::docs_or(&one.docs, "One of several values.");
    let deprecated = comment::deprecated(one.deprecated.as_ref());
    let derive = member::derive(union.derives, shown, false);
    let variants = union.members.iter().map(|member| {
        let docs = comment::docs(&member.docs);
        let deprecated = comment::deprecated(member.deprecated.as_ref());
        let (name, inner) = (ident(&member.rust_name), member::inner_type(member));
        quote!(#docs #deprecated #name(#inner))
    });
    quote! {
        #docs
        #deprecated
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A member that this crate does not know, by its name.
            Unknown(Box<str>),
        }
    }
}

fn implementation(one: &Type, union: &Union) -> String {
    let mut items = vec![format!(
        "const ID: &'static str = {};",
        literal(one.id.as_str())
    )];
    items.extend(member::traits_item(&union.formats));
    let rows = union.members.iter().map(row);
    let rows: String = rows.map(|row| format!("    {row}\n")).collect();
    items.push(format!(
        "const VARIANTS: &'static [rt::Variant<Self>] = &[\n{rows}];"
    ));
    items.push("fn unknown(name: &str) -> Self { Self::Unknown(name.into()) }".to_owned());
    items.push(block(
        "fn unknown_name(&self) -> Option<&str>",
        [block(
            "match self",
            ["Self::Unknown(name) => Some(name),", "_ => None,"].map(str::to_owned),
        )],
    ));
    block(&format!("impl rt::Union for {}", ident(&one.name)), items)
}

/// A member's description under the name of its variant.
fn row(member: &Member) -> String {
    let (described, variant) = (member::described(member), ident(&member.rust_name));
    format!("rt::variant!({variant}: {described}),")
}

fn value(name: &str) -> String {
    let lines = [
        "fn zero() -> Self { <Self as rt::Union>::unknown(\"\") }",
        "fn encode(&self, of: rt::MemberRef, to: &mut dyn rt::Encoder) -> rt::Encoded { rt::encode_union(self, of, to) }",
        "fn decode(&mut self, of: rt::MemberRef, from: &mut dyn rt::Decoder) -> rt::Decoded { rt::decode_union(self, of, from) }",
    ];
    block(
        &format!("impl rt::Value for {}", ident(name)),
        lines.map(str::to_owned),
    )
}

/// The compiler wants to be told how a box of a type without `Default` begins.
pub(super) fn boxed_zero(name: &str) -> Chunk {
    let body = block("fn zero() -> Self", ["Self::new(rt::zero())".to_owned()]);
    Chunk::Text(block(
        &format!("impl rt::Zero for Box<{}>", ident(name)),
        [body],
    ))
}
