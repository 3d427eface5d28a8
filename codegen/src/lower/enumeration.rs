//! Enums and their variants.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use indexmap::IndexMap;
use tinsmith_model::{EnumMember, Shape, ShapeKind};

use super::{Lowering, docs, names};
use crate::ir::{Enum, EnumValue};
use crate::names::{
    cased_variant_name, spelled_cased_variant_name, spelled_variant_name, variant_name,
};

/// The values of an enum.
pub(super) fn texts(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    values: &IndexMap<String, EnumMember<String>>,
) -> Enum<String> {
    let mut lowered = lower(lowering, shape, values);
    lowered.verbatim = !values.values().all(|one| is_plain(&one.value));
    if lowered.verbatim {
        lowered.values.iter_mut().for_each(show_value);
    }
    lowered
}

/// Returns true if a string can be shown in backticks unchanged (CommonMark, "Code spans").
fn is_plain(text: &str) -> bool {
    let mut characters = text.chars();
    let plain = characters.all(|one| matches!(one, ' '..='~') && one != '`');
    plain && !text.is_empty() && text.trim() == text
}

/// Appends its value to the documentation of a variant.
fn show_value(value: &mut EnumValue<String>) {
    if !value.docs.is_empty() {
        value.docs.push(String::new());
    }
    let shown = docs::code(&value.value);
    value.docs.push(format!("The value {shown}."));
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
        verbatim: false,
        sensitive: shape.traits.sensitive(),
    }
}

/// Keeps the first of several members with the same value, since they cannot be
/// distinguished.
fn distinct_values<V: Display>(values: Vec<EnumValue<V>>) -> Vec<EnumValue<V>> {
    let mut seen = std::collections::HashSet::new();
    values
        .into_iter()
        .filter(|one| seen.insert(one.value.to_string()))
        .collect()
}

/// Creates the variant for a value in the model; a number is named by its digits.
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

/// The names of the variants, in the order of the values. Names that are equal after conversion
/// are derived from the values.
pub(super) fn variants<V: Display>(values: &IndexMap<String, EnumMember<V>>) -> Vec<String> {
    let mut names: Vec<String> = values.keys().map(|name| variant_name(name)).collect();
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        groups.entry(name).or_default().push(at);
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    let groups: Vec<Vec<usize>> = groups.collect();
    let texts: Vec<String> = values.values().map(|one| one.value.to_string()).collect();
    for group in groups {
        let alike: Vec<&str> = group.iter().map(|at| texts[*at].as_str()).collect();
        for (at, name) in group.iter().zip(told_apart(&alike)) {
            names[*at] = name;
        }
    }
    names
}

/// Names for values that only differ in case, in punctuation, or in both.
fn told_apart(alike: &[&str]) -> Vec<String> {
    let by_case = alike.iter().all(|one| one.eq_ignore_ascii_case(alike[0]));
    let mut ways: Vec<fn(&str) -> String> = vec![spelled_variant_name, spelled_cased_variant_name];
    if by_case {
        ways.insert(0, cased_variant_name);
    }
    let mut named = ways
        .iter()
        .map(|way| alike.iter().map(|value| way(value)).collect());
    let distinct = |names: &Vec<String>| {
        let different: HashSet<&String> = names.iter().collect();
        different.len() == names.len()
    };
    let first: Vec<String> = named.next().unwrap_or_default();
    match distinct(&first) {
        true => first,
        // Duplicate values are reported under any name.
        false => named.find(distinct).unwrap_or(first),
    }
}
