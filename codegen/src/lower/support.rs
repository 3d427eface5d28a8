//! Constructs that cannot be generated, refused by name.

use std::collections::HashMap;

use tinsmith_model::{Diagnostic, Member, Model, Selection, Shape, ShapeId, ShapeKind};

use super::Problems;
use super::auth;
use super::scope::Scope;
use crate::ir::Protocol;

/// Reports every selected operation that needs an event stream, every stream that is not the whole
/// body of a message, and what the protocol has no form for.
pub(super) fn check(
    model: &Model,
    selection: &Selection,
    scope: &Scope<'_>,
    protocol: Option<Protocol>,
    problems: &mut Problems,
) {
    // Operations that share the service's schemes have one problem in common.
    for (_, problem) in unsupported_operations(model, selection) {
        if !problems.0.contains(&problem) {
            problems.0.push(problem);
        }
    }
    let without_documents = protocol.filter(|protocol| lacks_documents(*protocol));
    for shape in scope.shapes() {
        let is_end = scope.is_end(shape) && shape.traits.error().is_none();
        for member in shape.members() {
            let Some(target) = model.shape(&member.target) else {
                continue;
            };
            if let Some((what, help)) = misplaced_stream(member, target, is_end, protocol) {
                let message = format!("the member `{}` is a stream {what}", member.name);
                problems.report(member.place, &shape.id, message, help);
            }
            if let (ShapeKind::Document, Some(protocol)) = (&target.kind, without_documents) {
                let (name, id) = (&member.name, protocol.id());
                let message =
                    format!("the member `{name}` is a document, which {id} has no form for");
                let help = "choose another protocol of the service, or other operations";
                problems.report(member.place, &shape.id, message, help);
            }
        }
    }
}

/// The place of a stream that is not the whole body of a message, and what to do (Smithy 2.0,
/// "streaming trait").
fn misplaced_stream(
    member: &Member,
    target: &Shape,
    is_end: bool,
    protocol: Option<Protocol>,
) -> Option<(&'static str, &'static str)> {
    let binds = protocol.is_none_or(Protocol::has_http_bindings);
    if !is_stream(target) || (is_end && binds && member.traits.http_payload()) {
        return None;
    }
    Some(match is_end {
        false => (
            "inside another value",
            "make it a member of an operation's input or output (Smithy 2.0, \"streaming trait\")",
        ),
        true => (
            "beside other members of the body",
            "add smithy.api#httpPayload to it, in a protocol with HTTP bindings",
        ),
    })
}

/// Protocols without a form for documents (Smithy 2.0, "Shape serialization" of their pages).
fn lacks_documents(protocol: Protocol) -> bool {
    use Protocol::{AwsQuery, Ec2Query, RestXml, RpcV2Cbor};
    matches!(protocol, RestXml | AwsQuery | Ec2Query | RpcV2Cbor)
}

fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Blob) && shape.traits.streaming()
}

/// The selected operations that cannot be generated, with the reason.
pub(crate) fn unsupported_operations(
    model: &Model,
    selection: &Selection,
) -> Vec<(ShapeId, Diagnostic)> {
    let mut streams = HashMap::new();
    let ids = selection.operation_ids().iter();
    let operations = ids.filter_map(|id| model.shape(id));
    let refused = operations.filter_map(|shape| {
        let problem = needs_event_stream(model, shape, &mut streams);
        let service = model.shape(selection.service());
        let problem = problem.or_else(|| auth::unsupported(model, service?, shape))?;
        Some((shape.id.clone(), problem))
    });
    refused.collect()
}

/// The inputs and outputs that have been looked at, with their event streams.
type EventStreams<'m> = HashMap<&'m ShapeId, Option<ShapeId>>;

fn needs_event_stream<'m>(
    model: &Model,
    shape: &'m Shape,
    streams: &mut EventStreams<'m>,
) -> Option<Diagnostic> {
    let operation = shape.as_operation()?;
    let ends = [&operation.input, &operation.output];
    let stream = ends.into_iter().flatten().find_map(|id| {
        let looked_up = streams.entry(id).or_insert_with(|| event_stream(model, id));
        looked_up.clone()
    })?;
    Some(Diagnostic {
        place: Some(shape.place),
        shape: Some(shape.id.clone()),
        message: format!("the operation needs an event stream ({stream} has smithy.api#streaming)"),
        help: "event streams cannot be generated; select the other operations".to_owned(),
    })
}

/// The event stream among the members of an input or output.
fn event_stream(model: &Model, id: &ShapeId) -> Option<ShapeId> {
    let members = model.shape(id).into_iter().flat_map(Shape::members);
    let mut targets = members.filter_map(|member| model.shape(&member.target));
    let stream = targets.find(|target| {
        matches!(target.kind, ShapeKind::Union { .. }) && target.traits.streaming()
    })?;
    Some(stream.id.clone())
}
