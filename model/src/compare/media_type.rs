//! Media types of blobs and strings (`smithy.api#mediaType`).

use super::change::Wire;
use super::rules::Rule;
use super::spot::{Members, Reach, Spot};
use super::walk::Walk;
use crate::{Member, Shape, ShapeKind, Traits};

/// Compares the media types that members have themselves.
pub(super) fn of_member(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let media_types = [&both.old.traits, &both.new.traits].map(Traits::media_type);
    let target = walk.new.shape(&both.new.target);
    if let Some(target) = target.filter(|_| media_types[0] != media_types[1]) {
        let shapes = [both.old, both.new].map(|member| (member, target));
        let wire = effect(walk, shapes, reach);
        report(walk, spot, media_types, wire);
    }
}

/// Compares the media types of two shapes; the gravest effect on a member that targets them counts.
pub(super) fn of_shape(walk: &mut Walk<'_>, spot: &Spot, old: &Shape, new: &Shape) {
    let media_types = [old, new].map(|shape| shape.traits.media_type());
    if media_types[0] == media_types[1] {
        return;
    }
    let effects = walk.new.uses(&new.id).map(|(shape, member)| {
        let reach = walk.reach(old_of(walk, &shape.id), &shape.id);
        effect(walk, [(member, old), (member, new)], reach)
    });
    let wire = effects.max().unwrap_or(Wire::Safe);
    report(walk, spot, media_types, wire);
}

fn old_of<'w>(walk: &'w Walk<'_>, new: &'w crate::ShapeId) -> &'w crate::ShapeId {
    walk.matching.old_of(new).unwrap_or(new)
}

/// Strings with a media type stand in headers as base64; the body's media type is the content type
/// of a request (Smithy 2.0, "mediaType trait", "httpHeader trait" and "httpPayload trait").
fn effect(walk: &Walk<'_>, [old, new]: [(&Member, &Shape); 2], reach: Reach) -> Wire {
    let of = |(member, target): (&Member, &Shape)| {
        let own = member.traits.media_type().map(str::to_owned);
        own.or_else(|| target.traits.media_type().map(str::to_owned))
    };
    let (before, after) = (of(old), of(new));
    let traits = &new.0.traits;
    let text = matches!(new.1.kind, ShapeKind::String | ShapeKind::Enum(_));
    let header = traits.http_header().is_some() && text && before.is_some() != after.is_some();
    let payload = traits.http_payload() && before != after;
    let breaks = (header && reach.any()) || (payload && reach.sent);
    Wire::breaking_if(breaks && walk.new.binds_http())
}

fn report(walk: &mut Walk<'_>, spot: &Spot, [old, new]: [Option<&str>; 2], wire: Wire) {
    let shown = |media_type: Option<&str>| match media_type {
        Some(media_type) => format!("`{media_type}`"),
        None => "none".to_owned(),
    };
    let message = format!("the media type is {}; before: {}", shown(new), shown(old));
    walk.report(Rule::MediaTypeChanged, spot, wire, message);
}
