//! Members of structures and unions.

use std::fmt::Display;

use super::change::{Side, Wire};
use super::rules::Rule;
use super::spot::{Members, Reach, Spot};
use super::walk::Walk;
use super::{bindings, constraints, media_type, names, presence, retarget, traits};
use crate::{Member, Shape, ShapeKind, Traits};

/// Compares the members of two structures or unions.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Shape, new: &Shape, reach: Reach) {
    let union = matches!(new.kind, ShapeKind::Union { .. });
    for after in new.members() {
        let spot = Spot::member(Side::New, &new.id, &after.name, after.place);
        match member(old, &after.name) {
            Some(before) => {
                let both = Members {
                    old: before,
                    new: after,
                };
                if !union {
                    presence::compare(walk, &spot, both, reach);
                }
                same(walk, &spot, both, reach);
            }
            None => report_added(walk, &spot, after, reach.sent && !union),
        }
    }
    for before in old.members() {
        if member(new, &before.name).is_none() {
            let spot = Spot::member(Side::Old, &old.id, &before.name, before.place);
            let message = format!("`{}` is gone", before.name);
            let wire = Wire::breaking_if(reach.any());
            walk.report(Rule::MemberRemoved, &spot, wire, message);
        }
    }
    order(walk, old, new);
}

fn member<'m>(shape: &'m Shape, name: &str) -> Option<&'m Member> {
    match &shape.kind {
        ShapeKind::Structure { members } | ShapeKind::Union { members } => members.get(name),
        _ => None,
    }
}

/// Reports a member that only the new model has; if it is sent, old clients leave it out.
pub(super) fn report_added(walk: &mut Walk<'_>, spot: &Spot, member: &Member, sent: bool) {
    let demanded = is_demanded(&member.traits);
    let what = if demanded { "new, and required" } else { "new" };
    let message = format!("`{}` is {what}", member.name);
    let wire = Wire::breaking_if(sent && demanded);
    let target = Some(&member.target);
    walk.report_about(Rule::MemberAdded, spot, target, wire, message);
}

/// Returns true if a request without the member is refused.
pub(super) fn is_demanded(traits: &Traits) -> bool {
    let default = traits.default_value().is_some_and(|json| !json.is_null());
    traits.required() && !default && !traits.idempotency_token()
}

/// Compares what all members have: those of structures and unions, elements of lists, keys and
/// values of maps.
pub(super) fn same(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let (old, new) = (&both.old.traits, &both.new.traits);
    constraints::compare(walk, spot, old, new, reach);
    bindings::of_member(walk, spot, both, reach);
    names::of_member(walk, spot, both, reach);
    media_type::of_member(walk, spot, both, reach);
    traits::common(walk, spot, old, new);
    retarget::compare(walk, spot, both, reach);
}

/// Reports once per shape that members stand in another order.
fn order(walk: &mut Walk<'_>, old: &Shape, new: &Shape) {
    let names = |of: &Shape, other: &Shape| -> Vec<String> {
        let names = of.members().map(|member| &member.name);
        names
            .filter(|name| member(other, name).is_some())
            .cloned()
            .collect()
    };
    report_order(walk, new, &names(old, new), &names(new, old));
}

/// Reports names that both have and that stand in another order.
pub(super) fn report_order<N: PartialEq + Display>(
    walk: &mut Walk<'_>,
    new: &Shape,
    before: &[N],
    after: &[N],
) {
    let mut both = before.iter().zip(after);
    if let Some((before, after)) = both.find(|(before, after)| before != after) {
        let message = format!("`{after}` stands where `{before}` stood");
        let spot = Spot::shape(Side::New, new);
        walk.report(Rule::MembersReordered, &spot, Wire::Safe, message);
    }
}
