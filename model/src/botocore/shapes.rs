//! From shapes of the botocore form to drafts.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Number;
use serde_json::value::RawValue;

use super::extras::ShapeExtras;
use super::moves::{Fact, Move};
use super::names::Names;
use super::raw::{RawError, RawKind, RawMember, RawShape, RawXmlNamespace};
use super::said::{Deprecation, Said, object};
use super::wire::Wire;
use super::{enums, members};
use crate::draft::{Body, Draft, Drafts};
use crate::id::is_identifier;
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, Place, ShapeId, ShapeKind, TraitValue};

/// What the shapes of a file are read with, and what is noted on the way.
pub(super) struct Build<'b> {
    pub(super) names: &'b Names,
    pub(super) wire: Wire,
    /// Whether errors have codes of their own in the query protocol.
    pub(super) query_errors: bool,
    /// What members say that Smithy says of the shapes they target.
    pub(super) moves: Vec<Move>,
    /// The members whose label in a URI is not their name: by structure, the label and the member.
    pub(super) labels: HashMap<ShapeId, Vec<(String, String)>>,
}

/// A shape with its members, not yet in Smithy's words.
struct Raw<'a> {
    id: ShapeId,
    place: Place,
    shape: RawShape<'a>,
    members: Vec<(String, Place, RawMember)>,
}

/// What members need to know of the shapes they target.
pub(super) struct Target {
    pub(super) kind: RawKind,
    pub(super) flattened: bool,
    /// The name of the elements, where this is a list that gives them one.
    pub(super) element: Option<String>,
    /// The namespace of the elements that have the shape.
    pub(super) xml_namespace: Option<RawXmlNamespace>,
}

/// Reads all shapes.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    build: &mut Build<'_>,
    shapes: Fields<'a>,
    mut extras: HashMap<String, ShapeExtras>,
) -> Drafts {
    let mut raws = Vec::with_capacity(shapes.0.len());
    let mut targets = HashMap::with_capacity(shapes.0.len());
    for Entry { key, value } in shapes.0 {
        let place = reader.place_of_key(&key, value);
        let Some(id) = build.names.shape(reader, &key, place) else {
            continue;
        };
        match raw(reader, id.clone(), place, value) {
            Some(mut raw) => {
                add(&mut raw, extras.remove(&*key).unwrap_or_default());
                targets.insert(key.into_owned(), target(&raw));
                raws.push(raw);
            }
            None => reader.set_broken(id),
        }
    }
    let drafts = raws.into_iter().map(|raw| {
        let id = raw.id.clone();
        (id, draft(reader, build, &targets, raw))
    });
    drafts.collect()
}

/// Adds what extras say of a shape; their members come last and stand where the shape stands.
fn add(raw: &mut Raw<'_>, extras: ShapeExtras) {
    raw.shape.kind = extras.kind.unwrap_or(raw.shape.kind);
    for (name, member) in extras.members {
        match raw.members.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, _, known)) => *known = member,
            None => raw.members.push((name, raw.place, member)),
        }
    }
}

fn target(raw: &Raw<'_>) -> Target {
    let element = raw
        .members
        .first()
        .filter(|_| raw.shape.kind == RawKind::List);
    Target {
        kind: raw.shape.kind,
        flattened: raw.shape.flattened,
        xml_namespace: raw.shape.xml_namespace.clone(),
        element: element.and_then(|(_, _, element)| element.location_name.clone()),
    }
}

fn raw<'a>(
    reader: &mut Reader<'a>,
    id: ShapeId,
    place: Place,
    value: &'a RawValue,
) -> Option<Raw<'a>> {
    let mut shape: RawShape<'a> = reader.value(value, Some(&id), "the shape")?;
    let fields = std::mem::take(&mut shape.members);
    let named = [
        ("member", shape.member),
        ("key", shape.key),
        ("value", shape.value),
    ];
    let named = named.into_iter().filter_map(|(name, value)| {
        Some(Entry {
            key: name.into(),
            value: value?,
        })
    });
    let fields = Fields(fields.0.into_iter().chain(named).collect());
    let fields = reader.distinct(fields, Some(&id), "`members`");
    let count = fields.0.len();
    let members: Vec<_> = fields
        .0
        .into_iter()
        .filter_map(|entry| member(reader, &id, entry))
        .collect();
    (members.len() == count).then_some(Raw {
        id,
        place,
        shape,
        members,
    })
}

fn member<'a>(
    reader: &mut Reader<'a>,
    id: &ShapeId,
    Entry { key, value }: Entry<'a>,
) -> Option<(String, Place, RawMember)> {
    let place = reader.place_of_key(&key, value);
    if !is_identifier(&key) {
        let message = format!("`{}` cannot be the name of a member", quoted(&key));
        let help = "names are letters, digits and `_`, a letter first";
        reader.report(place, Some(id), message, help);
        return None;
    }
    let member = reader.id(&format!("{id}${key}"), place, None)?;
    let raw = reader.value(value, Some(&member), "the member")?;
    Some((key.into_owned(), place, raw))
}

fn draft(
    reader: &mut Reader<'_>,
    build: &mut Build<'_>,
    targets: &HashMap<String, Target>,
    raw: Raw<'_>,
) -> Draft {
    let Raw {
        id,
        place,
        mut shape,
        members,
    } = raw;
    let required = std::mem::take(&mut shape.required);
    report_unknown(reader, &id, place, &required, &members, "required");
    let payload = shape.payload.take();
    report_unknown(reader, &id, place, payload.as_slice(), &members, "payload");
    let values = shape.values.take().filter(|values| !values.is_empty());
    let body = body(&shape, values.is_some());
    let context = members::Context {
        owner: &id,
        targets,
        named: shape.kind == RawKind::Structure,
        payload: payload.as_deref(),
        required: &required,
    };
    let mut read = IndexMap::with_capacity(members.len());
    for (name, place, raw) in members {
        if let Some(member) = members::read(reader, build, &context, &name, place, raw) {
            read.insert(name, member);
        }
    }
    let mut said = Said::new(&id, place);
    traits(reader, build, &mut said, shape);
    let traits = said.traits();
    if let Some(values) = values {
        read = enums::members(reader, &id, place, values);
    }
    Draft {
        body,
        traits,
        place,
        mixins: Vec::new(),
        members: read,
    }
}

/// Reports names of members that there are none of.
fn report_unknown(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    place: Place,
    names: &[String],
    members: &[(String, Place, RawMember)],
    field: &str,
) {
    for name in names {
        if !members.iter().any(|(member, _, _)| member == name) {
            let message = format!("`{field}` names `{}`, which is no member", quoted(name));
            let nearest = reader.nearest(name, members.iter().map(|(member, _, _)| &**member));
            reader.report(
                place,
                Some(id),
                message,
                format!("members of the shape: {nearest}"),
            );
        }
    }
}

fn body(shape: &RawShape<'_>, has_values: bool) -> Body {
    Body::Whole(match shape.kind {
        RawKind::Structure if shape.document => ShapeKind::Document,
        RawKind::Structure if shape.union || shape.eventstream => return Body::Union,
        RawKind::Structure => return Body::Structure,
        RawKind::List => return Body::List,
        RawKind::Map => return Body::Map,
        RawKind::String if has_values => return Body::Enum,
        RawKind::String => ShapeKind::String,
        RawKind::Blob => ShapeKind::Blob,
        RawKind::Boolean => ShapeKind::Boolean,
        RawKind::Byte => ShapeKind::Byte,
        RawKind::Short => ShapeKind::Short,
        RawKind::Integer => ShapeKind::Integer,
        RawKind::Long => ShapeKind::Long,
        RawKind::Float => ShapeKind::Float,
        RawKind::Double => ShapeKind::Double,
        RawKind::BigInteger => ShapeKind::BigInteger,
        RawKind::BigDecimal => ShapeKind::BigDecimal,
        RawKind::Timestamp => ShapeKind::Timestamp,
    })
}

fn traits(reader: &mut Reader<'_>, build: &Build<'_>, said: &mut Said<'_>, shape: RawShape<'_>) {
    said.documentation(reader, shape.documentation);
    said.deprecation(
        reader,
        Deprecation {
            deprecated: shape.deprecated,
            message: shape.deprecated_message,
            since: shape.deprecated_since,
        },
    );
    said.flag(reader, known::SENSITIVE, shape.sensitive);
    said.flag(reader, known::SPARSE, shape.sparse);
    said.flag(
        reader,
        known::STREAMING,
        shape.streaming || shape.eventstream,
    );
    said.flag(reader, known::REQUIRES_LENGTH, shape.requires_length);
    said.some(reader, known::PATTERN, shape.pattern.map(anchored));
    said.timestamp_format(reader, shape.timestamp_format);
    bounds(reader, said, shape.kind, shape.min, shape.max);
    if build.wire.is_xml() && shape.kind == RawKind::Structure {
        said.some(reader, known::XML_NAME, shape.location_name);
    }
    if shape.exception {
        error(
            reader,
            build,
            said,
            shape.error.unwrap_or_default(),
            shape.fault,
        );
        let retryable = shape.retryable.map(|retryable| {
            let throttling = retryable.throttling.then(|| true.into());
            object([("throttling", throttling)])
        });
        said.some(reader, known::RETRYABLE, retryable);
    }
}

/// A pattern of the botocore form is about the whole text, one of Smithy about any part of it.
fn anchored(pattern: String) -> String {
    let start = if pattern.starts_with('^') { "" } else { "^" };
    let ends = pattern.ends_with('$') && !pattern.ends_with("\\$");
    let end = if ends { "" } else { "$" };
    format!("{start}{pattern}{end}")
}

/// The bounds of numbers are a range, all others those of a length.
fn bounds(
    reader: &mut Reader<'_>,
    said: &mut Said<'_>,
    kind: RawKind,
    min: Option<Number>,
    max: Option<Number>,
) {
    let id = match kind {
        RawKind::Structure | RawKind::Boolean | RawKind::Timestamp => return,
        RawKind::String | RawKind::Blob | RawKind::List | RawKind::Map => known::LENGTH,
        _ => known::RANGE,
    };
    let bound = |bound: Option<Number>| bound.map(TraitValue::Number);
    said.object(reader, id, [("min", bound(min)), ("max", bound(max))]);
}

fn error(
    reader: &mut Reader<'_>,
    build: &Build<'_>,
    said: &mut Said<'_>,
    error: RawError,
    fault: bool,
) {
    let server_status = error
        .http_status_code
        .is_some_and(|status| status >= 500 && !error.sender_fault);
    let server = fault || error.fault || server_status;
    said.value(
        reader,
        known::ERROR,
        if server { "server" } else { "client" },
    );
    said.some(reader, known::HTTP_ERROR, error.http_status_code);
    let code = error
        .code
        .filter(|code| build.query_errors || code != said.shape().name());
    if let Some(code) = code {
        let status = error
            .http_status_code
            .unwrap_or(if server { 500 } else { 400 });
        let entries = [
            ("code", Some(code.into())),
            ("httpResponseCode", Some(status.into())),
        ];
        said.object(reader, known::AWS_QUERY_ERROR, entries);
    }
}

/// Notes what a member says that Smithy says of the shape it targets.
pub(super) fn note(build: &mut Build<'_>, owner: &ShapeId, member: &Member, raw: &mut RawMember) {
    let facts = [
        raw.streaming.then_some(Fact::Streaming),
        raw.jsonvalue.then_some(Fact::JsonValue),
        raw.values.take().map(Fact::Values),
    ];
    for fact in facts.into_iter().flatten() {
        build.moves.push(Move {
            owner: owner.clone(),
            member: member.name.clone(),
            target: member.target.clone(),
            fact,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::anchored;

    #[test]
    fn patterns_are_about_the_whole_text() {
        for (pattern, expected) in [
            ("[a-z]+", "^[a-z]+$"),
            ("^a$", "^a$"),
            (r"a\$", r"^a\$$"),
            ("", "^$"),
        ] {
            assert_eq!(anchored(pattern.to_owned()), expected);
        }
    }
}
