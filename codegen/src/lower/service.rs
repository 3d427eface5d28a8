//! The service itself.

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
        query_compatible: shape.traits.has("aws.protocols#awsQueryCompatible"),
        endpoint,
        client_params: endpoint::client_params(lowering, shape),
    })
}
