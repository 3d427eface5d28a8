//! Removal of traits.

use std::collections::HashSet;

use super::service::speaks;
use crate::traits::known;
use crate::undocumented::{DOCUMENTATION_TRAITS, for_each_traits};
use crate::{Model, Shape, ShapeId};

/// The traits of XML and of the query protocols.
const XML: [&str; 5] = [
    known::XML_NAME,
    known::XML_ATTRIBUTE,
    known::XML_FLATTENED,
    known::XML_NAMESPACE,
    known::EC2_QUERY_NAME,
];

/// The bindings of requests; they have no effect outside of inputs (Smithy 2.0, "HTTP bindings").
const REQUEST_BINDINGS: [&str; 3] = [
    known::HTTP_LABEL,
    known::HTTP_QUERY,
    known::HTTP_QUERY_PARAMS,
];

/// The namespaces of traits for tools.
const TOOLS: [&str; 5] = [
    "aws.cloudformation",
    "aws.iam",
    "aws.test",
    "smithy.test",
    "smithy.waiters",
];

/// The traits for tools in namespaces that have other traits too.
const TOOLING: [&str; 14] = [
    known::CLIENT_ENDPOINT_DISCOVERY,
    known::READONLY,
    known::TAGS,
    "aws.api#arn",
    "aws.api#arnReference",
    "aws.api#controlPlane",
    "aws.api#dataPlane",
    "aws.api#tagEnabled",
    "aws.api#taggable",
    "smithy.api#resourceIdentifier",
    "smithy.api#suppress",
    "smithy.rules#endpointBdd",
    "smithy.rules#endpointRuleSet",
    "smithy.rules#endpointTests",
];

pub(super) fn documentation(model: &mut Model, _: &ShapeId) -> usize {
    remove_traits(model, |id| DOCUMENTATION_TRAITS.contains(&id))
}

pub(super) fn defaults(model: &mut Model, _: &ShapeId) -> usize {
    remove_traits(model, |id| {
        [known::DEFAULT, known::ADDED_DEFAULT].contains(&id)
    })
}

pub(super) fn client_optional(model: &mut Model, _: &ShapeId) -> usize {
    remove_traits(model, |id| id == known::CLIENT_OPTIONAL)
}

pub(super) fn unique_items(model: &mut Model, _: &ShapeId) -> usize {
    remove_traits(model, |id| id == known::UNIQUE_ITEMS)
}

pub(super) fn pagination(model: &mut Model, _: &ShapeId) -> usize {
    remove_traits(model, |id| id == known::PAGINATED)
}

pub(super) fn error_status(model: &mut Model, service: &ShapeId) -> usize {
    let unused = !speaks(model, service, &["restJson1", "restXml"]);
    remove_traits(model, |id| unused && id == known::HTTP_ERROR)
}

pub(super) fn query_errors(model: &mut Model, service: &ShapeId) -> usize {
    let unused = !speaks(model, service, &["awsQuery"]);
    remove_traits(model, |id| unused && id == known::AWS_QUERY_ERROR)
}

pub(super) fn unused_xml(model: &mut Model, service: &ShapeId) -> usize {
    let unused = !speaks(model, service, &["restXml", "awsQuery", "ec2Query"]);
    remove_traits(model, |id| unused && XML.contains(&id))
}

pub(super) fn unused_http(model: &mut Model, service: &ShapeId) -> usize {
    if !speaks(model, service, &["restJson1", "restXml"]) {
        return remove_traits(model, |id| {
            id == known::HTTP || known::HTTP_BINDINGS.contains(&id)
        });
    }
    let operations = model.shapes.values().filter_map(Shape::as_operation);
    let inputs: HashSet<ShapeId> = operations.filter_map(|one| one.input.clone()).collect();
    let others = model.shapes.values_mut();
    let others = others.filter(|shape| !inputs.contains(&shape.id));
    others
        .map(|shape| remove_from(shape, |id| REQUEST_BINDINGS.contains(&id)))
        .sum()
}

pub(super) fn unused_names(model: &mut Model, _: &ShapeId) -> usize {
    let mut count = 0;
    for member in model.shapes.values_mut().flat_map(Shape::members_mut) {
        if known::HTTP_BINDINGS.iter().any(|id| member.traits.has(id)) {
            count += usize::from(member.traits.remove(known::JSON_NAME).is_some());
        }
    }
    count
}

pub(super) fn tooling(model: &mut Model, _: &ShapeId) -> usize {
    remove_traits(model, |id| {
        let namespace = id.split('#').next().unwrap_or(id);
        TOOLS.contains(&namespace) || TOOLING.contains(&id)
    })
}

/// Removes traits from shapes, members and enum values, and counts them.
fn remove_traits(model: &mut Model, which: impl Fn(&str) -> bool) -> usize {
    let shapes = model.shapes.values_mut();
    shapes.map(|shape| remove_from(shape, &which)).sum()
}

fn remove_from(shape: &mut Shape, which: impl Fn(&str) -> bool) -> usize {
    let mut count = 0;
    for_each_traits(shape, |traits| {
        let before = traits.len();
        traits.retain(|one| !which(one.id.as_str()));
        count += before - traits.len();
    });
    count
}
