//! From operations of the botocore form to drafts.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::moves;
use super::raw::{RawHttp, RawOperation, RawReference};
use super::said::{Deprecation, Said, object};
use super::shapes::Build;
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
    /// The operation that tells where to send the others.
    pub(super) discovery: Option<ShapeId>,
}

impl Operations {
    /// The inputs of all operations.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &ShapeId> {
        self.drafts.values().filter_map(|draft| match &draft.body {
            Body::Whole(ShapeKind::Operation(operation)) => operation.input.as_ref(),
            _ => None,
        })
    }
}

/// Reads all operations; what they say of their inputs and outputs is added to the drafts of these.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    build: &Build<'_>,
    shapes: &mut Drafts,
    operations: Fields<'a>,
) -> Operations {
    let mut all = Operations::default();
    for Entry { key, value } in operations.0 {
        let place = reader.place_of_key(&key, value);
        let Some(id) = build.names.plain(reader, &key, place) else {
            continue;
        };
        let Some(raw) = operation(reader, &id, value) else {
            reader.set_broken(id);
            continue;
        };
        if raw.endpointoperation {
            all.discovery = Some(id.clone());
        }
        let draft = draft(reader, build, shapes, &id, place, raw);
        all.drafts.insert(id.clone(), draft);
        all.ids.push(id);
    }
    mark(reader, shapes, &all.drafts);
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
    build: &Build<'_>,
    shapes: &mut Drafts,
    id: &ShapeId,
    place: Place,
    mut raw: RawOperation,
) -> Draft {
    let wrapper = raw
        .output
        .as_ref()
        .and_then(|output| output.result_wrapper.as_deref());
    check_wrapper(reader, build, id, place, wrapper);
    let input = raw
        .input
        .take()
        .and_then(|input| part(reader, build, shapes, input, place));
    let output = raw
        .output
        .take()
        .and_then(|output| part(reader, build, shapes, output, place));
    let errors = std::mem::take(&mut raw.errors).into_iter();
    let errors = errors.filter_map(|error| build.names.shape(reader, &error.shape, place));
    let kind = ShapeKind::Operation(Operation {
        input: input.clone(),
        output,
        errors: errors.collect(),
    });
    let labels = input.and_then(|input| build.labels.get(&input));
    let mut said = Said::new(id, place);
    let labels = labels.map_or(&[][..], Vec::as_slice);
    http(reader, build.wire, &mut said, &raw.http, labels);
    traits(reader, &mut said, raw);
    Draft {
        body: Body::Whole(kind),
        traits: said.traits(),
        place,
        mixins: Vec::new(),
        members: indexmap::IndexMap::new(),
    }
}

fn traits(reader: &mut Reader<'_>, said: &mut Said<'_>, raw: RawOperation) {
    auth(reader, said, raw.authtype.as_deref(), raw.auth);
    said.flag(reader, known::UNSIGNED_PAYLOAD, raw.unsigned_payload);
    said.documentation(reader, raw.documentation);
    said.deprecation(
        reader,
        Deprecation {
            deprecated: raw.deprecated,
            message: raw.deprecated_message,
            since: raw.deprecated_since,
        },
    );
    said.flag(reader, known::IDEMPOTENT, raw.idempotent);
    said.flag(reader, known::READONLY, raw.readonly);
    let required = raw.http_checksum_required;
    said.flag(reader, known::HTTP_CHECKSUM_REQUIRED, required);
    let discovery = raw
        .endpointdiscovery
        .map(|discovery| object([("required", Some(discovery.required.into()))]));
    said.some(reader, known::CLIENT_DISCOVERED_ENDPOINT, discovery);
    // What has the form of Smithy's trait already.
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
        said.some(reader, id, value);
    }
}

/// The query protocol wraps results in an element named after the operation.
fn check_wrapper(
    reader: &mut Reader<'_>,
    build: &Build<'_>,
    id: &ShapeId,
    place: Place,
    wrapper: Option<&str>,
) {
    let expected = format!("{}Result", id.name());
    if let Some(wrapper) =
        wrapper.filter(|wrapper| build.wire == Wire::Query && *wrapper != expected)
    {
        let message = format!("the result is wrapped in `{}`", quoted(wrapper));
        reader.report(
            place,
            Some(id),
            message,
            format!("the query protocol has `{expected}` here"),
        );
    }
}

/// Input or output: its shape learns what is said here.
fn part(
    reader: &mut Reader<'_>,
    build: &Build<'_>,
    shapes: &mut Drafts,
    raw: RawReference,
    place: Place,
) -> Option<ShapeId> {
    let id = build.names.shape(reader, &raw.shape, place)?;
    let Some(draft) = shapes.get_mut(&id) else {
        return Some(id);
    };
    let mut said = Said::more(&id, draft.place, std::mem::take(&mut draft.traits));
    if !said.has(known::DOCUMENTATION) {
        said.documentation(reader, raw.documentation);
    }
    if build.wire == Wire::RestXml {
        let name = raw.location_name.filter(|name| name != id.name());
        said.some(reader, known::XML_NAME, name);
        said.xml_namespace(reader, raw.xml_namespace);
    }
    draft.traits = said.traits();
    Some(id)
}

/// Method, path and status. The RPC protocols have one path for all operations, and Smithy does not repeat it.
fn http(
    reader: &mut Reader<'_>,
    wire: Wire,
    said: &mut Said<'_>,
    raw: &RawHttp,
    labels: &[(String, String)],
) {
    if !wire.is_rest() && raw.method == "POST" && raw.request_uri == "/" {
        return;
    }
    let entries = [
        ("method", Some(raw.method.as_str().into())),
        ("uri", Some(with_members(&raw.request_uri, labels).into())),
        ("code", Some(raw.response_code.unwrap_or(200).into())),
    ];
    said.object(reader, known::HTTP, entries);
}

/// The URI with members in place of labels that have other names.
fn with_members(uri: &str, labels: &[(String, String)]) -> String {
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

/// How calls are signed, where it is not the service's way.
fn auth(
    reader: &mut Reader<'_>,
    said: &mut Said<'_>,
    authtype: Option<&str>,
    schemes: Option<Vec<String>>,
) {
    let schemes = match (schemes, authtype) {
        (Some(schemes), _) => schemes,
        (None, Some("none")) => vec![known::NO_AUTH.to_owned()],
        (None, Some("bearer")) => vec![known::HTTP_BEARER_AUTH.to_owned()],
        _ => Vec::new(),
    };
    said.flag(
        reader,
        known::UNSIGNED_PAYLOAD,
        authtype == Some("v4-unsigned-body"),
    );
    if !matches!(
        authtype,
        None | Some("none" | "bearer" | "v4" | "v4-unsigned-body")
    ) {
        let message = format!(
            "`{}` is no `authtype` known here",
            quoted(authtype.unwrap_or_default())
        );
        said.report(
            reader,
            message,
            "there can be `bearer`, `none`, `v4` and `v4-unsigned-body`",
        );
    }
    if schemes.is_empty() {
        return;
    }
    // Smithy says by another trait that a call needs no signature.
    let (none, some): (Vec<_>, Vec<_>) = schemes.into_iter().partition(|one| one == known::NO_AUTH);
    said.flag(reader, known::OPTIONAL_AUTH, !none.is_empty());
    said.value(reader, known::AUTH, some);
}

/// Structures that are the input or the output of one operation and of nothing else are marked as that.
fn mark(reader: &mut Reader<'_>, shapes: &mut Drafts, operations: &Drafts) {
    let mut uses = moves::uses(shapes);
    let mut roles: HashMap<ShapeId, &'static str> = HashMap::new();
    for draft in operations.values() {
        let Body::Whole(ShapeKind::Operation(operation)) = &draft.body else {
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
            let mut said = Said::more(&id, draft.place, std::mem::take(&mut draft.traits));
            said.value(reader, role, known::annotation());
            draft.traits = said.traits();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_members;

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
            assert_eq!(with_members(uri, &labels), expected);
        }
    }
}
