//! `apply` statements (Smithy 2.0, "Applying traits externally").

use std::collections::HashMap;
use std::sync::Arc;

use crate::draft::{Draft, Drafts};
use crate::reader::Reader;
use crate::{Place, ShapeId, Trait, TraitValue, Traits};

/// An `apply` statement.
pub(super) struct Apply {
    /// The id of the shape or member.
    pub(super) target: ShapeId,
    pub(super) traits: Traits,
    pub(super) place: Place,
}

/// Groups statements by shape; statements about unknown shapes are reported.
pub(super) fn group_by_shape(
    reader: &mut Reader<'_>,
    drafts: &Drafts,
    applies: Vec<Apply>,
) -> HashMap<ShapeId, Vec<Apply>> {
    let mut found: HashMap<ShapeId, Vec<Apply>> = HashMap::new();
    for apply in applies {
        let shape = apply.target.shape();
        if drafts.contains_key(&shape) {
            found.entry(shape).or_default().push(apply);
        } else if !reader.is_broken(&shape) {
            let message = "traits are applied to an unknown shape";
            reader.report(
                apply.place,
                Some(&apply.target),
                message,
                "define the shape, or remove the statement",
            );
        }
    }
    found
}

/// Applies statements to the shape and its own members. Returns the rest, which must be about
/// members from mixins.
pub(super) fn apply_to_own(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    applies: Vec<Apply>,
) -> Vec<Apply> {
    let mut left = Vec::new();
    for apply in applies {
        match apply.target.member() {
            None => merge(reader, &mut draft.traits, apply),
            Some(name) => match draft.members.get_mut(name) {
                Some(member) => merge(reader, &mut member.traits, apply),
                None => left.push(apply),
            },
        }
    }
    left
}

/// Applies statements to members from mixins; the statement takes precedence over inherited
/// traits.
pub(super) fn apply_to_mixed_in(reader: &mut Reader<'_>, draft: &mut Draft, applies: Vec<Apply>) {
    for apply in applies {
        match apply
            .target
            .member()
            .and_then(|name| draft.members.get_mut(name))
        {
            Some(member) => member.traits = apply.traits.over(&member.traits),
            None => {
                let message = "traits are applied to an unknown member";
                let names = draft.members.keys().map(String::as_str);
                let nearest = reader.nearest(apply.target.member().unwrap_or(""), names);
                let help = format!("members of the shape: {nearest}");
                reader.report(apply.place, Some(&apply.target), message, help);
            }
        }
    }
}

/// Adds the traits of a statement. Lists are concatenated, equal values are kept, other values
/// conflict (Smithy 2.0, "Trait conflict resolution").
fn merge(reader: &mut Reader<'_>, traits: &mut Traits, apply: Apply) {
    for new in &apply.traits {
        let value = match traits.get(&new.id) {
            None => new.value.clone(),
            Some(old) if *old == *new.value => continue,
            Some(old) => match concatenated(old, &new.value) {
                Some(both) => Arc::new(both),
                None => {
                    let message = format!(
                        "the trait {} is applied twice with different values",
                        new.id
                    );
                    reader.report(new.place, Some(&apply.target), message, "keep one of them");
                    continue;
                }
            },
        };
        traits.set(Trait {
            value,
            ..new.clone()
        });
    }
}

fn concatenated(old: &TraitValue, new: &TraitValue) -> Option<TraitValue> {
    let (old, new) = (old.as_array()?, new.as_array()?);
    Some(TraitValue::Array(old.iter().chain(new).cloned().collect()))
}
