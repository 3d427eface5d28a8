//! Traits that are taken away.

use std::collections::HashSet;

use super::service::speaks;
use crate::traits::known;
use crate::undocumented::{EXPLAINING, traits_of};
use crate::{Model, Shape, ShapeId};

/// What XML and queries are made of.
const XML: [&str; 5] = [
    known::XML_NAME,
    known::XML_ATTRIBUTE,
    known::XML_FLATTENED,
    known::XML_NAMESPACE,
    known::EC2_QUERY_NAME,
];

/// What binds members of inputs alone; anywhere else it says nothing (Smithy 2.0, "HTTP bindings").
const OF_REQUESTS: [&str; 3] = [
    known::HTTP_LABEL,
    known::HTTP_QUERY,
    known::HTTP_QUERY_PARAMS,
];

/// Namespaces of traits for tools.
const TOOLS: [&str; 5] = [
    "aws.cloudformation",
    "aws.iam",
    "aws.test",
    "smithy.test",
    "smithy.waiters",
];

/// Traits for tools in namespaces that have others too.
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
    take(model, |id| EXPLAINING.contains(&id))
}

pub(super) fn defaults(model: &mut Model, _: &ShapeId) -> usize {
    take(model, |id| {
        [known::DEFAULT, known::ADDED_DEFAULT].contains(&id)
    })
}

pub(super) fn client_optional(model: &mut Model, _: &ShapeId) -> usize {
    take(model, |id| id == known::CLIENT_OPTIONAL)
}

pub(super) fn unique_items(model: &mut Model, _: &ShapeId) -> usize {
    take(model, |id| id == known::UNIQUE_ITEMS)
}

pub(super) fn pagination(model: &mut Model, _: &ShapeId) -> usize {
    take(model, |id| id == known::PAGINATED)
}

pub(super) fn error_status(model: &mut Model, service: &ShapeId) -> usize {
    let unused = !speaks(model, service, &["restJson1", "restXml"]);
    take(model, |id| unused && id == known::HTTP_ERROR)
}

pub(super) fn query_errors(model: &mut Model, service: &ShapeId) -> usize {
    let unused = !speaks(model, service, &["awsQuery"]);
    take(model, |id| unused && id == known::AWS_QUERY_ERROR)
}

pub(super) fn unused_xml(model: &mut Model, service: &ShapeId) -> usize {
    let unused = !speaks(model, service, &["restXml", "awsQuery", "ec2Query"]);
    take(model, |id| unused && XML.contains(&id))
}

pub(super) fn unused_http(model: &mut Model, service: &ShapeId) -> usize {
    if !speaks(model, service, &["restJson1", "restXml"]) {
        return take(model, |id| {
            id == known::HTTP || known::HTTP_BINDINGS.contains(&id)
        });
    }
    let operations = model.shapes.values().filter_map(Shape::as_operation);
    let inputs: HashSet<ShapeId> = operations.filter_map(|one| one.input.clone()).collect();
    let others = model.shapes.values_mut();
    let others = others.filter(|shape| !inputs.contains(&shape.id));
    others
        .map(|shape| take_of(shape, |id| OF_REQUESTS.contains(&id)))
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
    take(model, |id| {
        let namespace = id.split('#').next().unwrap_or(id);
        TOOLS.contains(&namespace) || TOOLING.contains(&id)
    })
}

/// Takes traits away from shapes, members and values of enums, and says how many there were.
fn take(model: &mut Model, which: impl Fn(&str) -> bool) -> usize {
    let shapes = model.shapes.values_mut();
    shapes.map(|shape| take_of(shape, &which)).sum()
}

fn take_of(shape: &mut Shape, which: impl Fn(&str) -> bool) -> usize {
    let mut count = 0;
    traits_of(shape, |traits| {
        let before = traits.len();
        traits.retain(|one| !which(one.id.as_str()));
        count += before - traits.len();
    });
    count
}
