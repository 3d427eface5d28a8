//! From JSON to drafts: shapes before mixins, `apply` and upgrades.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::apply::Apply;
use super::json::{Entry, Fields};
use super::reader::Reader;
use crate::id::is_identifier;
use crate::prelude::UNIT;
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Member, Operation, Place, Resource, Service, ShapeId, ShapeKind, Trait, Traits};

/// A shape as it stands in the file.
pub(crate) struct Draft {
    pub(crate) body: Body,
    pub(crate) traits: Traits,
    pub(crate) place: Place,
    /// The shapes whose traits and members are mixed in.
    pub(crate) mixins: Vec<ShapeId>,
    /// By name; those of lists are called `member`, those of maps `key` and `value`.
    pub(crate) members: IndexMap<String, Member>,
}

/// What a draft is. The kinds with members wait for them to be complete.
#[expect(clippy::large_enum_variant, reason = "drafts are few and live briefly")]
pub(crate) enum Body {
    /// All is known already.
    Whole(ShapeKind),
    List,
    Map,
    Structure,
    Union,
    Enum,
    IntEnum,
}

impl Body {
    /// The word of the JSON AST for this kind.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Whole(kind) => kind.word(),
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
        }
    }
}

/// The drafts of a file by id, in the order of the file.
pub(crate) type Drafts = IndexMap<ShapeId, Draft>;

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
            let kind = text(reader, &mut fields, &id, place, "type")?;
            Some((kind, fields))
        }) else {
            reader.set_broken(id);
            continue;
        };
        if kind == "apply" {
            let traits = traits(reader, &mut fields, &id);
            reader.no_others(
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
            let help = "members stand within their shape; only `apply` statements name them";
            reader.report(
                place,
                Some(&id),
                format!("a {kind} cannot have the id of a member"),
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

/// The properties a kind of shape can have, besides `type`, `traits` and `mixins`.
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
        let message = format!("`{}` is no type of shape", quoted(kind));
        reader.report(
            place,
            Some(id),
            message,
            format!("types are {kinds} and others"),
        );
        return None;
    };
    let mut traits = traits(reader, &mut fields, id);
    let mixins = targets(reader, &mut fields, id, "mixins");
    let mut members = IndexMap::new();
    let body = match kind {
        "service" => Body::Whole(ShapeKind::Service(service(reader, &mut fields, id))),
        "resource" => Body::Whole(ShapeKind::Resource(resource(reader, &mut fields, id))),
        "operation" => Body::Whole(ShapeKind::Operation(operation(reader, &mut fields, id))),
        _ => {
            members = members_of(reader, &mut fields, id, properties)?;
            aggregate(kind)?
        }
    };
    if kind == "set" {
        let id = ShapeId::of_prelude("uniqueItems");
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
    reader.no_others(fields, Some(id), &format!("a shape of type {kind}"), &known);
    Some(Draft {
        body,
        traits,
        place,
        mixins,
        members,
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
        _ => Body::Whole(ShapeKind::simple(kind)?),
    })
}

/// The members: all in the object `members`, or those named by the kind. `None` when one of them cannot be read.
fn members_of<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    properties: &[&'static str],
) -> Option<IndexMap<String, Member>> {
    let entries = if properties == ["members"] {
        match fields.take("members") {
            Some(raw) => reader.fields(raw, Some(id), "`members`")?,
            None => Fields::default(),
        }
    } else {
        let named = properties.iter().filter_map(|name| {
            Some(Entry {
                key: (*name).into(),
                value: fields.take(name)?,
            })
        });
        Fields(named.collect())
    };
    let count = entries.0.len();
    let members = entries
        .0
        .into_iter()
        .filter_map(|entry| member(reader, entry, id));
    let members: IndexMap<_, _> = members
        .map(|member| (member.name.clone(), member))
        .collect();
    (members.len() == count).then_some(members)
}

fn member<'a>(
    reader: &mut Reader<'a>,
    Entry { key, value }: Entry<'a>,
    id: &ShapeId,
) -> Option<Member> {
    let place = reader.place_of_key(&key, value);
    if !is_identifier(&key) {
        let message = format!("`{}` cannot be the name of a member", quoted(&key));
        reader.report(
            place,
            Some(id),
            message,
            "names are letters, digits and `_`, a letter first",
        );
        return None;
    }
    let id = reader.id(&format!("{id}${key}"), place, None)?;
    let mut fields = reader.fields(value, Some(&id), "the member")?;
    let target = text(reader, &mut fields, &id, place, "target")?;
    let target = reader.id(&target, place, Some(&id));
    let traits = traits(reader, &mut fields, &id);
    reader.no_others(fields, Some(&id), "a member", &["target", "traits"]);
    Some(Member {
        name: key.into_owned(),
        target: target?,
        traits,
        place,
    })
}

/// The traits of a shape or member, each checked to have the form its definition asks for.
fn traits<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, shape: &ShapeId) -> Traits {
    let entries = fields
        .take("traits")
        .and_then(|raw| reader.fields(raw, Some(shape), "`traits`"));
    let traits = entries
        .unwrap_or_default()
        .0
        .into_iter()
        .filter_map(|Entry { key, value }| {
            let place = reader.place_of_key(&key, value);
            let id = reader.id(&key, place, Some(shape))?;
            let value = reader.value(value, Some(shape), &format!("the trait {id}"))?;
            if let Err(reason) = known::check(id.as_str(), &value) {
                let help = format!("the Smithy specification says what values {id} has");
                reader.report(
                    place,
                    Some(shape),
                    format!("the trait {id} has a wrong value: {reason}"),
                    help,
                );
                return None;
            }
            Some(Trait {
                id,
                value: Arc::new(value),
                place,
            })
        });
    traits.collect()
}

fn service<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, id: &ShapeId) -> Service {
    let version = fields
        .take("version")
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
        .take("rename")
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

fn operation<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, id: &ShapeId) -> Operation {
    let not_unit = |target: &ShapeId| target.as_str() != UNIT;
    Operation {
        input: target(reader, fields, id, "input").filter(not_unit),
        output: target(reader, fields, id, "output").filter(not_unit),
        errors: targets(reader, fields, id, "errors"),
    }
}

fn resource<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, id: &ShapeId) -> Resource {
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

/// `{ "target": … }` under `name`.
fn target<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    name: &str,
) -> Option<ShapeId> {
    let raw = fields.take(name)?;
    reference(reader, raw, id, name)
}

/// `[{ "target": … }, …]` under `name`.
fn targets<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    name: &str,
) -> Vec<ShapeId> {
    let Some(raw) = fields.take(name) else {
        return Vec::new();
    };
    let entries: Option<Vec<&'a RawValue>> = reader.value(raw, Some(id), &format!("`{name}`"));
    let references = entries.unwrap_or_default().into_iter();
    references
        .filter_map(|raw| reference(reader, raw, id, name))
        .collect()
}

/// `{ "name": { "target": … }, … }` under `name`.
fn named_targets<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    name: &str,
) -> IndexMap<String, ShapeId> {
    let Some(raw) = fields.take(name) else {
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
    let target = text(reader, &mut fields, id, place, "target")?;
    reader.no_others(fields, Some(id), &what, &["target"]);
    reader.id(&target, place, Some(id))
}

/// A text that must be there.
fn text<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    place: Place,
    name: &str,
) -> Option<String> {
    match fields.take(name) {
        Some(raw) => reader.value(raw, Some(id), &format!("`{name}`")),
        None => {
            reader.report(
                place,
                Some(id),
                format!("`{name}` is missing"),
                format!("add a `{name}`, a text"),
            );
            None
        }
    }
}
