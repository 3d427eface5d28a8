//! `apply` statements: traits that are said about a shape elsewhere (Smithy 2.0, "Applying traits externally").

use std::collections::HashMap;
use std::sync::Arc;

use crate::draft::{Draft, Drafts};
use crate::reader::Reader;
use crate::{Place, ShapeId, Trait, TraitValue, Traits};

/// One statement.
pub(super) struct Apply {
    /// The shape or member.
    pub(super) target: ShapeId,
    pub(super) traits: Traits,
    pub(super) place: Place,
}

/// The statements by the shape they are about; statements about shapes that do not exist are reported.
pub(super) fn by_shape(
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
            let message = "traits are applied to a shape that the model does not define";
            reader.report(
                apply.place,
                Some(&apply.target),
                message,
                "define the shape, or drop the statement",
            );
        }
    }
    found
}

/// Applies to the shape and to its own members. What is left is about members that mixins must bring.
pub(super) fn to_own(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    applies: Vec<Apply>,
) -> Vec<Apply> {
    let mut left = Vec::new();
    for apply in applies {
        match apply.target.member() {
            None => join(reader, &mut draft.traits, apply),
            Some(name) => match draft.members.get_mut(name) {
                Some(member) => join(reader, &mut member.traits, apply),
                None => left.push(apply),
            },
        }
    }
    left
}

/// Applies to members that came from mixins; here the statement wins over what is inherited.
pub(super) fn to_mixed_in(reader: &mut Reader<'_>, draft: &mut Draft, applies: Vec<Apply>) {
    for apply in applies {
        match apply
            .target
            .member()
            .and_then(|name| draft.members.get_mut(name))
        {
            Some(member) => member.traits = apply.traits.over(&member.traits),
            None => {
                let message = "traits are applied to a member that the shape does not have";
                let names = draft.members.keys().map(String::as_str);
                let nearest = reader.nearest(apply.target.member().unwrap_or(""), names);
                let help = format!("members of the shape: {nearest}");
                reader.report(apply.place, Some(&apply.target), message, help);
            }
        }
    }
}

/// Adds the traits of a statement. Lists are joined, equal values stay, others are in conflict
/// (Smithy 2.0, "Trait conflict resolution").
fn join(reader: &mut Reader<'_>, traits: &mut Traits, apply: Apply) {
    for new in &apply.traits {
        let value = match traits.get(&new.id) {
            None => new.value.clone(),
            Some(old) if *old == *new.value => continue,
            Some(old) => match joined(old, &new.value) {
                Some(both) => Arc::new(both),
                None => {
                    let message = format!(
                        "the trait {} is applied twice, with different values",
                        new.id
                    );
                    reader.report(
                        new.place,
                        Some(&apply.target),
                        message,
                        "keep one of the two",
                    );
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

fn joined(old: &TraitValue, new: &TraitValue) -> Option<TraitValue> {
    let (old, new) = (old.as_array()?, new.as_array()?);
    Some(TraitValue::Array(old.iter().chain(new).cloned().collect()))
}
