//! Unions.

use quote::quote;

use super::lines::{block, literal};
use super::print::Chunk;
use super::{comment, debug, member};
use crate::ir::{Member, Setting, Type, Union};
use crate::names::ident;

/// The file of a union.
pub(super) fn union(one: &Type, union: &Union) -> Vec<Chunk> {
    let shown = !union.is_redacted();
    let mut chunks = vec![Chunk::Tokens(declaration(one, union, shown))];
    if !shown {
        chunks.push(Chunk::Tokens(debug::union(&one.name, union)));
    }
    let statics: String = union.members.iter().map(described).collect();
    let implementations = implementation(one, &union.members) + &value(&one.name);
    chunks.push(Chunk::Text(statics + &implementations));
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

/// The static that describes a member.
fn described(member: &Member) -> String {
    let described = member::described(member);
    format!("static {}: rt::Member = {described};\n", member.static_name)
}

/// Says that some member has a name of its own in JSON, where that is so.
fn renamed(members: &[Member]) -> Option<String> {
    let named = |setting: &Setting| matches!(setting, Setting::JsonName(_));
    let renamed = members
        .iter()
        .any(|member| member.settings.iter().any(named));
    renamed.then(|| "const RENAMED: bool = true;".to_owned())
}

fn implementation(one: &Type, members: &[Member]) -> String {
    let arm = |member: &Member| (ident(&member.rust_name), ident(&member.static_name));
    let visits = members
        .iter()
        .map(|member| format!("visit(&{});", arm(member).1));
    let puts = members.iter().map(|member| {
        let (variant, name) = arm(member);
        format!("Self::{variant}(value) => to.put(&{name}, value),")
    });
    let puts = puts.chain(["Self::Unknown(name) => rt::unknown_variant(name),".to_owned()]);
    let takes = members.iter().map(|member| {
        let (variant, name) = arm(member);
        format!(
            "{} => *self = Self::{variant}(from.take(&{name})?),",
            literal(&member.name)
        )
    });
    let unknown = ["*self = Self::Unknown(name.into());", "from.skip()?;"].map(str::to_owned);
    let takes = takes.chain([block("_ =>", unknown)]);
    let mut items = vec![format!(
        "const ID: &'static str = {};",
        literal(one.id.as_str())
    )];
    items.extend(renamed(members));
    items.extend([
        block("fn members(visit: &mut dyn FnMut(rt::MemberRef))", visits),
        block(
            "fn zero() -> Self",
            ["Self::Unknown(\"\".into())".to_owned()],
        ),
        block(
            "fn encode_member(&self, to: &mut dyn rt::Encoder) -> rt::Encoded",
            [block("match self", puts)],
        ),
        block(
            "fn decode_member(&mut self, name: &str, from: &mut dyn rt::Decoder) -> rt::Decoded",
            [block("match name", takes), "Ok(())".to_owned()],
        ),
    ]);
    block(&format!("impl rt::Union for {}", ident(&one.name)), items)
}

fn value(name: &str) -> String {
    let lines = [
        "fn zero() -> Self { <Self as rt::Union>::zero() }",
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
