//! Default values of structures, if they cannot be derived.

use proc_macro2::Literal;

use super::lines::{block, literal};
use crate::ir::{DefaultValue, DocumentDefault, Member, Presence, Structure, Value, Zero};
use crate::names::ident;

/// Emits the implementation of `Default`, unless it is derived or omitted.
pub(super) fn zero(structure: &Structure) -> Option<String> {
    if structure.zero != Zero::Default {
        return None;
    }
    let fields = structure.members.iter();
    let fields = fields.map(|member| format!("{}: {},", ident(&member.rust_name), value(member)));
    let body = block("fn default() -> Self", [block("Self", fields)]);
    let head = format!("impl Default for {}", ident(&structure.name));
    Some(block(&head, [body]))
}

/// The value of a member that decoding starts from (client error correction).
pub(super) fn value(member: &Member) -> String {
    let Presence::Default(default) = &member.presence else {
        return "rt::zero()".to_owned();
    };
    let value = expression(default, &member.value);
    if member.boxed && *default != DefaultValue::Zero {
        format!("Box::new({value})")
    } else {
        value
    }
}

fn expression(default: &DefaultValue, value: &Value) -> String {
    match (default, value) {
        (DefaultValue::Zero, _) => "rt::zero()".to_owned(),
        (DefaultValue::Boolean(value), _) => value.to_string(),
        (DefaultValue::Integer(number), Value::IntEnum(name)) => {
            format!("types::{}::from({number})", ident(name))
        }
        (DefaultValue::Integer(number), _) => number.to_string(),
        (DefaultValue::Float(number), Value::Float) => format!("{:?}", *number as f32),
        (DefaultValue::Float(number), _) => format!("{number:?}"),
        (DefaultValue::Text(text), _) => format!("String::from({})", literal(text)),
        (DefaultValue::Blob(bytes), Value::Stream) => format!("{}.into()", blob(bytes)),
        (DefaultValue::Blob(bytes), _) => blob(bytes),
        (DefaultValue::Variant(variant), Value::Enum(name) | Value::IntEnum(name)) => {
            format!("types::{}::{}", ident(name), ident(variant))
        }
        (DefaultValue::Variant(_), _) => "rt::zero()".to_owned(),
        (DefaultValue::Timestamp(seconds, nanoseconds), _) => {
            format!("rt::Timestamp::constant({seconds}, {nanoseconds})")
        }
        (DefaultValue::Digits(text), _) => digits(text),
        (DefaultValue::Document(document), _) => {
            format!("rt::Document::{}", self::document(document))
        }
    }
}

fn blob(bytes: &[u8]) -> String {
    format!("rt::Bytes::from_static({})", Literal::byte_string(bytes))
}

/// A big number. Its string is known to be valid, so that no fallback is needed.
fn digits(text: &str) -> String {
    format!("{}.parse().unwrap_or_default()", literal(text))
}

fn document(document: &DocumentDefault) -> String {
    match document {
        DocumentDefault::Boolean(value) => format!("Boolean({value})"),
        DocumentDefault::Digits(text) => format!("Number({})", digits(text)),
        DocumentDefault::Text(text) => format!("String(String::from({}))", literal(text)),
        DocumentDefault::EmptyArray => "Array(Vec::new())".to_owned(),
        DocumentDefault::EmptyObject => "Object(rt::BTreeMap::new())".to_owned(),
    }
}
