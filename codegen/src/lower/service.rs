//! The service itself.

use tinsmith_model::Shape;

use super::{Lowering, auth, docs, endpoint};
use crate::ir::{Protocol, Service};

pub(super) fn lower(lowering: &mut Lowering<'_>, protocol: Option<Protocol>) -> Option<Service> {
    let shape = lowering.shape(lowering.selection.service())?;
    let endpoint = endpoint::rules(lowering, shape);
    let service = shape.as_service()?;
    let names = shape.traits.service_names();
    let sdk_id = names.map_or(shape.id.name(), |names| names.sdk_id);
    let titles = [shape.traits.title(), Some(sdk_id), Some(shape.id.name())];
    let mut titles = titles.into_iter().flatten().map(docs::harmless);
    let title = titles.find(|title| !title.is_empty());
    Some(Service {
        id: shape.id.clone(),
        title: title.unwrap_or_default(),
        docs: lowering.root_docs(&shape.traits),
        version: service.version.clone(),
        sdk_id: sdk_id.to_owned(),
        endpoint_prefix: names
            .and_then(|names| names.host())
            .unwrap_or_default()
            .to_owned(),
        signing_name: shape.traits.sigv4_name().map(str::to_owned),
        auth: auth::of_service(lowering.model, shape),
        protocol: protocol?,
        xml_namespace: xml_namespace(lowering, shape),
        query_compatible: shape.traits.has("aws.protocols#awsQueryCompatible"),
        endpoint,
        client_params: endpoint::client_params(lowering, shape),
    })
}

/// The namespace of the service's documents, if it has a protocol with such.
fn xml_namespace(lowering: &Lowering<'_>, shape: &Shape) -> Option<(Option<String>, String)> {
    let namespace = shape.traits.xml_namespace().filter(|_| lowering.xml)?;
    Some((
        namespace.prefix.map(str::to_owned),
        namespace.uri.to_owned(),
    ))
}
