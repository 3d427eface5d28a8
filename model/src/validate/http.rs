//! HTTP bindings (Smithy 2.0, "HTTP bindings").

use std::collections::HashMap;
use std::hash::Hash;

use super::{about, about_trait, labels, targets, uri};
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Selection, Shape, ShapeId, Trait};

/// Checks the selected operations with their inputs, outputs and errors.
pub(super) fn check(model: &Model, selection: &Selection, found: &mut Vec<Diagnostic>) {
    let operations = selection.operation_ids().iter();
    for shape in operations.filter_map(|id| model.shape(id)) {
        let Some(operation) = shape.as_operation() else {
            continue;
        };
        let input = operation.input.as_ref().and_then(|id| model.shape(id));
        match shape.traits.find(known::HTTP) {
            Some(http) => {
                path(shape, http, input, found);
                uri::check(shape, found);
            }
            None => found.push(about(
                shape,
                "the operation has no smithy.api#http, which the protocol requires",
                "add the trait with the operation's `method` and `uri`",
            )),
        }
    }
    for shape in messages(model, selection) {
        bindings(shape, found);
        targets::check(model, shape, found);
    }
}

/// The inputs, outputs and errors of the selected operations, each once.
fn messages<'m>(model: &'m Model, selection: &Selection) -> Vec<&'m Shape> {
    let operations = selection.operation_ids().iter();
    let operations = operations.filter_map(|id| model.shape(id)?.as_operation());
    let service = model.shape(selection.service()).and_then(Shape::as_service);
    let shared = service.into_iter().flat_map(|service| &service.errors);
    let ids: indexmap::IndexSet<&ShapeId> = operations
        .flat_map(|one| one.input.iter().chain(&one.output).chain(&one.errors))
        .chain(shared)
        .collect();
    ids.into_iter().filter_map(|id| model.shape(id)).collect()
}

/// Checks that each label of the URI has a required member, and each such member a label.
fn path(operation: &Shape, http: &Trait, input: Option<&Shape>, found: &mut Vec<Diagnostic>) {
    let uri = operation.traits.http().map_or("", |http| http.uri);
    labels::check(operation, (http, uri), input, known::HTTP_LABEL, found);
    let labels = labels::names(uri);
    for (shape, member) in input.into_iter().flat_map(with_members) {
        let Some(bound) = member.traits.find(known::HTTP_LABEL) else {
            continue;
        };
        if !labels.contains(&member.name.as_str()) {
            let uri = quoted(uri);
            let message = format!(
                "`{}` is bound to a label that is missing in `{uri}`",
                member.name
            );
            let help = format!("add `{{{}}}` to the URI of {}", member.name, operation.id);
            found.push(about_trait(shape.id.clone(), bound, message, help));
        }
        if !member.traits.required() {
            let message = format!("`{}` is a label of the path but not required", member.name);
            let help = "add smithy.api#required to the member";
            found.push(about_trait(shape.id.clone(), bound, message, help));
        }
    }
}

fn with_members(shape: &Shape) -> impl Iterator<Item = (&Shape, &Member)> {
    shape.members().map(move |member| (shape, member))
}

/// Checks that headers have names, and that no two members of a message have the same binding.
fn bindings(shape: &Shape, found: &mut Vec<Diagnostic>) {
    for member in shape.members() {
        let name = member.traits.http_header();
        let name = name.filter(|name| !uri::is_token(name));
        if let (Some(name), Some(bound)) = (name, member.traits.find(known::HTTP_HEADER)) {
            let message = format!("`{}` is no name of a header", quoted(name));
            let help = "use letters, digits and hyphens";
            found.push(about_trait(shape.id.clone(), bound, message, help));
        }
    }
    check_distinct(shape, found, known::HTTP_HEADER, "header", |member| {
        member.traits.http_header().map(str::to_ascii_lowercase)
    });
    check_distinct(
        shape,
        found,
        known::HTTP_QUERY,
        "query parameter",
        |member| member.traits.http_query().map(str::to_owned),
    );
    check_distinct(shape, found, known::HTTP_PAYLOAD, "body", |member| {
        member.traits.http_payload().then_some(())
    });
    check_distinct(
        shape,
        found,
        known::HTTP_RESPONSE_CODE,
        "status code",
        |member| member.traits.http_response_code().then_some(()),
    );
}

fn check_distinct<K: Eq + Hash>(
    shape: &Shape,
    found: &mut Vec<Diagnostic>,
    id: &str,
    place: &str,
    key: impl Fn(&Member) -> Option<K>,
) {
    let mut first: HashMap<K, &Member> = HashMap::new();
    for member in shape.members() {
        let (Some(key), Some(bound)) = (key(member), member.traits.find(id)) else {
            continue;
        };
        let Some(other) = first.insert(key, member) else {
            continue;
        };
        let name = bound
            .value
            .as_str()
            .map_or(String::new(), |name| format!(" `{}`", quoted(name)));
        let message = format!(
            "`{}` and `{}` are both bound to the {place}{name}",
            other.name, member.name
        );
        found.push(about_trait(
            shape.id.clone(),
            bound,
            message,
            "bind one of them to another part of the message",
        ));
    }
}
