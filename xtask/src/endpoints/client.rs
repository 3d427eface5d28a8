//! Clients for the calls of test cases.

use std::path::Path;

use serde_json::{Value, json};
use tinsmith_codegen::api::Listing;
use tinsmith_codegen::{Files, Options, generate, unsupported_operations};
use tinsmith_model::rules::{self, DIAGRAM, RULE_SET};
use tinsmith_model::{Model, Selection, Shape, ShapeId};

use tinsmith::failure::Failure;

/// A client of the operations that the cases of a service call.
pub(crate) struct Client {
    /// The generated module.
    pub(crate) files: Files,
    pub(crate) listing: Listing,
    /// The names of the operations that cannot be generated.
    pub(crate) left_out: Vec<String>,
}

/// Generates the client of a service whose rules are those of one trait alone, `None` if no case
/// calls an operation.
///
/// # Errors
/// Returns the reason if the client cannot be generated.
pub(crate) fn generated(
    path: &Path,
    service: &ShapeId,
    form: &str,
    cases: &[Value],
) -> Result<Option<Client>, Failure> {
    let calls = cases.iter().flat_map(calls);
    let names = calls.filter_map(|call| call["operationName"].as_str());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
    let mut model: Value = serde_json::from_str(&text)?;
    prepare(&mut model["shapes"][service.as_str()]["traits"], form);
    let model = Model::parse(&model.to_string(), &path.display().to_string());
    let model = model.map_err(|errors| Failure(errors.to_string()))?;
    let all = Selection::all(&model, service)?;
    let chosen = all.operation_ids().iter();
    let chosen = chosen.filter(|id| names.contains(&id.name()));
    let selection = Selection::operations(&model, service, chosen)?;
    let refused = unsupported_operations(&model, &selection);
    let kept = selection.operation_ids().iter();
    let kept = kept.filter(|id| refused.iter().all(|(refused, _)| refused != *id));
    let selection = Selection::operations(&model, service, kept)?;
    let options = Options::new("client");
    let files = generate(&model, &selection, &options);
    let listing = Listing::new(&model, &selection, &options);
    Ok(Some(Client {
        files: files.map_err(|errors| Failure(errors.to_string()))?,
        listing: listing.map_err(|errors| Failure(errors.to_string()))?,
        left_out: refused.iter().map(|(id, _)| id.name().to_owned()).collect(),
    }))
}

/// The calls of a case.
pub(crate) fn calls(case: &Value) -> impl Iterator<Item = &Value> {
    let calls = case.get("operationInputs").and_then(Value::as_array);
    calls.into_iter().flatten()
}

/// Completes the calls of cases by the settings of a client that only the parameters of the case
/// have.
pub(crate) fn complete(service: &Shape, cases: &mut [Value]) {
    let names = rules::client_params(&service.traits);
    let names: Vec<String> = names.into_iter().map(|param| param.name).collect();
    for case in cases {
        let params = case["params"].clone();
        let calls = case
            .get_mut("operationInputs")
            .and_then(Value::as_array_mut);
        for call in calls.into_iter().flatten() {
            for name in &names {
                if call["clientParams"][name].is_null() && !params[name].is_null() {
                    call["clientParams"][name] = params[name].clone();
                }
            }
        }
    }
}

/// Leaves the rules of one trait, and gives a protocol to a service that has none.
fn prepare(traits: &mut Value, form: &str) {
    let Some(traits) = traits.as_object_mut() else {
        return;
    };
    traits.retain(|id, _| id == form || ![DIAGRAM, RULE_SET].contains(&id.as_str()));
    if !traits.keys().any(|id| id.contains(".protocols#")) {
        traits.insert("aws.protocols#awsJson1_0".to_owned(), json!({}));
    }
}
