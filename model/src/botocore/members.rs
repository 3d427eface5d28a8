//! Converts members of the botocore form to members of the model.

use std::collections::HashMap;

use super::raw::{RawKind, RawLocation, RawMember};
use super::shapes::{FileContext, Target, collect_facts};
use super::traits::{Deprecation, TraitCollector};
use super::wire::Wire;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, Place, ShapeId};

/// The facts about members that are stated outside of them.
pub(super) struct OwnerContext<'c> {
    /// The shape with the members.
    pub(super) id: &'c ShapeId,
    pub(super) targets: &'c HashMap<String, Target>,
    /// True for structures, whose members have names on the wire.
    pub(super) named: bool,
    /// The name of the payload member.
    pub(super) payload: Option<&'c str>,
    /// The names of the required members.
    pub(super) required: &'c [String],
}

/// Reads a member; `None` if the name of its target is invalid.
pub(super) fn read(
    reader: &mut Reader<'_>,
    file: &mut FileContext<'_>,
    owner: &OwnerContext<'_>,
    name: &str,
    place: Place,
    mut raw: RawMember,
) -> Option<Member> {
    let target = file.names.shape(reader, &raw.shape, place)?;
    let mut member = Member {
        name: name.to_owned(),
        target,
        traits: crate::Traits::default(),
        place,
    };
    collect_facts(file, owner.id, &member, &mut raw);
    if raw.location == Some(RawLocation::Uri) {
        if let Some(label) = raw.location_name.as_ref().filter(|label| *label != name) {
            let labels = file.labels.entry(owner.id.clone()).or_default();
            labels.push((label.clone(), name.to_owned()));
        }
    }
    let mut traits = TraitCollector::new(owner.id, place);
    traits.flag(
        reader,
        known::REQUIRED,
        owner.required.iter().any(|required| required == name),
    );
    binding(reader, file.wire, owner, &mut traits, name, &mut raw);
    let namespace = owner
        .targets
        .get(&raw.shape)
        .and_then(|target| target.xml_namespace.as_ref());
    traits.xml_namespace(reader, raw.xml_namespace.take().or(namespace.cloned()));
    facts(reader, &mut traits, raw);
    member.traits = traits.into_traits();
    Some(member)
}

fn facts(reader: &mut Reader<'_>, traits: &mut TraitCollector<'_>, raw: RawMember) {
    traits.documentation(reader, raw.documentation);
    traits.deprecation(
        reader,
        Deprecation {
            deprecated: raw.deprecated,
            message: raw.deprecated_message,
            since: raw.deprecated_since,
        },
    );
    traits.timestamp_format(reader, raw.timestamp_format);
    traits.flag(reader, known::IDEMPOTENCY_TOKEN, raw.idempotency_token);
    traits.flag(reader, known::HOST_LABEL, raw.host_label);
    traits.flag(reader, known::EVENT_PAYLOAD, raw.eventpayload);
    traits.flag(reader, known::EVENT_HEADER, raw.eventheader);
    traits.optional(reader, known::CONTEXT_PARAM, raw.context_param);
    traits.optional(reader, known::EC2_QUERY_NAME, raw.query_name);
    traits.flag(reader, known::XML_ATTRIBUTE, raw.xml_attribute);
}

/// Adds the traits that bind the member to a part of the message.
fn binding(
    reader: &mut Reader<'_>,
    wire: Wire,
    owner: &OwnerContext<'_>,
    traits: &mut TraitCollector<'_>,
    name: &str,
    raw: &mut RawMember,
) {
    let given = raw.location_name.take();
    let target = owner.targets.get(&raw.shape);
    let here = || given.clone().unwrap_or_else(|| name.to_owned());
    match raw.location {
        Some(RawLocation::Uri) => traits.flag(reader, known::HTTP_LABEL, true),
        // A map of query parameters has no name of its own.
        Some(RawLocation::QueryString) if is_map(target) => {
            traits.flag(reader, known::HTTP_QUERY_PARAMS, true);
        }
        Some(RawLocation::QueryString) => traits.value(reader, known::HTTP_QUERY, here()),
        Some(RawLocation::Header) => traits.value(reader, known::HTTP_HEADER, here()),
        Some(RawLocation::Headers) => {
            traits.value(
                reader,
                known::HTTP_PREFIX_HEADERS,
                given.unwrap_or_default(),
            );
        }
        Some(RawLocation::StatusCode) => traits.flag(reader, known::HTTP_RESPONSE_CODE, true),
        None if owner.payload == Some(name) => {
            traits.flag(reader, known::HTTP_PAYLOAD, true);
            // The name of the outermost element in XML; JSON has none.
            traits.optional(reader, known::XML_NAME, given.filter(|_| wire.is_xml()));
        }
        None => body_name(reader, wire, traits, name, given, owner, raw),
    }
}

fn is_map(target: Option<&Target>) -> bool {
    target.is_some_and(|target| target.kind == RawKind::Map)
}

/// Adds the traits for the member's name in a body.
fn body_name(
    reader: &mut Reader<'_>,
    wire: Wire,
    traits: &mut TraitCollector<'_>,
    name: &str,
    given: Option<String>,
    owner: &OwnerContext<'_>,
    raw: &RawMember,
) {
    let target = owner.targets.get(&raw.shape);
    let flattened = raw.flattened || target.is_some_and(|target| target.flattened);
    traits.flag(reader, known::XML_FLATTENED, flattened);
    // The elements of a flattened list replace the list, so that their name takes precedence.
    let element = target
        .filter(|_| flattened && wire.is_xml())
        .and_then(|target| target.element.clone());
    let given = element.or(given).filter(|given| given != name);
    match wire {
        // JSON has no names for list elements, map keys and map values; such a name is left over
        // from XML.
        Wire::RestJson | Wire::Rpc if owner.named => {
            traits.optional(reader, known::JSON_NAME, given)
        }
        _ => traits.optional(reader, known::XML_NAME, given),
    }
}
