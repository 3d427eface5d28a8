//! The place in the model's file of a part of a trait's value.

use serde_json::value::RawValue;

use crate::Place;
use crate::json::Fields;
use crate::place::Lines;

/// The place of what `pointer` leads to within the trait whose key stands at `place`; the nearest
/// value around it if the text does not lead there.
pub(super) fn within_trait(text: &str, place: Place, pointer: &str) -> Place {
    let lines = Lines::new(text);
    let start = Lines::offset_within(text, place.line as usize, place.column as usize);
    let value = text.get(start..).and_then(trait_value);
    value.map_or(place, |value| {
        lines.place(offset(text, descend(value, pointer)))
    })
}

/// The place of what `pointer` leads to in a file that holds nothing but the value.
pub(super) fn within_file(text: &str, pointer: &str) -> Place {
    let value = serde_json::from_str::<&RawValue>(text);
    value.map_or(Place { line: 1, column: 1 }, |value| {
        Lines::new(text).place(offset(text, descend(value.get(), pointer)))
    })
}

fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The value behind a key and a colon; what stands there if it is no key.
fn trait_value(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let first = values.next()?.ok()?.get();
    let after = text.get(offset(text, first) + first.len()..)?;
    match after.trim_start().strip_prefix(':') {
        Some(rest) => {
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
            Some(values.next()?.ok()?.get())
        }
        None => Some(first),
    }
}

fn descend<'a>(mut value: &'a str, pointer: &str) -> &'a str {
    for step in pointer.split('/').skip(1) {
        let Some(next) = child(value, &step.replace("~1", "/").replace("~0", "~")) else {
            break;
        };
        value = next;
    }
    value
}

fn child<'a>(value: &'a str, step: &str) -> Option<&'a str> {
    if value.starts_with('[') {
        let items: Vec<&'a RawValue> = serde_json::from_str(value).ok()?;
        return items
            .get(step.parse::<usize>().ok()?)
            .map(|item| item.get());
    }
    let mut fields: Fields<'a> = serde_json::from_str(value).ok()?;
    fields.remove(step).map(RawValue::get)
}
