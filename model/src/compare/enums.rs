//! The values of enums.

use std::fmt::Display;

use indexmap::IndexMap;

use super::change::{Side, Wire};
use super::rules::Rule;
use super::spot::{Reach, Spot};
use super::walk::Walk;
use super::{members, traits};
use crate::{EnumMember, Shape};

/// Compares the values of two enums. Values are matched by what goes over the wire, or else by
/// their names.
pub(super) fn compare<V: PartialEq + Display>(
    walk: &mut Walk<'_>,
    old: &Shape,
    new: &Shape,
    before: &IndexMap<String, EnumMember<V>>,
    after: &IndexMap<String, EnumMember<V>>,
    reach: Reach,
) {
    let has = |all: &IndexMap<String, EnumMember<V>>, value: &V| {
        all.values().any(|one| one.value == *value)
    };
    for one in after.values() {
        let spot = Spot::member(Side::New, &new.id, &one.name, one.place);
        let of_name = before.get(&one.name);
        let found = of_name.filter(|other| other.value == one.value);
        let found = found.or_else(|| before.values().find(|other| other.value == one.value));
        match (found, of_name) {
            (Some(other), _) => known(walk, &spot, other, one, after),
            (None, Some(other)) if !has(after, &other.value) => {
                let message = format!(
                    "it is `{}` on the wire; before: `{}`",
                    one.value, other.value
                );
                let wire = Wire::breaking_if(reach.any());
                walk.report(Rule::EnumValueChanged, &spot, wire, message);
            }
            (None, _) => {
                let message = format!("the value `{}` is new", one.value);
                walk.report(Rule::EnumValueAdded, &spot, Wire::Safe, message);
            }
        }
    }
    for one in before.values() {
        let changed = after.get(&one.name);
        let changed = changed.is_some_and(|other| !has(before, &other.value));
        if !has(after, &one.value) && !changed {
            let spot = Spot::member(Side::Old, &old.id, &one.name, one.place);
            let message = format!("the value `{}` is gone", one.value);
            let wire = Wire::breaking_if(reach.sent);
            walk.report(Rule::EnumValueRemoved, &spot, wire, message);
        }
    }
    order(walk, new, before, after);
}

/// Values have an order in Rust, which is that of the model.
fn order<V>(
    walk: &mut Walk<'_>,
    new: &Shape,
    before: &IndexMap<String, EnumMember<V>>,
    after: &IndexMap<String, EnumMember<V>>,
) {
    let old_names: Vec<_> = before
        .keys()
        .filter(|name| after.contains_key(*name))
        .collect();
    let new_names: Vec<_> = after
        .keys()
        .filter(|name| before.contains_key(*name))
        .collect();
    members::report_order(walk, new, &old_names, &new_names);
}

/// A value that both have.
fn known<V: PartialEq>(
    walk: &mut Walk<'_>,
    spot: &Spot,
    old: &EnumMember<V>,
    new: &EnumMember<V>,
    after: &IndexMap<String, EnumMember<V>>,
) {
    // A second name for a value whose first one is still there.
    let kept = after
        .get(&old.name)
        .is_some_and(|one| one.value == old.value);
    if old.name != new.name && !kept {
        let message = format!("the name is `{}`; before: `{}`", new.name, old.name);
        walk.report(Rule::EnumValueRenamed, spot, Wire::Safe, message);
    }
    traits::common(walk, spot, &old.traits, &new.traits);
}
