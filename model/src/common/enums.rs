//! Names of enum values.

use indexmap::IndexMap;

use crate::botocore::value_names;
use crate::{EnumMember, Model, ShapeId, ShapeKind, Traits};

/// Names all values as botocore's form does; counts those that had another name or traits.
pub(super) fn name(model: &mut Model, _: &ShapeId) -> usize {
    let mut count = 0;
    for shape in model.shapes.values_mut() {
        if let ShapeKind::Enum(members) = &mut shape.kind {
            count += rename(members);
        }
    }
    count
}

/// Renames the values of an enum. If two values would get the same name, the enum is left
/// unchanged.
fn rename(members: &mut IndexMap<String, EnumMember<String>>) -> usize {
    let Some(names) = value_names(members.values().map(|one| one.value.as_str())) else {
        return 0;
    };
    let mut count = 0;
    let renamed = std::mem::take(members).into_values().zip(names);
    for (mut member, name) in renamed {
        count += usize::from(member.name != name || !member.traits.is_empty());
        member.name.clone_from(&name);
        member.traits = Traits::default();
        members.insert(name, member);
    }
    count
}
