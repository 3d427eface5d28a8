//! Reads shapes and `apply` statements into drafts.

use std::sync::Arc;

use indexmap::IndexMap;

use super::apply::Apply;
use super::members::{members, traits};
use super::references::{required_string, targets};
use super::service::{operation, resource, service};
use crate::draft::{Body, Draft, Drafts};
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Place, ShapeId, ShapeKind, Trait};

/// Reads all shapes and `apply` statements.
pub(super) fn read<'a>(reader: &mut Reader<'a>, shapes: Fields<'a>) -> (Drafts, Vec<Apply>) {
    let mut drafts = Drafts::with_capacity(shapes.0.len());
    let mut applies = Vec::new();
    for Entry { key, value } in shapes.0 {
        let place = reader.place_of_key(&key, value);
        let Some(id) = reader.id(&key, place, None) else {
            continue;
        };
        let fields = reader.fields(value, Some(&id), "the shape");
        let Some((kind, mut fields)) = fields.and_then(|mut fields| {
            let kind = required_string(reader, &mut fields, &id, place, "type")?;
            Some((kind, fields))
        }) else {
            reader.set_broken(id);
            continue;
        };
        if kind == "apply" {
            let traits = traits(reader, &mut fields, &id);
            reader.reject_others(
                fields,
                Some(&id),
                "an `apply` statement",
                &["type", "traits"],
            );
            applies.push(Apply {
                target: id,
                traits,
                place,
            });
        } else if id.member().is_some() {
            let help =
                "define the member in its shape; only `apply` statements refer to members by id";
            reader.report(
                place,
                Some(&id),
                format!("the id of a {kind} names a member"),
                help,
            );
        } else if let Some(draft) = draft(reader, fields, &id, &kind, place) {
            drafts.insert(id, draft);
        } else {
            reader.set_broken(id);
        }
    }
    (drafts, applies)
}

/// The properties of a type of shape, besides `type`, `traits` and `mixins`.
fn properties(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "list" | "set" => &["member"],
        "map" => &["key", "value"],
        "structure" | "union" | "enum" | "intEnum" => &["members"],
        "service" => &["version", "operations", "resources", "errors", "rename"],
        "operation" => &["input", "output", "errors"],
        "resource" => &RESOURCE,
        _ if ShapeKind::simple(kind).is_some() => &[],
        _ => return None,
    })
}

const RESOURCE: [&str; 11] = [
    "identifiers",
    "properties",
    "create",
    "put",
    "read",
    "update",
    "delete",
    "list",
    "operations",
    "collectionOperations",
    "resources",
];

const KINDS: [&str; 23] = [
    "apply",
    "bigDecimal",
    "bigInteger",
    "blob",
    "boolean",
    "byte",
    "document",
    "double",
    "enum",
    "float",
    "intEnum",
    "integer",
    "list",
    "long",
    "map",
    "operation",
    "resource",
    "service",
    "short",
    "string",
    "structure",
    "timestamp",
    "union",
];

fn draft<'a>(
    reader: &mut Reader<'a>,
    mut fields: Fields<'a>,
    id: &ShapeId,
    kind: &str,
    place: Place,
) -> Option<Draft> {
    let Some(properties) = properties(kind) else {
        let kinds = reader.nearest(kind, KINDS.into_iter());
        let message = format!("unknown shape type `{}`", quoted(kind));
        reader.report(
            place,
            Some(id),
            message,
            format!("similar types are {kinds}"),
        );
        return None;
    };
    let mut traits = traits(reader, &mut fields, id);
    let mixins = targets(reader, &mut fields, id, "mixins");
    let mut own_members = IndexMap::new();
    let body = match kind {
        "service" => Body::Complete(ShapeKind::Service(service(reader, &mut fields, id))),
        "resource" => Body::Complete(ShapeKind::Resource(resource(reader, &mut fields, id))),
        "operation" => Body::Complete(ShapeKind::Operation(operation(reader, &mut fields, id))),
        _ => {
            own_members = members(reader, &mut fields, id, properties)?;
            aggregate(kind)?
        }
    };
    if kind == "set" {
        let id = ShapeId::in_prelude("uniqueItems");
        traits.set(Trait {
            id,
            value: Arc::new(known::annotation()),
            place,
        });
    }
    let known: Vec<&str> = ["type", "traits", "mixins"]
        .iter()
        .chain(properties)
        .copied()
        .collect();
    reader.reject_others(fields, Some(id), &format!("a shape of type {kind}"), &known);
    Some(Draft {
        body,
        traits,
        place,
        mixins,
        members: own_members,
    })
}

fn aggregate(kind: &str) -> Option<Body> {
    Some(match kind {
        "list" | "set" => Body::List,
        "map" => Body::Map,
        "structure" => Body::Structure,
        "union" => Body::Union,
        "enum" => Body::Enum,
        "intEnum" => Body::IntEnum,
        _ => Body::Complete(ShapeKind::simple(kind)?),
    })
}
