//! Structures before anything is known of them, where that cannot be derived.

use super::lines::{block, literal};
use crate::ir::{DefaultValue, Member, Presence, Structure, Value, Zero};
use crate::names::ident;

/// The implementation of `Default`, where it is neither derived nor left out.
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

/// What a member is before anything is known of it.
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
