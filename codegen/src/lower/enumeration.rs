//! Enums and their variants.

use std::collections::HashMap;
use std::fmt::Display;

use indexmap::IndexMap;
use tinsmith_model::{EnumMember, Shape, ShapeKind};

use super::{Lowering, docs, names};
use crate::ir::{Enum, EnumValue};
use crate::names::{spelled_variant_name, variant_name};

/// The values of an enum.
pub(super) fn texts(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    values: &IndexMap<String, EnumMember<String>>,
) -> Enum<String> {
    lower(lowering, shape, values)
}

/// The values of an intEnum.
pub(super) fn numbers(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    values: &IndexMap<String, EnumMember<i32>>,
) -> Enum<i32> {
    lower(lowering, shape, values)
}

fn lower<V: Clone + Display>(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    values: &IndexMap<String, EnumMember<V>>,
) -> Enum<V> {
    let values = values
        .values()
        .zip(variants(values))
        .map(|(one, variant)| EnumValue {
            name: one.name.clone(),
            variant,
            value: one.value.clone(),
            docs: lowering.docs(&one.traits),
            deprecated: docs::deprecation(&one.traits),
        });
    let values: Vec<EnumValue<V>> = values.collect();
    let named = values
        .iter()
        .map(|one| (one.name.as_str(), one.variant.as_str()));
    names::distinct(shape, named, &mut lowering.problems);
    Enum {
        values: distinct_values(values),
        sensitive: shape.traits.sensitive(),
    }
}

/// Of several members with one value the first stays: there is nothing to tell them apart by.
fn distinct_values<V: Display>(values: Vec<EnumValue<V>>) -> Vec<EnumValue<V>> {
    let mut seen = std::collections::HashSet::new();
    values
        .into_iter()
        .filter(|one| seen.insert(one.value.to_string()))
        .collect()
}

/// The variant of an enum or intEnum for a value that the model names; a number is given by its digits.
pub(super) fn variant(lowering: &mut Lowering<'_>, shape: &Shape, value: &str) -> Option<String> {
    if !lowering.variants.contains_key(&shape.id) {
        let found = match &shape.kind {
            ShapeKind::Enum(values) => by_value(values),
            ShapeKind::IntEnum(values) => by_value(values),
            _ => return None,
        };
        lowering.variants.insert(shape.id.clone(), found);
    }
    lowering.variants.get(&shape.id)?.get(value).cloned()
}

fn by_value<V: Display>(values: &IndexMap<String, EnumMember<V>>) -> HashMap<String, String> {
    let variants = values.values().zip(variants(values));
    let mut found = HashMap::new();
    for (one, variant) in variants {
        found.entry(one.value.to_string()).or_insert(variant);
    }
    found
}

/// The names of the variants, in the order of the values. Where conversion makes several names alike, they are made from
/// the values, punctuation spelled out.
pub(super) fn variants<V: Display>(values: &IndexMap<String, EnumMember<V>>) -> Vec<String> {
    let plain: Vec<String> = values.keys().map(|name| variant_name(name)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    plain
        .iter()
        .for_each(|name| *count.entry(name).or_default() += 1);
    let spelled = values
        .values()
        .zip(&plain)
        .map(|(one, name)| match count.get(name.as_str()) {
            Some(1) => name.clone(),
            _ => spelled_variant_name(&one.value.to_string()),
        });
    spelled.collect()
}
