//! Structures before anything is known of them, where that cannot be derived.
//!
//! The literal is written by hand, a line per member: a formatter would join short ones, and a new member would then change
//! lines and not only add one.

use super::lines::{block, literal};
use super::print::Chunk;
use crate::ir::{DefaultValue, Member, Presence, Structure, Value, Zero};
use crate::names::ident;

/// The implementation of `Default`, or of the runtime's `Zero` alone; nothing where `Default` is derived.
pub(super) fn zero(structure: &Structure) -> Option<Chunk> {
    let (name, function) = match structure.zero {
        Zero::Derived => return None,
        Zero::Default => ("Default", "fn default() -> Self"),
        Zero::Private => ("rt::Zero", "fn zero() -> Self"),
    };
    let fields = structure.members.iter();
    let fields = fields.map(|member| format!("{}: {},", ident(&member.rust_name), value(member)));
    let body = block(function, [block("Self", fields)]);
    Some(Chunk::Text(block(
        &format!("impl {name} for {}", ident(&structure.name)),
        [body],
    )))
}

fn value(member: &Member) -> String {
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
        (DefaultValue::Float(number), _) => format!("{number:?}"),
        (DefaultValue::Text(text), _) => format!("String::from({})", literal(text)),
        (DefaultValue::Blob(base64), Value::Stream) => {
            format!("rt::default_blob({}).into()", literal(base64))
        }
        (DefaultValue::Blob(base64), _) => format!("rt::default_blob({})", literal(base64)),
        (DefaultValue::Variant(variant), Value::Enum(name) | Value::IntEnum(name)) => {
            format!("types::{}::{}", ident(name), ident(variant))
        }
        (DefaultValue::Variant(_), _) => "rt::zero()".to_owned(),
        (DefaultValue::Timestamp(text), _) => format!("rt::default_timestamp({})", literal(text)),
        (DefaultValue::Digits(text), _) => format!("rt::default_number({})", literal(text)),
        (DefaultValue::Json(text), _) => format!("rt::default_document({})", literal(text)),
    }
}
