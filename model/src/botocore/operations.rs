//! Converts operations of the botocore form to drafts.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::facts;
use super::raw::{RawHttp, RawOperation, RawReference};
use super::shapes::FileContext;
use super::traits::{Deprecation, TraitCollector, object};
use super::wire::Wire;
use crate::draft::{Body, Draft, Drafts};
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Operation, Place, ShapeId, ShapeKind};

/// The operations of a file.
#[derive(Default)]
pub(super) struct Operations {
    pub(super) ids: Vec<ShapeId>,
    pub(super) drafts: Drafts,
    /// The operation for endpoint discovery.
    pub(super) discovery: Option<ShapeId>,
}

impl Operations {
    /// The inputs of all operations.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &ShapeId> {
        self.drafts.values().filter_map(|draft| match &draft.body {
            Body::Complete(ShapeKind::Operation(operation)) => operation.input.as_ref(),
            _ => None,
        })
    }
}

/// Reads all operations, and adds the facts they state about inputs and outputs to these shapes.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    file: &FileContext<'_>,
    shapes: &mut Drafts,
    operations: Fields<'a>,
) -> Operations {
    let mut all = Operations::default();
    for Entry { key, value } in operations.0 {
        let place = reader.place_of_key(&key, value);
        let Some(id) = file.names.plain(reader, &key, place) else {
            continue;
        };
        let Some(raw) = operation(reader, &id, value) else {
            reader.set_broken(id);
            continue;
        };
        if raw.endpointoperation {
            all.discovery = Some(id.clone());
        }
        let draft = draft(reader, file, shapes, &id, place, raw);
        all.drafts.insert(id.clone(), draft);
        all.ids.push(id);
    }
    mark_messages(reader, shapes, &all.drafts);
    all
}

fn operation<'a>(
    reader: &mut Reader<'a>,
    id: &ShapeId,
    value: &'a RawValue,
) -> Option<RawOperation> {
    reader.value(value, Some(id), "the operation")
}

fn draft(
    reader: &mut Reader<'_>,
    file: &FileContext<'_>,
    shapes: &mut Drafts,
    id: &ShapeId,
    place: Place,
    mut raw: RawOperation,
) -> Draft {
    let wrapper = raw
        .output
        .as_ref()
        .and_then(|output| output.result_wrapper.as_deref());
    check_wrapper(reader, id, place, wrapper);
    let input = raw
        .input
        .take()
        .and_then(|input| message(reader, file, shapes, input, place));
    let output = raw
        .output
        .take()
        .and_then(|output| message(reader, file, shapes, output, place));
    let errors = std::mem::take(&mut raw.errors).into_iter();
    let errors = errors.filter_map(|error| file.names.shape(reader, &error.shape, place));
    let kind = ShapeKind::Operation(Operation {
        input: input.clone(),
        output,
        errors: errors.collect(),
    });
    let labels = input.and_then(|input| file.labels.get(&input));
    let mut traits = TraitCollector::new(id, place);
    let labels = labels.map_or(&[][..], Vec::as_slice);
    http(reader, file.wire, &mut traits, &raw.http, labels);
    collect_traits(reader, &mut traits, raw);
    Draft {
        body: Body::Complete(kind),
        traits: traits.into_traits(),
        place,
        mixins: Vec::new(),
        members: indexmap::IndexMap::new(),
    }
}

fn collect_traits(reader: &mut Reader<'_>, traits: &mut TraitCollector<'_>, raw: RawOperation) {
    auth(reader, traits, raw.authtype.as_deref(), raw.auth);
    traits.flag(reader, known::UNSIGNED_PAYLOAD, raw.unsigned_payload);
    traits.documentation(reader, raw.documentation);
    traits.deprecation(
        reader,
        Deprecation {
            deprecated: raw.deprecated,
            message: raw.deprecated_message,
            since: raw.deprecated_since,
        },
    );
    traits.flag(reader, known::IDEMPOTENT, raw.idempotent);
    traits.flag(reader, known::READONLY, raw.readonly);
    let required = raw.http_checksum_required;
    traits.flag(reader, known::HTTP_CHECKSUM_REQUIRED, required);
    let discovery = raw
        .endpointdiscovery
        .map(|discovery| object([("required", Some(discovery.required.into()))]));
    traits.optional(reader, known::CLIENT_DISCOVERED_ENDPOINT, discovery);
    // Values that have the form of Smithy's traits already.
    for (id, value) in [
        (known::ENDPOINT, raw.endpoint),
        (known::STATIC_CONTEXT_PARAMS, raw.static_context_params),
        (
            known::OPERATION_CONTEXT_PARAMS,
            raw.operation_context_params,
        ),
        (known::HTTP_CHECKSUM, raw.http_checksum),
        (known::REQUEST_COMPRESSION, raw.requestcompression),
    ] {
        traits.optional(reader, id, value);
    }
}

/// Checks the result wrapper: the query protocol wraps results in an element named after the
/// operation, whether it is the service's first protocol or another one.
fn check_wrapper(reader: &mut Reader<'_>, id: &ShapeId, place: Place, wrapper: Option<&str>) {
    let expected = format!("{}Result", id.name());
    if let Some(wrapper) = wrapper.filter(|wrapper| *wrapper != expected) {
        let message = format!("unknown result wrapper `{}`", quoted(wrapper));
        reader.report(
            place,
            Some(id),
            message,
            format!("the query protocol uses `{expected}`"),
        );
    }
}

/// Returns the id of an input or output, and adds the facts stated here to its shape.
fn message(
    reader: &mut Reader<'_>,
    file: &FileContext<'_>,
    shapes: &mut Drafts,
    raw: RawReference,
    place: Place,
) -> Option<ShapeId> {
    let id = file.names.shape(reader, &raw.shape, place)?;
    let Some(draft) = shapes.get_mut(&id) else {
        return Some(id);
    };
    let mut traits = TraitCollector::extend(&id, draft.place, std::mem::take(&mut draft.traits));
    if !traits.has(known::DOCUMENTATION) {
        traits.documentation(reader, raw.documentation);
    }
    if file.wire == Wire::RestXml {
        let name = raw.location_name.filter(|name| name != id.name());
        traits.optional(reader, known::XML_NAME, name);
        traits.xml_namespace(reader, raw.xml_namespace);
    }
    draft.traits = traits.into_traits();
    Some(id)
}

/// Adds the `http` trait. Smithy omits it for RPC protocols, which use one path for all
/// operations.
fn http(
    reader: &mut Reader<'_>,
    wire: Wire,
    traits: &mut TraitCollector<'_>,
    raw: &RawHttp,
    labels: &[(String, String)],
) {
    if !wire.is_rest() && raw.method == "POST" && raw.request_uri == "/" {
        return;
    }
    let entries = [
        ("method", Some(raw.method.as_str().into())),
        ("uri", Some(resolve_labels(&raw.request_uri, labels).into())),
        ("code", Some(raw.response_code.unwrap_or(200).into())),
    ];
    traits.object(reader, known::HTTP, entries);
}

/// Replaces the labels of a URI with the names of their members.
fn resolve_labels(uri: &str, labels: &[(String, String)]) -> String {
    let mut out = String::with_capacity(uri.len());
    for (index, part) in uri.split('{').enumerate() {
        if index > 0 {
            out.push('{');
        }
        let label = part.split(['}', '+']).next().unwrap_or("");
        match labels.iter().find(|(from, _)| index > 0 && from == label) {
            Some((_, member)) => {
                out.push_str(member);
                out.push_str(&part[label.len()..]);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// Adds the authentication traits, if they differ from those of the service.
fn auth(
    reader: &mut Reader<'_>,
    traits: &mut TraitCollector<'_>,
    authtype: Option<&str>,
    schemes: Option<Vec<String>>,
) {
    let schemes = match (schemes, authtype) {
        (Some(schemes), _) => schemes,
        (None, Some("none")) => vec![known::NO_AUTH.to_owned()],
        (None, Some("bearer")) => vec![known::HTTP_BEARER_AUTH.to_owned()],
        _ => Vec::new(),
    };
    traits.flag(
        reader,
        known::UNSIGNED_PAYLOAD,
        authtype == Some("v4-unsigned-body"),
    );
    if !matches!(
        authtype,
        None | Some("none" | "bearer" | "v4" | "v4-unsigned-body")
    ) {
        let message = format!(
            "unknown `authtype` `{}`",
            quoted(authtype.unwrap_or_default())
        );
        traits.report(
            reader,
            message,
            "use `bearer`, `none`, `v4` or `v4-unsigned-body`",
        );
    }
    if schemes.is_empty() {
        return;
    }
    // Smithy has a separate trait for optional signatures.
    let (none, some): (Vec<_>, Vec<_>) = schemes.into_iter().partition(|one| one == known::NO_AUTH);
    traits.flag(reader, known::OPTIONAL_AUTH, !none.is_empty());
    traits.value(reader, known::AUTH, some);
}

/// Marks the structures that are the input or output of one operation and used nowhere else.
fn mark_messages(reader: &mut Reader<'_>, shapes: &mut Drafts, operations: &Drafts) {
    let mut uses = facts::count_targets(shapes);
    let mut roles: HashMap<ShapeId, &'static str> = HashMap::new();
    for draft in operations.values() {
        let Body::Complete(ShapeKind::Operation(operation)) = &draft.body else {
            continue;
        };
        let parts = [
            (&operation.input, known::INPUT),
            (&operation.output, known::OUTPUT),
        ];
        for (id, role) in parts {
            if let Some(id) = id {
                *uses.entry(id.clone()).or_default() += 1;
                roles.insert(id.clone(), role);
            }
        }
    }
    for (id, role) in roles {
        let only = uses.get(&id) == Some(&1);
        if let Some(draft) = shapes.get_mut(&id).filter(|_| only) {
            let mut traits =
                TraitCollector::extend(&id, draft.place, std::mem::take(&mut draft.traits));
            traits.value(reader, role, known::annotation());
            draft.traits = traits.into_traits();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::resolve_labels;

    #[test]
    fn labels_become_members() {
        let labels = [
            ("id".to_owned(), "CityId".to_owned()),
            ("key".to_owned(), "Key".to_owned()),
        ];
        for (uri, expected) in [
            (
                "/cities/{id}/x/{key+}?a={id}",
                "/cities/{CityId}/x/{Key+}?a={CityId}",
            ),
            ("/id/{idx}", "/id/{idx}"),
            ("/{", "/{"),
            ("id}", "id}"),
        ] {
            assert_eq!(resolve_labels(uri, &labels), expected);
        }
    }
}
