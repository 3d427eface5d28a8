//! Changes of endpoint rules, told by what they lead to.
//!
//! The rules of both models resolve the same calls by the interpreter of the runtime, and what
//! differs is told in groups: these calls went there and now go elsewhere, are signed otherwise, or
//! fail. Rules that are only written in another way lead to the same endpoints.

mod calls;
mod comparison;
mod domain;
mod groups;
mod outcome;
mod resolver;

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;
use tinsmith_model::compare::{Change, Rule, Side, Wire};
use tinsmith_model::rules::{self, Case, DIAGRAM, RULE_SET};
use tinsmith_model::{Model, Place, ShapeId};

use self::calls::Calls;
use self::comparison::Comparison;
use self::resolver::Bindings;
use super::{Api, Judged, WireFact};
use crate::endpoint::Binding;
use crate::ir::{Crate, Operation, Service};

/// Tells the changes of rules and bindings as one, by what they lead to.
pub(super) fn tell(changes: &mut Vec<Judged>, old: (&Model, &Crate), new: (&Model, &Crate)) {
    let is_of_rules = |one: &Judged| one.change.rule == Rule::EndpointRulesChanged;
    let Some(mut told) = differing(old, new) else {
        for one in changes.iter_mut().filter(|one| is_of_rules(one)) {
            one.change.wire = Wire::Safe;
            one.change.message.push_str(", which decide as before");
        }
        return;
    };
    let (of_rules, others): (Vec<_>, Vec<_>) = changes
        .drain(..)
        .enumerate()
        .partition(|(_, one)| is_of_rules(one));
    let at: HashMap<usize, usize> = others
        .iter()
        .enumerate()
        .map(|(at, one)| (one.0, at))
        .collect();
    changes.extend(others.into_iter().map(|(_, mut one)| {
        one.follows = one.follows.and_then(|cause| at.get(&cause).copied());
        one
    }));
    for (_, one) in of_rules {
        told.api = told.api.max(one.api);
        told.items.extend(one.items);
    }
    changes.push(told);
}

/// The change of where calls go; `None` if rules and bindings are the same.
fn differing(old: (&Model, &Crate), new: (&Model, &Crate)) -> Option<Judged> {
    let (before, after) = (&old.1.service, &new.1.service);
    let same_rules = before.endpoint == after.endpoint && settings(before) == settings(after);
    let mut bound = bound(old.1, new.1);
    if same_rules {
        bound.retain(|(before, after), _| before != after);
    }
    let rules = before.endpoint.is_some() || after.endpoint.is_some();
    if !rules || bound.is_empty() {
        return None;
    }
    let cases = [old, new].map(cases).concat();
    let mut comparison = Comparison::new([old.1, new.1], &bound);
    let domain = comparison.domain([old.1, new.1], &cases);
    comparison.try_calls(&Calls::new(&domain, &cases));
    Some(judged(&comparison, &bound, new))
}

/// The names of the parameters that are settings of the client.
fn settings(service: &Service) -> BTreeSet<&str> {
    let params = service.client_params.iter();
    params.map(|one| one.name.as_str()).collect()
}

/// The operations that both crates have, by their bindings before and after.
type Bound<'c> = IndexMap<(&'c Bindings, &'c Bindings), Vec<&'c ShapeId>>;

fn bound<'c>(old: &'c Crate, new: &'c Crate) -> Bound<'c> {
    let before = old.operations.iter();
    let before: HashMap<&str, &Operation> = before.map(|one| (one.id.name(), one)).collect();
    let mut bound = Bound::new();
    for after in &new.operations {
        if let Some(before) = before.get(after.id.name()) {
            let key = (
                before.endpoint_params.as_slice(),
                after.endpoint_params.as_slice(),
            );
            bound.entry(key).or_default().push(&after.id);
        }
    }
    bound
}

/// The parameters that operations take from another part of the input, which no resolution shows.
fn moved(bound: &Bound<'_>) -> Vec<WireFact> {
    let mut found = Vec::new();
    for ((before, after), operations) in bound {
        for (name, binding) in *after {
            let old = before.iter().find(|(known, _)| known == name);
            let Some((_, old @ Binding::Input(_))) = old else {
                continue;
            };
            if old != binding && matches!(binding, Binding::Input(_)) {
                found.push(WireFact {
                    name: "endpoint parameter",
                    when: Some(format!("{name} of {}", named(operations))),
                    before: Some(old.to_string()),
                    after: Some(binding.to_string()),
                    breaks: true,
                });
            }
        }
    }
    found
}

/// The operations by name.
fn named(operations: &[&ShapeId]) -> String {
    match operations {
        [] => String::new(),
        [one] => one.name().to_owned(),
        [one, more @ ..] => format!("{} and {} more", one.name(), more.len()),
    }
}

/// The test cases of the rules of a crate's service; none if they cannot be read.
fn cases((model, one): (&Model, &Crate)) -> Vec<Case> {
    let service = model.shape(&one.service.id);
    let cases = service.map(|service| rules::cases(&service.traits));
    cases.and_then(Result::ok).unwrap_or_default()
}

/// The change that a comparison shows.
fn judged(comparison: &Comparison<'_>, bound: &Bound<'_>, new: (&Model, &Crate)) -> Judged {
    let mut message = comparison.message();
    let mut facts = moved(bound);
    if !facts.is_empty() {
        message.push_str("; operations take parameters from another part of the input");
    }
    facts.extend(comparison.facts());
    let breaks = facts.iter().any(|fact| fact.breaks) || comparison.is_open();
    let subject = new.1.service.id.clone();
    let mut change = Change::new(
        Rule::EndpointRulesChanged,
        Side::New,
        subject,
        place(new),
        message,
    );
    change.operations = bound.values().flatten().map(|id| (*id).clone()).collect();
    change.operations.sort();
    change.sent = true;
    change.wire = if breaks { Wire::Breaking } else { Wire::Safe };
    Judged {
        change,
        api: Some(Api::Patch),
        items: Vec::new(),
        facts,
        follows: None,
        location: None,
    }
}

/// The place of the rules of a crate's service, or else of the service.
fn place((model, one): (&Model, &Crate)) -> Place {
    let Some(service) = model.shape(&one.service.id) else {
        return Place::default();
    };
    let traits = [DIAGRAM, RULE_SET].into_iter();
    let mut traits = traits.filter_map(|id| service.traits.find(id));
    traits.next().map_or(service.place, |one| one.place)
}
