//! Enums, of texts and of numbers. They are open: a value that the model does not know is kept.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{block, literal};
use super::print::Chunk;
use super::{comment, debug};
use crate::ir::{Enum, Type};
use crate::names::ident;

/// The file of an enum.
pub(super) fn texts(one: &Type, values: &Enum<String>) -> Vec<Chunk> {
    let arms: Vec<Arm> = arms(values, |value| literal(value));
    let get = block("pub fn as_str(&self) -> &str", [to_value(&arms, "value")]);
    let (schema, list) = schema(one, "enumeration", &arms, "&'static str");
    let docs = "/// The text that stands for the value.".to_owned();
    let inherent = [schema, docs, get, list];
    let value = [
        "fn zero() -> Self { Self::default() }",
        "fn encode(&self, of: rt::MemberRef, to: &mut dyn rt::Encoder) -> rt::Encoded { to.string(of, self.as_str()) }",
        "fn decode(&mut self, of: rt::MemberRef, from: &mut dyn rt::Decoder) -> rt::Decoded { from.enum_value(of, |text| *self = text.into()) }",
    ];
    let from = from_value(one, "&str", &arms, "value.into()");
    let default = "fn default() -> Self { Self::Unknown(\"\".into()) }";
    let unknown = quote!(Unknown(Box<str>));
    let text = parts(one, &inherent, &from, default, value);
    chunks(one, values, &unknown, text)
}

/// The file of an intEnum.
pub(super) fn numbers(one: &Type, values: &Enum<i32>) -> Vec<Chunk> {
    let arms: Vec<Arm> = arms(values, i32::to_string);
    let get = block("pub fn as_i32(&self) -> i32", [to_value(&arms, "*value")]);
    let (schema, list) = schema(one, "int_enumeration", &arms, "i32");
    let docs = "/// The number that stands for the value.".to_owned();
    let inherent = [schema, docs, get, list];
    let value = [
        "fn zero() -> Self { Self::default() }",
        "fn encode(&self, of: rt::MemberRef, to: &mut dyn rt::Encoder) -> rt::Encoded { to.integer(of, self.as_i32().into()) }",
        "fn decode(&mut self, of: rt::MemberRef, from: &mut dyn rt::Decoder) -> rt::Decoded { from.int_value(of, |number| *self = number.into()) }",
    ];
    let from = from_value(one, "i32", &arms, "value");
    let default = "fn default() -> Self { Self::from(0) }";
    let text = parts(one, &inherent, &from, default, value);
    chunks(one, values, &quote!(Unknown(i32)), text)
}

/// A variant and the value that stands for it, as they are written in Rust.
struct Arm {
    variant: String,
    value: String,
}

fn arms<V>(values: &Enum<V>, literal: impl Fn(&V) -> String) -> Vec<Arm> {
    let arms = values.values.iter().map(|one| Arm {
        variant: ident(&one.variant).to_string(),
        value: literal(&one.value),
    });
    arms.collect()
}

/// From the variant to its value.
fn to_value(arms: &[Arm], unknown: &str) -> String {
    let known = arms
        .iter()
        .map(|arm| format!("Self::{} => {},", arm.variant, arm.value));
    block(
        "match self",
        known.chain([format!("Self::Unknown(value) => {unknown},")]),
    )
}

/// From a value to its variant.
fn from_value(one: &Type, value: &str, arms: &[Arm], unknown: &str) -> String {
    let known = arms
        .iter()
        .map(|arm| format!("{} => Self::{},", arm.value, arm.variant));
    let cases = block(
        "match value",
        known.chain([format!("_ => Self::Unknown({unknown}),")]),
    );
    let function = block(&format!("fn from(value: {value}) -> Self"), [cases]);
    block(
        &format!("impl From<{value}> for {}", ident(&one.name)),
        [function],
    )
}

/// The schema, and the list of values that it refers to.
fn schema(one: &Type, constructor: &str, arms: &[Arm], value: &str) -> (String, String) {
    let id = literal(one.id.as_str());
    let schema = format!(
        "pub(crate) const SCHEMA: &'static rt::Schema = &rt::{constructor}({id}, Self::values);"
    );
    let visits = arms.iter().map(|arm| format!("visit({});", arm.value));
    let visit = if arms.is_empty() { "_" } else { "visit" };
    let list = block(
        &format!("fn values({visit}: &mut dyn FnMut({value}))"),
        visits,
    );
    (schema, list)
}

/// All implementations.
fn parts(one: &Type, inherent: &[String], from: &str, default: &str, value: [&str; 3]) -> String {
    let name = ident(&one.name);
    let inherent = block(&format!("impl {name}"), inherent.iter().cloned());
    let default = block(&format!("impl Default for {name}"), [default.to_owned()]);
    let value = block(
        &format!("impl rt::Value for {name}"),
        value.map(str::to_owned),
    );
    inherent + from + &default + &value
}

fn chunks<V>(one: &Type, values: &Enum<V>, unknown: &TokenStream, text: String) -> Vec<Chunk> {
    let hidden = values
        .sensitive
        .then(|| Chunk::Tokens(debug::hidden(&one.name)));
    let declaration = Chunk::Tokens(declaration(one, values, unknown));
    [declaration]
        .into_iter()
        .chain(hidden)
        .chain([Chunk::Text(text)])
        .collect()
}

fn declaration<V>(one: &Type, values: &Enum<V>, unknown: &TokenStream) -> TokenStream {
    let name = ident(&one.name);
    let docs = comment::docs_or(&one.docs, "One of several values.");
    let deprecated = comment::deprecated(one.deprecated.as_ref());
    let debug = (!values.sensitive).then(|| quote!(Debug,));
    let variants = values.values.iter().map(|one| {
        let docs = comment::docs(&one.docs);
        let deprecated = comment::deprecated(one.deprecated.as_ref());
        let variant = ident(&one.variant);
        quote!(#docs #deprecated #variant)
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this crate does not know.
            #unknown,
        }
    }
}
