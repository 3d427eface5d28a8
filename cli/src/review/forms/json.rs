//! The report for programs. docs/review.md describes the form; a change of it that readers would
//! stumble over changes [`FORM`].

use serde_json::{Value, json};
use tinsmith_codegen::review::{ItemChange, Judged, Location, WireFact};
use tinsmith_model::compare::Side;

use crate::review::diffstat::Shortstat;
use crate::review::report::{Compared, Outcome, Report, Service};
use crate::review::summary;

/// The number of the form.
const FORM: u32 = 2;

pub(super) fn show(report: &Report) -> Value {
    let services: Vec<Value> = report.services.iter().map(service_value).collect();
    json!({ "form": FORM, "services": services })
}

fn service_value(service: &Service) -> Value {
    let [old, new] = &service.models;
    let mut object = json!({
        "name": service.name,
        "base": service.base,
        "old": old,
        "new": new,
    });
    let outcome = match &service.outcome {
        Outcome::New => json!({ "outcome": "new" }),
        Outcome::Gone => json!({ "outcome": "gone" }),
        Outcome::Compared(compared) => of_compared(service, compared),
    };
    if let (Value::Object(object), Value::Object(outcome)) = (&mut object, outcome) {
        object.extend(outcome);
    }
    object
}

fn of_compared(service: &Service, compared: &Compared) -> Value {
    let counts = compared.counts();
    let review = &compared.review;
    let changes: Vec<Value> = compared
        .by_weight()
        .into_iter()
        .map(|(judged, allowed)| change(service, compared, judged, allowed))
        .collect();
    let left_out = review.left_out.iter();
    let left_out =
        left_out.map(|(id, why)| json!({ "operation": id.as_str(), "reason": why.message }));
    json!({
        "outcome": "compared",
        "summary": {
            "changes": counts.changes, "breaking": counts.breaking, "validation": counts.validation,
            "safe": counts.safe, "major": counts.major,
            "minor": counts.minor, "patch": counts.patch,
            "allowed": counts.allowed,
        },
        "reason": summary::reason(compared),
        "wire": review.wire().word(),
        "api": review.api().map(|api| api.word()),
        "version": { "before": compared.version, "after": compared.next_version() },
        "asks": review.asks_for().map(|api| api.word()),
        "changelog": compared.changelog(),
        "unexplainedFiles": review.unexplained_files,
        "generated": {
            "model": shortstat(compared.from_model),
            "generator": compared.from_generator.map(shortstat),
        },
        "notGenerated": review.not_generated.as_ref().map(|why| why.message.as_str()),
        "leftOut": left_out.collect::<Vec<_>>(),
        "changes": changes,
        "rustAlone": review.others.iter().map(item).collect::<Vec<_>>(),
    })
}

fn shortstat(stat: Shortstat) -> Value {
    json!({ "files": stat.files, "insertions": stat.insertions, "deletions": stat.deletions })
}

fn change(
    service: &Service,
    compared: &Compared,
    judged: &Judged,
    allowed: Option<&String>,
) -> Value {
    let change = &judged.change;
    let side = match change.side {
        Side::Old => "old",
        Side::New => "new",
    };
    let operations: Vec<&str> = change.operations.iter().map(|id| id.as_str()).collect();
    json!({
        "rule": change.rule.id(),
        "shape": change.subject.as_str(),
        "related": change.related.as_ref().map(|id| id.as_str()),
        "message": change.message,
        "place": {
            "model": side, "file": service.file(change.side),
            "line": change.place.line, "column": change.place.column,
        },
        "operations": operations,
        "sent": change.sent,
        "received": change.received,
        "facts": judged.facts.iter().map(fact).collect::<Vec<_>>(),
        "documentation": change
            .documentation
            .as_ref()
            .map(|[old, new]| json!({ "before": old, "after": new })),
        "follows": judged.follows.and_then(|at| compared.review.changes.get(at)).map(cause),
        "generated": judged.location.as_ref().map(generated),
        "wire": change.wire.word(),
        "api": judged.api.map(|api| api.word()),
        "rust": judged.items.iter().map(item).collect::<Vec<_>>(),
        "allowed": allowed,
    })
}

/// The change that another one follows from.
fn cause(judged: &Judged) -> Value {
    json!({ "rule": judged.change.rule.id(), "shape": judged.change.subject.as_str() })
}

fn generated(location: &Location) -> Value {
    let side = match location.side {
        Side::Old => "old",
        Side::New => "new",
    };
    json!({ "crate": side, "file": location.file, "line": location.line })
}

fn fact(fact: &WireFact) -> Value {
    json!({
        "name": fact.name, "when": fact.when, "before": fact.before, "after": fact.after, "breaks": fact.breaks,
    })
}

fn item(item: &ItemChange) -> Value {
    json!({
        "path": item.path, "before": item.before, "after": item.after, "api": item.api.word(),
    })
}
