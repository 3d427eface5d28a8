//! Default values (Smithy 2.0, "default trait").

use tinsmith_model::{Member, Shape, TraitValue};

use super::{Lowering, enumeration, literal};
use crate::ir::{DefaultValue, DocumentDefault, Presence, Value};

/// The default of a member; reported where it does not fit the member's target.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    member: &Member,
    json: &TraitValue,
    value: &Value,
) -> Presence {
    let target = lowering.shape(&member.target);
    match target.and_then(|target| default(lowering, target, json, value)) {
        Some(DefaultValue::Boolean(false) | DefaultValue::Integer(0)) => {
            Presence::Default(DefaultValue::Zero)
        }
        Some(found) => Presence::Default(found),
        None => {
            let place = member
                .traits
                .find("smithy.api#default")
                .map(|one| one.place);
            let message = format!(
                "the default of the member `{}` is not a value of its target",
                member.name
            );
            let help = format!("give a default that fits {}", member.target);
            let place = place.unwrap_or(member.place);
            lowering.problems.report(place, &shape.id, message, help);
            Presence::Optional
        }
    }
}

fn default(
    lowering: &mut Lowering<'_>,
    target: &Shape,
    json: &TraitValue,
    value: &Value,
) -> Option<DefaultValue> {
    Some(match value {
        Value::Boolean => DefaultValue::Boolean(json.as_bool()?),
        Value::Byte => DefaultValue::Integer(i8::try_from(json.as_i64()?).ok()?.into()),
        Value::Short => DefaultValue::Integer(i16::try_from(json.as_i64()?).ok()?.into()),
        Value::Integer => DefaultValue::Integer(i32::try_from(json.as_i64()?).ok()?.into()),
        Value::Long => DefaultValue::Integer(json.as_i64()?),
        Value::Float => float(json, f32::MAX.into())?,
        Value::Double => float(json, f64::MAX)?,
        Value::BigInteger => number(json, literal::is_integer)?,
        Value::BigDecimal => number(json, literal::is_decimal)?,
        Value::String => match json.as_str()? {
            "" => DefaultValue::Zero,
            text => DefaultValue::Text(text.to_owned()),
        },
        Value::Blob | Value::Stream => match literal::base64(json.as_str()?)? {
            bytes if bytes.is_empty() => DefaultValue::Zero,
            bytes => DefaultValue::Blob(bytes),
        },
        Value::Timestamp => match literal::timestamp(json)? {
            (0, 0) => DefaultValue::Zero,
            (seconds, nanoseconds) => DefaultValue::Timestamp(seconds, nanoseconds),
        },
        Value::Document => DefaultValue::Document(document(json)?),
        Value::List(_) if json.as_array()?.is_empty() => DefaultValue::Zero,
        Value::Map(_) if json.as_object()?.is_empty() => DefaultValue::Zero,
        Value::Enum(_) => {
            DefaultValue::Variant(enumeration::variant(lowering, target, json.as_str()?)?)
        }
        Value::IntEnum(_) => int_enum(lowering, target, json.as_i64()?)?,
        _ => return None,
    })
}

fn float(json: &TraitValue, most: f64) -> Option<DefaultValue> {
    let number = json.as_f64().filter(|number| number.abs() <= most)?;
    Some(if number == 0.0 && number.is_sign_positive() {
        DefaultValue::Zero
    } else {
        DefaultValue::Float(number)
    })
}

/// The digits of a number of any size, given as a number or as a text.
fn number(json: &TraitValue, is_number: fn(&str) -> bool) -> Option<DefaultValue> {
    let text = match json {
        TraitValue::Number(number) => number.to_string(),
        TraitValue::String(text) => text.clone(),
        _ => return None,
    };
    match text.as_str() {
        "0" => Some(DefaultValue::Zero),
        digits => is_number(digits).then_some(DefaultValue::Digits(text)),
    }
}

fn document(json: &TraitValue) -> Option<DocumentDefault> {
    Some(match json {
        TraitValue::Bool(value) => DocumentDefault::Boolean(*value),
        TraitValue::Number(number) => DocumentDefault::Digits(number.to_string()),
        TraitValue::String(text) => DocumentDefault::Text(text.clone()),
        TraitValue::Array(elements) if elements.is_empty() => DocumentDefault::EmptyArray,
        TraitValue::Object(members) if members.is_empty() => DocumentDefault::EmptyObject,
        TraitValue::Null | TraitValue::Array(_) | TraitValue::Object(_) => return None,
    })
}

/// The variant that is called as the number is; another number is no variant, and fits all the
/// same.
fn int_enum(lowering: &mut Lowering<'_>, target: &Shape, number: i64) -> Option<DefaultValue> {
    let number = i32::try_from(number).ok()?;
    let variant = enumeration::variant(lowering, target, &number.to_string());
    Some(variant.map_or(DefaultValue::Integer(number.into()), DefaultValue::Variant))
}
