//! The kinds of values, and the statics of lists and maps.

use std::collections::HashSet;

use tinsmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

use super::scope::Scope;
use super::{Lowering, Problems, formats, member};
use crate::ir::{Collection, Element, Part, Setting, Value};

/// The largest depth of nested lists and maps; none of a known service is deeper than four.
const DEEPEST: usize = 32;

/// Reports the lists and maps that hold themselves, or others without an end, and gives their ids.
pub(super) fn endless(
    model: &Model,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> HashSet<ShapeId> {
    let endless = scope.collections().filter(|shape| {
        let inner = std::iter::successors(Some(*shape), |shape| model.shape(element_of(shape)?));
        inner.skip(DEEPEST).any(|shape| element_of(shape).is_some())
    });
    let endless = endless.map(|shape| {
        let message = "the list or map holds itself, or others without an end";
        problems.report(shape.place, &shape.id, message, "put a structure between");
        shape.id.clone()
    });
    endless.collect()
}

/// The target of a list's elements or of a map's values.
fn element_of(shape: &Shape) -> Option<&ShapeId> {
    match &shape.kind {
        ShapeKind::List { member } | ShapeKind::Map { value: member, .. } => Some(&member.target),
        _ => None,
    }
}

/// The kind of values a shape has; `None` for what has been reported as endless.
pub(super) fn sample(lowering: &Lowering<'_>, id: &ShapeId) -> Option<Value> {
    if lowering.endless.contains(id) {
        return None;
    }
    within(lowering, id, DEEPEST)
}

fn within(lowering: &Lowering<'_>, id: &ShapeId, depth: usize) -> Option<Value> {
    let shape = lowering.shape(id)?;
    let named = || lowering.names.type_of(id).map(str::to_owned);
    Some(match &shape.kind {
        ShapeKind::Blob if shape.traits.streaming() => Value::Stream,
        ShapeKind::Blob => Value::Blob,
        ShapeKind::Boolean => Value::Boolean,
        ShapeKind::String => Value::String,
        ShapeKind::Byte => Value::Byte,
        ShapeKind::Short => Value::Short,
        ShapeKind::Integer => Value::Integer,
        ShapeKind::Long => Value::Long,
        ShapeKind::Float => Value::Float,
        ShapeKind::Double => Value::Double,
        ShapeKind::BigInteger => Value::BigInteger,
        ShapeKind::BigDecimal => Value::BigDecimal,
        ShapeKind::Timestamp => Value::Timestamp,
        ShapeKind::Document => Value::Document,
        ShapeKind::Enum(_) => Value::Enum(named()?),
        ShapeKind::IntEnum(_) => Value::IntEnum(named()?),
        ShapeKind::List { member } => Value::List(element(lowering, shape, member, depth)?),
        ShapeKind::Map { value, .. } => Value::Map(element(lowering, shape, value, depth)?),
        ShapeKind::Structure { .. } if id.is_prelude() => Value::Unit,
        ShapeKind::Structure { .. } => Value::Structure(named()?),
        ShapeKind::Union { .. } => Value::Union(named()?),
        ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_) => return None,
    })
}

fn element(
    lowering: &Lowering<'_>,
    shape: &Shape,
    member: &Member,
    depth: usize,
) -> Option<Box<Element>> {
    Some(Box::new(Element {
        value: within(lowering, &member.target, depth.checked_sub(1)?)?,
        sparse: shape.traits.sparse(),
        static_name: lowering.names.collection(&shape.id)?.to_owned(),
    }))
}

/// Finds the shapes with sensitive content: sensitive ones with all that they hold, and maps with
/// sensitive keys.
pub(super) fn sensitive(model: &Model, scope: &Scope<'_>) -> HashSet<ShapeId> {
    let mut found = HashSet::new();
    let is_sensitive = |id: &ShapeId| model.shape(id).is_some_and(|one| one.traits.sensitive());
    let sensitive = scope.shapes().filter(|shape| shape.traits.sensitive());
    let mut waiting: Vec<&ShapeId> = sensitive.map(|shape| &shape.id).collect();
    while let Some(shape) = waiting.pop().and_then(|id| model.shape(id)) {
        let held = shape.members().map(|member| &member.target);
        waiting.extend(held.filter(|id| !found.contains(*id)));
        found.insert(shape.id.clone());
    }
    // Last: the loop takes what is found for something whose content is found, too.
    let maps = scope.shapes().filter(|shape| match &shape.kind {
        ShapeKind::Map { key, .. } => is_sensitive(&key.target),
        _ => false,
    });
    found.extend(maps.map(|shape| shape.id.clone()));
    found
}

/// All lists and maps of the selection.
pub(super) fn collections(lowering: &Lowering<'_>, scope: &Scope<'_>) -> Vec<Collection> {
    let mut all: Vec<Collection> = scope
        .collections()
        .filter_map(|shape| collection(lowering, shape))
        .collect();
    all.sort_by(|a, b| a.static_name.cmp(&b.static_name));
    all
}

fn collection(lowering: &Lowering<'_>, shape: &Shape) -> Option<Collection> {
    let (key, element) = match &shape.kind {
        ShapeKind::List { member } => (None, member),
        ShapeKind::Map { key, value } => {
            let mut key = part(lowering, key)?;
            let sensitive = lowering.sensitive.contains(&shape.id);
            key.settings.extend(sensitive.then_some(Setting::Sensitive));
            (Some(key), value)
        }
        _ => return None,
    };
    Some(Collection {
        id: shape.id.clone(),
        static_name: lowering.names.collection(&shape.id)?.to_owned(),
        element: part(lowering, element)?,
        key,
    })
}

fn part(lowering: &Lowering<'_>, member: &Member) -> Option<Part> {
    let target = lowering.shape(&member.target)?;
    Some(Part {
        value: sample(lowering, &member.target)?,
        settings: member::settings(member, target),
        formats: formats::of_member(lowering, member),
    })
}
