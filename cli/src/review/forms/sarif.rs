//! The report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format").

use serde_json::{Value, json};
use tinsmith_codegen::review::{Api, ItemChange, Judged};
use tinsmith_model::compare::{Rule, Side, Wire};

use crate::review::report::{Outcome, Report, Service, api_word, subject};

/// The rule for what changes in Rust alone.
const RUST_ALONE: &str = "rust-api-changed";

/// The rules for crates that are new or gone.
const CRATES: [(&str, &str); 2] = [
    ("crate-added", "A crate is in tinsmith.toml that was not."),
    ("crate-removed", "A crate was in tinsmith.toml and is gone."),
];

pub(super) fn show(report: &Report) -> Value {
    let results: Vec<Value> = report.services.iter().flat_map(of_service).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tinsmith-review",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn rules() -> Vec<Value> {
    let own = [(
        RUST_ALONE,
        "The Rust API has changed without a change of the model to name for it.",
    )];
    let known = Rule::all().map(|rule| (rule.id(), rule.docs()));
    let all = known.chain(own).chain(CRATES);
    all.map(|(id, docs)| json!({ "id": id, "shortDescription": { "text": docs } }))
        .collect()
}

fn of_service(service: &Service) -> Vec<Value> {
    match &service.outcome {
        Outcome::New => vec![of_crate(service, 0, "note")],
        Outcome::Gone => vec![of_crate(service, 1, "error")],
        Outcome::Compared(compared) => {
            let changes = compared.by_weight().into_iter();
            let changes = changes.map(|(judged, allowed)| change(service, judged, allowed));
            let others = compared.review.others.iter();
            changes
                .chain(others.map(|item| alone(service, item)))
                .collect()
        }
    }
}

fn of_crate(service: &Service, which: usize, level: &str) -> Value {
    let (id, docs) = CRATES[which];
    json!({
        "ruleId": id, "level": level,
        "message": { "text": format!("{}: {docs}", service.name) },
    })
}

/// The level of a change: what breaks on the wire is an error, what breaks the Rust API or may be
/// refused a warning.
fn level(judged: &Judged) -> &'static str {
    match (judged.change.wire, judged.api) {
        (Wire::Breaking, _) => "error",
        (Wire::Validation, _) | (_, Some(Api::Major)) => "warning",
        _ => "note",
    }
}

fn change(service: &Service, judged: &Judged, allowed: Option<&String>) -> Value {
    let change = &judged.change;
    let operations: Vec<&str> = change.operations.iter().map(|id| id.as_str()).collect();
    let mut result = json!({
        "ruleId": change.rule.id(),
        "level": level(judged),
        "message": { "text": format!("{}: {}", subject(judged), change.message) },
        "locations": [{
            "physicalLocation": physical(service, judged),
            "logicalLocations": [{ "fullyQualifiedName": change.subject.as_str() }],
        }],
        "partialFingerprints": {
            "change/v1": format!("{} {}", change.rule, change.subject),
        },
        "properties": {
            "wire": change.wire.word(), "api": api_word(judged), "operations": operations,
            "rust": judged.items.iter().map(words).collect::<Vec<_>>(),
        },
    });
    if let Some(reason) = allowed {
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    result
}

/// The place in the file. What is gone has no line in the file that there is now.
fn physical(service: &Service, judged: &Judged) -> Value {
    let change = &judged.change;
    let mut place = json!({ "artifactLocation": { "uri": uri(service.file(change.side)) } });
    let committed = service.base.is_some() && change.side == Side::Old;
    if change.place.line > 0 && !committed {
        place["region"] = json!({ "startLine": change.place.line });
    }
    place
}

fn alone(service: &Service, item: &ItemChange) -> Value {
    let level = if item.api == Api::Major {
        "warning"
    } else {
        "note"
    };
    json!({
        "ruleId": RUST_ALONE, "level": level,
        "message": { "text": format!("{}: {}", service.name, words(item)) },
    })
}

fn words(item: &ItemChange) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    format!(
        "{}: {}; before: {}",
        item.path,
        text(&item.after),
        text(&item.before)
    )
}

/// A path as a URI: what is not allowed in one is escaped (RFC 3986, section 3.3). An absolute one
/// is that of a file.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
