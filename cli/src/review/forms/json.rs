//! The report for programs. docs/review.md describes the form; a change of it that readers would stumble over changes
//! [`FORM`].

use serde_json::{Value, json};
use tinsmith_codegen::review::{ItemChange, Judged};
use tinsmith_model::compare::Side;

use crate::review::diffstat::Shortstat;
use crate::review::report::{Compared, Outcome, Report, Service};

/// The number of the form.
const FORM: u32 = 1;

pub(super) fn show(report: &Report) -> Value {
    let services: Vec<Value> = report.services.iter().map(one).collect();
    json!({ "form": FORM, "services": services })
}

fn one(service: &Service) -> Value {
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
        .map(|(judged, allowed)| change(service, judged, allowed))
        .collect();
    let left_out = review.left_out.iter();
    let left_out =
        left_out.map(|(id, why)| json!({ "operation": id.as_str(), "reason": why.message }));
    json!({
        "outcome": "compared",
        "summary": {
            "changes": counts.changes, "breaking": counts.breaking, "major": counts.major,
            "minor": counts.minor, "patch": counts.patch, "allowed": counts.allowed,
        },
        "wire": review.wire().word(),
        "api": review.api().map(|api| api.word()),
        "version": { "before": compared.version, "after": compared.next_version() },
        "changelog": compared.changelog(),
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

fn change(service: &Service, judged: &Judged, allowed: Option<&String>) -> Value {
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
        "wire": change.wire.word(),
        "api": judged.api.map(|api| api.word()),
        "rust": judged.items.iter().map(item).collect::<Vec<_>>(),
        "allowed": allowed,
    })
}

fn item(item: &ItemChange) -> Value {
    json!({
        "path": item.path, "before": item.before, "after": item.after, "api": item.api.word(),
    })
}
