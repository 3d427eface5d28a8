//! The output for a member of any shape: its Rust type, and the static that describes it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use tinsmith_model::TimestampFormat;

use super::lines::{self, inline};
use crate::ir::{Element, FormatTrait, Member, Presence, Setting, Value};
use crate::names::ident;

/// The Rust type of values.
pub(super) fn value_type(value: &Value) -> TokenStream {
    match value {
        Value::Boolean => quote!(bool),
        Value::Byte => quote!(i8),
        Value::Short => quote!(i16),
        Value::Integer => quote!(i32),
        Value::Long => quote!(i64),
        Value::Float => quote!(f32),
        Value::Double => quote!(f64),
        Value::BigInteger => quote!(rt::BigInteger),
        Value::BigDecimal => quote!(rt::BigDecimal),
        Value::String => quote!(String),
        Value::Blob => quote!(rt::Bytes),
        Value::Stream => quote!(rt::ByteStream),
        Value::Timestamp => quote!(rt::Timestamp),
        Value::Document => quote!(rt::Document),
        Value::Unit => quote!(rt::Unit),
        Value::List(element) => {
            let element = element_type(element);
            quote!(Vec<#element>)
        }
        Value::Map(element) => {
            let element = element_type(element);
            quote!(rt::BTreeMap<String, #element>)
        }
        Value::Enum(name) | Value::IntEnum(name) | Value::Structure(name) | Value::Union(name) => {
            let name = ident(name);
            quote!(types::#name)
        }
    }
}

/// The Rust type of the elements of a list or the values of a map.
pub(super) fn element_type(element: &Element) -> TokenStream {
    let value = value_type(&element.value);
    if element.sparse {
        quote!(Option<#value>)
    } else {
        value
    }
}

/// The Rust type of a field or variant, without `Option`.
pub(super) fn inner_type(member: &Member) -> TokenStream {
    let value = value_type(&member.value);
    if member.boxed {
        quote!(Box<#value>)
    } else {
        value
    }
}

/// The Rust type of a field.
pub(super) fn field_type(member: &Member) -> TokenStream {
    let inner = inner_type(member);
    match member.presence {
        Presence::Optional => quote!(Option<#inner>),
        Presence::Required | Presence::Default(_) => inner,
    }
}

/// The schema of a target.
pub(super) fn target(value: &Value) -> TokenStream {
    let name = match value {
        Value::Boolean => "BOOLEAN",
        Value::Byte => "BYTE",
        Value::Short => "SHORT",
        Value::Integer => "INTEGER",
        Value::Long => "LONG",
        Value::Float => "FLOAT",
        Value::Double => "DOUBLE",
        Value::BigInteger => "BIG_INTEGER",
        Value::BigDecimal => "BIG_DECIMAL",
        Value::String => "STRING",
        Value::Blob => "BLOB",
        Value::Stream => "STREAM",
        Value::Timestamp => "TIMESTAMP",
        Value::Document => "DOCUMENT",
        Value::Unit => return quote!(rt::of::<rt::Unit>()),
        Value::List(element) | Value::Map(element) => {
            let name = ident(&element.static_name);
            return quote!(&schema::#name);
        }
        Value::Enum(name) | Value::IntEnum(name) => {
            let name = ident(name);
            return quote!(types::#name::SCHEMA);
        }
        Value::Structure(name) => {
            let name = ident(name);
            return quote!(rt::of::<types::#name>());
        }
        Value::Union(name) => {
            let name = ident(name);
            return quote!(rt::union_of::<types::#name>());
        }
    };
    let name = ident(name);
    quote!(rt::#name)
}

/// The schema of a target, from the file in which lists and maps are.
pub(super) fn sibling_target(value: &Value) -> TokenStream {
    match value {
        Value::List(element) | Value::Map(element) => {
            let name = ident(&element.static_name);
            quote!(&#name)
        }
        other => target(other),
    }
}

/// The calls that add traits to a static member.
fn settings(settings: &[Setting]) -> TokenStream {
    let calls = settings.iter().map(|setting| match setting {
        Setting::Label => quote!(.label()),
        Setting::HostLabel => quote!(.host_label()),
        Setting::Query(name) => quote!(.query(#name)),
        Setting::QueryParams => quote!(.query_params()),
        Setting::Header(name) => quote!(.header(#name)),
        Setting::PrefixHeaders(prefix) => quote!(.prefix_headers(#prefix)),
        Setting::Payload => quote!(.payload()),
        Setting::ResponseCode => quote!(.response_code()),
        Setting::MediaType(name) => quote!(.media_type(#name)),
        Setting::Timestamp(format) => {
            let format = timestamp_format(*format);
            quote!(.timestamp(rt::TimestampFormat::#format))
        }
        Setting::IdempotencyToken => quote!(.idempotency_token()),
        Setting::RequiresLength => quote!(.requires_length()),
        Setting::Required => quote!(.required()),
        Setting::EmptyLabel(text) => quote!(.empty_label(#text)),
        Setting::LastSegment => quote!(.last_segment()),
        Setting::Lenient => quote!(.lenient()),
        Setting::Sensitive => quote!(.sensitive()),
        Setting::Endpoint => quote!(.endpoint()),
    });
    quote!(#(#calls)*)
}

/// The call that adds format traits to a member.
fn with_traits(formats: &[FormatTrait]) -> Option<TokenStream> {
    let traits = traits(formats)?;
    Some(quote!(.traits(#traits)))
}

/// A reference to format traits; `None` if there are none.
pub(super) fn traits(formats: &[FormatTrait]) -> Option<TokenStream> {
    let calls = formats.iter().map(|one| match one {
        FormatTrait::JsonName(name) => quote!(.json_name(#name)),
        FormatTrait::XmlName(name) => quote!(.xml_name(#name)),
        FormatTrait::XmlAttribute => quote!(.xml_attribute()),
        FormatTrait::XmlFlattened => quote!(.xml_flattened()),
        FormatTrait::XmlNamespace(None, uri) => quote!(.xml_namespace(#uri)),
        FormatTrait::XmlNamespace(Some(prefix), uri) => quote!(.xml_prefix(#prefix, #uri)),
        FormatTrait::XmlUnwrapped => quote!(.xml_unwrapped()),
        FormatTrait::Ec2Name(name) => quote!(.ec2_name(#name)),
        FormatTrait::QueryCode(code) => quote!(.query_code(#code)),
        FormatTrait::SensitiveMessage => quote!(.sensitive_message()),
    });
    (!formats.is_empty()).then(|| quote!(&rt::traits() #(#calls)*))
}

/// The format traits of a structure as text.
pub(super) fn traits_of(formats: &[FormatTrait]) -> Option<String> {
    traits(formats).map(inline)
}

fn timestamp_format(format: TimestampFormat) -> Ident {
    ident(match format {
        TimestampFormat::DateTime => "DateTime",
        TimestampFormat::HttpDate => "HttpDate",
        TimestampFormat::EpochSeconds => "EpochSeconds",
    })
}

/// A member as the runtime describes it, on lines indented by this many columns: its name, its
/// target and the traits that matter on the wire. `end` follows it.
pub(super) fn described(member: &Member, indent: usize, end: &str) -> String {
    let (name, target) = (&member.name, target(&member.value));
    let described = quote!(rt::member(#name, #target));
    with_settings(described, (&member.settings, &member.formats), indent, end)
}

/// A static member with the calls that add its traits, on lines indented by this many columns, and
/// what follows it.
pub(super) fn with_settings(
    described: TokenStream,
    (added, formats): (&[Setting], &[FormatTrait]),
    indent: usize,
    end: &str,
) -> String {
    let (settings, traits) = (settings(added), with_traits(formats));
    let calls = inline(quote!(#settings #traits)) + end;
    lines::with_calls(indent, &inline(described), &calls)
}

/// The attribute `derive` with the traits that the type can have.
pub(super) fn derive(derives: crate::ir::Derives, debug: bool, default: bool) -> TokenStream {
    let derived = derives.names(debug, default);
    let derived: Vec<_> = derived.into_iter().map(ident).collect();
    if derived.is_empty() {
        TokenStream::new()
    } else {
        quote!(#[derive(#(#derived),*)])
    }
}

/// The Rust type of a field as text.
pub(crate) fn field_text(member: &Member) -> String {
    inline(field_type(member))
}

/// The Rust type of a variant's value as text.
pub(crate) fn inner_text(member: &Member) -> String {
    inline(inner_type(member))
}

/// The attribute `derive` as a line of text.
pub(super) fn derive_line(derives: crate::ir::Derives, debug: bool, default: bool) -> String {
    match derives.names(debug, default).as_slice() {
        [] => String::new(),
        names => format!("#[derive({})]\n", names.join(", ")),
    }
}
