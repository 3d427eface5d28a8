//! Gives facts that differ to the changes of the model that they come from.

use std::collections::{HashMap, HashSet};

use tinsmith_model::compare::{Change, Rule, Side, Wire};
use tinsmith_model::{Model, Place, Selection, Shape, ShapeId};

use super::{Difference, WireFact};
use crate::review::{Api, Judged};

/// The rules that are about facts alone: if no fact is another, the change is safe.
const ABOUT_FACTS: [Rule; 13] = [
    Rule::AuthChanged,
    Rule::ChecksumChanged,
    Rule::DefaultChanged,
    Rule::EndpointChanged,
    // What rules lead to is compared apart.
    Rule::EndpointRulesChanged,
    Rule::HttpBindingChanged,
    Rule::IdempotencyChanged,
    Rule::MediaTypeChanged,
    Rule::ProtocolChanged,
    Rule::ServiceChanged,
    Rule::TimestampFormatChanged,
    Rule::UriChanged,
    Rule::WireNameChanged,
];

/// The rules by which a fact can come to be another.
fn rules(fact: &str) -> &'static [Rule] {
    use Rule as R;
    match fact {
        "protocol" | "query error codes" => &[R::ProtocolChanged],
        "endpoint prefix" | "host prefix" => &[R::EndpointChanged],
        "signing name" | "place of the API key" => &[R::AuthChanged],
        name if name.starts_with("authentication by") => &[R::AuthChanged],
        "method" => &[R::HttpBindingChanged, R::ProtocolChanged],
        "path" => &[R::UriChanged, R::ProtocolChanged],
        "content type" => &[
            R::MediaTypeChanged,
            R::HttpBindingChanged,
            R::ProtocolChanged,
            R::TargetChanged,
            R::TypeChanged,
            R::MemberAdded,
            R::MemberRemoved,
        ],
        "X-Amz-Target" => &[R::ServiceChanged, R::ProtocolChanged],
        "checksum" | "compression" | "unsigned payload" => &[R::ChecksumChanged],
        "binding" | "host label" => &[R::HttpBindingChanged, R::UriChanged, R::ProtocolChanged],
        "name" => &[
            R::WireNameChanged,
            R::ProtocolChanged,
            R::HttpBindingChanged,
        ],
        "timestamp format" => &[
            R::TimestampFormatChanged,
            R::HttpBindingChanged,
            R::ProtocolChanged,
            R::TargetChanged,
            R::TypeChanged,
        ],
        "header encoding" => &[
            R::MediaTypeChanged,
            R::HttpBindingChanged,
            R::TargetChanged,
            R::TypeChanged,
        ],
        "idempotency token" => &[R::IdempotencyChanged],
        "length" | "streamed response" => &[R::StreamingChanged, R::TargetChanged],
        "presence" => &[
            R::RequiredAdded,
            R::RequiredRemoved,
            R::DefaultChanged,
            R::ClientOptionalChanged,
            R::IdempotencyChanged,
            R::HttpBindingChanged,
            R::StreamingChanged,
            R::TargetChanged,
        ],
        "nulls" => &[R::SparseChanged, R::TargetChanged],
        "value" => &[
            R::EnumValueAdded,
            R::EnumValueRemoved,
            R::EnumValueChanged,
            R::EnumValueRenamed,
        ],
        "kind" => &[R::TargetChanged, R::TypeChanged, R::ShapeRenamed],
        "fault" | "status" => &[R::ErrorChanged, R::HttpBindingChanged],
        "retry" => &[R::RetryChanged],
        _ => &[],
    }
}

/// Judges changes by the facts that they alter, and adds changes for facts that none of them
/// accounts for. Changes that touch operations which are not generated keep the verdict of their
/// rule.
pub(in crate::review) fn attach(
    changes: &mut Vec<Judged>,
    differences: &[Difference],
    generated: &HashSet<&ShapeId>,
    new: (&Model, &Selection),
) {
    let by_subject = by_subject(changes);
    let mut alone: Vec<&Difference> = Vec::new();
    for difference in differences {
        let causes = causes(changes, &by_subject, difference);
        for at in &causes {
            add(&mut changes[*at].facts, &difference.fact);
        }
        let known =
            |one: &&Difference| one.fact == difference.fact && one.subjects == difference.subjects;
        let telling = difference.fact.breaks && !alone.iter().any(known);
        if causes.is_empty() && telling {
            alone.push(difference);
        }
    }
    let names: HashSet<&str> = differences.iter().map(|one| one.fact.name).collect();
    alone.retain(|one| !follows(one.fact.name, &names));
    changes.iter_mut().for_each(|one| judge(one, generated));
    changes.extend(alone.into_iter().filter_map(|one| unaccounted(one, new)));
}

/// Returns true if a fact differs only since another one does, which is told already.
///
/// Those are the facts of another protocol.
fn follows(fact: &str, differing: &HashSet<&str>) -> bool {
    match fact {
        "protocol" | "header of every request" => false,
        _ => differing.contains("protocol"),
    }
}

/// The positions of changes by the shapes that they are about, each with its members.
fn by_subject(changes: &[Judged]) -> HashMap<ShapeId, Vec<usize>> {
    let mut found: HashMap<ShapeId, Vec<usize>> = HashMap::new();
    for (at, judged) in changes.iter().enumerate() {
        let Change {
            subject, related, ..
        } = &judged.change;
        let renamed = related
            .iter()
            .filter(|_| judged.change.rule == Rule::ShapeRenamed);
        for id in [subject].into_iter().chain(renamed) {
            found.entry(id.clone()).or_default().push(at);
        }
        if subject.member().is_some() {
            found.entry(subject.shape()).or_default().push(at);
        }
    }
    found
}

/// The changes of the nearest subject by which the fact can have come to be another.
fn causes(
    changes: &[Judged],
    by_subject: &HashMap<ShapeId, Vec<usize>>,
    difference: &Difference,
) -> Vec<usize> {
    let rules = rules(difference.fact.name);
    let nearest = difference.subjects.iter().map(|subject| {
        let about = by_subject.get(subject).into_iter().flatten().copied();
        let fits = about.filter(|at| {
            let change = &changes[*at].change;
            // Changes of other members are no cause.
            change.subject == *subject && rules.contains(&change.rule)
        });
        fits.collect::<Vec<usize>>()
    });
    nearest
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Adds a fact once.
fn add(facts: &mut Vec<WireFact>, fact: &WireFact) {
    match facts
        .iter_mut()
        .find(|one| (one.name, &one.before, &one.after) == (fact.name, &fact.before, &fact.after))
    {
        Some(known) => known.breaks |= fact.breaks,
        None => facts.push(fact.clone()),
    }
}

fn judge(judged: &mut Judged, generated: &HashSet<&ShapeId>) {
    let change = &mut judged.change;
    let mut operations = change.operations.iter();
    if !operations.all(|id| generated.contains(id)) {
        return;
    }
    if judged.facts.iter().any(|fact| fact.breaks) {
        change.wire = Wire::Breaking;
    } else if ABOUT_FACTS.contains(&change.rule) {
        let structural = change.rule == Rule::DefaultChanged && !judged.facts.is_empty();
        if !structural {
            change.wire = Wire::Safe;
        }
    }
}

/// A change for a fact that no other one accounts for.
fn unaccounted(
    difference: &Difference,
    (model, selection): (&Model, &Selection),
) -> Option<Judged> {
    let subject = difference.subjects.first()?.clone();
    let fact = &difference.fact;
    let shown = |value: &Option<String>| match value {
        Some(value) => format!("`{value}`"),
        None => "none".to_owned(),
    };
    let message = format!(
        "the {} is {}; before: {}",
        fact.name,
        shown(&fact.after),
        shown(&fact.before)
    );
    let place = position(model, &subject).unwrap_or_default();
    let shape = subject.shape();
    let mut change = Change::new(Rule::SchemaChanged, Side::New, subject, place, message);
    change.operations = match &difference.operation {
        Some(operation) => vec![operation.clone()],
        None => selection.operation_ids().to_vec(),
    };
    change.sent = selection.reached_from_input(&shape);
    change.received = selection.reached_from_output(&shape);
    change.wire = Wire::Breaking;
    Some(Judged {
        change,
        api: Some(Api::Patch),
        items: Vec::new(),
        facts: vec![fact.clone()],
        follows: None,
        location: None,
    })
}

fn position(model: &Model, id: &ShapeId) -> Option<Place> {
    let shape: &Shape = model.shape(id.shape())?;
    let Some(member) = id.member() else {
        return Some(shape.place);
    };
    let mut members = shape.members();
    members.find(|one| one.name == member).map(|one| one.place)
}
