//! Inputs and outputs of operations. Their shape names are not compared.

use super::change::{Side, Wire};
use super::members;
use super::rules::Rule;
use super::spot::Spot;
use super::walk::Walk;
use crate::{Member, Shape, ShapeId};

/// Compares the inputs of an operation, or its outputs. None counts as one without members.
pub(super) fn compare(
    walk: &mut Walk<'_>,
    old: Option<&ShapeId>,
    new: Option<&ShapeId>,
    sent: bool,
) {
    match (old, new) {
        (Some(old), Some(new)) => walk.later(old, new, None),
        (None, Some(id)) => {
            let shape = walk.new.shape(id);
            for member in shape.into_iter().flat_map(Shape::members) {
                added(walk, id, member, sent);
            }
        }
        (Some(id), None) => {
            let shape = walk.old.shape(id);
            for member in shape.into_iter().flat_map(Shape::members) {
                let spot = Spot::member(Side::Old, id, &member.name, member.place);
                let message = format!("`{}` is gone", member.name);
                walk.report(Rule::MemberRemoved, &spot, Wire::Breaking, message);
            }
        }
        (None, None) => {}
    }
}

fn added(walk: &mut Walk<'_>, id: &ShapeId, member: &Member, sent: bool) {
    let spot = Spot::member(Side::New, id, &member.name, member.place);
    members::report_added(walk, &spot, member, sent);
}
