//! How callers build a structure: a constructor that takes what is required, and a setter for each of the others.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{block, inline};
use super::print::Chunk;
use super::{comment, member, structure, zero};
use crate::ir::{Member, Presence, Structure, Value, Zero};
use crate::names::{function_name, ident};

/// Constructor and setters, and the type of the constructor's argument where there is much to give.
pub(super) fn chunks(structure: &Structure) -> (Option<Chunk>, String) {
    let required = required_members(structure);
    let many = structure.required_name.as_ref();
    let many = many.map(|name| required_struct(structure, name, &required));
    let setters = setter_members(structure);
    let functions = [constructor(structure, &required)]
        .into_iter()
        .chain(setters.map(setter));
    let head = format!("impl {}", ident(&structure.name));
    let mut text = block(&head, functions);
    if structure.zero == Zero::Private {
        text.push_str(&private_zero(structure, &required));
    }
    (many.map(Chunk::Tokens), text)
}

/// What callers must give, in the order of the constructor's arguments: labels of the URI first, in its order, then by name.
/// So a model whose members are in another order cannot swap two arguments.
pub(crate) fn required_members(structure: &Structure) -> Vec<&Member> {
    let members = structure.members.iter();
    let required = members.filter(|member| member.presence == Presence::Required);
    let mut required: Vec<_> = required.collect();
    required.sort_by_key(|member| {
        let label = structure
            .labels
            .iter()
            .position(|label| *label == member.name);
        (label.unwrap_or(usize::MAX), &member.name)
    });
    required
}

/// The members that have a setter.
pub(crate) fn setter_members(structure: &Structure) -> impl Iterator<Item = &Member> {
    let members = structure.members.iter();
    members.filter(|member| member.presence != Presence::Required)
}

/// Named fields in place of many arguments, so that no two can be mistaken for each other.
fn required_struct(structure: &Structure, name: &str, required: &[&Member]) -> TokenStream {
    let name = ident(name);
    let text = format!(
        "What [`{0}`] cannot be without; see [`{0}::new`].",
        structure.name
    );
    let docs = comment::docs(&[text]);
    let shown = !structure.sensitive && !required.iter().any(|member| member.redacted);
    let derive = member::derive(structure.required_derives(), shown, false);
    let fields = required.iter().map(|member| structure::field(member));
    quote! {
        #docs
        #derive
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// The constructor. Its literal has a line for each member, so that a new one changes no line.
fn constructor(structure: &Structure, required: &[&Member]) -> String {
    if structure.zero != Zero::Private {
        // Not `Self::default()`, which can be a setter.
        return "/// One without any member.\npub fn new() -> Self { Default::default() }\n"
            .to_owned();
    }
    let many = structure.required_name.as_ref();
    let fields = structure.members.iter().map(|member| {
        let name = ident(&member.rust_name);
        let value = match (&member.presence, many) {
            (Presence::Required, Some(_)) => format!("required.{name}"),
            (Presence::Required, None) => inline(converted(member, &member.rust_name)),
            (Presence::Optional, _) => "None".to_owned(),
            (Presence::Default(_), _) => zero::value(member),
        };
        if name == value {
            format!("{name},")
        } else {
            format!("{name}: {value},")
        }
    });
    let arguments = if let Some(name) = many {
        format!("required: {}", ident(name))
    } else {
        let arguments = required
            .iter()
            .map(|member| argument(member, &member.rust_name));
        arguments.collect::<Vec<_>>().join(", ")
    };
    let head = format!("pub fn new({arguments}) -> Self");
    format!(
        "/// One with what it cannot be without.\n{}",
        block(&head, [block("Self", fields)])
    )
}

/// The structure before its members are known, which only the runtime may ask for.
fn private_zero(structure: &Structure, required: &[&Member]) -> String {
    let zero = |member: &Member| {
        // A literal of the argument's type is needed where the constructor takes anything that converts.
        let value = member::value_type(&member.value);
        if converts(member) {
            inline(quote!(rt::zero::<#value>()))
        } else {
            "rt::zero()".to_owned()
        }
    };
    let arguments = if let Some(name) = &structure.required_name {
        let fields = required
            .iter()
            .map(|member| format!("{}: rt::zero()", ident(&member.rust_name)));
        let fields: Vec<String> = fields.collect();
        format!("{} {{ {} }}", ident(name), fields.join(", "))
    } else {
        required
            .iter()
            .map(|member| zero(member))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let name = ident(&structure.name);
    format!("impl rt::Zero for {name} {{\n    fn zero() -> Self {{ Self::new({arguments}) }}\n}}\n")
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

/// A value of the member as the argument of a function.
pub(crate) fn argument(member: &Member, name: &str) -> String {
    let name = ident(name);
    let value = inline(member::value_type(&member.value));
    if converts(member) {
        format!("{name}: impl Into<{value}>")
    } else {
        format!("{name}: {value}")
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

/// A setter, on one line as the field is.
fn setter(member: &Member) -> String {
    let function = ident(&function_name(&member.name));
    let field = ident(&member.rust_name);
    let argument = argument(member, "value");
    let converted = inline(converted(member, "value"));
    let value = match member.presence {
        Presence::Optional => format!("Some({converted})"),
        _ => converted,
    };
    format!("pub fn {function}(mut self, {argument}) -> Self {{ self.{field} = {value}; self }}")
}
