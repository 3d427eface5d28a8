//! Reads references from a shape to others: `{ "target": … }`.

use indexmap::IndexMap;
use serde_json::value::RawValue;

use crate::json::Fields;
use crate::reader::Reader;
use crate::{Place, ShapeId};

/// Reads `{ "target": … }` under `name`.
pub(super) fn target<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    name: &str,
) -> Option<ShapeId> {
    let raw = fields.remove(name)?;
    reference(reader, raw, id, name)
}

/// Reads `[{ "target": … }, …]` under `name`.
pub(super) fn targets<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    name: &str,
) -> Vec<ShapeId> {
    let Some(raw) = fields.remove(name) else {
        return Vec::new();
    };
    let entries: Option<Vec<&'a RawValue>> = reader.value(raw, Some(id), &format!("`{name}`"));
    let references = entries.unwrap_or_default().into_iter();
    references
        .filter_map(|raw| reference(reader, raw, id, name))
        .collect()
}

/// Reads `{ "key": { "target": … }, … }` under `name`.
pub(super) fn named_targets<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    name: &str,
) -> IndexMap<String, ShapeId> {
    let Some(raw) = fields.remove(name) else {
        return IndexMap::new();
    };
    let entries = reader
        .fields(raw, Some(id), &format!("`{name}`"))
        .unwrap_or_default()
        .0
        .into_iter();
    let named = entries.filter_map(|entry| {
        Some((
            entry.key.into_owned(),
            reference(reader, entry.value, id, name)?,
        ))
    });
    named.collect()
}

fn reference<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    id: &ShapeId,
    name: &str,
) -> Option<ShapeId> {
    let place = reader.place(raw.get());
    let what = format!("a target in `{name}`");
    let mut fields = reader.fields(raw, Some(id), &what)?;
    let target = required_string(reader, &mut fields, id, place, "target")?;
    reader.reject_others(fields, Some(id), &what, &["target"]);
    reader.id(&target, place, Some(id))
}

/// Reads a required string.
pub(super) fn required_string<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    place: Place,
    name: &str,
) -> Option<String> {
    match fields.remove(name) {
        Some(raw) => reader.value(raw, Some(id), &format!("`{name}`")),
        None => {
            reader.report(
                place,
                Some(id),
                format!("`{name}` is missing"),
                format!("add the string `{name}`"),
            );
            None
        }
    }
}
