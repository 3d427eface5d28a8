//! The rules of a service, in both forms, and its test cases.

use std::path::Path;

use serde_json::Value;
use tinsmith_codegen::endpoint::{self, Standard, Table};
use tinsmith_model::rules;
use tinsmith_model::{Model, Shape};

use super::client::{self, Client};
use tinsmith::failure::Failure;

/// Endpoint rules of a service in one form.
pub(crate) struct Rules {
    /// The name of the service's file or folder.
    pub(crate) service: String,
    /// `tree` or `diagram`.
    pub(crate) source: &'static str,
    /// The table; empty if the rules are refused.
    pub(crate) table: Option<Table>,
    /// The standard form that the rules are, if they are one.
    pub(crate) standard: Option<Standard>,
    /// The reason why the rules cannot be generated.
    pub(crate) refused: Option<String>,
    /// The test cases.
    pub(crate) cases: Vec<Value>,
    /// The number of calls in the cases.
    pub(crate) calls: usize,
    /// The number of calls of operations that cannot be generated.
    pub(crate) waiting: usize,
    /// The client that makes the calls, if there are any; or the reason why there is none.
    pub(crate) client: Result<Option<Client>, String>,
}

impl Rules {
    /// The table as Rust text.
    pub(crate) fn text(&self) -> String {
        self.table
            .as_ref()
            .map_or_else(String::new, |table| endpoint::rust_text(table, "RULES"))
    }
}

/// Reads the rules of the services in a model's file.
pub(crate) fn read(name: &str, path: &Path) -> Result<Vec<Rules>, Failure> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    if path.is_file() && !text.contains("\"smithy\"") {
        return Ok(Vec::new());
    }
    let model = Model::read(path)?;
    let mut found = Vec::new();
    for service in model.services() {
        let forms = [(rules::RULE_SET, "tree"), (rules::DIAGRAM, "diagram")];
        for (id, source) in forms {
            found.extend(form(name, (&model, path), service, (id, source))?);
        }
    }
    Ok(found)
}

fn form(
    name: &str,
    (model, path): (&Model, &Path),
    service: &Shape,
    (id, source): (&str, &'static str),
) -> Result<Option<Rules>, Failure> {
    let Some(set) = rules::read_form(model, service, id) else {
        return Ok(None);
    };
    let tests = service.traits.get(rules::TESTS);
    let cases = tests
        .and_then(|tests| tests.get("testCases"))
        .and_then(Value::as_array);
    let mut cases = cases.cloned().unwrap_or_default();
    let table = set
        .map_err(|problems| problems[0].render(model.source()))
        .and_then(|set| endpoint::table(&set).map_err(|error| error.to_string()));
    client::complete(service, &mut cases);
    let client = client::generated(path, &service.id, id, &cases).map_err(|error| error.0);
    let left_out: &[String] = match &client {
        Ok(Some(client)) => &client.left_out,
        _ => &[],
    };
    let calls = cases.iter().flat_map(client::calls);
    let is_left_out = |call: &&Value| left_out.iter().any(|name| call["operationName"] == **name);
    let (waiting, calls): (Vec<&Value>, Vec<&Value>) = calls.partition(is_left_out);
    let (waiting, calls) = (waiting.len(), calls.len());
    Ok(Some(Rules {
        service: name.to_owned(),
        source,
        standard: table.as_ref().ok().and_then(endpoint::standard),
        refused: table.as_ref().err().cloned(),
        table: table.ok(),
        calls,
        waiting,
        client,
        cases,
    }))
}
