//! The service's own shape, from `metadata` and the top of the file.

use indexmap::IndexMap;

use super::operations::Operations;
use super::raw::RawMetadata;
use super::said::{Deprecation, Said, object};
use super::wire::{self, Wire};
use crate::draft::{Body, Draft, Drafts};
use crate::reader::Reader;
use crate::traits::known;
use crate::{Place, Service, ShapeId, ShapeKind, TraitValue, rules};

/// What stands at the top of a file, besides `metadata`, `operations` and `shapes`.
#[derive(Default)]
pub(super) struct Top {
    pub(super) documentation: Option<String>,
    pub(super) deprecated: bool,
    pub(super) deprecated_message: Option<String>,
    pub(super) client_context_params: Option<TraitValue>,
    /// The endpoint rules, from the file beside the service's.
    pub(super) rules: Option<TraitValue>,
}

/// Makes the service's shape.
pub(super) fn draft(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    place: Place,
    mut metadata: RawMetadata,
    top: Top,
    operations: &Operations,
    shapes: &Drafts,
) -> Draft {
    let mut said = Said::new(id, place);
    for (id, settings) in wire::protocols(&metadata) {
        said.value(reader, id, settings);
    }
    let query_compatible = metadata.aws_query_compatible.is_some();
    said.flag(reader, known::AWS_QUERY_COMPATIBLE, query_compatible);
    said.some(reader, known::TITLE, metadata.service_full_name.take());
    said.documentation(reader, top.documentation);
    said.deprecation(
        reader,
        Deprecation {
            deprecated: top.deprecated,
            message: top.deprecated_message,
            since: None,
        },
    );
    said.some(
        reader,
        known::CLIENT_CONTEXT_PARAMS,
        top.client_context_params,
    );
    said.some(reader, rules::RULE_SET, top.rules);
    if let Some(uri) = metadata.xml_namespace.take() {
        said.object(reader, known::XML_NAMESPACE, [("uri", Some(uri.into()))]);
    }
    auth(reader, &mut said, &metadata);
    discovery(reader, &mut said, operations, shapes);
    let names = [
        ("sdkId", Some(metadata.service_id.into())),
        ("endpointPrefix", Some(metadata.endpoint_prefix.into())),
        ("docId", metadata.uid.map(TraitValue::from)),
    ];
    said.object(reader, known::AWS_SERVICE, names);
    Draft {
        body: Body::Whole(ShapeKind::Service(Service {
            version: metadata.api_version,
            operations: operations.ids.clone(),
            ..Service::default()
        })),
        traits: said.traits(),
        place,
        mixins: Vec::new(),
        members: IndexMap::new(),
    }
}

/// The schemes of authentication. Signatures of version 2 have no trait in Smithy; the service then names a scheme that
/// nothing supports, so that whoever needs signatures can refuse it.
fn auth(reader: &mut Reader<'_>, said: &mut Said<'_>, metadata: &RawMetadata) {
    let mut schemes = metadata.auth.clone();
    if schemes.is_empty() {
        schemes.extend(match metadata.signature_version.as_deref() {
            None | Some("none") => None,
            Some("bearer") => Some(known::HTTP_BEARER_AUTH.to_owned()),
            Some("v2") => Some("aws.auth#sigv2".to_owned()),
            Some(_) => Some(known::SIGV4.to_owned()),
        });
    }
    let name = metadata
        .signing_name
        .as_ref()
        .unwrap_or(&metadata.endpoint_prefix);
    let named = || object([("name", Some(name.as_str().into()))]);
    for scheme in &schemes {
        match scheme.as_str() {
            known::SIGV4 => said.value(reader, known::SIGV4, named()),
            known::SIGV4A => said.value(reader, known::SIGV4A, named()),
            known::HTTP_BEARER_AUTH => said.flag(reader, known::HTTP_BEARER_AUTH, true),
            _ => {}
        }
    }
    let usual = matches!(schemes.as_slice(), [] | [_]) && schemes != ["aws.auth#sigv2"];
    if !usual {
        said.value(reader, known::AUTH, schemes);
    }
}

fn discovery(
    reader: &mut Reader<'_>,
    said: &mut Said<'_>,
    operations: &Operations,
    shapes: &Drafts,
) {
    let Some(operation) = &operations.discovery else {
        return;
    };
    let error = format!("{}#InvalidEndpointException", operation.namespace());
    let error = shapes.contains_key(error.as_str()).then(|| error.into());
    let entries = [
        ("operation", Some(operation.as_str().into())),
        ("error", error),
    ];
    said.object(reader, known::CLIENT_ENDPOINT_DISCOVERY, entries);
}

/// Where all requests of a service have their XML in one namespace, the service says so and the requests need not.
pub(super) fn hoist_namespace(
    wire: Wire,
    shapes: &mut Drafts,
    operations: &Operations,
) -> Option<String> {
    let inputs: Vec<ShapeId> = operations.inputs().cloned().collect();
    let mut uris: Vec<String> = Vec::new();
    each_namespace(shapes, &inputs, |traits| {
        let namespace = traits.xml_namespace();
        uris.extend(namespace.map(|namespace| namespace.uri.to_owned()));
    });
    uris.dedup();
    let [uri] = uris.as_slice() else {
        return None;
    };
    if wire != Wire::RestXml {
        return None;
    }
    each_namespace(shapes, &inputs, |traits| {
        drop(traits.remove(known::XML_NAMESPACE))
    });
    Some(uri.clone())
}

/// The traits of everything that can be the outermost element of a request.
fn each_namespace(
    shapes: &mut Drafts,
    inputs: &[ShapeId],
    mut each: impl FnMut(&mut crate::Traits),
) {
    for id in inputs {
        let Some(draft) = shapes.get_mut(id) else {
            continue;
        };
        each(&mut draft.traits);
        let payload = draft
            .members
            .values_mut()
            .find(|member| member.traits.http_payload());
        if let Some(member) = payload {
            each(&mut member.traits);
        }
    }
}
