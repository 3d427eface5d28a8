//! Moves constraints to members, and anchors patterns.

use std::collections::HashMap;
use std::sync::Arc;

use super::service;
use crate::traits::known;
use crate::undocumented::for_each_traits;
use crate::{Member, Model, Shape, ShapeId, ShapeKind, Trait, TraitValue, Traits};

const CONSTRAINTS: [&str; 3] = [known::LENGTH, known::RANGE, known::PATTERN];

/// Moves constraints to members; counts the constraints that members had before.
pub(super) fn to_members(model: &mut Model, service: &ShapeId) -> usize {
    copy_collections(model);
    service::keep_reached(model, service);
    let own = model.shapes.values().filter(|shape| !is_type(shape));
    let own: HashMap<ShapeId, Traits> = own
        .map(|shape| (shape.id.clone(), constraints(&shape.traits)))
        .collect();
    let mut count = 0;
    for shape in model.shapes.values_mut() {
        if !is_type(shape) {
            shape.traits.retain(|one| !is_constraint(one));
        }
        for member in shape.members_mut() {
            count += constraints(&member.traits).len();
            if let Some(inherited) = own.get(&member.target) {
                member.traits = std::mem::take(&mut member.traits).over(inherited);
            }
        }
    }
    count
}

/// Copies each list or map with constraints on a member to a shape of its own, named as in
/// botocore's form.
fn copy_collections(model: &mut Model) {
    let types = model.shapes.values().filter(|shape| is_type(shape));
    let members = types.flat_map(|owner| owner.members().map(|member| (&owner.id, member)));
    let constrained = members.filter(|(_, member)| member.traits.iter().any(is_constraint));
    let copies = constrained.filter_map(|(owner, member)| copy(model, owner, member));
    let copies: Vec<(ShapeId, String, Shape)> = copies.collect();
    for (owner, name, copy) in copies {
        let owner = model.shapes.get_mut(&owner).map(Shape::members_mut);
        let mut members = owner.into_iter().flatten();
        if let Some(member) = members.find(|member| member.name == name) {
            member.target = copy.id.clone();
        }
        model.shapes.insert(copy.id.clone(), copy);
    }
}

/// Returns the copy of a list or map that a member targets, named after owner and member; `None`
/// for other targets, or if the name is taken.
fn copy(model: &Model, owner: &ShapeId, member: &Member) -> Option<(ShapeId, String, Shape)> {
    let target = model.shape(&member.target)?;
    let end = match target.kind {
        ShapeKind::List { .. } => "List",
        ShapeKind::Map { .. } => "Map",
        _ => return None,
    };
    let mut letters = member.name.chars();
    let first: String = letters.next()?.to_uppercase().chain(letters).collect();
    let id = format!("{}#{}{first}{end}", owner.namespace(), owner.name());
    let id = ShapeId::new(&id).ok()?;
    let copy = Shape {
        id: id.clone(),
        ..target.clone()
    };
    let free = model.shape(&id).is_none();
    free.then(|| (owner.clone(), member.name.clone(), copy))
}

/// Returns true if the shape is a type; in neither form do types have constraints of their own,
/// except for enums.
fn is_type(shape: &Shape) -> bool {
    use ShapeKind::{Enum, IntEnum, Structure, Union};
    matches!(
        shape.kind,
        Structure { .. } | Union { .. } | Enum(_) | IntEnum(_)
    )
}

fn is_constraint(one: &Trait) -> bool {
    CONSTRAINTS.contains(&one.id.as_str())
}

fn constraints(traits: &Traits) -> Traits {
    traits
        .iter()
        .filter(|one| is_constraint(one))
        .cloned()
        .collect()
}

pub(super) fn zero_lengths(model: &mut Model, _: &ShapeId) -> usize {
    let mut count = 0;
    for shape in model.shapes.values_mut() {
        for_each_traits(shape, |traits| count += usize::from(without_zero(traits)));
    }
    count
}

/// Removes a `min` of zero from a length; returns true if there was one.
fn without_zero(traits: &mut Traits) -> bool {
    let Some(length) = traits.length().filter(|length| length.min == Some(0)) else {
        return false;
    };
    if let Some(found) = traits
        .remove(known::LENGTH)
        .filter(|_| length.max.is_some())
    {
        let mut value = (*found.value).clone();
        if let TraitValue::Object(entries) = &mut value {
            entries.remove("min");
        }
        let value = Arc::new(value);
        traits.set(Trait { value, ..found });
    }
    true
}

pub(super) fn patterns(model: &mut Model, _: &ShapeId) -> usize {
    let mut count = 0;
    for shape in model.shapes.values_mut() {
        for_each_traits(shape, |traits| count += usize::from(anchor_pattern(traits)));
    }
    count
}

/// Anchors a pattern; returns true if that changed it.
fn anchor_pattern(traits: &mut Traits) -> bool {
    let Some(found) = traits.find(known::PATTERN) else {
        return false;
    };
    let pattern = found.value.as_str().unwrap_or_default();
    let anchored = anchored(pattern);
    if anchored == pattern {
        return false;
    }
    let value = Arc::new(anchored.into());
    let changed = Trait {
        value,
        ..found.clone()
    };
    traits.set(changed);
    true
}

/// The pattern that matches the anchored string if `pattern` matches a part of it. Line breaks are
/// spaces in botocore's form.
fn anchored(pattern: &str) -> String {
    let pattern = pattern.replace('\n', " ");
    let start = match pattern.as_str() {
        _ if pattern.starts_with('^') => "",
        _ if pattern.starts_with(".*") => "^",
        _ => "^.*",
    };
    let ends = |end: &str| {
        pattern
            .strip_suffix(end)
            .is_some_and(|rest| !rest.ends_with('\\'))
    };
    let end = if ends("$") {
        ""
    } else if ends(".*") {
        "$"
    } else {
        ".*$"
    };
    format!("{start}{pattern}{end}")
}

#[cfg(test)]
mod tests {
    use super::anchored;

    #[test]
    fn patterns_of_parts_become_those_of_the_whole() {
        for (part, expected) in [
            ("x", "^.*x.*$"),
            ("^x", "^x.*$"),
            ("x$", "^.*x$"),
            (r"x\$", r"^.*x\$.*$"),
            (".*", "^.*$"),
            ("^x$", "^x$"),
            (r"\S.*|^$", r"^.*\S.*|^$"),
            ("^[^:\n]*$", "^[^: ]*$"),
        ] {
            assert_eq!(anchored(part), expected);
            assert_eq!(anchored(expected), expected);
        }
    }
}
