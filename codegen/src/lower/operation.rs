//! Operations.

use std::collections::HashSet;

use tinsmith_model::{Shape, ShapeId};

use super::{Lowering, auth, docs, endpoint, example, formats, pages, structure};
use crate::ir::{ErrorCase, Http, Operation, OperationSetting, Structure, Value};
use crate::names;

/// All operations of the selection, sorted by name.
pub(super) fn all(lowering: &mut Lowering<'_>) -> Vec<Operation> {
    let ids = lowering.selection.operation_ids();
    let operations = ids.iter().filter_map(|id| lower(lowering, id));
    let mut operations: Vec<Operation> = operations.collect();
    operations.sort_by(|a, b| a.function.cmp(&b.function));
    operations
}

fn lower(lowering: &mut Lowering<'_>, id: &ShapeId) -> Option<Operation> {
    let shape = lowering.shape(id)?;
    let operation = shape.as_operation()?;
    let service = lowering.shape(lowering.selection.service())?;
    let name = lowering.names.operation(id)?.to_owned();
    let stem = names::operation_stem(id.name());
    let mut input = structure::input(lowering, operation.input.as_ref(), &format!("{stem}Input"));
    input.labels = shape
        .traits
        .http()
        .map(|http| labels(http.uri))
        .unwrap_or_default();
    let mut output = structure::output(
        lowering,
        operation.output.as_ref(),
        &format!("{stem}Output"),
    );
    output.formats.extend(formats::of_output(lowering, shape));
    let endpoint_params = endpoint::params(lowering, shape);
    Some(Operation {
        endpoint_params,
        id: id.clone(),
        name,
        function: names::function_name(id.name()),
        module: names::module_name(&names::function_name(id.name())),
        error: format!("{stem}Error"),
        docs: lowering.root_docs(&shape.traits),
        deprecated: docs::deprecation(&shape.traits),
        http: http(lowering, shape),
        host_prefix: shape
            .traits
            .endpoint()
            .map(|endpoint| endpoint.host_prefix.to_owned()),
        auth: auth::of_operation(lowering.model, service, shape),
        settings: settings(shape, &output),
        pages: pages::lower(lowering, shape, &input, &output),
        errors: errors(lowering, &operation.errors),
        example: example::arguments(lowering, &input),
        input,
        output,
        place: shape.place,
    })
}

/// The HTTP binding if some protocol of the service needs one; that it is there has been validated.
fn http(lowering: &Lowering<'_>, shape: &Shape) -> Option<Http> {
    let http = shape.traits.http().filter(|_| lowering.http)?;
    Some(Http {
        method: http.method.to_owned(),
        uri: http.uri.to_owned(),
        code: http.code,
    })
}

/// The labels of a URI in their order (Smithy 2.0, "http trait", "Labels").
fn labels(uri: &str) -> Vec<String> {
    let labels = uri
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next());
    labels
        .map(|label| label.trim_end_matches('+').to_owned())
        .collect()
}

/// The facts of the operation's schema.
fn settings(shape: &Shape, output: &Structure) -> Vec<OperationSetting> {
    let traits = &shape.traits;
    let mut members = output.members.iter();
    let streams = members.any(|member| member.value == Value::Stream);
    let checksum = traits.http_checksum_required()
        || traits
            .http_checksum()
            .is_some_and(|checksum| checksum.request_checksum_required);
    let gzip = traits
        .request_compression()
        .is_some_and(|encodings| encodings.contains(&"gzip"));
    let unsigned_payload = traits.has("aws.auth#unsignedPayload");
    let all = [
        (streams, OperationSetting::StreamingOutput),
        (checksum, OperationSetting::ChecksumRequired),
        (gzip, OperationSetting::Compression),
        (unsigned_payload, OperationSetting::UnsignedPayload),
    ];
    let all = all.into_iter();
    all.filter_map(|(on, setting)| on.then_some(setting))
        .collect()
}

/// The operation's own errors and those of the service, each once.
fn errors(lowering: &mut Lowering<'_>, own: &[ShapeId]) -> Vec<ErrorCase> {
    let service = lowering
        .shape(lowering.selection.service())
        .and_then(Shape::as_service);
    let shared = service.map_or(&[][..], |service| &service.errors);
    let mut seen = HashSet::new();
    let all = own.iter().chain(shared).filter(|id| seen.insert(*id));
    let cases = all.filter_map(|id| {
        let name = lowering.names.type_of(id)?.to_owned();
        Some(ErrorCase {
            variant: name.clone(),
            type_name: name,
        })
    });
    cases.collect()
}
