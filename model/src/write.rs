//! The canonical text of a model, as it is committed.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value, json};

use crate::select::by_name;
use crate::traits::known;
use crate::{
    EnumMember, Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind, Traits,
    prelude,
};

/// Writes a model as Smithy JSON AST 2.0: services first, then operations, resources and all other
/// shapes, each group sorted by name; traits sorted by id, members in the order of the model;
/// indented by four spaces, with a newline at the end.
///
/// Reading the text back gives an equal model. The same shapes in another order give the same
/// text.
#[must_use]
pub fn write(model: &Model) -> String {
    let mut shapes: Vec<&Shape> = model.shapes().collect();
    shapes.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| by_name(&a.id, &b.id)));
    let shapes: Map<String, Value> = shapes
        .into_iter()
        .map(|one| (one.id.to_string(), shape(one)))
        .collect();
    let document = json!({ "smithy": "2.0", "shapes": shapes });
    let mut bytes = Vec::new();
    let mut serializer =
        Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"    "));
    // Neither JSON values nor writes into memory can fail.
    let _ = document.serialize(&mut serializer);
    bytes.push(b'\n');
    String::from_utf8_lossy(&bytes).into_owned()
}

fn rank(shape: &Shape) -> u8 {
    match shape.kind {
        ShapeKind::Service(_) => 0,
        ShapeKind::Operation(_) => 1,
        ShapeKind::Resource(_) => 2,
        _ => 3,
    }
}

fn shape(shape: &Shape) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), shape.kind.word().into());
    match &shape.kind {
        ShapeKind::Enum(members) => add(&mut object, "members", enum_members(members.values())),
        ShapeKind::IntEnum(members) => add(&mut object, "members", enum_members(members.values())),
        ShapeKind::List { .. } | ShapeKind::Map { .. } => object.extend(members(shape.members())),
        ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
            object.insert("members".to_owned(), members(shape.members()).into());
        }
        ShapeKind::Service(one) => service(&mut object, one),
        ShapeKind::Resource(one) => resource(&mut object, one),
        ShapeKind::Operation(one) => operation(&mut object, one),
        _ => {}
    }
    add(&mut object, "traits", traits(&shape.traits));
    object.into()
}

fn service(object: &mut Map<String, Value>, service: &Service) {
    object.insert("version".to_owned(), service.version.as_str().into());
    add(object, "operations", targets(&service.operations));
    add(object, "resources", targets(&service.resources));
    add(object, "errors", targets(&service.errors));
    let rename = service
        .rename
        .iter()
        .map(|(id, name)| (id.to_string(), name.as_str().into()));
    add(object, "rename", rename.collect::<Map<_, _>>());
}

fn resource(object: &mut Map<String, Value>, resource: &Resource) {
    let named = |(name, id): (&String, &ShapeId)| (name.clone(), target(id));
    add(
        object,
        "identifiers",
        resource
            .identifiers
            .iter()
            .map(named)
            .collect::<Map<_, _>>(),
    );
    add(
        object,
        "properties",
        resource.properties.iter().map(named).collect::<Map<_, _>>(),
    );
    for (name, id) in resource.lifecycle() {
        object.insert(name.to_owned(), target(id));
    }
    add(object, "operations", targets(&resource.operations));
    add(
        object,
        "collectionOperations",
        targets(&resource.collection_operations),
    );
    add(object, "resources", targets(&resource.resources));
}

fn operation(object: &mut Map<String, Value>, operation: &Operation) {
    let or_unit = |id: &Option<ShapeId>| {
        let target = id.as_ref().map_or(prelude::UNIT, ShapeId::as_str);
        json!({ "target": target })
    };
    object.insert("input".to_owned(), or_unit(&operation.input));
    object.insert("output".to_owned(), or_unit(&operation.output));
    add(object, "errors", targets(&operation.errors));
}

fn members<'m>(members: impl Iterator<Item = &'m Member>) -> Map<String, Value> {
    let write = |member: &Member| {
        (
            member.name.clone(),
            member_object(member.target.as_str(), traits(&member.traits)),
        )
    };
    members.map(write).collect()
}

fn enum_members<'m, V: Clone + Into<Value> + 'm>(
    members: impl Iterator<Item = &'m EnumMember<V>>,
) -> Map<String, Value> {
    let write = |member: &EnumMember<V>| {
        let mut traits = traits(&member.traits);
        traits.insert(known::ENUM_VALUE.to_owned(), member.value.clone().into());
        traits.sort_keys();
        (member.name.clone(), member_object(prelude::UNIT, traits))
    };
    members.map(write).collect()
}

fn member_object(target: &str, traits: Map<String, Value>) -> Value {
    let mut object = Map::new();
    object.insert("target".to_owned(), target.into());
    add(&mut object, "traits", traits);
    object.into()
}

fn traits(traits: &Traits) -> Map<String, Value> {
    traits
        .iter()
        .map(|one| (one.id.to_string(), one.value.as_ref().clone()))
        .collect()
}

fn target(id: &ShapeId) -> Value {
    json!({ "target": id.as_str() })
}

fn targets(ids: &[ShapeId]) -> Vec<Value> {
    ids.iter().map(target).collect()
}

/// Adds an array or object unless it is empty.
fn add(object: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    let value = value.into();
    let empty =
        value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty);
    if !empty {
        object.insert(key.to_owned(), value);
    }
}
