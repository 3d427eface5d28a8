//! Where constraints stand, and how patterns are written.

use std::collections::HashMap;
use std::sync::Arc;

use super::service;
use crate::traits::known;
use crate::undocumented::traits_of;
use crate::{Member, Model, Shape, ShapeId, ShapeKind, Trait, TraitValue, Traits};

const CONSTRAINTS: [&str; 3] = [known::LENGTH, known::RANGE, known::PATTERN];

/// Counts the constraints that members had before.
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

/// Gives each list or map of which a member demands something a shape of its own, named as botocore's form has it.
fn copy_collections(model: &mut Model) {
    let types = model.shapes.values().filter(|shape| is_type(shape));
    let members = types.flat_map(|owner| owner.members().map(|member| (&owner.id, member)));
    let demanding = members.filter(|(_, member)| member.traits.iter().any(is_constraint));
    let copies = demanding.filter_map(|(owner, member)| copy(model, owner, member));
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

/// The list or map that a member targets under the name of owner and member; none where it targets neither or the name is
/// taken.
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

/// Whether the shape is a type, which has constraints of its own in neither form but for enums.
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
        traits_of(shape, |traits| count += usize::from(without_zero(traits)));
    }
    count
}

/// Takes a `min` of zero out of a length; whether there was one.
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
        traits_of(shape, |traits| count += usize::from(write_out(traits)));
    }
    count
}

/// Writes a pattern out; whether that made a difference.
fn write_out(traits: &mut Traits) -> bool {
    let Some(found) = traits.find(known::PATTERN) else {
        return false;
    };
    let pattern = found.value.as_str().unwrap_or_default();
    let whole = whole(pattern);
    if whole == pattern {
        return false;
    }
    let value = Arc::new(whole.into());
    let changed = Trait {
        value,
        ..found.clone()
    };
    traits.set(changed);
    true
}

/// The pattern of the whole text of which `pattern` matches a part. Line breaks are blanks in botocore's form.
fn whole(pattern: &str) -> String {
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
    use super::whole;

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
            assert_eq!(whole(part), expected);
            assert_eq!(whole(expected), expected);
        }
    }
}
