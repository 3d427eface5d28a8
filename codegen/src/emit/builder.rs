//! The construction of a structure: a constructor for required members, and a setter for each
//! other one.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{self, block, inline};
use super::print::Chunk;
use super::{comment, member, structure, zero};
use crate::ir::{Element, Member, Presence, Structure, Value, Zero};
use crate::names::{function_name, ident};

/// Emits the constructor and setters, and the type of the constructor's argument if there are
/// many.
pub(super) fn chunks(structure: &Structure) -> (Option<Chunk>, String) {
    let required = structure.required_members();
    let many = structure.required_name.as_ref();
    let many = many.map(|name| required_struct(structure, name, &required));
    let setters = setter_members(structure).map(setter);
    let functions = [constructor(structure, &required)]
        .into_iter()
        .chain(setters);
    let head = format!("impl {}", ident(&structure.name));
    let mut text = block(&head, functions);
    if structure.zero == Zero::Private {
        text.push_str(&private_zero(structure, &required));
    }
    (many.map(Chunk::Tokens), text)
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
        "The required members of [`{0}`]; see [`{0}::new`].",
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

fn constructor(structure: &Structure, required: &[&Member]) -> String {
    let name = &structure.name;
    if required.is_empty() {
        // Not `Self::default()`, which can be a setter.
        return format!(
            "/// Creates an empty `{name}`.\npub fn new() -> Self {{ Default::default() }}\n"
        );
    }
    match structure.zero {
        Zero::Private => format!(
            "/// Creates a `{name}` with its required members.\n{}",
            with_every_member(structure, required)
        ),
        _ => format!(
            "/// Creates a `{name}` with the labels of its URI.\n{}",
            with_labels(required)
        ),
    }
}

/// A constructor that takes labels, and leaves out everything else.
fn with_labels(labels: &[&Member]) -> String {
    let fields = labels.iter().map(|member| {
        let name = ident(&member.rust_name).to_string();
        assigned(&name, inline(converted(member, &member.rust_name)))
    });
    let rest = ["..Default::default()".to_owned()];
    block(&head(labels), [block("Self", fields.chain(rest))])
}

/// A constructor whose literal has a line for each member, so that a new one changes no line.
fn with_every_member(structure: &Structure, required: &[&Member]) -> String {
    let many = structure.required_name.as_ref();
    let fields = structure.members.iter().map(|member| {
        let name = ident(&member.rust_name).to_string();
        let value = match (&member.presence, many) {
            (Presence::Required, Some(_)) => format!("required.{name}"),
            (Presence::Required, None) => inline(converted(member, &member.rust_name)),
            (Presence::Optional, _) => "None".to_owned(),
            (Presence::Default(_), _) => zero::value(member),
        };
        assigned(&name, value)
    });
    let head = match many {
        Some(name) => format!("pub fn new(required: {}) -> Self", ident(name)),
        None => head(required),
    };
    block(&head, [block("Self", fields)])
}

/// A field of a literal.
fn assigned(name: &str, value: String) -> String {
    if name == value {
        format!("{name},")
    } else {
        format!("{name}: {value},")
    }
}

/// The head of a constructor; several arguments have a line each.
fn head(required: &[&Member]) -> String {
    let arguments = required.iter();
    let arguments = arguments.map(|member| argument(member, &member.rust_name));
    match Vec::from_iter(arguments).as_slice() {
        [one] => format!("pub fn new({one}) -> Self"),
        several => format!("pub fn new(\n    {},\n) -> Self", several.join(",\n    ")),
    }
}

/// The structure before its members are known, which only the runtime may ask for.
fn private_zero(structure: &Structure, required: &[&Member]) -> String {
    let zero = |member: &Member| {
        // A literal of the argument's type is required if the constructor takes anything that
        // converts.
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

/// Returns true if callers may pass anything that converts to the value.
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

/// The type of a setter's argument: an iterable for lists and maps.
pub(crate) fn setter_type(member: &Member) -> String {
    let each = |element: &Element| {
        let of = inline(member::element_type(element));
        match element.value {
            Value::String if !element.sparse => "impl Into<String>".to_owned(),
            _ => of,
        }
    };
    match &member.value {
        Value::List(element) => format!("impl IntoIterator<Item = {}>", each(element)),
        Value::Map(element) => format!(
            "impl IntoIterator<Item = (impl Into<String>, {})>",
            each(element)
        ),
        value if converts(member) => format!("impl Into<{}>", inline(member::value_type(value))),
        value => inline(member::value_type(value)),
    }
}

/// A setter, on one line as the field is. The macro names it after the field.
fn setter(member: &Member) -> String {
    let (function, field) = (function_name(&member.name), &member.rust_name);
    let taken = setter_type(member);
    if function == *field {
        return lines::fitted(
            4,
            &format!("rt::setter!({}:", ident(field)),
            &format!("{taken});"),
        );
    }
    let value = match &member.value {
        Value::List(_) | Value::Map(_) => "value".to_owned(),
        _ => inline(converted(member, "value")),
    };
    let (function, field) = (ident(&function), ident(field));
    format!(
        "/// Sets `{field}`.\npub fn {function}(mut self, value: {}) -> Self {{\n    \
         self.{field} = rt::IntoField::into_field({value});\n    self\n}}",
        match &member.value {
            Value::List(_) | Value::Map(_) => inline(member::value_type(&member.value)),
            _ => taken,
        }
    )
}
