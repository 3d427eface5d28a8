//! Enums and their variants.

use std::collections::HashMap;
use std::fmt::Display;

use indexmap::IndexMap;
use tinsmith_model::{EnumMember, Shape, ShapeKind};

use super::{Lowering, docs, names};
use crate::ir::{Enum, EnumValue};
use crate::names::{cased_variant_name, spelled_variant_name, variant_name};

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
/// the values, punctuation spelled out; or their case, where that is all they differ in.
pub(super) fn variants<V: Display>(values: &IndexMap<String, EnumMember<V>>) -> Vec<String> {
    let plain: Vec<String> = values.keys().map(|name| variant_name(name)).collect();
    let mut groups: HashMap<&str, Alike> = HashMap::new();
    for (one, name) in values.values().zip(&plain) {
        let value = one.value.to_string();
        let group = groups.entry(name).or_insert_with(|| Alike::of(&value));
        group.count += 1;
        group.by_case &= group.value.eq_ignore_ascii_case(&value);
    }
    let spelled = values
        .values()
        .zip(&plain)
        .map(|(one, name)| match groups.get(name.as_str()) {
            None | Some(Alike { count: 1, .. }) => name.clone(),
            Some(group) if group.by_case => cased_variant_name(&one.value.to_string()),
            Some(_) => spelled_variant_name(&one.value.to_string()),
        });
    spelled.collect()
}

/// Values whose names are converted to one.
struct Alike {
    count: usize,
    /// The first of them.
    value: String,
    /// Whether they differ in their case alone.
    by_case: bool,
}

impl Alike {
    fn of(value: &str) -> Self {
        Self {
            count: 0,
            value: value.to_owned(),
            by_case: true,
        }
    }
}
