//! The endpoint rules of the service, and what client and operations give them.

use std::collections::HashSet;

use tinsmith_model::Shape;
use tinsmith_model::rules::{self, ParameterType};

use super::{Lowering, Problems};
use crate::endpoint::{self, Binding, TooComplex};
use crate::ir::{ClientParam, EndpointRules, Operation};
use crate::names;

/// The rules of the service, in a standard form if they are of one. What is wrong with them has
/// been validated.
pub(super) fn rules(lowering: &mut Lowering<'_>, service: &Shape) -> Option<EndpointRules> {
    let set = rules::read(lowering.model, service)?.ok()?;
    let table = endpoint::table(&set);
    let table = table.map_err(|error| refuse(&mut lowering.problems, service, &error));
    let table = table.ok()?;
    Some(match endpoint::standard(&table) {
        Some(form) => EndpointRules::Standard(form),
        None => EndpointRules::Table(table),
    })
}

/// The settings of the client that the rules take.
pub(super) fn client_params(lowering: &mut Lowering<'_>, service: &Shape) -> Vec<ClientParam> {
    let params = rules::client_params(&service.traits).into_iter();
    let mut found: Vec<ClientParam> = params
        .map(|param| ClientParam {
            function: names::function_name(&param.name),
            boolean: param.kind == ParameterType::Boolean,
            docs: crate::docs::lines(&param.documentation.unwrap_or_default(), &|_| None),
            name: param.name,
        })
        .collect();
    found.sort_by(|a, b| a.function.cmp(&b.function));
    for pair in found
        .windows(2)
        .filter(|pair| pair[0].function == pair[1].function)
    {
        let message = format!(
            "`{}` and `{}` are one name in Rust",
            pair[0].name, pair[1].name
        );
        let error = TooComplex(message);
        refuse(&mut lowering.problems, service, &error);
    }
    found
}

/// The parameters that an operation gives the rules; none if there are no rules.
pub(super) fn params(lowering: &mut Lowering<'_>, operation: &Shape) -> Vec<(String, Binding)> {
    let service = lowering.shape(lowering.selection.service());
    let has_rules =
        |service: &Shape| service.traits.has(rules::RULE_SET) || service.traits.has(rules::DIAGRAM);
    if !service.is_some_and(has_rules) {
        return Vec::new();
    }
    endpoint::bindings(lowering.model, operation).unwrap_or_else(|error| {
        refuse(&mut lowering.problems, operation, &error);
        Vec::new()
    })
}

/// Leaves out the parameters that no endpoint depends on, so that calls with other values of them
/// have the same one.
pub(super) fn drop_unread(rules: &EndpointRules, operations: &mut [Operation]) {
    if let EndpointRules::Table(table) = rules {
        let names = table.parameters.keys();
        let read: HashSet<&String> = names.filter(|name| table.reads(name)).collect();
        for operation in operations {
            let params = &mut operation.endpoint_params;
            params.retain(|(name, _)| read.contains(name));
        }
    }
}

fn refuse(problems: &mut Problems, shape: &Shape, error: &TooComplex) {
    let help = "endpoint rules are never approximated: a request could go elsewhere";
    problems.report(shape.place, &shape.id, error.to_string(), help);
}
