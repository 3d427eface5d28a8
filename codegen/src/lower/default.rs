//! Default values (Smithy 2.0, "default trait").

use tinsmith_model::{Member, Shape, ShapeKind, TraitValue};

use super::Lowering;
use crate::ir::{DefaultValue, Presence, Value};

/// The default of a member; reported where it does not fit the member's target.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    member: &Member,
    json: &TraitValue,
    value: &Value,
) -> Presence {
    let target = lowering.shape(&member.target);
    match target.and_then(|target| default(target, json, value)) {
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

fn default(target: &Shape, json: &TraitValue, value: &Value) -> Option<DefaultValue> {
    Some(match value {
        Value::Boolean => DefaultValue::Boolean(json.as_bool()?),
        Value::Byte => DefaultValue::Integer(i8::try_from(json.as_i64()?).ok()?.into()),
        Value::Short => DefaultValue::Integer(i16::try_from(json.as_i64()?).ok()?.into()),
        Value::Integer => DefaultValue::Integer(i32::try_from(json.as_i64()?).ok()?.into()),
        Value::Long => DefaultValue::Integer(json.as_i64()?),
        Value::Float | Value::Double => float(json)?,
        Value::BigInteger => DefaultValue::Digits(digits(json, false)?),
        Value::BigDecimal => DefaultValue::Digits(digits(json, true)?),
        Value::String => text(json.as_str()?, DefaultValue::Text),
        Value::Blob | Value::Stream => text(json.as_str()?, DefaultValue::Blob),
        Value::Timestamp => timestamp(json)?,
        Value::Document => DefaultValue::Json(json.to_string()),
        Value::List(_) if json.as_array()?.is_empty() => DefaultValue::Zero,
        Value::Map(_) if json.as_object()?.is_empty() => DefaultValue::Zero,
        Value::Enum(_) => variant_of_text(target, json.as_str()?)?,
        Value::IntEnum(_) => variant_of_number(target, json.as_i64()?)?,
        _ => return None,
    })
}

fn text(text: &str, otherwise: fn(String) -> DefaultValue) -> DefaultValue {
    if text.is_empty() {
        DefaultValue::Zero
    } else {
        otherwise(text.to_owned())
    }
}

fn float(json: &TraitValue) -> Option<DefaultValue> {
    let number = json.as_f64().filter(|number| number.is_finite())?;
    Some(if number == 0.0 && number.is_sign_positive() {
        DefaultValue::Zero
    } else {
        DefaultValue::Float(number)
    })
}

fn timestamp(json: &TraitValue) -> Option<DefaultValue> {
    match json {
        TraitValue::Number(seconds) if seconds.as_f64() == Some(0.0) => Some(DefaultValue::Zero),
        TraitValue::Number(seconds) => Some(DefaultValue::Timestamp(seconds.to_string())),
        TraitValue::String(text) => {
            let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
            plain.then(|| DefaultValue::Timestamp(text.clone()))
        }
        _ => None,
    }
}

/// The digits of a number, given as a number or as a text.
fn digits(json: &TraitValue, fraction: bool) -> Option<String> {
    let text = match json {
        TraitValue::Number(number) => number.to_string(),
        TraitValue::String(text) => text.clone(),
        _ => return None,
    };
    let unsigned = text.strip_prefix('-').unwrap_or(&text);
    let allowed = |byte: u8| {
        byte.is_ascii_digit() || (fraction && matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
    };
    let starts = unsigned
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit());
    (starts && unsigned.bytes().all(allowed)).then_some(text)
}

fn variant_of_text(target: &Shape, value: &str) -> Option<DefaultValue> {
    let ShapeKind::Enum(values) = &target.kind else {
        return None;
    };
    let at = values.values().position(|one| one.value == value)?;
    super::enumeration::variants(values)
        .into_iter()
        .nth(at)
        .map(DefaultValue::Variant)
}

fn variant_of_number(target: &Shape, value: i64) -> Option<DefaultValue> {
    let ShapeKind::IntEnum(values) = &target.kind else {
        return None;
    };
    let at = values
        .values()
        .position(|one| i64::from(one.value) == value);
    match at {
        Some(at) => super::enumeration::variants(values)
            .into_iter()
            .nth(at)
            .map(DefaultValue::Variant),
        None => i32::try_from(value)
            .ok()
            .map(|value| DefaultValue::Integer(value.into())),
    }
}
