//! Names of members on the wire, and formats of timestamps.

use super::change::Wire;
use super::rules::Rule;
use super::spot::{Members, Reach, Spot};
use super::walk::Walk;
use crate::traits::known;
use crate::{Shape, ShapeKind, TimestampFormat, Traits};

/// Traits that say how a value is named in XML or a query.
const IN_XML: [&str; 5] = [
    known::XML_NAME,
    known::XML_ATTRIBUTE,
    known::XML_FLATTENED,
    known::XML_NAMESPACE,
    known::EC2_QUERY_NAME,
];

/// The traits that are compared here.
pub(super) const TRAITS: [&str; 7] = [
    known::XML_NAME,
    known::XML_ATTRIBUTE,
    known::XML_FLATTENED,
    known::XML_NAMESPACE,
    known::EC2_QUERY_NAME,
    known::JSON_NAME,
    known::TIMESTAMP_FORMAT,
];

/// Compares the names of a member in JSON, XML and queries, and the format of its timestamps.
pub(super) fn of_member(walk: &mut Walk<'_>, spot: &Spot, both: Members<'_>, reach: Reach) {
    let (old, new) = (both.old, both.new);
    let before = old.traits.json_name().unwrap_or(&old.name);
    let after = new.traits.json_name().unwrap_or(&new.name);
    if before != after {
        let message = format!("the name in JSON is `{after}`; before: `{before}`");
        let wire = Wire::breaking_if(walk.new.speaks(&["restJson1"]) && reach.any());
        walk.report(Rule::WireNameChanged, spot, wire, message);
    }
    xml(walk, spot, &old.traits, &new.traits, Some(&new.name));
    let targets = walk.old.shape(&old.target).zip(walk.new.shape(&new.target));
    if let Some((before, after)) = targets {
        timestamps(walk, spot, both, [before, after], reach);
    }
}

/// Compares the names of a shape in XML.
pub(super) fn of_shape(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits) {
    xml(walk, spot, old, new, None);
}

/// The form of XML and queries. A name that says what the member is called anyway is none.
fn xml(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits, name: Option<&str>) {
    let value = |traits: &Traits, id: &str| {
        let value = traits.get(id)?;
        let plain = id == known::XML_NAME && value.as_str().is_some() && value.as_str() == name;
        (!plain).then(|| value.to_string())
    };
    for id in IN_XML {
        let (before, after) = (value(old, id), value(new, id));
        if before == after {
            continue;
        }
        let shown = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
        let word = id.rsplit('#').next().unwrap_or(id);
        let message = format!("`{word}` is {}; before: {}", shown(after), shown(before));
        let wire = Wire::breaking_if(walk.new.speaks(&["Xml", "Query"]));
        walk.report(Rule::WireNameChanged, spot, wire, message);
    }
}

/// Compares how timestamps are written: as the member says, or the target, or the protocol.
/// Clients read every format, so another one breaks only those who send it.
fn timestamps(
    walk: &mut Walk<'_>,
    spot: &Spot,
    both: Members<'_>,
    [before, after]: [&Shape; 2],
    reach: Reach,
) {
    let kinds = [before, after].map(|shape| matches!(shape.kind, ShapeKind::Timestamp));
    if kinds != [true, true] {
        return;
    }
    let said = |traits: &Traits, target: &Shape| {
        let target = target.traits.timestamp_format();
        traits.timestamp_format().or(target)
    };
    let old = said(&both.old.traits, before);
    let new = said(&both.new.traits, after);
    if old == new {
        return;
    }
    let usual = usual(walk, &both.new.traits);
    let wire = Wire::breaking_if(old.or(usual) != new.or(usual) && reach.sent);
    let message = format!("the format is {}; before: {}", shown(new), shown(old));
    walk.report(Rule::TimestampFormatChanged, spot, wire, message);
}

fn shown(format: Option<TimestampFormat>) -> &'static str {
    match format {
        None => "the protocol's",
        Some(TimestampFormat::DateTime) => "date-time",
        Some(TimestampFormat::HttpDate) => "http-date",
        Some(TimestampFormat::EpochSeconds) => "epoch-seconds",
    }
}

/// The format of the new service's protocol for a member that is bound so (Smithy 2.0, the pages
/// of the protocols).
fn usual(walk: &Walk<'_>, traits: &Traits) -> Option<TimestampFormat> {
    let bound = walk.new.binds_http();
    let in_url = traits.http_query().is_some() || traits.http_label();
    if bound && traits.http_header().is_some() {
        Some(TimestampFormat::HttpDate)
    } else if (bound && in_url) || walk.new.speaks(&["Xml", "Query"]) {
        Some(TimestampFormat::DateTime)
    } else if walk.new.speaks(&["restJson1", "awsJson1_0", "awsJson1_1"]) {
        Some(TimestampFormat::EpochSeconds)
    } else {
        None
    }
}
