//! Members whose traits cannot hold, whatever the protocol.

use std::collections::HashSet;

use super::{about_trait, is_text};
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Selection, Shape, Trait};

/// Checks the members of the selection's closure.
pub(super) fn check(model: &Model, selection: &Selection, found: &mut Vec<Diagnostic>) {
    for shape in selection.shapes().filter_map(|id| model.shape(id)) {
        let mut names = HashSet::new();
        for member in shape.members() {
            if let Some(token) = member.traits.find(known::IDEMPOTENCY_TOKEN) {
                token_is_text(model, (shape, member), token, found);
            }
            if let Some(name) = member.traits.find(known::XML_NAME) {
                xml_name(shape, name, member.traits.xml_name(), found);
            }
            json_name(shape, member, &mut names, found);
        }
    }
}

/// Members of one object have different names. Those of other parts of a message are in none.
fn json_name<'m>(
    shape: &Shape,
    member: &'m Member,
    names: &mut HashSet<&'m str>,
    found: &mut Vec<Diagnostic>,
) {
    let mut bindings = known::HTTP_BINDINGS.iter();
    if bindings.any(|id| member.traits.has(id)) {
        return;
    }
    let name = member.traits.json_name().unwrap_or(&member.name);
    if let (false, Some(bound)) = (names.insert(name), member.traits.find(known::JSON_NAME)) {
        let message = format!("`{}` is the name in JSON of two members", quoted(name));
        let help = "give one of them another name";
        found.push(about_trait(shape.id.clone(), bound, message, help));
    }
}

/// Tokens are strings that the client makes (Smithy 2.0, "idempotencyToken trait").
fn token_is_text(
    model: &Model,
    (shape, member): (&Shape, &Member),
    token: &Trait,
    found: &mut Vec<Diagnostic>,
) {
    let target = model.shape(&member.target);
    if let Some(target) = target.filter(|target| !is_text(target)) {
        let (name, kind) = (&member.name, target.kind.word());
        let message = format!("`{name}` is an idempotency token but of type {kind}");
        found.push(about_trait(
            shape.id.clone(),
            token,
            message,
            "target a string",
        ));
    }
}

/// Names of elements are those of XML without colons, with a prefix at most (Smithy 2.0, "xmlName
/// trait").
fn xml_name(shape: &Shape, bound: &Trait, name: Option<&str>, found: &mut Vec<Diagnostic>) {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let part = |part: &str| part.starts_with(starts) && part.chars().all(goes_on);
    let name = name.unwrap_or_default();
    if name.split(':').count() > 2 || !name.split(':').all(part) {
        let message = format!("`{}` is no name of an element", quoted(name));
        let help = "begin it with a letter, and use letters, digits, `-`, `_` and `.`";
        found.push(about_trait(shape.id.clone(), bound, message, help));
    }
}
