//! The cases of the traits `smithy.test#httpRequestTests` and `smithy.test#httpResponseTests`
//! (Smithy 2.0, "HTTP protocol compliance tests").

use std::collections::HashMap;

use tinsmith_model::{Shape, ShapeId, TraitValue};

use super::{Lowering, docs};
use crate::ir::{Case, CaseKind, CaseSetting, Operation, Protocol};
use crate::names::value_name;

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";

/// The client cases of the selected operations and their errors, sorted by name.
pub(super) fn all(
    lowering: &mut Lowering<'_>,
    operations: &[Operation],
    protocol: Option<Protocol>,
) -> Vec<Case> {
    let Some(protocol) = protocol else {
        return Vec::new();
    };
    let mut cases = Vec::new();
    for operation in operations {
        let Some(shape) = lowering.shape(&operation.id) else {
            continue;
        };
        let of = |kind, id| of_trait(shape, id, protocol, &operation.name, kind);
        cases.extend(of(CaseKind::Request, REQUESTS));
        cases.extend(of(CaseKind::Response, RESPONSES));
    }
    for (error, operation) in errors(lowering, operations) {
        let Some(shape) = lowering.shape(&error) else {
            continue;
        };
        let Some(name) = lowering.names.type_of(&error) else {
            continue;
        };
        let kind = CaseKind::Error(name.to_owned());
        cases.extend(of_trait(shape, RESPONSES, protocol, operation, kind));
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    report_clashes(lowering, &cases);
    cases
}

/// Maps each error to an operation that can return it, the first by name.
fn errors<'o>(lowering: &Lowering<'_>, operations: &'o [Operation]) -> Vec<(ShapeId, &'o str)> {
    let mut found: HashMap<ShapeId, &str> = HashMap::new();
    for operation in operations.iter().rev() {
        let shape = lowering.shape(&operation.id).and_then(Shape::as_operation);
        let service = lowering
            .shape(lowering.selection.service())
            .and_then(Shape::as_service);
        let own = shape.into_iter().flat_map(|shape| &shape.errors);
        let shared = service.into_iter().flat_map(|service| &service.errors);
        found.extend(
            own.chain(shared)
                .map(|id| (id.clone(), operation.name.as_str())),
        );
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort();
    found
}

fn of_trait(
    shape: &Shape,
    id: &str,
    protocol: Protocol,
    operation: &str,
    kind: CaseKind,
) -> Vec<Case> {
    let all = shape.traits.get(id).and_then(TraitValue::as_array);
    let cases = all.into_iter().flatten().filter(|case| {
        let is = |key: &str, text: &str| case.get(key).and_then(TraitValue::as_str) == Some(text);
        is("protocol", protocol.id()) && !is("appliesTo", "server")
    });
    let cases = cases.filter_map(|case| {
        let id = case.get("id")?.as_str()?;
        Some(Case {
            id: id.to_owned(),
            name: test_name(id, !matches!(kind, CaseKind::Request)),
            operation: operation.to_owned(),
            shape: shape.id.clone(),
            settings: settings(case),
            kind: kind.clone(),
        })
    });
    cases.collect()
}

/// The name of a test function. A request and a response may have the same id.
pub(crate) fn test_name(id: &str, response: bool) -> String {
    let end = if response { "response" } else { "request" };
    format!("{}_{end}", value_name(id))
}

/// The content of a case besides its id and protocol.
fn settings(case: &TraitValue) -> Vec<CaseSetting> {
    let text = |key: &str, setting: fn(String) -> CaseSetting| {
        let text = case.get(key)?.as_str()?;
        Some(setting(text.to_owned()))
    };
    let texts = |key: &str, setting: fn(Vec<String>) -> CaseSetting| {
        let texts = case.get(key)?.as_array()?.iter();
        let texts = texts.filter_map(|text| text.as_str().map(str::to_owned));
        Some(setting(texts.collect()))
    };
    let headers = |key: &str| {
        let pairs = case.get(key)?.as_object()?.iter();
        let pairs = pairs.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())));
        Some(CaseSetting::Headers(pairs.collect()))
    };
    let code = case.get("code").and_then(TraitValue::as_u64);
    let params = case.get("params").map(ToString::to_string);
    let all = [
        code.map(CaseSetting::Code),
        text("method", CaseSetting::Method),
        text("uri", CaseSetting::Uri),
        text("host", CaseSetting::Host),
        text("resolvedHost", CaseSetting::ResolvedHost),
        texts("queryParams", CaseSetting::Query),
        texts("requireQueryParams", CaseSetting::RequireQuery),
        texts("forbidQueryParams", CaseSetting::ForbidQuery),
        headers("headers"),
        texts("requireHeaders", CaseSetting::RequireHeaders),
        texts("forbidHeaders", CaseSetting::ForbidHeaders),
        text("body", CaseSetting::Body),
        text("bodyMediaType", CaseSetting::BodyMediaType),
        params.map(CaseSetting::Params),
    ];
    all.into_iter().flatten().collect()
}

fn report_clashes(lowering: &mut Lowering<'_>, cases: &[Case]) {
    let mut taken: HashMap<&str, &Case> = HashMap::new();
    for case in cases {
        if taken.insert(&case.name, case).is_some() {
            let Some(shape) = lowering.shape(&case.shape) else {
                continue;
            };
            let message = format!("the test case `{}` comes twice", docs::harmless(&case.id));
            let help = "give each case an id of its own";
            lowering
                .problems
                .report(shape.place, &case.shape, message, help);
        }
    }
}
