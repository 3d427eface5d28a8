//! Reads the service, from `metadata` and the other top-level keys.

use indexmap::IndexMap;

use super::operations::Operations;
use super::raw::RawMetadata;
use super::traits::{Deprecation, TraitCollector, object};
use super::wire::{self, Wire};
use crate::draft::{Body, Draft, Drafts};
use crate::reader::Reader;
use crate::traits::known;
use crate::{Place, Service, ShapeId, ShapeKind, TraitValue, rules};

/// The top-level keys of a file besides `metadata`, `operations` and `shapes`.
#[derive(Default)]
pub(super) struct Top {
    pub(super) documentation: Option<String>,
    pub(super) deprecated: bool,
    pub(super) deprecated_message: Option<String>,
    pub(super) client_context_params: Option<TraitValue>,
    /// The endpoint rules, from the file beside the service's.
    pub(super) rules: Option<TraitValue>,
}

/// Creates the draft of the service.
pub(super) fn draft(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    place: Place,
    mut metadata: RawMetadata,
    top: Top,
    operations: &Operations,
    shapes: &Drafts,
) -> Draft {
    let mut traits = TraitCollector::new(id, place);
    for (id, settings) in wire::protocols(&metadata) {
        traits.value(reader, id, settings);
    }
    let query_compatible = metadata.aws_query_compatible.is_some();
    traits.flag(reader, known::AWS_QUERY_COMPATIBLE, query_compatible);
    traits.optional(reader, known::TITLE, metadata.service_full_name.take());
    traits.documentation(reader, top.documentation);
    traits.deprecation(
        reader,
        Deprecation {
            deprecated: top.deprecated,
            message: top.deprecated_message,
            since: None,
        },
    );
    traits.optional(
        reader,
        known::CLIENT_CONTEXT_PARAMS,
        top.client_context_params,
    );
    let endpoints_take_sigv4 = top.rules.as_ref().is_some_and(take_sigv4);
    traits.optional(reader, rules::RULE_SET, top.rules);
    if let Some(uri) = metadata.xml_namespace.take() {
        traits.object(reader, known::XML_NAMESPACE, [("uri", Some(uri.into()))]);
    }
    auth(reader, &mut traits, &metadata, endpoints_take_sigv4);
    discovery(reader, &mut traits, operations, shapes);
    let names = [
        ("sdkId", Some(metadata.service_id.into())),
        ("endpointPrefix", Some(metadata.endpoint_prefix.into())),
        ("docId", metadata.uid.map(TraitValue::from)),
    ];
    traits.object(reader, known::AWS_SERVICE, names);
    Draft {
        body: Body::Complete(ShapeKind::Service(Service {
            version: metadata.api_version,
            operations: operations.ids.clone(),
            ..Service::default()
        })),
        traits: traits.into_traits(),
        place,
        mixins: Vec::new(),
        members: IndexMap::new(),
    }
}

/// Adds the authentication schemes.
fn auth(
    reader: &mut Reader<'_>,
    traits: &mut TraitCollector<'_>,
    metadata: &RawMetadata,
    endpoints_take_sigv4: bool,
) {
    let mut schemes = metadata.auth.clone();
    if schemes.is_empty() {
        schemes.extend(match metadata.signature_version.as_deref() {
            None | Some("none") => None,
            Some("bearer") => Some(known::HTTP_BEARER_AUTH.to_owned()),
            // What endpoints take comes first, as in botocore.
            Some("v2") if !endpoints_take_sigv4 => Some(known::SIGV2.to_owned()),
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
            known::SIGV2 => traits.flag(reader, known::SIGV2, true),
            known::SIGV4 => traits.value(reader, known::SIGV4, named()),
            known::SIGV4A => traits.value(reader, known::SIGV4A, named()),
            known::HTTP_BEARER_AUTH => traits.flag(reader, known::HTTP_BEARER_AUTH, true),
            _ => {}
        }
    }
    if schemes.len() > 1 {
        traits.value(reader, known::AUTH, schemes);
    }
}

/// Returns true if an endpoint of the rules has `sigv4` among its schemes.
fn take_sigv4(rules: &TraitValue) -> bool {
    let is_sigv4 = |scheme: &TraitValue| scheme.get("name").is_some_and(|name| name == "sigv4");
    match rules {
        TraitValue::Array(elements) => elements.iter().any(take_sigv4),
        TraitValue::Object(fields) => fields.iter().any(|(name, value)| match value {
            TraitValue::Array(schemes) if name == "authSchemes" => schemes.iter().any(is_sigv4),
            value => take_sigv4(value),
        }),
        _ => false,
    }
}

fn discovery(
    reader: &mut Reader<'_>,
    traits: &mut TraitCollector<'_>,
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
    traits.object(reader, known::CLIENT_ENDPOINT_DISCOVERY, entries);
}

/// Moves the XML namespace to the service if all requests share it.
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

/// Visits the traits of everything that can be the outermost element of a request.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_tell_if_they_take_version_4() {
        let rules = |schemes: &str| {
            let endpoint = format!(r#"{{ "properties": {{ "authSchemes": [{schemes}] }} }}"#);
            let rule = format!(r#"{{ "rules": [{{ "endpoint": {endpoint} }}] }}"#);
            take_sigv4(&serde_json::from_str(&rule).unwrap())
        };
        assert!(rules(r#"{ "name": "sigv4", "signingName": "ingestion" }"#));
        assert!(rules(r#"{ "name": "sigv4a" }, { "name": "sigv4" }"#));
        assert!(!rules(r#"{ "name": "sigv4a" }"#));
        assert!(!rules(""));
    }
}
