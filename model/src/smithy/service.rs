//! Reads services, resources and operations.

use indexmap::IndexMap;

use super::references::{named_targets, target, targets};
use crate::json::{Entry, Fields};
use crate::prelude::UNIT;
use crate::reader::Reader;
use crate::{Operation, Resource, Service, ShapeId};

pub(super) fn service<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
) -> Service {
    let version = fields
        .remove("version")
        .and_then(|raw| reader.value(raw, Some(id), "`version`"));
    Service {
        version: version.unwrap_or_default(),
        operations: targets(reader, fields, id, "operations"),
        resources: targets(reader, fields, id, "resources"),
        errors: targets(reader, fields, id, "errors"),
        rename: rename(reader, fields, id),
    }
}

fn rename<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
) -> IndexMap<ShapeId, String> {
    let entries = fields
        .remove("rename")
        .and_then(|raw| reader.fields(raw, Some(id), "`rename`"));
    let renamed = entries
        .unwrap_or_default()
        .0
        .into_iter()
        .filter_map(|Entry { key, value }| {
            let place = reader.place_of_key(&key, value);
            let renamed = reader.id(&key, place, Some(id))?;
            Some((renamed, reader.value(value, Some(id), "the new name")?))
        });
    renamed.collect()
}

pub(super) fn operation<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
) -> Operation {
    let not_unit = |target: &ShapeId| target.as_str() != UNIT;
    Operation {
        input: target(reader, fields, id, "input").filter(not_unit),
        output: target(reader, fields, id, "output").filter(not_unit),
        errors: targets(reader, fields, id, "errors"),
    }
}

pub(super) fn resource<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
) -> Resource {
    Resource {
        identifiers: named_targets(reader, fields, id, "identifiers"),
        properties: named_targets(reader, fields, id, "properties"),
        create: target(reader, fields, id, "create"),
        put: target(reader, fields, id, "put"),
        read: target(reader, fields, id, "read"),
        update: target(reader, fields, id, "update"),
        delete: target(reader, fields, id, "delete"),
        list: target(reader, fields, id, "list"),
        operations: targets(reader, fields, id, "operations"),
        collection_operations: targets(reader, fields, id, "collectionOperations"),
        resources: targets(reader, fields, id, "resources"),
    }
}
