//! Lowers a model to the IR of a crate, as a list of named passes.

mod auth;
mod boxing;
mod cases;
mod clashes;
mod components;
mod constraints;
#[cfg(test)]
mod corpus;
mod cycles;
mod default;
mod derives;
mod docs;
mod doubles;
mod endpoint;
mod enumeration;
mod example;
mod features;
mod formats;
mod literal;
mod member;
mod names;
mod nesting;
mod operation;
mod pages;
mod protocol;
mod scope;
mod service;
mod structure;
mod support;
#[cfg(test)]
mod tests;
mod value;

use std::collections::{HashMap, HashSet};

use tinsmith_model::{Diagnostic, Model, Place, Selection, Shape, ShapeId, ShapeKind, Traits};

use self::boxing::Boxed;
use self::derives::DerivesOf;
use self::names::Names;
use self::scope::Scope;
use crate::Options;
use crate::ir::{Crate, Type, TypeBody};

pub(crate) use self::cases::test_name;
pub(crate) use self::protocol::unsupported_protocol;
pub(crate) use self::support::unsupported_operations;

/// Lowers a selection of operations.
///
/// # Errors
/// Everything that cannot be said in Rust, each with its place.
pub(crate) fn lower(
    model: &Model,
    selection: &Selection,
    options: &Options,
) -> Result<Crate, Vec<Diagnostic>> {
    let mut problems = Problems::default();
    let protocol =
        protocol::of_service(model, selection, options.protocol.as_deref(), &mut problems);
    let spoken = protocol::spoken(model, selection);
    let scope = Scope::new(model, selection);
    support::check(model, selection, &scope, protocol, &mut problems);
    let names = Names::decide(model, selection, &scope, options.kind, &mut problems);
    let boxed = Boxed::find(&scope);
    let derives = DerivesOf::find(model, selection, options.asked());
    let endless = value::endless(model, &scope, &mut problems);
    let sensitive = value::sensitive(model, &scope);
    let recursion_limit = nesting::recursion_limit(&scope, options.kind);
    let recursion_limit = recursion_limit.unwrap_or_else(|problem| {
        problems.0.push(*problem);
        None
    });
    let mut lowering = Lowering {
        model,
        selection,
        names,
        boxed,
        derives,
        endless,
        sensitive,
        variants: HashMap::new(),
        problems,
        own_type: None,
        xml: spoken.iter().any(|protocol| protocol.has_xml()),
        http: spoken.iter().any(|protocol| protocol.has_http_bindings()),
    };
    let mut operations = operation::all(&mut lowering);
    let types = types(&mut lowering, &scope);
    let collections = value::collections(&lowering, &scope);
    let cases = match options.protocol_tests {
        true => cases::all(&mut lowering, &operations, protocol),
        false => Vec::new(),
    };
    clashes::report(&mut lowering, &operations, &types);
    let service = service::lower(&mut lowering, protocol);
    if let Some(rules) = service
        .as_ref()
        .and_then(|service| service.endpoint.as_ref())
    {
        endpoint::drop_unread(rules, &mut operations);
    }
    match (service, lowering.problems.0) {
        (Some(service), problems) if problems.is_empty() => Ok(Crate {
            features: features::required(&service, &operations),
            recursion_limit,
            service,
            operations,
            types,
            collections,
            cases,
        }),
        (_, mut problems) => {
            problems.sort_by_key(|problem| problem.place);
            problems.dedup();
            Err(problems)
        }
    }
}

/// The state of the passes.
struct Lowering<'m> {
    model: &'m Model,
    selection: &'m Selection,
    names: Names,
    boxed: Boxed,
    derives: DerivesOf,
    /// The lists and maps that have no type.
    endless: HashSet<ShapeId>,
    /// The shapes whose content is sensitive, among them maps with such keys.
    sensitive: HashSet<ShapeId>,
    /// The variants of enums by their values, found when the first default asks for them.
    variants: HashMap<ShapeId, HashMap<String, String>>,
    problems: Problems,
    /// The type whose file is being filled: documentation there names it without a link.
    own_type: Option<ShapeId>,
    /// True if the service has a protocol in which the traits of XML matter.
    xml: bool,
    /// True if the service has a protocol in which HTTP bindings matter.
    http: bool,
}

impl<'m> Lowering<'m> {
    /// A shape that the model refers to, and therefore has.
    fn shape(&self, id: &ShapeId) -> Option<&'m Shape> {
        self.model.shape(id)
    }

    /// The documentation for a file of an operation or type.
    fn docs(&self, traits: &Traits) -> Vec<String> {
        docs::lines(
            traits,
            &self.names,
            "super::super::",
            self.own_type.as_ref(),
        )
    }

    /// The documentation for the root module.
    fn root_docs(&self, traits: &Traits) -> Vec<String> {
        docs::lines(traits, &self.names, "", None)
    }
}

/// The errors found: constructs that are not supported.
#[derive(Default)]
struct Problems(Vec<Diagnostic>);

impl Problems {
    fn report(
        &mut self,
        place: Place,
        shape: &ShapeId,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0.push(Diagnostic {
            place: Some(place),
            shape: Some(shape.clone()),
            message: message.into(),
            help: help.into(),
        });
    }
}

fn types(lowering: &mut Lowering<'_>, scope: &Scope<'_>) -> Vec<Type> {
    let mut types: Vec<Type> = scope
        .types()
        .filter_map(|shape| one_type(lowering, shape))
        .collect();
    types.sort_by(|a, b| a.module.cmp(&b.module));
    types
}

fn one_type(lowering: &mut Lowering<'_>, shape: &Shape) -> Option<Type> {
    let name = lowering.names.type_of(&shape.id)?.to_owned();
    lowering.own_type = Some(shape.id.clone());
    let body = match &shape.kind {
        ShapeKind::Structure { .. } => {
            TypeBody::Structure(structure::of_type(lowering, shape, &name))
        }
        ShapeKind::Union { members } => TypeBody::Union(structure::union(lowering, shape, members)),
        ShapeKind::Enum(values) => TypeBody::Enum(enumeration::texts(lowering, shape, values)),
        ShapeKind::IntEnum(values) => {
            TypeBody::IntEnum(enumeration::numbers(lowering, shape, values))
        }
        _ => return None,
    };
    let docs = lowering.docs(&shape.traits);
    lowering.own_type = None;
    Some(Type {
        id: shape.id.clone(),
        module: crate::names::module_name(&name),
        name,
        docs,
        deprecated: docs::deprecation(&shape.traits),
        boxed: lowering.boxed.is_target(&shape.id),
        body,
    })
}
