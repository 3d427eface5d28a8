//! From members of the botocore form to members of the model.

use std::collections::HashMap;

use super::raw::{RawKind, RawLocation, RawMember};
use super::said::{Deprecation, Said};
use super::shapes::{Build, Target, note};
use super::wire::Wire;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, Place, ShapeId};

/// What is said about members elsewhere.
pub(super) struct Context<'c> {
    /// The shape whose members are read.
    pub(super) owner: &'c ShapeId,
    pub(super) targets: &'c HashMap<String, Target>,
    /// Whether members have names, as those of structures have.
    pub(super) named: bool,
    /// The member that is the whole body.
    pub(super) payload: Option<&'c str>,
    /// The members that must be there.
    pub(super) required: &'c [String],
}

/// Reads one member. `None` where the name of its target cannot be one.
pub(super) fn read(
    reader: &mut Reader<'_>,
    build: &mut Build<'_>,
    context: &Context<'_>,
    name: &str,
    place: Place,
    mut raw: RawMember,
) -> Option<Member> {
    let target = build.names.shape(reader, &raw.shape, place)?;
    let mut member = Member {
        name: name.to_owned(),
        target,
        traits: crate::Traits::default(),
        place,
    };
    note(build, context.owner, &member, &mut raw);
    if raw.location == Some(RawLocation::Uri) {
        if let Some(label) = raw.location_name.as_ref().filter(|label| *label != name) {
            let labels = build.labels.entry(context.owner.clone()).or_default();
            labels.push((label.clone(), name.to_owned()));
        }
    }
    let mut said = Said::new(context.owner, place);
    said.flag(
        reader,
        known::REQUIRED,
        context.required.iter().any(|one| one == name),
    );
    binding(reader, build.wire, context, &mut said, name, &mut raw);
    let namespace = context
        .targets
        .get(&raw.shape)
        .and_then(|target| target.xml_namespace.as_ref());
    said.xml_namespace(reader, raw.xml_namespace.take().or(namespace.cloned()));
    facts(reader, &mut said, raw);
    member.traits = said.traits();
    Some(member)
}

fn facts(reader: &mut Reader<'_>, said: &mut Said<'_>, raw: RawMember) {
    said.documentation(reader, raw.documentation);
    said.deprecation(
        reader,
        Deprecation {
            deprecated: raw.deprecated,
            message: raw.deprecated_message,
            since: raw.deprecated_since,
        },
    );
    said.timestamp_format(reader, raw.timestamp_format);
    said.flag(reader, known::IDEMPOTENCY_TOKEN, raw.idempotency_token);
    said.flag(reader, known::HOST_LABEL, raw.host_label);
    said.flag(reader, known::EVENT_PAYLOAD, raw.eventpayload);
    said.flag(reader, known::EVENT_HEADER, raw.eventheader);
    said.some(reader, known::CONTEXT_PARAM, raw.context_param);
    said.some(reader, known::EC2_QUERY_NAME, raw.query_name);
    said.flag(reader, known::XML_ATTRIBUTE, raw.xml_attribute);
}

/// Where the member goes in a message, and under which name.
fn binding(
    reader: &mut Reader<'_>,
    wire: Wire,
    context: &Context<'_>,
    said: &mut Said<'_>,
    name: &str,
    raw: &mut RawMember,
) {
    let given = raw.location_name.take();
    let target = context.targets.get(&raw.shape);
    let here = || given.clone().unwrap_or_else(|| name.to_owned());
    match raw.location {
        Some(RawLocation::Uri) => said.flag(reader, known::HTTP_LABEL, true),
        // A map of parameters has no name of its own.
        Some(RawLocation::QueryString) if is_map(target) => {
            said.flag(reader, known::HTTP_QUERY_PARAMS, true);
        }
        Some(RawLocation::QueryString) => said.value(reader, known::HTTP_QUERY, here()),
        Some(RawLocation::Header) => said.value(reader, known::HTTP_HEADER, here()),
        Some(RawLocation::Headers) => {
            said.value(
                reader,
                known::HTTP_PREFIX_HEADERS,
                given.unwrap_or_default(),
            );
        }
        Some(RawLocation::StatusCode) => said.flag(reader, known::HTTP_RESPONSE_CODE, true),
        None if context.payload == Some(name) => {
            said.flag(reader, known::HTTP_PAYLOAD, true);
            // In XML it is the name of the outermost element; in JSON there is none.
            said.some(reader, known::XML_NAME, given.filter(|_| wire.is_xml()));
        }
        None => body_name(reader, wire, said, name, given, context, raw),
    }
}

fn is_map(target: Option<&Target>) -> bool {
    target.is_some_and(|target| target.kind == RawKind::Map)
}

/// The name within a body.
fn body_name(
    reader: &mut Reader<'_>,
    wire: Wire,
    said: &mut Said<'_>,
    name: &str,
    given: Option<String>,
    context: &Context<'_>,
    raw: &RawMember,
) {
    let target = context.targets.get(&raw.shape);
    let flattened = raw.flattened || target.is_some_and(|target| target.flattened);
    said.flag(reader, known::XML_FLATTENED, flattened);
    // The elements of a flattened list take the place of the list, and the name they have goes before the list's.
    let element = target
        .filter(|_| flattened && wire.is_xml())
        .and_then(|target| target.element.clone());
    let given = element.or(given).filter(|given| given != name);
    match wire {
        // JSON has no names for the elements of lists and the parts of maps; the name is left from XML.
        Wire::RestJson | Wire::Rpc if context.named => said.some(reader, known::JSON_NAME, given),
        _ => said.some(reader, known::XML_NAME, given),
    }
}
