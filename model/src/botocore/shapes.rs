//! Converts shapes of the botocore form to drafts.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Number;
use serde_json::value::RawValue;

use super::extras::ShapeExtras;
use super::facts::{Fact, MemberFact};
use super::names::Names;
use super::raw::{RawError, RawKind, RawMember, RawShape, RawXmlNamespace};
use super::traits::{Deprecation, TraitCollector, object};
use super::wire::Wire;
use super::{enums, members};
use crate::draft::{Body, Draft, Drafts};
use crate::id::is_identifier;
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, Place, ShapeId, ShapeKind, TraitValue};

/// The context in which the shapes of a file are read, and the facts collected on the way.
pub(super) struct FileContext<'b> {
    pub(super) names: &'b Names,
    pub(super) wire: Wire,
    /// True if errors have codes of their own in the query protocol.
    pub(super) query_errors: bool,
    /// The facts about members that Smithy states about their targets.
    pub(super) facts: Vec<MemberFact>,
    /// The members whose URI label is not their name: by structure, the label and the member.
    pub(super) labels: HashMap<ShapeId, Vec<(String, String)>>,
    /// The names of structures that are unions.
    pub(super) unmarked_unions: Vec<&'static str>,
}

/// A shape with its members, before conversion to Smithy.
struct Raw<'a> {
    id: ShapeId,
    place: Place,
    shape: RawShape<'a>,
    members: Vec<(String, Place, RawMember)>,
}

/// The facts that members need from their targets.
pub(super) struct Target {
    pub(super) kind: RawKind,
    pub(super) flattened: bool,
    /// The name of the elements, if this is a list that sets one.
    pub(super) element: Option<String>,
    /// The XML namespace of elements with this shape.
    pub(super) xml_namespace: Option<RawXmlNamespace>,
}

/// Reads all shapes.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    file: &mut FileContext<'_>,
    shapes: Fields<'a>,
    mut extras: HashMap<String, ShapeExtras>,
) -> Drafts {
    let mut raws = Vec::with_capacity(shapes.0.len());
    let mut targets = HashMap::with_capacity(shapes.0.len());
    for Entry { key, value } in shapes.0 {
        let place = reader.place_of_key(&key, value);
        let Some(id) = file.names.shape(reader, &key, place) else {
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
        (id, draft(reader, file, &targets, raw))
    });
    drafts.collect()
}

/// Merges extras into a shape; their members come last and have the position of the shape.
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
        let message = format!("invalid member name `{}`", quoted(&key));
        let help = "use letters, digits and `_`, starting with a letter";
        reader.report(place, Some(id), message, help);
        return None;
    }
    let member = reader.id(&format!("{id}${key}"), place, None)?;
    let raw = reader.value(value, Some(&member), "the member")?;
    Some((key.into_owned(), place, raw))
}

fn draft(
    reader: &mut Reader<'_>,
    file: &mut FileContext<'_>,
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
    shape.union |= file.unmarked_unions.contains(&id.name());
    let values = shape.values.take().filter(|values| !values.is_empty());
    let body = body(&shape, values.is_some());
    let owner = members::OwnerContext {
        id: &id,
        targets,
        named: shape.kind == RawKind::Structure,
        payload: payload.as_deref(),
        required: &required,
    };
    let mut read = IndexMap::with_capacity(members.len());
    for (name, place, raw) in members {
        if let Some(member) = members::read(reader, file, &owner, &name, place, raw) {
            read.insert(name, member);
        }
    }
    let mut traits = TraitCollector::new(&id, place);
    collect_traits(reader, file, &mut traits, shape);
    let traits = traits.into_traits();
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

/// Reports names of members that do not exist.
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
            let message = format!("`{field}` refers to the unknown member `{}`", quoted(name));
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
    Body::Complete(match shape.kind {
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

fn collect_traits(
    reader: &mut Reader<'_>,
    file: &FileContext<'_>,
    traits: &mut TraitCollector<'_>,
    shape: RawShape<'_>,
) {
    traits.documentation(reader, shape.documentation);
    traits.deprecation(
        reader,
        Deprecation {
            deprecated: shape.deprecated,
            message: shape.deprecated_message,
            since: shape.deprecated_since,
        },
    );
    traits.flag(reader, known::SENSITIVE, shape.sensitive);
    traits.flag(reader, known::SPARSE, shape.sparse);
    traits.flag(
        reader,
        known::STREAMING,
        shape.streaming || shape.eventstream,
    );
    traits.flag(reader, known::REQUIRES_LENGTH, shape.requires_length);
    traits.optional(reader, known::PATTERN, shape.pattern.map(anchored));
    traits.timestamp_format(reader, shape.timestamp_format);
    bounds(reader, traits, shape.kind, shape.min, shape.max);
    if file.wire.is_xml() && shape.kind == RawKind::Structure {
        traits.optional(reader, known::XML_NAME, shape.location_name);
    }
    if shape.exception {
        error(
            reader,
            file,
            traits,
            shape.error.unwrap_or_default(),
            shape.fault,
        );
        let retryable = shape.retryable.map(|retryable| {
            let throttling = retryable.throttling.then(|| true.into());
            object([("throttling", throttling)])
        });
        traits.optional(reader, known::RETRYABLE, retryable);
    }
}

/// Anchors a pattern: in the botocore form it matches the whole string, in Smithy any part of it.
fn anchored(pattern: String) -> String {
    let start = if pattern.starts_with('^') { "" } else { "^" };
    let ends = pattern.ends_with('$') && !pattern.ends_with("\\$");
    let end = if ends { "" } else { "$" };
    format!("{start}{pattern}{end}")
}

/// Adds bounds: a range for numbers, a length for other shapes.
fn bounds(
    reader: &mut Reader<'_>,
    traits: &mut TraitCollector<'_>,
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
    traits.object(reader, id, [("min", bound(min)), ("max", bound(max))]);
}

fn error(
    reader: &mut Reader<'_>,
    file: &FileContext<'_>,
    traits: &mut TraitCollector<'_>,
    error: RawError,
    fault: bool,
) {
    let server_status = error
        .http_status_code
        .is_some_and(|status| status >= 500 && !error.sender_fault);
    let server = fault || error.fault || server_status;
    traits.value(
        reader,
        known::ERROR,
        if server { "server" } else { "client" },
    );
    traits.optional(reader, known::HTTP_ERROR, error.http_status_code);
    let code = error
        .code
        .filter(|code| file.query_errors || code != traits.shape().name());
    if let Some(code) = code {
        let status = error
            .http_status_code
            .unwrap_or(if server { 500 } else { 400 });
        let entries = [
            ("code", Some(code.into())),
            ("httpResponseCode", Some(status.into())),
        ];
        traits.object(reader, known::AWS_QUERY_ERROR, entries);
    }
}

/// Collects the facts about a member that Smithy states about its target.
pub(super) fn collect_facts(
    file: &mut FileContext<'_>,
    owner: &ShapeId,
    member: &Member,
    raw: &mut RawMember,
) {
    let stated = [
        raw.streaming.then_some(Fact::Streaming),
        raw.jsonvalue.then_some(Fact::JsonValue),
        raw.values.take().map(Fact::Values),
    ];
    for fact in stated.into_iter().flatten() {
        file.facts.push(MemberFact {
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
